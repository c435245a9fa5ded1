"""Vad som går att göra i en verksamhetsplan, som en tabell: sidans ord, formuläret, rätten och handlingen.

En adress per handling, `/enheter/<enhet>/plan/2026-27/<handling>/`: GET frågar med följd, POST gör. Handlingar på en rad
nämner den i `?rad=mal-12`. Ett nytt slag av handling är en rad här.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from styrkedja.models import Person
from vp_uppdrag.behorighet import plan as b
from vp_uppdrag.forms import malets, plan
from vp_uppdrag.forms.plan import Bekraftelse, Planformular
from vp_uppdrag.handlingar import avstamning, maldelar, malen, planer, plangang
from vp_uppdrag.models import Aktivitet, Mal, Malindikator, Malkriterium, Verksamhetsplan
from vp_uppdrag.regler.plan import Plantillstand

#: Orden i ?rad= → raden.
RADER: dict[str, type] = {"mal": Mal, "kriterium": Malkriterium, "indikator": Malindikator, "aktivitet": Aktivitet}


@dataclass(frozen=True)
class Planhandling:
    """En handling. `rader`: slagen av rader som den gäller; tomt gäller planen. `tar`: det handlingen tar, efter namn."""

    rubrik: str
    foljd: str
    knapp: str
    gjort: str
    hinder: Callable[[Person, Verksamhetsplan], str | None]
    gor: Callable[..., Any]
    formular: type[Planformular] = Bekraftelse
    rader: tuple[str, ...] = ()
    tar: tuple[str, ...] = ("plan",)
    till_malet: bool = False
    fara: bool = False
    #: Raden kan utelämnas: då gäller handlingen hela planen.
    rad_valfri: bool = False

    def argument(self, plan: Verksamhetsplan, rad: Any) -> dict[str, Any]:
        """Det som handlingen gäller. Nås raden genom sitt mål är målet `mal` och raden `rad`, None när den är ny."""
        allt = {
            "plan": plan,
            "mal": malets.malet_av(rad) if rad is not None else None,
            "rad": None if isinstance(rad, Mal) else rad,
        }
        return {namn: allt[namn] for namn in self.tar}


def _del(slag: str, **falt: Any) -> Planhandling:
    """En del av ett mål: ny när raden är målet, annars en som skrivs om."""
    grund = {"hinder": b.hinder_for_att_skriva_mal, "till_malet": True, "knapp": "Spara"}
    return Planhandling(**{**grund, "rader": ("mal", slag), "tar": ("mal", "rad"), **falt})


def _for_over(*, plan: Verksamhetsplan, mal: Any, av: Person) -> list[Mal]:
    return [plangang.for_over_mal(mal=ett, till=plan, av=av) for ett in mal]


def _flytta(upp: bool) -> Callable[..., None]:
    return lambda *, mal, av: malen.flytta_mal(mal=mal, upp=upp, av=av)


PLANHANDLINGAR: dict[str, Planhandling] = {
    # --- Målen ---
    "nytt-mal": Planhandling(
        "Ett nytt mål", "Skriv målet; orsaken, indikatorerna och aktiviteterna kommer sedan.",
        "Lägg målet", "Målet är lagt. Skriv orsaken.", b.hinder_for_att_skriva_mal, malen.lagg_mal, malets.Nyttmal,
        till_malet=True,
    ),
    "for-over": Planhandling(
        "Mål ur förra läsårets plan", "Meningen, orsaken, kriterierna och indikatorerna följer med. Aktiviteterna väljs om.",
        "Ta med", "Målen är med i planen.", b.hinder_for_att_skriva_mal, _for_over, plan.Overforing,
    ),
    "upp": Planhandling(
        "Flytta målet uppåt", "Målen numreras om.", "Flytta", "Målet är flyttat.", b.hinder_for_att_skriva_mal,
        _flytta(True), rader=("mal",), tar=("mal",),
    ),
    "ned": Planhandling(
        "Flytta målet nedåt", "Målen numreras om.", "Flytta", "Målet är flyttat.", b.hinder_for_att_skriva_mal,
        _flytta(False), rader=("mal",), tar=("mal",),
    ),
    "ta-bort-mal": Planhandling(
        "Ta bort målet", "Har planen varit fastställd står målet kvar i dess historik.", "Ta bort", "Målet är borttaget.",
        b.hinder_for_att_skriva_mal, malen.ta_bort_mal, plan.Borttagning, rader=("mal",), tar=("mal",), fara=True,
    ),
    # --- Målets delar ---
    "kriterium": _del(
        "kriterium", rubrik="Målkriterium", foljd="Det som målet betyder, så att man ser när det är på väg.",
        gjort="Målkriteriet är sparat.", gor=maldelar.satt_kriterium, formular=malets.Kriterieformular,
    ),
    "indikator": _del(
        "indikator", rubrik="Indikator", foljd="Välj helst två till varje mål: en ensam indikator fångar aldrig hela målet.",
        gjort="Indikatorn är sparad.", gor=maldelar.satt_indikator, formular=malets.Indikatorformular,
    ),
    "aktivitet": _del(
        "aktivitet", rubrik="Aktivitet", foljd="Den ändrar arbetssätten eller organisationen, aldrig barnen eller eleverna.",
        gjort="Aktiviteten är sparad.", gor=maldelar.satt_aktivitet, formular=malets.Aktivitetsformular,
    ),
    "ta-bort": Planhandling(
        "Ta bort", "Har planen varit fastställd står raden kvar i dess versioner.", "Ta bort", "Borttaget.",
        b.hinder_for_att_skriva_mal, maldelar.ta_bort_del, rader=("kriterium", "indikator", "aktivitet"), tar=("rad",),
        till_malet=True, fara=True,
    ),
    # --- Uppföljningen ---
    "lage": Planhandling(
        "Hur går det?", "Läget syns för alla som läser planen.", "Spara", "Läget är sparat.", b.hinder_for_att_folja_upp,
        maldelar.satt_aktivitetslage, malets.Lagesformular, rader=("aktivitet",), tar=("rad",),
    ),
    "matning": Planhandling(
        "Ett mätvärde", "Samma dag igen rättar värdet.", "Spara", "Mätvärdet är sparat.", b.hinder_for_att_folja_upp,
        maldelar.lagg_matning, malets.Matningsformular, rader=("indikator",), tar=("rad",),
    ),
    "pengar": Planhandling(
        "Pengarna i planen", "Med ekonomins egna ord. De som läser planen läser också det här.", "Spara", "Sparat.",
        b.hinder_for_att_folja_upp, planer.satt_pengar, plan.Pengaformular,
    ),
    # --- Avstämningen ---
    "be-om-avstamning": Planhandling(
        "Skicka för avstämning", "Planen sparas så som den är nu, och närmaste chef läser den.", "Skicka",
        "Planen är skickad.", b.hinder_for_att_be_om_avstamning, plangang.be_om_avstamning,
    ),
    "kommentera": Planhandling(
        "Skriv vid målet", "Orden står i marginalen, för er som arbetar med planen.", "Skicka", "Skickat.",
        b.hinder_for_att_kommentera_mal, avstamning.kommentera_mal, plan.Kommentarsformular, rader=("mal",), tar=("mal",),
    ),
    "stam-av": Planhandling(
        "Stäm av", "Ditt ja gäller målen så som de står i versionen du läste. Ändras ett mål väntar det på dig igen.",
        "Stäm av", "Avstämt.", b.hinder_for_att_stamma_av, avstamning.stam_av, plan.Avstamningsformular,
        rader=("mal",), tar=("plan", "mal"), rad_valfri=True,
    ),
    # --- Gången ---
    "faststall": Planhandling(
        "Fastställ planen", "Alla medarbetare kan läsa den. Ändringar efter VD2 och VD3 blir nya versioner.",
        "Fastställ planen", "Planen är fastställd.", b.hinder_for_att_faststalla_plan, plangang.faststall_plan,
    ),
    "revidera": Planhandling(
        "Revidera planen", "Målen går att skriva om. Den fastställda planen gäller tills nästa version är fastställd.",
        "Öppna planen", "Planen är öppen för ändring.", b.hinder_for_att_revidera_plan, plangang.revidera_plan,
        plan.Revidering,
    ),
    "avsluta": Planhandling(
        "Avsluta planen", "Planen ändras inte mer. Mål som inte nåddes kan föras över till nästa läsårs plan.",
        "Avsluta planen", "Planen är avslutad.", b.hinder_for_att_avsluta_plan, plangang.avsluta_plan,
    ),
    "lanka": Planhandling(
        "Planen på annat håll", "Avdelningens plan kan ligga i ett annat system. Här står då länken.", "Spara",
        "Länken är sparad.", b.hinder_for_att_lanka_plan, planer.lanka_plan, plan.Lankformular,
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Knapp:
    """En handling att erbjuda; med ett hinder visas den stängd, med skälet. `fraga` hör till adressen."""

    handling: str
    text: str
    hinder: str | None = None
    fraga: str = ""


#: Tillståndet → handlingarna i gången, den första är den väntade.
GANGEN: dict[str, tuple[str, ...]] = {
    Plantillstand.UTKAST: ("be-om-avstamning", "faststall"),
    Plantillstand.REVIDERAS: ("be-om-avstamning", "faststall"),
    Plantillstand.AVSTAMS: ("stam-av", "faststall", "be-om-avstamning"),
    Plantillstand.AVSTAMD: ("faststall",),
    Plantillstand.FASTSTALLD: ("revidera", "avsluta"),
    Plantillstand.AVSLUTAD: (),
}
#: Visas också stängd, med skälet, för den vars knapp den blir.
VISAS_STANGD = ("faststall",)


def gangens_knappar(person: Person, plan: Verksamhetsplan) -> list[Knapp]:
    """Det som personen kan göra härnäst. Fastställandet visas stängt för rektor, så att vägen dit syns."""
    knappar = []
    for namn in GANGEN[plan.tillstand]:
        hinder = PLANHANDLINGAR[namn].hinder(person, plan)
        if hinder is None or (namn in VISAS_STANGD and b.ager(person, plan)):
            fraga = f"?version={plan.framlagd.nummer}" if namn == "stam-av" and plan.framlagd else ""
            knappar.append(Knapp(namn, PLANHANDLINGAR[namn].rubrik, hinder, fraga))
    return sorted(knappar, key=lambda k: k.hinder is not None)


def far(person: Person, plan: Verksamhetsplan) -> dict[str, bool]:
    """Handling (med understreck, för mallen) → sant när personen får göra den nu. Varje hinder prövas en gång."""
    prov = {sida.hinder for sida in PLANHANDLINGAR.values()}
    gar = {hinder: hinder(person, plan) is None for hinder in prov}
    return {namn.replace("-", "_"): gar[sida.hinder] for namn, sida in PLANHANDLINGAR.items()}
