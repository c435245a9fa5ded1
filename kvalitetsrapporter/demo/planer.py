"""Demons verksamhetsplaner: målen växer ur rapporten, chefen stämmer av, rektor fastställer och reviderar (§4, §7, §11).

Målen skrivs i bulk (vp_uppdrag/demo/verksamhetsplaner.py), gången görs genom handlingarna.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from kvalitetsrapporter.demo.personer import Personer
from kvalitetsrapporter.demo.planord import (
    UTAN_ANALYS,
    arets_mal,
    avsnittet,
    malutkast,
    pengarna,
    planens_ord,
    samtalet,
)
from kvalitetsrapporter.demo.text import HUVUDLAROPLANER, Plats
from kvalitetsrapporter.models import Punkt, Rapport
from kvalitetsrapporter.regler.punkter import Punktslag
from styrkedja.models import Lasar, Person
from vp_uppdrag.demo.verksamhetsplaner import Planutkast, skriv_planer
from vp_uppdrag.handlingar.avstamning import kommentera_mal, stam_av
from vp_uppdrag.handlingar.maldelar import satt_aktivitet
from vp_uppdrag.handlingar.malen import spara_mal
from vp_uppdrag.handlingar.planer import spara_planens_ord
from vp_uppdrag.handlingar.plangang import avsluta_plan, be_om_avstamning, faststall_plan, revidera_plan
from vp_uppdrag.models import Mal, Verksamhetsplan

Lagg = Callable[[date, Callable[[datetime], object], int], None]
#: Så långt före sista dagen skrivs målen: när delen till VD1 är inne.
SKRIVS = timedelta(days=22)
#: Det som dröjde (§7): enhet och läsår → berättelsens dag då planen blir avstämd. Chefens fråga väntar till dess.
DROJER = {(13, 2): "2026-12-15", (17, 2): "2026-12-10"}
VANTAR_PA_CHEFEN = {(13, 2)}
#: Kvarnbacken reviderar sin plan efter VD2 (§11).
REVIDERAR = 14
REVIDERAS_FOR = "VD2 visade att novemberläget kom, men att undervisningen inte ändrades i alla ämneslag."
NY_AKTIVITET = "Läsa novemberläget en gång till i mars, och ändra det som inte har ändrats"


@dataclass(frozen=True)
class Enhetsar:
    """En enhets läsår: det som planen behöver veta om det."""

    rapport: Rapport
    plats: Plats

    @property
    def nyckel(self) -> tuple[int, int]:
        return self.plats.nr, self.plats.lasar

    @property
    def malen(self) -> list[str]:
        return arets_mal(self.plats.nr, self.plats.lasar, self.plats.familj)


class Planernas:
    """Stegen för ett läsårs planer."""

    def __init__(self, lagg: Lagg, personer: Personer, dagen: Callable[[str], date]) -> None:
        self._lagg, self.personer, self.dagen = lagg, personer, dagen

    def lagg(self, dag: date, gor: Callable[[datetime], object], timme: int) -> None:
        """Ett steg den dagen, eller måndagen efter en helg."""
        self._lagg(dag + timedelta(days=7 - dag.weekday() if dag.weekday() > 4 else 0), gor, timme)

    def lasaret(self, lasar: Lasar, enheter: list[Enhetsar]) -> None:
        """Skriver, stämmer av och fastställer läsårets planer, var och en på sin dag."""
        planer = {p.plats_id: p for p in Verksamhetsplan.objects.for_lasar(lasar) if p.sista_dag}
        med = [e for e in enheter if e.rapport.enhet_id in planer]
        if not med:
            return
        forst = min(d for e in med if (d := planer[e.rapport.enhet_id].sista_dag))
        self.lagg(forst - SKRIVS, lambda nar: self._skriv(lasar, med, nar), 16)
        rundor = {o.nyckel: o.fran for o in lasar.omgangar.all()}
        for ett in med:
            self._gangen(ett, planer[ett.rapport.enhet_id], rundor)

    # --- Skriva ----------------------------------------------------------------------------------
    def _skriv(self, lasar: Lasar, enheter: list[Enhetsar], nar: datetime) -> None:
        punkter = _utmaningarna(enheter)
        utkasten, ur = [], []
        for ett in enheter:
            valda = _vaxte_ur(ett, punkter.get(ett.rapport.enhet_id, []))
            ur.append([valda.get(namn) for namn in ett.malen])
            utkasten.append(self._utkastet(ett, lasar, valda, nar))
        _knyt_punkterna(ur, [mal for _, mal in skriv_planer(lasar, utkasten)])

    def _utkastet(self, ett: Enhetsar, lasar: Lasar, ur: Mapping[str, Punkt], nar: datetime) -> Planutkast:
        malen = ett.malen
        mal = [malutkast(ett.plats, namn, malen, lasar, ur[namn].text if namn in ur else "") for namn in malen]
        poster, _ = pengarna(ett.plats.nr)
        return Planutkast(ett.rapport.enhet_id, self._rektor(ett, nar), nar, mal, planens_ord(ett.plats), poster)

    # --- Gången ----------------------------------------------------------------------------------
    def _gangen(self, ett: Enhetsar, plan: Verksamhetsplan, rundor: Mapping[str, date]) -> None:
        nr, sista = ett.plats.nr, plan.sista_dag
        assert sista is not None
        avstams = self.dagen(DROJER[ett.nyckel]) if ett.nyckel in DROJER else sista - timedelta(days=5 + nr % 3)
        sands = sista - timedelta(days=3) if ett.nyckel in VANTAR_PA_CHEFEN else avstams - timedelta(days=3)
        if ett.nyckel in UTAN_ANALYS:
            # Flera dagar före: en dag som flyttas över en helg får inte hamna efter att planen sänds.
            self.lagg(sands - timedelta(days=4), lambda nar: self._skriv_analysen(ett, plan, nar), 15)
        self.lagg(sands, lambda nar: be_om_avstamning(plan=plan, av=self._rektor(ett, nar), nu=nar), 9)
        if nr % 4 == 1:
            self.lagg(sands, lambda nar: self._fraga(ett, plan, nar), 11)
            self.lagg(avstams, lambda nar: self._svara(ett, plan, nar), 12)
        self.lagg(avstams, lambda nar: self._stam_av(ett, plan, nar), 13)
        fast = avstams + timedelta(days=1) if ett.nyckel in DROJER else sista - timedelta(days=nr % 4)
        self.lagg(fast, lambda nar: faststall_plan(plan=plan, av=self._rektor(ett, nar), nu=nar), 15)
        self._efter_vd2(ett, plan, rundor["vd2"])
        slut = plan.lasar.till - timedelta(days=3)
        self.lagg(slut, lambda nar: avsluta_plan(plan=plan, av=self._rektor(ett, nar), nu=nar), 11)

    def _efter_vd2(self, ett: Enhetsar, plan: Verksamhetsplan, vd2: date) -> None:
        _, budget = pengarna(ett.plats.nr)
        if budget:
            self.lagg(
                vd2 - timedelta(days=20),
                lambda nar: spara_planens_ord(plan=plan, texter={"budget": budget}, av=self._rektor(ett, nar), nu=nar), 14,
            )  # fmt: skip
        if ett.plats.nr == REVIDERAR:
            self.lagg(vd2 + timedelta(days=20), lambda nar: self._revidera(ett, plan, nar), 10)
            self.lagg(vd2 + timedelta(days=23), lambda nar: self._stam_av(ett, plan, nar), 13)
            fasta = vd2 + timedelta(days=25)
            self.lagg(fasta, lambda nar: faststall_plan(plan=plan, av=self._rektor(ett, nar), nu=nar), 15)

    def _skriv_analysen(self, ett: Enhetsar, plan: Verksamhetsplan, nar: datetime) -> None:
        namn = UTAN_ANALYS[ett.nyckel]
        utkast = malutkast(ett.plats, namn, ett.malen, plan.lasar, med_analys=True)
        spara_mal(
            mal=Mal.objects.get(plan=plan, text=utkast.text), av=self._rektor(ett, nar), nu=nar,
            texter={"orsak": utkast.orsak, "annan_forklaring": utkast.annan}, orsaksniva=utkast.niva,
            annat_underlag=utkast.underlag,
        )  # fmt: skip

    def _fraga(self, ett: Enhetsar, plan: Verksamhetsplan, nar: datetime) -> None:
        kommentera_mal(mal=_forsta_malet(plan), text=samtalet(ett.plats)[0], av=self._chef(ett, nar), nu=nar)

    def _svara(self, ett: Enhetsar, plan: Verksamhetsplan, nar: datetime) -> None:
        svar = samtalet(ett.plats)[1]
        kommentera_mal(mal=_forsta_malet(plan), text=svar, svar=True, av=self._rektor(ett, nar), nu=nar)

    def _stam_av(self, ett: Enhetsar, plan: Verksamhetsplan, nar: datetime) -> None:
        sand = Verksamhetsplan.objects.select_related("framlagd").get(pk=plan.pk).framlagd
        assert sand is not None, "planen är sänd"
        stam_av(plan=plan, last_version=sand.nummer, av=self._chef(ett, nar), nu=nar)

    def _revidera(self, ett: Enhetsar, plan: Verksamhetsplan, nar: datetime) -> None:
        rektor = self._rektor(ett, nar)
        revidera_plan(plan=plan, varfor=REVIDERAS_FOR, av=rektor, nu=nar)
        satt_aktivitet(
            mal=_forsta_malet(plan), text=NY_AKTIVITET, niva="P", ansvarig="Ämneslagen", fran=nar.date(),
            till=nar.date() + timedelta(days=40), av=rektor, nu=nar,
        )  # fmt: skip
        be_om_avstamning(plan=plan, av=rektor, nu=nar)

    # --- Människor -------------------------------------------------------------------------------
    def _rektor(self, ett: Enhetsar, nar: datetime) -> Person:
        return self.personer.rektor(ett.rapport.enhet_id, nar.date())

    def _chef(self, ett: Enhetsar, nar: datetime) -> Person:
        return self.personer.verksamhetschef(ett.rapport.enhet_id, ett.rapport.lasar_id, nar.date())


def _forsta_malet(plan: Verksamhetsplan) -> Mal:
    return Mal.objects.i_planen().filter(plan=plan).earliest("ordning")


# --- Utmaningarna --------------------------------------------------------------------------------
def _utmaningarna(enheter: Iterable[Enhetsar]) -> dict[int, list[Punkt]]:
    """Enhetens utmaningar ur rapporterna, de senaste först, som inte redan har blivit ett mål."""
    punkter = Punkt.objects.i_texten().filter(
        slag=Punktslag.UTMANING, mal=None, avsnitt__rapport__enhet__in={e.rapport.enhet_id for e in enheter}
    )
    funna: dict[int, list[Punkt]] = {}
    rader = punkter.select_related("avsnitt__mall", "avsnitt__laroplan", "avsnitt__rapport")
    for punkt in rader.order_by("-avsnitt__rapport__lasar__fran", "avsnitt__ordning", "ordning"):
        if punkt.avsnitt.laroplan is None or punkt.avsnitt.laroplan.nyckel in HUVUDLAROPLANER:
            funna.setdefault(punkt.avsnitt.rapport.enhet_id, []).append(punkt)
    return funna


def _vaxte_ur(ett: Enhetsar, punkter: list[Punkt]) -> dict[str, Punkt]:
    """Det första målet växer ur den första utmaningen i det avsnitt som målet hör till."""
    namn = ett.malen[0]
    traff = next((p for p in punkter if p.avsnitt.mall.nyckel == avsnittet(namn)), None)
    return {namn: traff} if traff else {}


def _knyt_punkterna(ur: list[list[Punkt | None]], malen: list[list[Mal]]) -> None:
    knutna = []
    for punkter, mal in zip(ur, malen, strict=True):
        for punkt, ett in zip(punkter, mal, strict=True):
            if punkt is not None:
                punkt.mal = ett
                knutna.append(punkt)
    Punkt.objects.bulk_update(knutna, ["mal"])
