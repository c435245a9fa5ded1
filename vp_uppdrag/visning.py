"""Uppdragen i ord och form: läget, milstolparna på linjen, vilka parterna är. Ren läsning av det som redan är hämtat."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from styrkedja.format import antal_ord, datum, datum_kort, lokal_dag, tal_i_ord, uppraknat
from styrkedja.klocka import idag
from styrkedja.models import Befattning
from vp_uppdrag.handlingar.las import skulle_planeras
from vp_uppdrag.models import Aterrapportering, Lagesrapport, Leverans, Part, Uppdrag
from vp_uppdrag.models.uppdrag import LEDER
from vp_uppdrag.regler.lage import OBEDOMT, Form, sen_start, sen_start_i_ord
from vp_uppdrag.regler.parter import MOTTAGER, Partroll
from vp_uppdrag.regler.tider import ar_bestamd, i_ord
from vp_uppdrag.regler.tillstand import AVSLUTADE, Uppdragslage

KLAR, KOMMANDE, OBESTAMT, SEN = (
    Form("god", "klar", "klar"),
    Form("lugnt", "ring", "kommande"),
    Form("lugnt", "streckad", "inte bestämt"),
    Form("brist", "sen", "sen"),
)

#: Så många enheter nämns vid namn.
FA_ENHETER = 6


# --- Läget ---------------------------------------------------------------------------------------
def laget(uppdrag: Uppdrag, senaste: Lagesrapport | None) -> Form:
    """Läget som det visas: den senaste lägesrapportens, eller gångens när uppdraget är utkast eller slut."""
    if uppdrag.tillstand == Uppdragslage.UTKAST:
        return Form("lugnt", "penna", "utkast")
    if uppdrag.tillstand in AVSLUTADE:
        return Form("god", "klar", "slutrapporterat") if uppdrag.slutrapport else Form("lugnt", "kryss", "avbrutet")
    if senaste is None and uppdrag.tillstand == Uppdragslage.GODKANNANDE:
        return Form("vakta", "vanta", "väntar på godkännande")
    return senaste.form if senaste else OBEDOMT


def startade_sent(uppdrag: Uppdrag, planeringsdag: date | None) -> str:
    """Startade sju veckor sent · skulle ha startat för två veckor sedan · tomt (krav 40)."""
    if uppdrag.tillstand == Uppdragslage.UTKAST or (uppdrag.tillstand in AVSLUTADE and not uppdrag.planeras_fran):
        return ""
    veckor = sen_start(skulle_planeras(uppdrag, planeringsdag), uppdrag.planeras_fran, idag())
    return sen_start_i_ord(veckor, har_borjat=uppdrag.planeras_fran is not None)


# --- Milstolparna --------------------------------------------------------------------------------
@dataclass(frozen=True)
class Stolpe:
    """En milstolpe på linjen. `rad` är nyckeln i ?rad=, tom för gångens egna steg."""

    nar: str
    vad: str
    om: str
    form: Form
    ordning: date
    klar: bool
    rad: str = ""
    slag: str = ""

    @property
    def klass(self) -> str:
        """Punktens utseende: fylld, streckad, snedställd eller tom."""
        return {"klar": "gjord", "streckad": "osaker", "sen": "sen"}.get(self.form.ikon, "")


def stolpar(uppdrag: Uppdrag, dag: date) -> list[Stolpe]:
    """Uppdragets milstolpar i tidens ordning; det som ingen har bestämt sist."""
    alla = [*_gangens(uppdrag), *(_stolpe(rad, dag) for rad in _rader(uppdrag))]
    return sorted(alla, key=lambda s: (s.ordning, not s.klar))


def _rader(uppdrag: Uppdrag) -> list[Leverans | Aterrapportering]:
    return [*uppdrag.leveranser.all(), *uppdrag.aterrapporteringar.all()]


def _gangens(uppdrag: Uppdrag) -> Iterable[Stolpe]:
    """Stegen som har tagits, när de inte sammanfaller."""
    steg: tuple[tuple[datetime | None, str], ...] = (
        (uppdrag.beslutat, "Beslutat"),
        (uppdrag.planeras_fran, "Planeringen börjar"),
        (uppdrag.godkant, "Godkänt"),
        (None if uppdrag.godkant else uppdrag.genomfors_fran, "Genomförandet börjar"),
        (uppdrag.avslutat, "Slutrapport" if uppdrag.slutrapport else "Avbrutet"),
    )
    for nar, vad in steg:
        if nar:
            yield Stolpe(datum_kort(nar), vad, "", KLAR, lokal_dag(nar), True)


def _stolpe(rad: Leverans | Aterrapportering, dag: date) -> Stolpe:
    klar = rad.klar is not None
    nar = datum_kort(rad.klar) if rad.klar and rad.tid is None else _kort(i_ord(rad.tid), dag)
    if klar:
        form = KLAR
    elif rad.ar_sen(dag):
        form = SEN
    else:
        form = KOMMANDE if ar_bestamd(rad.tid) else OBESTAMT
    ordning = lokal_dag(rad.klar) if rad.klar and rad.tid is None else (rad.tidigast or date.max)
    slag = "leverans" if isinstance(rad, Leverans) else "aterrapportering"
    return Stolpe(nar, str(rad), getattr(rad, "vad", ""), form, ordning, klar, f"{slag}-{rad.pk}", slag)


def _kort(nar: str, dag: date) -> str:
    """Årtalet utelämnas när det är självklart."""
    return nar.removesuffix(f" {dag.year}")


def nasta_stolpe(alla: Iterable[Stolpe]) -> Stolpe | None:
    """Den första som inte är klar."""
    return next((s for s in alla if not s.klar), None)


def klara_i_ord(alla: list[Stolpe]) -> str:
    """Två av sju klara"""
    return f"{tal_i_ord(sum(s.klar for s in alla)).capitalize()} av {tal_i_ord(len(alla))} klara" if alla else ""


# --- Parterna ------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Partrad:
    """Parterna i en roll, i ord."""

    roll: str
    vilka: list[str]


def chefer(platser: Iterable[int]) -> dict[int, str]:
    """Plats → namnet på dess chef i dag. En fråga."""
    rader = Befattning.objects.galler(idag()).filter(plats__in=list(platser), roll__in=LEDER).select_related("person")
    return {b.plats_id: b.person.namn for b in rader}


def partrader(uppdrag: Uppdrag, namn: dict[int, str]) -> list[Partrad]:
    """Rollerna i ordning med sina parter; ansvarsformen säger hur flera svarar."""
    parter = list(uppdrag.parter.all())
    rader = []
    for roll, rubrik in ROLLER.items():
        i_rollen = [_vem(p, namn) for p in parter if p.roll == roll]
        if i_rollen:
            rader.append(Partrad(rubrik, i_rollen))
    return rader


#: Rollerna i den ordning de läses → rubriken.
ROLLER: dict[Partroll, str] = {
    Partroll.SAMMANKALLANDE: "Sammankallande",
    Partroll.MOTTAGARE: "Mottagare",
    Partroll.PROJEKTGRUPP: "Projektgrupp",
    Partroll.MEDVERKANDE: "Medverkande",
    Partroll.EXTERN: "Tillsammans med",
    Partroll.ANSVARIG: "Ansvariga",
    Partroll.STYRGRUPP: "Styrgrupp",
}


def _vem(part: Part, namn: dict[int, str]) -> str:
    """Rahel Tornbrink, Skola Öst · verksamhetscheferna · projektgrupp H22, inom stadens utvecklingssatsning"""
    if part.plats_id and part.plats_id in namn:
        return f"{namn[part.plats_id]}, {part.vem}"
    return f"{part.vem}, inom {part.inom}" if part.inom else part.vem


def haller_ihop_i_ord(uppdrag: Uppdrag) -> str:
    """Den som håller ihop uppdraget, kort: för listan."""
    parter = [p for p in uppdrag.parter.all() if p.roll in MOTTAGER and p.roll != Partroll.MEDVERKANDE]
    return parter[0].vem if parter else ""


def galler_i_ord(uppdrag: Uppdrag) -> str:
    """Skolformerna, målgruppen, och enheterna vid namn när de är få."""
    enheter = sorted(e.namn for e in uppdrag.enheter.all())
    delar = [*(s.namn for s in uppdrag.skolformer.all()), uppdrag.malgrupp]
    delar.append(uppraknat(enheter) if len(enheter) <= FA_ENHETER else antal_ord(len(enheter), "en enhet", "enheter"))
    return ", ".join(filter(None, delar))


def foljs_upp_i_ord(uppdrag: Uppdrag) -> str:
    return uppraknat([str(Uppdrag.Uppfoljning(u).label) for u in uppdrag.uppfoljning])


def bedomt_i_ord(rapport: Lagesrapport | None) -> str:
    return f"bedömt {datum(rapport.nar)} av {rapport.av.namn}" if rapport else ""
