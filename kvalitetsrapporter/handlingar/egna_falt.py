"""Fälten som inte står i mallen: ett per fråga som når enheten, två per stödbehov, mallens fält en gång per verksamhetsmål.

De ser ut som mallens fält (en osparad Faltmall), så att skrivande, framsteg, det som saknas, frysning och PDF går samma väg.
"""

from collections.abc import Iterable, Set
from dataclasses import dataclass, field

from kvalitetsrapporter.handlingar.uppdragsfragor import (
    UPPDRAGENS_AVSNITT,
    Uppdragen,
    rapportens_uppdrag,
    uppdragens_falt,
    uppdragets_nyckel,
)
from kvalitetsrapporter.models import Avsnitt, Avsnittsmall, Faltmall, Fraga, Rapport, Rapportdel, Stodbehov
from kvalitetsrapporter.models.fraga import FragaQuerySet
from kvalitetsrapporter.regler import Tillstand
from kvalitetsrapporter.regler.fragor import Enhetsfakta, Krets, nar_enheten
from kvalitetsrapporter.regler.stodbehov import Stodlage
from styrkedja.models import EnhetSkolform, Lasar, Omgang, Tillhorighet
from vp_uppdrag.models import Mal, Uppdrag

EGNA = (Avsnittsmall.Typ.FRAGOR, Avsnittsmall.Typ.BEHOV)
#: Avsnitt vars fält inte går att läsa ur mallen ensam. Målen: mallens egna fält tills planen är fastställd.
LASES_IHOP = (*EGNA, Avsnittsmall.Typ.MAL)
#: Frågorna i mallens ordning hör till det avsnittet; VP-uppdragens frågor är en annan sak.
FRAGORNAS_AVSNITT = "vc_fragor"


@dataclass(frozen=True)
class Eget:
    """Ett fält utanför mallen: hur det visas, och vad det kommer ur."""

    mall: Faltmall
    fraga: Fraga | None = None
    behov: Stodbehov | None = None
    mal: Mal | None = None
    uppdrag: Uppdrag | None = None


@dataclass
class Egna:
    """Rapportens egna fält, lästa en gång: efter avsnittets typ."""

    fragor: list[Fraga] = field(default_factory=list)
    behov: list[Stodbehov] = field(default_factory=list)
    mal: list[Mal] = field(default_factory=list)
    uppdrag: Uppdragen = field(default_factory=Uppdragen)


def krets(fraga: Fraga) -> Krets:
    """Frågans krets ur sina förhandslästa rader."""
    return Krets(
        frozenset(s.pk for s in fraga.skolformer.all()),
        frozenset(o.pk for o in fraga.omraden.all()),
        frozenset(e.pk for e in fraga.enheter.all()),
    )


def med_krets(fragor: FragaQuerySet) -> FragaQuerySet:
    """Frågorna med det som kretsen läses ur: fyra frågor till databasen, hur många de än är."""
    return fragor.select_related("av", "omgang", "ersatt_av").prefetch_related("skolformer", "omraden", "enheter")


def enhetsfakta(lasar: Lasar, enheter: Iterable[int] | None = None) -> dict[int, Enhetsfakta]:
    """Läsårets enheter (None: alla med område) så som frågorna ser dem. Två frågor till databasen."""
    tillhor = Tillhorighet.objects.filter(lasar=lasar)
    rader = EnhetSkolform.objects.under(lasar)
    if enheter is not None:
        enheter = list(enheter)
        tillhor, rader = tillhor.filter(enhet__in=enheter), rader.filter(enhet__in=enheter)
    omraden = dict(tillhor.values_list("enhet_id", "omrade_id"))
    skolformer: dict[int, set[int]] = {}
    for enhet, skolform in rader.values_list("enhet_id", "skolform_id"):
        skolformer.setdefault(enhet, set()).add(skolform)
    return {
        e: Enhetsfakta(e, omraden.get(e), frozenset(skolformer.get(e, ())))
        for e in (omraden if enheter is None else enheter)
    }


def rapportens_fragor(rapport: Rapport, omgang: Omgang | None = None) -> list[Fraga]:
    """Läsårets (eller omgångens) publicerade frågor som når rapportens enhet, också de avslutade."""
    stallda = Fraga.objects.publicerade()
    stallda = stallda.filter(omgang=omgang) if omgang else stallda.filter(omgang__lasar=rapport.lasar_id)
    fragor = list(med_krets(stallda))
    if not fragor:
        return []
    fakta = enhetsfakta(rapport.lasar, [rapport.enhet_id])[rapport.enhet_id]
    return [f for f in fragor if nar_enheten(krets(f), fakta)]


def las_egna(rapport: Rapport, avsnitt: Iterable[Avsnitt], omgang: Omgang | None = None) -> Egna:
    """Rapportens frågor (eller bara omgångens) och behov, när den har avsnitt för dem."""
    avsnitt = list(avsnitt)
    typer = {a.mall.typ for a in avsnitt if a.mall.nyckel != UPPDRAGENS_AVSNITT}
    uppdragens = any(a.mall.nyckel == UPPDRAGENS_AVSNITT for a in avsnitt)
    behov = Stodbehov.objects.filter(avsnitt__rapport=rapport).select_related("mottagare", "omgang", "skapad_av")
    return Egna(
        rapportens_fragor(rapport, omgang) if Avsnittsmall.Typ.FRAGOR in typer else [],
        list(behov.order_by("avsnitt_id", "ordning", "pk")) if Avsnittsmall.Typ.BEHOV in typer else [],
        malen(rapport) if Avsnittsmall.Typ.MAL in typer else [],
        rapportens_uppdrag(rapport) if uppdragens else Uppdragen(),
    )


def malen(rapport: Rapport) -> list[Mal]:
    """Enhetens verksamhetsmål läsåret, de som någon gång har gällt. En fråga."""
    return list(Mal.objects.som_har_gallt().for_plats(rapport.enhet_id, rapport.lasar_id))


def falt_i(avsnitt: Avsnitt, egna: Egna, omgang: Omgang | None, skrivna: set[str], *, sluten: bool) -> list[Eget]:
    """Avsnittets egna fält i omgången.

    Args:
        skrivna: nycklarna till fält som har text; en avslutad fråga som är besvarad står kvar med sitt svar.
        sluten: bara omgångens egna (en inlämning); annars också de andra rundornas som inte är inlämnade.
    """
    if omgang is None:
        return []
    if avsnitt.mall.nyckel == UPPDRAGENS_AVSNITT:
        falten = uppdragens_falt(avsnitt.mall, egna.uppdrag, omgang, skrivna)
        return [Eget(falt, uppdrag=uppdrag) for falt, uppdrag in falten]
    if avsnitt.mall.typ == Avsnittsmall.Typ.MAL:
        return [falt for mal in egna.mal if mal.gallde_infor(omgang) for falt in _malets(avsnitt.mall, mal, omgang)]
    if avsnitt.mall.typ == Avsnittsmall.Typ.BEHOV:
        egna_behov = [b for b in egna.behov if b.avsnitt_id == avsnitt.pk]
        visas = [b for b in egna_behov if b.omgang_id == omgang.pk or _vantar(b, omgang)]
        return [falt for nr, b in enumerate(visas, 1) for falt in _behovets(avsnitt.mall, b, nr)]
    nya = [f for f in egna.fragor if f.omgang_id == omgang.pk and (f.avslutad is None or falt_for(f) in skrivna)]
    andras = [] if sluten else _andra_rundors(avsnitt, egna.fragor, omgang)
    return [_fragans(avsnitt.mall, f, obligatorisk=f.avslutad is None) for f in nya] + [
        _fragans(avsnitt.mall, f, obligatorisk=False) for f in andras
    ]


def _vantar(behov: Stodbehov, omgang: Omgang) -> bool:
    """Ett behov ur en tidigare runda som inte har nått någon ännu: det följer med nästa inlämning."""
    return behov.tillstand == Stodlage.UTTRYCKT and behov.omgang.ordning < omgang.ordning


def _andra_rundors(avsnitt: Avsnitt, fragor: list[Fraga], omgang: Omgang) -> list[Fraga]:
    """Andra rundors frågor vars del inte är inne: en del får skrivas före sin runda, och efter att nästa har öppnat."""
    andras = [f for f in fragor if f.omgang_id != omgang.pk and f.avslutad is None]
    if not andras:
        return []
    oppna = Rapportdel.objects.filter(
        rapport=avsnitt.rapport_id, tillstand__in=(Tillstand.ARBETSMATERIAL, Tillstand.ATERLAMNAD)
    )
    delar = set(oppna.values_list("omgang_id", flat=True))
    return [f for f in andras if f.omgang_id in delar]


def falt_for(fraga: Fraga) -> str:
    """Nyckeln till fältet som svaret skrivs i."""
    return f"fraga-{fraga.pk}"


def _mallfalt(mall: Avsnittsmall, nyckel: str) -> Faltmall | None:
    return next((f for f in mall.falt.all() if f.nyckel == nyckel), None)


def _fragans(mall: Avsnittsmall, fraga: Fraga, *, obligatorisk: bool) -> Eget:
    grund = _mallfalt(mall, "svar")
    falt = Faltmall(
        nyckel=falt_for(fraga),
        etikett=fraga.text,
        anvisning=fraga.anvisning or (grund.anvisning if grund else ""),
        obligatoriskt=obligatorisk,
        rekommenderad_langd=grund.rekommenderad_langd if grund else None,
        ordning=fraga.ordning,
    )
    return Eget(falt, fraga=fraga)


def _behovets(mall: Avsnittsmall, behov: Stodbehov, nr: int) -> list[Eget]:
    """Vad och för vem. Etiketten bär numret, så att också det frusna säger vilket behov det gäller."""
    return [
        Eget(_behovsfalt(mall, behov, nr, "vad", "Vad behöver ni?", "vad"), behov=behov),
        Eget(_behovsfalt(mall, behov, nr, "for", "För vem?", "for_vem"), behov=behov),
    ]


def _behovsfalt(mall: Avsnittsmall, behov: Stodbehov, nr: int, del_: str, annars: str, nyckel: str) -> Faltmall:
    grund = _mallfalt(mall, nyckel)
    fraga = grund.etikett if grund else annars
    return Faltmall(
        nyckel=f"behov-{behov.pk}-{del_}",
        etikett=f"Behov {nr}: {fraga[:1].lower()}{fraga[1:]}",
        anvisning=grund.anvisning if grund else "",
        obligatoriskt=grund.obligatoriskt if grund else del_ == "vad",
        rekommenderad_langd=grund.rekommenderad_langd if grund else None,
        ordning=nr,
    )


def _malets(mall: Avsnittsmall, mal: Mal, omgang: Omgang) -> list[Eget]:
    """Mallens fält för ett mål i en runda. Etiketten bär numret, så att också det frusna säger vilket mål det gäller."""
    return [Eget(_malfalt(falt, mal, omgang), mal=mal) for falt in mall.falt.all()]


def _malfalt(grund: Faltmall, mal: Mal, omgang: Omgang) -> Faltmall:
    return Faltmall(
        nyckel=malets_nyckel(mal, omgang, grund.nyckel),
        etikett=f"Mål {mal.gallande_nr}: {grund.etikett[:1].lower()}{grund.etikett[1:]}",
        anvisning=grund.anvisning,
        obligatoriskt=grund.obligatoriskt,
        obligatoriskt_i=grund.obligatoriskt_i,
        rekommenderad_langd=grund.rekommenderad_langd,
        ordning=grund.ordning,
    )


def malets_nyckel(mal: Mal, omgang: Omgang, falt: str) -> str:
    """Nyckeln till texten om målet i rundan: en text per mål, runda och fält."""
    return f"mal-{mal.pk}-{omgang.nyckel}-{falt}"


def nycklar_att_skriva(avsnitt: Avsnitt) -> Set[str]:
    """Fälten som en sparning i avsnittet får bära. En fråga som hann avslutas under tiden tas emot ändå."""
    if avsnitt.mall.nyckel == UPPDRAGENS_AVSNITT:
        return {uppdragets_nyckel(u) for u in rapportens_uppdrag(avsnitt.rapport).alla}
    if avsnitt.mall.typ == Avsnittsmall.Typ.FRAGOR:
        return {falt_for(f) for f in rapportens_fragor(avsnitt.rapport)}
    if avsnitt.mall.typ == Avsnittsmall.Typ.BEHOV:
        behov = avsnitt.stodbehov.values_list("pk", flat=True)
        return {f"behov-{pk}-{del_}" for pk in behov for del_ in ("vad", "for")}
    if avsnitt.mall.typ == Avsnittsmall.Typ.MAL and (mal := malen(avsnitt.rapport)):
        rundor, falten = avsnitt.rapport.lasar.omgangar.all(), avsnitt.mall.faltnycklar
        return falten | {malets_nyckel(m, o, f) for m in mal for o in rundor if m.gallde_infor(o) for f in falten}
    return avsnitt.mall.faltnycklar
