"""Två lydelser av en del, avsnitt för avsnitt: vad som är nytt, borta och omskrivet. Ren: läser det frusna innehållet."""

from dataclasses import dataclass
from typing import Any

from styrkedja.regler.riktext import till_text
from styrkedja.regler.skillnad import Grupp, ar_lika, skillnad, vik

Innehall = dict[str, Any]


@dataclass(frozen=True)
class Faltskillnad:
    """Ett fälts text i två lydelser."""

    etikett: str
    ips: str
    andrat: bool
    grupper: list[Grupp]


@dataclass(frozen=True)
class Valskillnad:
    """Något som väljs eller anges kort: bedömningen, progressionen, skälet, underlaget. Tomt är "inget"."""

    vad: str
    fore: str
    efter: str


@dataclass(frozen=True)
class Avsnittsskillnad:
    """Ett avsnitt i två lydelser. `lage`: ny, borta, andrat eller lika."""

    nyckel: str
    rubrik: str
    lage: str
    val: list[Valskillnad]
    falt: list[Faltskillnad]


def jamfor(fore: Innehall, efter: Innehall) -> list[Avsnittsskillnad]:
    """Avsnitten i den nyare lydelsens ordning; de som bara finns i den äldre sist.

    Args:
        fore, efter: det frusna innehållet i en inlämning (`Inlamning.innehall`), eller utkastets på samma form.
    """
    gamla = {a["nyckel"]: a for a in fore["avsnitt"]}
    nya = {a["nyckel"]: a for a in efter["avsnitt"]}
    ordning = [*nya, *(n for n in gamla if n not in nya)]
    return [_avsnitt(gamla.get(n), nya.get(n)) for n in ordning]


def _avsnitt(fore: Innehall | None, efter: Innehall | None) -> Avsnittsskillnad:
    finns = efter or fore
    assert finns is not None
    falt, val = _falten(fore, efter), _valen(fore, efter)
    andrat = any(f.andrat for f in falt) or bool(val)
    lage = "ny" if fore is None else "borta" if efter is None else "andrat" if andrat else "lika"
    return Avsnittsskillnad(finns["nyckel"], finns["rubrik"], lage, val, falt)


def _falten(fore: Innehall | None, efter: Innehall | None) -> list[Faltskillnad]:
    gamla = {f["nyckel"]: f for f in (fore or {}).get("falt", ())}
    nya = {f["nyckel"]: f for f in (efter or {}).get("falt", ())}
    falten = []
    for nyckel in [*nya, *(n for n in gamla if n not in nya)]:
        falt = nya.get(nyckel) or gamla[nyckel]
        texter = [till_text(sida[nyckel]["text"]) if nyckel in sida else "" for sida in (gamla, nya)]
        stycken = skillnad(*texter)
        if stycken:
            falten.append(
                Faltskillnad(falt["etikett"], falt.get("ips", "").strip(), not ar_lika(stycken), vik(stycken))
            )
    return falten


def _valen(fore: Innehall | None, efter: Innehall | None) -> list[Valskillnad]:
    gamla, nya = _val(fore or {}), _val(efter or {})
    return [Valskillnad(n, gamla.get(n, ""), nya.get(n, "")) for n in {**gamla, **nya} if gamla.get(n) != nya.get(n)]


def _val(avsnitt: Innehall) -> dict[str, str]:
    """Valen i ord, efter vad de är."""
    bedomning, progression = avsnitt.get("bedomning") or {}, avsnitt.get("progression") or {}
    val = {
        "Bedömning": bedomning.get("namn", ""),
        "Varför det inte går att bedöma": bedomning.get("skal", ""),
        "Bedömningen bygger på": _lista(bedomning.get("underlag") or avsnitt.get("underlag")),
        "Annat underlag": bedomning.get("annat_underlag") or avsnitt.get("annat_underlag") or "",
        "Progression": progression.get("namn", ""),
    } | {f"Mål {mal['nr']}": _malets_steg(mal) for mal in avsnitt.get("mal", ())}
    return {vad: varde for vad, varde in val.items() if varde}


def _malets_steg(mal: Innehall) -> str:
    """Bedömningen, skälet och progressionen av ett mål i en rad."""
    bedomning, progression = mal["bedomning"] or {}, mal["progression"] or {}
    return ", ".join(filter(None, [bedomning.get("namn"), bedomning.get("skal"), progression.get("namn")]))


def _lista(rader: Any) -> str:
    """Underlaget som en mening; raderna är ord, eller ting med namn."""
    return ", ".join(r.get("namn", "") if isinstance(r, dict) else str(r) for r in rader or ())
