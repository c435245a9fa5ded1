"""Vad som går att göra med ett uppdrag, som en tabell: sidans ord, formuläret, rätten och handlingen.

En adress per handling, `/uppdrag/2026-27/3/<handling>/`: GET frågar med följd, POST gör. Ett nytt slag av handling är
en rad här. Handlingar på en rad i uppdraget (en leverans, ett effektmål) nämner den i `?rad=leverans-12`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from styrkedja.models import Person
from vp_uppdrag import behorighet as b
from vp_uppdrag.forms import gang as gangformular
from vp_uppdrag.forms import order, tider
from vp_uppdrag.forms import uppfoljning as uppfoljningsformular
from vp_uppdrag.forms.grund import Bekraftelse, Uppdragsformular
from vp_uppdrag.handlingar import gang, uppfoljning
from vp_uppdrag.handlingar import tider as tidhandlingar
from vp_uppdrag.handlingar import uppdrag as ordern
from vp_uppdrag.models import Uppdrag
from vp_uppdrag.regler.tillstand import Uppdragslage

MILSTOLPAR = ("leverans", "aterrapportering")


@dataclass(frozen=True)
class Handlingssida:
    """En handling på uppdraget. `rader`: slagen av rader som den gäller; tomt gäller den uppdraget självt."""

    rubrik: str
    foljd: str
    knapp: str
    gjort: str
    hinder: Callable[[Person, Uppdrag], str | None]
    gor: Callable[..., Any]
    formular: type[Uppdragsformular] = Bekraftelse
    rader: tuple[str, ...] = ()
    radens_namn: str = "rad"
    med_uppdrag: bool = True
    fara: bool = False

    def argument(self, uppdrag: Uppdrag, rad: Any) -> dict[str, Any]:
        """Det som handlingen gäller, efter namn."""
        argument: dict[str, Any] = {"uppdrag": uppdrag} if self.med_uppdrag else {}
        return argument | ({self.radens_namn: rad} if self.rader else {})


def _pa_rad(**falt: Any) -> Handlingssida:
    return Handlingssida(**{"rader": MILSTOLPAR, "med_uppdrag": False, **falt})


HANDLINGAR: dict[str, Handlingssida] = {
    # --- Gången ---
    "besluta": Handlingssida(
        "Besluta uppdraget", "Alla i kedjan kan läsa det, och dess tider ställs i årshjulet. Därefter ändras det med skäl.",
        "Besluta", "Uppdraget är beslutat.", b.hinder_for_att_besluta, gang.besluta,
    ),
    "planera": Handlingssida(
        "Börja planera", "Dagen noteras. Nulägesanalysen, det önskade läget och planen skrivs på uppdragets sida.",
        "Börja planera", "Planeringen har börjat.", b.hinder_for_att_planera, gang.borja_planera,
    ),
    "begar-godkannande": Handlingssida(
        "Begär godkännande", "Förslaget läggs fram. Genomförandet börjar när det är godkänt.",
        "Begär godkännande", "Godkännandet är begärt.", b.hinder_for_att_begara_godkannande, gang.begar_godkannande,
        gangformular.Forankring,
    ),
    "godkann": Handlingssida(
        "Godkänn förslaget", "Du antecknar att forumet har godkänt förslaget, och genomförandet börjar.",
        "Godkänn", "Förslaget är godkänt och genomförandet har börjat.", b.hinder_for_att_godkanna, gang.godkann,
    ),
    "lamna-tillbaka": Handlingssida(
        "Lämna tillbaka förslaget", "Det går tillbaka till planeringen med det du skriver.",
        "Lämna tillbaka", "Förslaget är återlämnat.", b.hinder_for_att_godkanna, gang.lamna_tillbaka, gangformular.Skal,
    ),
    "starta": Handlingssida(
        "Starta genomförandet", "Planen blir läsbar för alla som läser uppdraget.",
        "Starta", "Genomförandet har börjat.", b.hinder_for_att_starta, gang.starta,
    ),
    "slutrapportera": Handlingssida(
        "Slutrapportera", "Uppdraget är därefter slut. Vad ni lärt går att skriva också sedan.",
        "Slutrapportera", "Uppdraget är slutrapporterat.", b.hinder_for_att_slutrapportera, gang.slutrapportera,
        gangformular.Slutrapport,
    ),
    "avbryt": Handlingssida(
        "Avbryt uppdraget", "Det står kvar med skälet, och det som återstår tas ur årshjulet.",
        "Avbryt uppdraget", "Uppdraget är avbrutet.", b.hinder_for_att_avbryta, gang.avbryt, gangformular.Skal, fara=True,
    ),
    # --- Ordern ---
    "andra": Handlingssida(
        "Ändra uppdraget", "Ett utkast skrivs om fritt. I ett beslutat uppdrag sparas varje ändring med skälet.",
        "Spara", "Uppdraget är sparat.", b.hinder_for_att_andra_ordern, ordern.andra_uppdrag, order.Orderformular,
    ),
    "parter": Handlingssida(
        "Uppdragets parter", "En är sammankallande när flera delar på uppdraget.",
        "Spara", "Parterna är sparade.", b.hinder_for_att_andra_ordern, ordern.satt_parter, order.Partformular,
    ),
    "flytta": Handlingssida(
        "Flytta till ett annat läsår", "Uppdraget får nästa lediga nummer där. Historiken följer med.",
        "Flytta", "Uppdraget är flyttat.", b.hinder_for_att_andra_ordern, ordern.flytta_uppdrag, order.Flyttformular,
    ),
    "ta-bort": Handlingssida(
        "Ta bort utkastet", "Utkastet försvinner. Händelsen står kvar i loggen.",
        "Ta bort", "Utkastet är borttaget.", b.hinder_for_att_ta_bort, ordern.ta_bort_utkast, fara=True,
    ),
    # --- Milstolparna ---
    "leverans": Handlingssida(
        "En leverans till", "Är uppdraget beslutat ställs tiden i årshjulet.",
        "Lägg till", "Leveransen är tillagd.", b.hinder_for_att_andra_ordern, tidhandlingar.lagg_leverans,
        tider.Leveransformular,
    ),
    "aterrapportering": Handlingssida(
        "En återrapportering till", "Är uppdraget beslutat ställs tiden i årshjulet.",
        "Lägg till", "Återrapporteringen är tillagd.", b.hinder_for_att_andra_ordern, tidhandlingar.lagg_aterrapportering,
        tider.Rapporttidsformular,
    ),
    "tid": _pa_rad(
        rubrik="Bestäm tiden", foljd="Årshjulet följer med.", knapp="Spara", gjort="Tiden är sparad.",
        hinder=b.hinder_for_att_andra_ordern, gor=tidhandlingar.bestam_tid, formular=tider.Tidformular,
    ),
    "klar": _pa_rad(
        rubrik="Leveransen är klar", foljd="Dagen noteras.", knapp="Klar", gjort="Leveransen är märkt som klar.",
        hinder=b.hinder_for_att_rapportera, gor=tidhandlingar.markera_klar, rader=("leverans",),
    ),
    "ta-bort-tid": _pa_rad(
        rubrik="Ta bort milstolpen", foljd="Den tas ur årshjulet. I ett beslutat uppdrag står den kvar i historiken.",
        knapp="Ta bort", gjort="Milstolpen är borttagen.", hinder=b.hinder_for_att_andra_ordern,
        gor=tidhandlingar.ta_bort_milstolpe, formular=tider.Borttagning, fara=True,
    ),
    # --- Uppföljningen ---
    "lagesrapport": Handlingssida(
        "Skriv lägesrapport", "Den ändras inte efteråt; nästa rapport är en ny.",
        "Skicka", "Lägesrapporten är skickad.", b.hinder_for_att_rapportera, uppfoljning.rapportera_lage,
        uppfoljningsformular.Lagesformular,
    ),
    "larande": Handlingssida(
        "Gjort, lärt, lurt", "Alla som läser uppdraget kan lära av det. Skriv om arbetet, aldrig om enskilda.",
        "Spara", "Sparat. Det går att hitta i sökningen.", b.hinder_for_att_lara, uppfoljning.lagg_larande,
        uppfoljningsformular.Larandeformular,
    ),
    "effektmal": Handlingssida(
        "Ett effektmål", "Förändringen, och hur ni vet att den har skett.",
        "Spara", "Effektmålet är sparat.", b.hinder_for_att_mata, uppfoljning.satt_effektmal,
        uppfoljningsformular.Effektmalsformular,
    ),
    "matvarde": Handlingssida(
        "Ett mätvärde", "Samma dag igen rättar värdet.",
        "Spara", "Mätvärdet är sparat.", b.hinder_for_att_mata, uppfoljning.lagg_matvarde,
        uppfoljningsformular.Matvardesformular, rader=("effektmal",), radens_namn="effektmal", med_uppdrag=False,
    ),
    "uppfoljning": Handlingssida(
        "Hur uppdraget följs upp", "Uppdragets styrgrupp väljer. Enheterna får frågan när kvalitetsrapporterna är valda.",
        "Spara", "Uppföljningen är vald.", b.hinder_for_att_valja_uppfoljning, uppfoljning.valj_uppfoljning,
        uppfoljningsformular.Uppfoljningsformular,
    ),
    "uppskalning": Handlingssida(
        "Uppskalning", "Fyra steg från försök till alla, i ordning. Frivilligt.",
        "Spara", "Steget är sparat.", b.hinder_for_att_skala_upp, uppfoljning.ta_uppskalningssteg,
        uppfoljningsformular.Uppskalningsformular,
    ),
}  # fmt: skip

#: Gångens handlingar i den ordning knapparna står; resten nås från sina avsnitt på sidan.
GANGEN = ("besluta", "planera", "begar-godkannande", "godkann", "lamna-tillbaka", "starta", "slutrapportera")


@dataclass(frozen=True)
class Knapp:
    """En handling att erbjuda: adressens ord, knappens text, och hindret när knappen ska visas stängd."""

    handling: str
    text: str
    hinder: str | None = None


def gangens_knappar(person: Person, uppdrag: Uppdrag) -> list[Knapp]:
    """Det som personen kan göra härnäst. Grinden visas stängd för den som annars hade startat, med skälet."""
    knappar = [
        Knapp(namn, HANDLINGAR[namn].rubrik) for namn in GANGEN if HANDLINGAR[namn].hinder(person, uppdrag) is None
    ]
    vantar_pa_grinden = uppdrag.kraver_godkannande and uppdrag.tillstand in (
        Uppdragslage.PLANERAS,
        Uppdragslage.GODKANNANDE,
    )
    if vantar_pa_grinden and b.haller_ihop(person, uppdrag):
        knappar.append(Knapp("starta", HANDLINGAR["starta"].rubrik, b.hinder_for_att_starta(person, uppdrag)))
    return knappar


def far(person: Person, uppdrag: Uppdrag) -> dict[str, bool]:
    """Handling (med understreck, för mallen) → sant när personen får göra den nu."""
    return {namn.replace("-", "_"): sida.hinder(person, uppdrag) is None for namn, sida in HANDLINGAR.items()}
