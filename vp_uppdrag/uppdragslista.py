"""Läsårets uppdrag som lista: läget, vem som håller ihop, vad som kommer härnäst. Fast antal frågor."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch

from styrkedja.format import tal_i_ord, uppraknat
from styrkedja.klocka import idag
from styrkedja.models import Lasar, Person
from vp_uppdrag.handlingar.las import med_parter, planeringsdag
from vp_uppdrag.models import Aterrapportering, Lagesrapport, Uppdrag
from vp_uppdrag.regler.lage import Form, Lage
from vp_uppdrag.regler.tillstand import PAGAENDE, Uppdragslage
from vp_uppdrag.uppdragens_puls import stilla_uppdrag
from vp_uppdrag.visning import Stolpe, bedomt_i_ord, haller_ihop_i_ord, laget, nasta_stolpe, startade_sent, stolpar


@dataclass(frozen=True)
class Uppdragsrad:
    uppdrag: Uppdrag
    lage: Form
    mening: str
    bedomt: str
    haller_ihop: str
    nasta: Stolpe | None
    sent: str
    #: Dagen då någon senast rörde ett uppdrag som ligger still sedan förra rundan.
    still: date | None = None

    @property
    def gang(self) -> str:
        """Gången i ord, när den säger något mer än läget."""
        i_ord = str(self.uppdrag.get_tillstand_display())
        return i_ord if self.uppdrag.tillstand in PAGAENDE and i_ord != self.lage.ord else ""


def med_uppfoljning(uppdrag):
    """Uppdragen med parter, lägesrapporter och milstolpar, i ett fast antal frågor."""
    return med_parter(uppdrag).prefetch_related(
        Prefetch("lagesrapporter", Lagesrapport.objects.select_related("av")),
        "leveranser",
        Prefetch("aterrapporteringar", Aterrapportering.objects.select_related("forum")),
    )


def las_rader(person: Person, lasar: Lasar) -> list[Uppdragsrad]:
    """Läsårets uppdrag som personen ser, i nummerordning."""
    dag, planering = idag(), planeringsdag(lasar)
    synliga = list(med_uppfoljning(Uppdrag.objects.synliga_for(person).for_lasar(lasar)))
    stilla = stilla_uppdrag(synliga, lasar)
    return [_rad(uppdrag, dag, planering, stilla.get(uppdrag.pk)) for uppdrag in synliga]


def _rad(uppdrag: Uppdrag, dag: date, planering: date | None, still: date | None) -> Uppdragsrad:
    senaste = next(iter(uppdrag.lagesrapporter.all()), None)
    return Uppdragsrad(
        uppdrag,
        laget(uppdrag, senaste),
        senaste.rubrik if senaste and uppdrag.tillstand in PAGAENDE else "",
        bedomt_i_ord(senaste),
        haller_ihop_i_ord(uppdrag),
        nasta_stolpe(stolpar(uppdrag, dag)) if uppdrag.tillstand in PAGAENDE else None,
        startade_sent(uppdrag, planering),
        still,
    )


def rubrik(lasar: Lasar, rader: list[Uppdragsrad]) -> str:
    """Läget i en mening: "Tre uppdrag går enligt plan, två har risk och ett behöver beslut." """
    pagar = [r for r in rader if r.uppdrag.tillstand in PAGAENDE]
    if not rader:
        return f"Inga uppdrag är beslutade för {lasar}."
    if not pagar:
        slut = sum(r.uppdrag.tillstand != Uppdragslage.UTKAST for r in rader)
        return f"Läsårets {tal_i_ord(slut)} uppdrag är avslutade." if slut else "Uppdragen är utkast."
    antal = Counter(r.lage.ord for r in pagar)
    delar = [_del(antal[ord_], i_ord) for ord_, i_ord in _I_ORD.items() if antal[ord_]]
    forst, *resten = delar
    forst = forst.replace(" ", " uppdrag ", 1)
    return f"{uppraknat([forst[:1].upper() + forst[1:], *resten])}."


#: Lägets ord → verbet i meningen (en, flera).
_I_ORD: dict[str, tuple[str, str]] = {
    Lage.ENLIGT_PLAN.label: ("går enligt plan", "går enligt plan"),
    Lage.RISK.label: ("har risk", "har risk"),
    Lage.FORSENAT.label: ("är försenat", "är försenade"),
    Lage.BEHOVER_BESLUT.label: ("behöver beslut", "behöver beslut"),
    "väntar på godkännande": ("väntar på godkännande", "väntar på godkännande"),
    "inte bedömt än": ("är inte bedömt än", "är inte bedömda än"),
}


def _del(antal: int, i_ord: tuple[str, str]) -> str:
    return f"{tal_i_ord(antal)} {i_ord[antal != 1]}"


def ingress(rader: list[Uppdragsrad]) -> str:
    """Det som syns först när man läser: sena starter och obestämda tider."""
    sena = [str(r.uppdrag.nr) for r in rader if r.sent]
    obestamda = [str(r.uppdrag.nr) for r in rader if r.nasta and r.nasta.form.ikon == "streckad"]
    meningar = []
    if sena:
        meningar.append(f"Uppdrag {uppraknat(sena)} kom i gång sent.")
    if obestamda:
        meningar.append(f"Nästa tid är inte bestämd för uppdrag {uppraknat(obestamda)}.")
    return " ".join(meningar)
