"""Prövar en regel innan den sparas: typen, delarna, och att den inte hänger på sig själv."""

from collections.abc import Callable, Mapping
from typing import Any

from styrkedja.regler.dagar import manadens_sista
from styrkedja.regler.hjul.ankare import ankare_i, ring_fran
from styrkedja.regler.hjul.tid import Regel
from styrkedja.regler.hjul.typer import TYPER
from styrkedja.regler.hjul.uppgift import las_tid

#: Prövar ett värde: None när det duger, annars vad det ska vara.
Provare = Callable[[Any], str | None]


def fel_i_regel(regel: Any, nyckel: str, alla_regler: Mapping[str, Regel]) -> str | None:
    """Meningen som säger vad som är fel, eller None när regeln går att räkna med.

    Args:
        nyckel: mallens egen nyckel.
        alla_regler: de andra mallarnas regler, nyckel → regel; mallens egen gamla regel får vara med.
    """
    if not isinstance(regel, dict):
        return 'Regeln ska vara en uppsättning delar inom klamrar, till exempel {"typ": "datum", …}.'
    if regel.get("typ") not in TYPER:
        return f"Regeltypen ”{regel.get('typ', '')}” finns inte. Välj bland {', '.join(TYPER)}."
    return _fel_i_delarna(regel) or _fel_i_fonstret(regel) or _fel_i_ankaret(regel, nyckel, alla_regler)


# --- Vad ett värde får vara --------------------------------------------------------------------
def _heltal(minst: int, hogst: int) -> Provare:
    def prova(varde: Any) -> str | None:
        ratt = isinstance(varde, int) and not isinstance(varde, bool) and minst <= varde <= hogst
        return None if ratt else f"ett heltal från {minst} till {hogst}"

    return prova


def _ett_av(*val: str) -> Provare:
    return lambda varde: None if varde in val else " eller ".join(val)


def _ja_eller_nej(varde: Any) -> str | None:
    return None if isinstance(varde, bool) else "true eller false"


def _text(varde: Any) -> str | None:
    return None if isinstance(varde, str) and varde else "en text"


def _manad_och_dag(varde: Any) -> str | None:
    if not isinstance(varde, dict) or set(varde) != {"manad", "dag"}:
        return "en månad och en dag"
    if fel := _manad(varde["manad"]) or _dag(varde["dag"]):
        return f"en månad och en dag ({fel})"
    # Ett skottår: 29 februari får stå, och blir den 28:e andra år.
    return None if varde["dag"] <= manadens_sista(2024, varde["manad"]).day else "en dag som finns i månaden"


def _tidslista(varde: Any) -> str | None:
    try:
        tider = [las_tid(uppgift) for uppgift in varde]
    except (ValueError, KeyError, TypeError, IndexError):
        return 'en lista med tider, till exempel {"typ": "manad", "manad": "2027-03"}'
    return None if all(len(t.ungefar) <= 60 for t in tider) else "en lista med tider på högst 60 tecken"


_manad, _dag, _vecka, _veckodag = _heltal(1, 12), _heltal(1, 31), _heltal(1, 53), _heltal(1, 7)
_arbetsdagar, _antal = _heltal(-250, 250), _heltal(1, 20)
_startslut = _ett_av("start", "slut")

#: Delarna i varje typ: (de som måste finnas, de som får finnas).
DELAR: dict[str, tuple[dict[str, Provare], dict[str, Provare]]] = {
    "datum": ({"manad": _manad, "dag": _dag}, {}),
    "fonster": ({"fran": _manad_och_dag, "till": _manad_och_dag}, {"undvik_lov": _ja_eller_nej}),
    "vecka": ({"vecka": _vecka, "veckodag": _veckodag}, {"undvik_lov": _ja_eller_nej}),
    "relativ": (
        {"till": _text, "arbetsdagar": _arbetsdagar},
        {
            "ankare": _ett_av("start", "slut", "egen_tid"),
            "reserv": _startslut,
            "tidigast": _manad_och_dag,
            "langd_arbetsdagar": _heltal(1, 250),
        },
    ),
    "bun_mote": (
        {"manad": _manad, "vilket": _ett_av("forsta", "sista")},
        {"om_inget": _ett_av("nasta_mote", "bara_manaden")},
    ),
    "foljande_bun_mote": ({"efter": _text}, {"steg": _antal}),
    "varje_bun_mote": ({}, {}),
    "relativ_varje_bun_mote": ({"arbetsdagar": _arbetsdagar}, {}),
    "terminsslut": ({"termin": _ett_av("ht", "vt"), "om_saknas": _manad_och_dag}, {"arbetsdagar": _arbetsdagar}),
    "vp_uppdrag": ({"falt": _ett_av("leveranser", "aterrapporteringar")}, {}),
    "varje_vd": ({"arbetsdagar": _arbetsdagar}, {}),
    "per_termin": ({"antal": _antal}, {"arbetsdagar_fore": _text}),
    "vartannat_lasar": (
        {"fran": _manad_och_dag, "till": _manad_och_dag},
        {"undvik_lov": _ja_eller_nej, "forsta": _heltal(2000, 2100)},
    ),
    "egen_lista": ({}, {"lista": _text, "tider": _tidslista}),
    "vid_behov": ({}, {"villkor": _text}),
}


# --- De tre prövningarna -----------------------------------------------------------------------
def _fel_i_delarna(regel: Regel) -> str | None:
    typ = regel["typ"]
    kravs, far = DELAR[typ]
    for del_ in kravs:
        if del_ not in regel:
            return f"Delen ”{del_}” saknas; en regel av typen {typ} behöver den."
    for del_, varde in regel.items():
        if del_ == "typ":
            continue
        if del_ not in kravs and del_ not in far:
            return f"Delen ”{del_}” hör inte till en regel av typen {typ}."
        if ska_vara := (kravs.get(del_) or far[del_])(varde):
            return f"Delen ”{del_}” ska vara {ska_vara}."
    if typ == "datum":
        fel = _manad_och_dag({"manad": regel["manad"], "dag": regel["dag"]})
        return f"Datumet ska vara {fel}." if fel else None
    return None


def _fel_i_fonstret(regel: Regel) -> str | None:
    if "fran" not in regel or "till" not in regel:
        return None
    if _i_lasarsordning(regel["till"]) < _i_lasarsordning(regel["fran"]):
        return "Fönstret slutar före sin början. Läsåret går från juli till juni."
    return None


def _i_lasarsordning(uppgift: Mapping[str, int]) -> tuple[int, int]:
    return (uppgift["manad"] - 7) % 12, uppgift["dag"]


def _fel_i_ankaret(regel: Regel, nyckel: str, alla_regler: Mapping[str, Regel]) -> str | None:
    for ankare in ankare_i(regel):
        if ankare == nyckel:
            return "Regeln pekar på sig själv. Välj en annan post att räkna från."
        if ankare not in alla_regler:
            return f"Posten ”{ankare}” finns inte. Välj en annan post att räkna från."
    ring = ring_fran(nyckel, {**alla_regler, nyckel: regel})
    return f"Reglerna går i ring: {' → '.join(ring)}. Välj en annan post att räkna från." if ring else None
