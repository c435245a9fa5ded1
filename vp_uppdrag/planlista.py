"""Läsårets verksamhetsplaner i en lista: var de är, hur många mål, och vad som ligger still. Sju frågor för alla antal.

Alla i kedjan ser vilka planer som är fastställda; hur långt en annan plan har kommit ser de som arbetar med den, och
direktören.
"""

from dataclasses import dataclass

from django.db.models import Count, Q

from styrkedja.format import antal_ord, datum_kort, namnordning, tal_i_ord
from styrkedja.klocka import idag
from styrkedja.models import Befattning, Lasar, Person, Tillhorighet
from styrkedja.regler.roller import Roll
from vp_uppdrag.behorighet.plan import Lydelse, lydelse_for
from vp_uppdrag.malens_puls import senaste_rundan
from vp_uppdrag.models import Aktivitet, Mal, Verksamhetsplan
from vp_uppdrag.regler.lage import Form
from vp_uppdrag.regler.mal import SLUT
from vp_uppdrag.regler.plan import LEDER, Plantillstand
from vp_uppdrag.regler.planlage import form

INTE_AN = Form("lugnt", "streckad", "inte fastställd än")
#: I den här ordningen står tillstånden: det som väntar på någon först.
TURORDNING = (
    Plantillstand.AVSTAMS,
    Plantillstand.UTKAST,
    Plantillstand.AVSTAMD,
    Plantillstand.REVIDERAS,
    Plantillstand.FASTSTALLD,
    Plantillstand.AVSLUTAD,
)


@dataclass(frozen=True)
class Planrad:
    """En plan i listan. `ser_gangen`: personen får veta hur långt den har kommit. `vantar`: på den som läser."""

    plan: Verksamhetsplan
    omrade: str
    ordning: int
    chef: str
    form: Form
    nar: str
    mal: int
    stilla: int
    lasbar: bool
    ser_gangen: bool
    vantar: bool
    #: Den lydelse som personen läser.
    lydelse: Lydelse

    @property
    def faststalld(self) -> bool:
        return self.plan.gallande_id is not None


@dataclass(frozen=True)
class Grupp:
    namn: str
    rader: list[Planrad]
    eget: bool

    @property
    def i_ord(self) -> str:
        """Sex av åtta fastställda"""
        klara, alla = sum(r.faststalld for r in self.rader), len(self.rader)
        if klara == alla:
            return "Fastställd" if alla == 1 else "Alla fastställda"
        if not klara:
            return "Inte fastställd än" if alla == 1 else "Ingen fastställd än"
        return f"{'en' if klara == 1 else tal_i_ord(klara)} av {tal_i_ord(alla)} fastställda".capitalize()


# --- Läsningen -----------------------------------------------------------------------------------
@dataclass(frozen=True)
class _Laget:
    """Det som raderna läser, hämtat en gång för hela listan."""

    person: Person
    omraden: dict[int, tuple[int, str, int]]
    chefer: dict[int, str]
    antal: dict[int, tuple[int, int]]
    stilla: dict[int, int]

    def omrade(self, plan: Verksamhetsplan) -> tuple[int | None, str, int]:
        """Området som enheten hör till läsåret: nyckel, namn, ordning."""
        if plan.ar_avdelningens:
            return None, "Avdelningar", 99
        return self.omraden.get(plan.plats_id, (None, "Utan område", 98))

    def leder(self, plan: Verksamhetsplan) -> bool:
        return plan.plats_id in self.person.platser(*LEDER)

    def ar_chef(self, plan: Verksamhetsplan) -> bool:
        if plan.ar_avdelningens:
            return self.person.har(Roll.UTBILDNINGSDIREKTOR)
        return self.omrade(plan)[0] in self.person.platser(Roll.VERKSAMHETSCHEF)

    def ser_gangen(self, plan: Verksamhetsplan) -> bool:
        return self.leder(plan) or self.ar_chef(plan) or self.person.har(Roll.UTBILDNINGSDIREKTOR)


def las_planer(person: Person, lasar: Lasar, *, kort: bool = False) -> list[Planrad]:
    """Läsårets planer, områdesvis; det som väntar på någon först. `kort`: utan chefernas namn och det som ligger still."""
    planer = Verksamhetsplan.objects.for_lasar(lasar).med_platsen().defer("gallande__innehall", "framlagd__innehall")
    chefer, stilla = ({}, {}) if kort else (_chefer(), _stilla(lasar))
    laget = _Laget(person, _omraden(lasar), chefer, _antal_mal(lasar), stilla)
    return sorted((_rad(plan, laget) for plan in planer), key=_ordningen)


def _rad(plan: Verksamhetsplan, laget: _Laget) -> Planrad:
    _, omrade, ordning = laget.omrade(plan)
    skrivna, gallande = laget.antal.get(plan.pk, (0, 0))
    ser = laget.ser_gangen(plan)
    return Planrad(
        plan, omrade, ordning, laget.chefer.get(plan.plats_id, ""), _formen(plan, ser), _nar(plan, ser),
        mal=skrivna if laget.leder(plan) else gallande,
        stilla=laget.stilla.get(plan.pk, 0) if ser else 0,
        lasbar=ser or plan.gallande_id is not None or bool(plan.lank),
        ser_gangen=ser,
        vantar=plan.tillstand == Plantillstand.AVSTAMS and laget.ar_chef(plan),
        lydelse=lydelse_for(plan, leder=laget.leder(plan), chef=laget.ar_chef(plan)),
    )  # fmt: skip


def _formen(plan: Verksamhetsplan, ser: bool) -> Form:
    if plan.lank:
        return Form("lugnt", "lank", "ligger på annat håll")
    if ser:
        return form(plan.tillstand, plan.sista_dag, plan.gallande_id is not None, idag())
    return form(Plantillstand.FASTSTALLD, None, True, idag()) if plan.gallande_id else INTE_AN


def _nar(plan: Verksamhetsplan, ser: bool) -> str:
    if plan.gallande:
        sen = ", sen" if plan.gallande.sen and ser else ""
        return f"{datum_kort(plan.gallande.nar)}{sen}"
    if ser and plan.tillstand == Plantillstand.AVSTAMS and plan.framlagd:
        return f"skickad {datum_kort(plan.framlagd.nar)}"
    return f"senast {datum_kort(plan.sista_dag)}" if ser and plan.sista_dag else ""


def _ordningen(rad: Planrad) -> tuple:
    tur = TURORDNING.index(Plantillstand(rad.plan.tillstand)) if rad.ser_gangen else 0
    return (rad.ordning, rad.omrade, tur, namnordning(rad.plan.plats.namn))


def _omraden(lasar: Lasar) -> dict[int, tuple[int, str, int]]:
    rader = Tillhorighet.objects.filter(lasar=lasar)
    return {e: (o, namn, ordning) for e, o, namn, ordning in
            rader.values_list("enhet", "omrade", "omrade__namn", "omrade__ordning")}  # fmt: skip


def _chefer() -> dict[int, str]:
    nu = Befattning.objects.galler(idag()).med_roll(Roll.REKTOR, Roll.AVDELNINGSCHEF)
    return dict(nu.values_list("plats", "person__namn"))


def _antal_mal(lasar: Lasar) -> dict[int, tuple[int, int]]:
    """Plan → antal mål som de skrivs nu, och i den fastställda lydelsen."""
    rader = Mal.objects.filter(plan__lasar=lasar).order_by().values("plan")
    antal = rader.annotate(nu=Count("pk", filter=Q(slappt=None)), galler=Count("pk", filter=~Q(gallande_text="")))
    return {rad["plan"]: (rad["nu"], rad["galler"]) for rad in antal}


def _stilla(lasar: Lasar) -> dict[int, int]:
    """Plan → aktiviteter som ingen har rört sedan senaste rundan."""
    sedan = senaste_rundan(lasar)
    if sedan is None:
        return {}
    rader = Aktivitet.objects.filter(mal__plan__lasar=lasar, slappt=None, mal__slappt=None, rord__date__lt=sedan)
    rader = rader.exclude(lage__in=SLUT).order_by()
    return dict(rader.values_list("mal__plan").annotate(antal=Count("pk")))


# --- Orden ---------------------------------------------------------------------------------------
def grupper(rader: list[Planrad], person: Person) -> list[Grupp]:
    """Områdena i ordning, de egna först."""
    namn = dict.fromkeys(r.omrade for r in rader)
    direktor = person.har(Roll.UTBILDNINGSDIREKTOR)
    alla = [[r for r in rader if r.omrade == n] for n in namn]
    gjorda = [Grupp(g[0].omrade, g, not direktor and any(r.ser_gangen for r in g)) for g in alla]
    return sorted(gjorda, key=lambda g: not g.eget)


def rubrik(rader: list[Planrad]) -> str:
    """Läget i en mening: de planer som personen följer, annars alla."""
    mina = [r for r in rader if r.ser_gangen] or rader
    if not mina:
        return "Inga planer är upplagda än."
    klara = sum(r.faststalld for r in mina)
    if klara == len(mina):
        return "Planen är fastställd." if klara == 1 else "Alla planer är fastställda."
    if len(mina) == 1:
        return "Planen är inte fastställd än."
    return f"{antal_ord(klara, 'en', '').strip()} av {tal_i_ord(len(mina))} planer är fastställda.".capitalize()


def ingress(rader: list[Planrad]) -> str:
    vantar = sum(r.vantar for r in rader)
    if vantar:
        return f"{antal_ord(vantar, 'en plan väntar', 'planer väntar')} på din avstämning.".capitalize()
    return "En fastställd plan kan läsas av alla medarbetare."
