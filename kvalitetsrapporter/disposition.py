"""Dispositionen: rapportens avsnitt som kapitel i tiden, med hur långt vart och ett har kommit, i form och ord."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.urls import reverse

from kvalitetsrapporter.handlingar.innehall import Avsnittslage, Rapportlage
from kvalitetsrapporter.models import ENHETENS_VAL, VARJE, Avsnitt, Rapportdel
from kvalitetsrapporter.regler import Tillstand, infor
from kvalitetsrapporter.visning import delens_lage
from styrkedja.format import antal_ord, veckodag_datum
from styrkedja.models import Omgang

#: Delar som väntar på rektor.
VANTAR = (Tillstand.ARBETSMATERIAL, Tillstand.ATERLAMNAD)
#: Framsteg (andel) → form. Ordet står alltid bredvid formen.
FORMER = ((1.0, "hel"), (0.66, "trekvart"), (0.34, "halv"), (0.0, "tom"))


@dataclass
class Rad:
    """Ett avsnitt i dispositionen. `under` är samma avsnitt per skolform eller läroplan; då är raden bara rubrik."""

    rubrik: str
    adress: str = ""
    ikon: str = ""
    lage: str = ""
    vald: bool = False
    under: list["Rad"] = field(default_factory=list)


@dataclass(frozen=True)
class Kapitel:
    """En rundas del: rubriken, läget i ord och avsnitten. `klara` av `antal` avsnitt är skrivna."""

    nyckel: str
    rubrik: str
    ikon: str
    lage: str
    ton: str
    rader: list[Rad]
    aktuell: bool
    klara: int
    antal: int

    @property
    def vald(self) -> bool:
        return any(rad.vald or any(u.vald for u in rad.under) for rad in self.rader)


@dataclass(frozen=True)
class AttLamnaIn:
    """Delen som väntar på inlämning: rundan, och en mening om sista dagen och vad som återstår."""

    omgang: Omgang
    text: str
    mening: str


def disposition(lage: Rapportlage, delar: dict[str, Rapportdel], vald: str = "") -> list[Kapitel]:
    """Rapportens delar som kapitel i tiden. Avsnitt som skrivs varje gång står i den aktuella rundan."""
    kapitel = [_kapitel(lage, omgang, delar.get(omgang.nyckel), vald) for omgang in lage.omgangar]
    fria = lage.fria()
    if fria:
        rader = _rader(lage, fria, vald, frusna=False)
        kapitel.append(
            Kapitel(ENHETENS_VAL, "När ni vill", "kalender", "senast vid läsårets slut", "lugnt", rader, False,
                    sum(a.framsteg >= 1 for a in fria), len(fria))
        )  # fmt: skip
    return kapitel


def kapitlens_avsnitt(lage: Rapportlage) -> list[tuple[str, list[Avsnittslage]]]:
    """(rubrik, avsnitten) per runda i tiden, sist de som enheten väljer tid för. Varje avsnitt står en gång."""
    kapitel = [(omgang.namn, _rundans(lage, omgang)) for omgang in lage.omgangar]
    return [*kapitel, ("När ni vill", lage.fria())]


def _rundans(lage: Rapportlage, omgang: Omgang) -> list[Avsnittslage]:
    aktuell = lage.aktuell is not None and omgang.pk == lage.aktuell.pk
    rundor = {omgang.nyckel, VARJE} if aktuell else {omgang.nyckel}
    return [a for a in lage.avsnitt if a.avsnitt.mall.runda in rundor]


def _kapitel(lage: Rapportlage, omgang: Omgang, delen: Rapportdel | None, vald: str) -> Kapitel:
    aktuell = lage.aktuell is not None and omgang.pk == lage.aktuell.pk
    egna = _rundans(lage, omgang)
    ikon, ord_, ton = delens_lage(delen)
    return Kapitel(
        omgang.nyckel, omgang.namn, ikon, ord_, ton, _rader(lage, egna, vald, frusna=ar_inne(delen)), aktuell,
        sum(a.framsteg >= 1 for a in egna), len(egna),
    )  # fmt: skip


def ar_inne(delen: Rapportdel | None) -> bool:
    """Sant när delen är inlämnad och inget har ändrats i den sedan dess."""
    return bool(delen and delen.tillstand not in VANTAR and not delen.andrad_efter_inlamning)


def _rader(lage: Rapportlage, avsnitt: list[Avsnittslage], vald: str, *, frusna: bool) -> list[Rad]:
    """Raderna i ordning; ett avsnitt som finns flera gånger (Gy11 och Gy25, eller per skolform) får en rad för varje."""
    rader = []
    for grupp in _grupper(avsnitt):
        egna = [_rad(lage, a, vald, frusna) for a in grupp]
        if len(egna) == 1:
            rader += egna
            continue
        syskon = [a.avsnitt for a in grupp]
        for rad, a in zip(egna, syskon, strict=True):
            rad.rubrik = kort_namn(a, syskon)
        rader.append(Rad(grupp[0].avsnitt.mall.rubrik, under=egna))
    return rader


def _grupper(avsnitt: Iterable[Avsnittslage]) -> list[list[Avsnittslage]]:
    grupper: dict[int, list[Avsnittslage]] = {}
    for a in avsnitt:
        grupper.setdefault(a.avsnitt.mall_id, []).append(a)
    return list(grupper.values())


def _rad(lage: Rapportlage, a: Avsnittslage, vald: str, frusen: bool) -> Rad:
    rapport = lage.rapport
    ikon, ord_ = avsnittets_lage(a, frusen=frusen)
    adress = reverse("rapport-avsnitt", args=[rapport.enhet.slug, rapport.lasar.slug, a.avsnitt.nyckel])
    return Rad(a.avsnitt.rubrik, adress, ikon, ord_, a.avsnitt.nyckel == vald)


def kort_namn(avsnitt: Avsnitt, syskon: list[Avsnitt]) -> str:
    """Det som skiljer avsnittet från sina syskon: skolformen, eller läroplanen när skolformen är densamma."""
    if avsnitt.skolform is None or avsnitt.laroplan is None:
        return avsnitt.rubrik
    samma = [a for a in syskon if a.skolform_id == avsnitt.skolform_id]
    if len(samma) == len(syskon):
        return avsnitt.laroplan.namn
    skolform = avsnitt.skolform.namn[:1].upper() + avsnitt.skolform.namn[1:]
    return f"{skolform} {avsnitt.laroplan.namn}" if len(samma) > 1 else skolform


def avsnittets_lage(a: Avsnittslage, *, frusen: bool) -> tuple[str, str]:
    """(ikon, ord) så som raden i dispositionen säger det: framsteget, eller "inlämnat" när delen är inne."""
    ikon, ord_ = framsteg_i_ord(a)
    return ikon, "inlämnat" if frusen and a.framsteg > 0 else ord_


def framsteg_i_ord(a: Avsnittslage) -> tuple[str, str]:
    """(ikon, ord) för hur långt ett avsnitt kommit. Fattas en enda sak sägs det vilken."""
    kravda = [f for f in a.falt if a.kravs(f)]
    krav = kravda or a.falt
    kvar = [f.mall.get_ips_display().lower() + "delen" if f.mall.ips else "" for f in krav if not f.ifyllt]
    gjort = sum(f.ifyllt for f in krav) + (a.kraver_bedomning and a.bedomt)
    antal = len(krav) + a.kraver_bedomning
    if gjort == 0:
        frivilligt = a.frivilligt or not (kravda or a.kraver_bedomning)
        return "streckad", "valfritt" if frivilligt else "inte börjat"
    if gjort == antal:
        return "hel", "klart"
    ikon = next(form for grans, form in FORMER if gjort / antal >= grans)
    if a.kraver_bedomning and not a.bedomt and not kvar:
        return ikon, "bedömningen kvar"
    if gjort == antal - 1 and len(kvar) == 1 and kvar[0]:
        return ikon, f"{kvar[0]} kvar"
    return ikon, f"{gjort} av {antal}"


def att_lamna_in(lage: Rapportlage, delar: dict[str, Rapportdel], avsnittets: Omgang | None = None) -> list[AttLamnaIn]:
    """Delarna som väntar på inlämning: den aktuella, och avsnittets egen när den är ändrad efter sin inlämning."""
    rundor = [o for o in (lage.aktuell, avsnittets) if o is not None]
    rundor = [o for i, o in enumerate(rundor) if o not in rundor[:i]]
    rader = [_att_lamna_in(lage, omgang, delar.get(omgang.nyckel)) for omgang in rundor]
    return [rad for rad in rader if rad]


def _att_lamna_in(lage: Rapportlage, omgang: Omgang, delen: Rapportdel | None) -> AttLamnaIn | None:
    if ar_inne(delen) or (delen and delen.tillstand == Tillstand.FASTSTALLD):
        return None
    inne = bool(delen and delen.senaste_id)
    if omgang != lage.aktuell and not inne:
        return None
    text = f"{'Lämna in på nytt' if inne else 'Lämna in'} {infor(omgang.namn)}"
    if delen and delen.tillstand == Tillstand.INLAMNAD:
        return AttLamnaIn(omgang, text, "Texten är ändrad efter inlämningen. Det nya delas när du lämnar in igen.")
    kvar = len({s.avsnitt_nyckel for s in lage.saknas(omgang)})
    sista = veckodag_datum(delen.ska_in if delen else omgang.sista_dag)
    aterstar = f"{antal_ord(kvar, 'ett avsnitt', 'avsnitt').capitalize()} återstår." if kvar else "Allt är skrivet."
    return AttLamnaIn(omgang, text, f"Senast {sista}. {aterstar}")
