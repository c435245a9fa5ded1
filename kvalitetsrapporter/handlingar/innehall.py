"""Rapportens innehåll, läst i få frågor: avsnitt med fält, texter, bedömning och hur långt de kommit."""

from dataclasses import dataclass, field

from kvalitetsrapporter.handlingar.egna_falt import EGNA, LASES_IHOP, Egna, falt_i, las_egna
from kvalitetsrapporter.handlingar.skrivning import (
    AGARE,
    aktuell_omgang,
    avsnittets_omgang,
)
from kvalitetsrapporter.models import (
    ENHETENS_VAL,
    VARJE,
    Avsnitt,
    Avsnittsmall,
    Bedomning,
    Faltmall,
    Fraga,
    Rapport,
    Stodbehov,
)
from kvalitetsrapporter.regler import Faltlage, Saknas, ar_tomt, framsteg
from styrkedja.handlingar.texter import las_texter
from styrkedja.hanvisningar import INGA, Uppslagna, sla_upp
from styrkedja.models import Lasar, Omgang, Skalsteg, Text
from styrkedja.regler.riktext import till_text
from styrkedja.regler.riktext.hanvisningar import hanvisade
from vp_uppdrag.models import Mal, Uppdrag


@dataclass
class Skrivfalt:
    """Ett fält i ett avsnitt med sin text. Versionen följer med formuläret."""

    mall: Faltmall
    text: Text | None
    #: Frågan, behovet, målet eller uppdraget som fältet kommer ur, när det inte står i mallen.
    fraga: Fraga | None = None
    behov: Stodbehov | None = None
    mal: Mal | None = None
    uppdrag: Uppdrag | None = None
    #: Talen och styckena som texten citerar, uppslagna för hela rapporten.
    uppslagna: Uppslagna = INGA

    @property
    def nyckel(self) -> str:
        return self.mall.nyckel

    @property
    def innehall(self) -> str:
        return self.text.innehall if self.text else ""

    @property
    def version(self) -> int:
        return self.text.version if self.text else 0

    @property
    def som_den_lases(self) -> str:
        """Texten med det citerade så som källan säger i dag. Skribentens egen lydelse är `innehall`."""
        return self.uppslagna.nu(self.innehall)

    @property
    def citerar(self) -> list[str]:
        """Hänvisningarna i texten."""
        return hanvisade(self.innehall)

    @property
    def klartext(self) -> str:
        """Texten utan märkning, så som reglerna läser den."""
        return till_text(self.som_den_lases)

    @property
    def ifyllt(self) -> bool:
        return not ar_tomt(self.innehall)


@dataclass(frozen=True)
class Malbedomning:
    """Ett verksamhetsmål i avsnittet, och rektors bedömning av det i omgången."""

    mal: Mal
    bedomning: Bedomning | None

    @property
    def bedomt(self) -> bool:
        return bool(self.bedomning and self.bedomning.niva)


@dataclass
class Avsnittslage:
    """Ett avsnitt så som det ser ut nu."""

    avsnitt: Avsnitt
    omgang: Omgang | None
    falt: list[Skrivfalt]
    bedomning: Bedomning | None
    #: Steg på läsårets skala som inte får väljas utan skäl.
    kraver_skal: frozenset[str] = frozenset()
    #: Målen som avsnittet handlar om, ett och ett. Tomt för andra avsnitt, och tills planen är fastställd.
    malen: list[Malbedomning] = field(default_factory=list)

    @property
    def kraver_bedomning(self) -> bool:
        return self.avsnitt.mall.bedoms

    @property
    def bedomt(self) -> bool:
        """Avsnittet är bedömt, eller vart och ett av dess mål."""
        if self.malen:
            return all(m.bedomt for m in self.malen)
        return bool(self.bedomning and self.bedomning.niva)

    def kravs(self, falt: Skrivfalt) -> bool:
        """Om fältet är obligatoriskt i avsnittets omgång; några blir det först vid läsårets slut."""
        return falt.mall.kravs_i(self.omgang.nyckel if self.omgang else "")

    @property
    def frivilligt(self) -> bool:
        """Sant när inget i avsnittet krävs. Ett stödbehov som är påbörjat ska säga vad det gäller."""
        return not self.avsnitt.mall.obligatoriskt and self.avsnitt.mall.typ != Avsnittsmall.Typ.BEHOV

    @property
    def utan_rader(self) -> bool:
        """Sant för ett avsnitt vars fält är frågor eller behov, när det inte finns några."""
        return self.avsnitt.mall.typ in EGNA and not self.falt

    @property
    def framsteg(self) -> float:
        if self.utan_rader:
            return 0.0
        lage = [Faltlage(f.mall.etikett, self.kravs(f), f.ifyllt) for f in self.falt]
        return framsteg(lage, kraver_bedomning=self.kraver_bedomning, bedomt=self.bedomt)

    def saknas(self) -> list[Saknas]:
        """Det obligatoriska som fattas i avsnittet."""
        if self.frivilligt:
            return []
        nyckel, rubrik = self.avsnitt.nyckel, self.avsnitt.rubrik
        fattas = [
            Saknas(nyckel, rubrik, f"”{f.mall.etikett}” är inte besvarad", f.nyckel)
            for f in self.falt
            if self.kravs(f) and not f.ifyllt
        ]
        return fattas + [Saknas(nyckel, rubrik, vad, falt) for vad, falt in self._saknas_i_bedomningen()]

    def _saknas_i_bedomningen(self) -> list[tuple[str, str]]:
        """(vad, fält) för bedömningen av avsnittet, eller av vart och ett av målen."""
        if not self.kraver_bedomning:
            return []
        if not self.malen:
            vad = self._saknas_i(self.bedomning)
            return [(vad, "niva")] if vad else []
        rader = [(m.mal, self._saknas_i(m.bedomning)) for m in self.malen]
        return [(f"mål {mal.gallande_nr}: {vad}", f"niva-{mal.pk}") for mal, vad in rader if vad]

    def _saknas_i(self, bedomning: Bedomning | None) -> str:
        if bedomning is None or not bedomning.niva:
            return "bedömningen är inte vald"
        if bedomning.niva in self.kraver_skal and ar_tomt(bedomning.skal):
            return "skälet till att det inte går att bedöma är inte skrivet"
        return ""


@dataclass
class Rapportlage:
    """Hela rapporten så som den ser ut nu, med läsårets omgångar och skalor."""

    rapport: Rapport
    omgangar: list[Omgang]
    aktuell: Omgang | None
    avsnitt: list[Avsnittslage]
    skala: dict[tuple[str, str], Skalsteg] = field(default_factory=dict)

    def for_omgang(self, omgang: Omgang, egna_val: list[str] | None = None) -> list[Avsnittslage]:
        """Avsnitten som en inlämning i omgången fryser: omgångens egna, varje omgångs, och de valda av de fria.

        Vid läsårets slut följer alla fria avsnitt med: då ska de vara skrivna.
        """
        return [a for a in self.avsnitt if _hor_till(a.avsnitt, omgang, egna_val or [])]

    def saknas(self, omgang: Omgang, egna_val: list[str] | None = None) -> list[Saknas]:
        return [s for a in self.for_omgang(omgang, egna_val) for s in a.saknas()]

    def fria(self) -> list[Avsnittslage]:
        return [a for a in self.avsnitt if a.avsnitt.mall.runda == ENHETENS_VAL]


def _hor_till(avsnitt: Avsnitt, omgang: Omgang, egna_val: list[str]) -> bool:
    runda = avsnitt.mall.runda
    if runda == ENHETENS_VAL:
        return omgang.nyckel == "lasarsslut" or avsnitt.nyckel in egna_val
    return runda in (VARJE, omgang.nyckel)


def skala(lasar: Lasar) -> dict[tuple[str, str], Skalsteg]:
    """Läsårets skalsteg efter (slag, nyckel), i skalans ordning."""
    return {(s.slag, s.nyckel): s for s in lasar.skalsteg.all()}


def las_rapport(rapport: Rapport, omgang: Omgang | None = None) -> Rapportlage:
    """Läser rapporten. Antalet frågor är detsamma hur lång rapporten än är.

    Args:
        omgang: bara det som kan lämnas in i omgången: dess egna avsnitt, de som skrivs varje gång och de fria.
            None är hela rapporten, så som den ser ut i den aktuella omgången.
    """
    omgangar = list(rapport.lasar.omgangar.all())
    aktuell = omgang or aktuell_omgang(omgangar)
    alla = rapport.avsnitt.select_related("mall", "skolform", "laroplan").prefetch_related("mall__falt")
    valda = alla.filter(mall__runda__in=(omgang.nyckel, VARJE, ENHETENS_VAL)) if omgang else alla
    avsnitt = list(valda.order_by("ordning"))
    texter = las_texter(AGARE, *(a.pk for a in avsnitt))
    bedomningar = {
        (b.avsnitt_id, b.omgang_id, b.mal_id): b
        for b in Bedomning.objects.filter(avsnitt__in=avsnitt, part=Bedomning.Part.REKTOR)
    }
    stegen = skala(rapport.lasar)
    kraver_skal = frozenset(s.nyckel for s in stegen.values() if s.kraver_skal)
    egna, lagen = las_egna(rapport, avsnitt, omgang), []
    for a in avsnitt:
        dess = avsnittets_omgang(a, omgangar, aktuell)
        falt = _falten(a, egna, dess, texter, sluten=omgang is not None)
        if a.mall.typ == Avsnittsmall.Typ.FRAGOR and not falt:
            continue  # Avsnittet finns i rapporten, men ingen har frågat något.
        nyckel = (a.pk, dess.pk if dess else 0)
        malen = [Malbedomning(m, bedomningar.get((*nyckel, m.pk))) for m in _malen_i(falt)]
        lagen.append(Avsnittslage(a, dess, falt, bedomningar.get((*nyckel, None)), kraver_skal, malen))
    _sla_upp_citerat([f for ett in lagen for f in ett.falt])
    return Rapportlage(rapport, omgangar, aktuell, lagen, stegen)


def _falten(
    avsnitt: Avsnitt, egna: Egna, omgang: Omgang | None, texter: dict[tuple[int, str], Text], *, sluten: bool
) -> list[Skrivfalt]:
    """Mallens fält, eller avsnittets egna, med sina texter."""
    skrivna = {falt for (pk, falt), text in texter.items() if pk == avsnitt.pk and not ar_tomt(text.innehall)}
    falten = falt_i(avsnitt, egna, omgang, skrivna, sluten=sluten) if avsnitt.mall.typ in LASES_IHOP else []
    if not falten and avsnitt.mall.typ not in EGNA:
        return [Skrivfalt(f, texter.get((avsnitt.pk, f.nyckel))) for f in avsnitt.mall.falt.all()]
    return [
        Skrivfalt(eget.mall, texter.get((avsnitt.pk, eget.mall.nyckel)), eget.fraga, eget.behov, eget.mal, eget.uppdrag)
        for eget in falten
    ]


def _malen_i(falten: list[Skrivfalt]) -> list[Mal]:
    """Målen som fälten handlar om, i ordning."""
    return list({f.mal.pk: f.mal for f in falten if f.mal}.values())


def _sla_upp_citerat(falten: list[Skrivfalt]) -> None:
    """Slår upp det som texterna citerar, allt på en gång. Ingen fråga när inget är citerat."""
    uppslagna = sla_upp(f.innehall for f in falten)
    for falt in falten:
        falt.uppslagna = uppslagna


def las_avsnitt(avsnitt: Avsnitt) -> Avsnittslage:
    """Ett enda avsnitts läge: det som behövs för att granska det, utan att läsa resten av rapporten."""
    if avsnitt.mall.typ in LASES_IHOP:
        return next(a for a in las_rapport(avsnitt.rapport).avsnitt if a.avsnitt.pk == avsnitt.pk)
    omgangar = list(avsnitt.rapport.lasar.omgangar.all())
    omgang = avsnittets_omgang(avsnitt, omgangar, aktuell_omgang(omgangar))
    texter = las_texter(AGARE, avsnitt.pk)
    falt = [Skrivfalt(f, texter.get((avsnitt.pk, f.nyckel))) for f in avsnitt.mall.falt.all()]
    _sla_upp_citerat(falt)
    rektors = Bedomning.objects.filter(avsnitt=avsnitt, omgang=omgang, part=Bedomning.Part.REKTOR)
    bedomning = rektors.filter(mal__isnull=True).first()
    stegen = skala(avsnitt.rapport.lasar)
    return Avsnittslage(avsnitt, omgang, falt, bedomning, frozenset(s.nyckel for s in stegen.values() if s.kraver_skal))
