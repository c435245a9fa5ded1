"""En regel som en mening, så att den som läser hjulet förstår varför dagen blev den den blev."""

from collections.abc import Callable, Mapping

from styrkedja.format import DAGAR, MANADER, antal_ord
from styrkedja.regler.hjul.tid import Regel

Rubriker = Mapping[str, str]

_KANT = {"start": "", "slut": "slutet av ", "egen_tid": "enhetens tid för "}
_TERMIN = {"ht": "höstterminens", "vt": "vårterminens"}


def regel_i_ord(regel: Regel, rubriker: Rubriker) -> str:
    """Till exempel ”fem arbetsdagar före Verksamhetsdialog 1 (VD1)” eller ”tisdagen vecka 42”.

    Args:
        rubriker: nyckel → rubrik för de poster som regeln kan nämna; en okänd nyckel visas som den är.
    """
    return _ORD[regel["typ"]](regel, rubriker)


def _dag(uppgift: Mapping[str, int]) -> str:
    return f"{uppgift['dag']} {MANADER[uppgift['manad'] - 1]}"


def _avstand(antal: int) -> str:
    """”fem arbetsdagar före ”, ”en arbetsdag efter ”, eller tomt för samma dag."""
    if not antal:
        return ""
    return f"{antal_ord(abs(antal), 'en arbetsdag', 'arbetsdagar')} {'före' if antal < 0 else 'efter'} "


def _fonster(regel: Regel, _: Rubriker) -> str:
    lov = ", inte på lov" if regel.get("undvik_lov") else ""
    return f"{_dag(regel['fran'])}–{_dag(regel['till'])}{lov}"


def _vecka(regel: Regel, _: Rubriker) -> str:
    lov = ", veckan efter om det är lov" if regel.get("undvik_lov") else ""
    return f"{DAGAR[regel['veckodag'] - 1]}en vecka {regel['vecka']}{lov}"


def _relativ(regel: Regel, rubriker: Rubriker) -> str:
    namn = rubriker.get(regel["till"], regel["till"])
    grund = f"{_avstand(regel['arbetsdagar']) or 'samma dag som '}{_KANT[regel.get('ankare', 'start')]}{namn}"
    tidigast = f", tidigast {_dag(regel['tidigast'])}" if "tidigast" in regel else ""
    langd = regel.get("langd_arbetsdagar", 1)
    return grund + tidigast + (f", {antal_ord(langd, 'en arbetsdag', 'arbetsdagar')} framåt" if langd > 1 else "")


def _bun_mote(regel: Regel, _: Rubriker) -> str:
    vilket = "första" if regel["vilket"] == "forsta" else "sista"
    return f"nämndens {vilket} möte i {MANADER[regel['manad'] - 1]}"


def _foljande(regel: Regel, rubriker: Rubriker) -> str:
    steg = regel.get("steg", 1)
    vilket = "mötet" if steg == 1 else f"{antal_ord(steg, 'ett möte', 'möten')}"
    return f"{vilket} efter {rubriker.get(regel['efter'], regel['efter'])}"


def _terminsslut(regel: Regel, _: Rubriker) -> str:
    return f"{_avstand(regel.get('arbetsdagar', 0)) or 'vid '}{_TERMIN[regel['termin']]} slut"


def _vp_uppdrag(regel: Regel, _: Rubriker) -> str:
    return {"leveranser": "när uppdraget ska lämnas", "aterrapporteringar": "när uppdraget rapporteras"}[regel["falt"]]


def _per_termin(regel: Regel, _: Rubriker) -> str:
    return f"{antal_ord(regel.get('antal', 1), 'en gång', 'gånger')} per termin; den som svarar väljer dag"


_ORD: dict[str, Callable[[Regel, Rubriker], str]] = {
    "datum": lambda r, _: _dag(r),
    "fonster": _fonster,
    "vecka": _vecka,
    "relativ": _relativ,
    "bun_mote": _bun_mote,
    "foljande_bun_mote": _foljande,
    "varje_bun_mote": lambda r, _: "vid varje möte i nämnden",
    "relativ_varje_bun_mote": lambda r, _: f"{_avstand(r['arbetsdagar']) or 'vid '}varje möte i nämnden",
    "terminsslut": _terminsslut,
    "vp_uppdrag": _vp_uppdrag,
    "varje_vd": lambda r, _: f"{_avstand(r['arbetsdagar']) or 'vid '}varje verksamhetsdialog",
    "per_termin": _per_termin,
    "vartannat_lasar": lambda r, _: f"vartannat läsår, {_dag(r['fran'])}–{_dag(r['till'])}",
    "egen_lista": lambda r, _: "dagar som administratören skriver in",
    "vid_behov": lambda r, _: "läggs till när det behövs",
}
