"""En fil med uppdrag (vp_uppdrag_2019.json, vp_uppdrag_2024.json) så som den ska se ut, läst till rena uppgifter.

Parterna är etiketter (”avd_rvu”, ”verksamhetschef A”); vilka platser de är avgörs när filen läses in. Det som filen inte
säger är tomt, aldrig gissat.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from vp_uppdrag.regler.parter import Ansvarsform, Partroll
from vp_uppdrag.regler.tider import Uppgift, granser

#: Filens ord → fältets värde.
URSPRUNG = {
    "forvaltning": "forvaltning",
    "KF": "kf",
    "namndmal": "namndmal",
    "nationell": "nationell",
    "stadens_utvecklingssatsning_H22": "satsning",
}
MAX_UPPDRAG = 200


class Filfel(ValueError):
    """Filen går inte att läsa in. Meningen säger var felet sitter."""


@dataclass(frozen=True)
class Etikett:
    """En part så som filen nämner den. `namn` är sant när den är ett namn utanför huset."""

    roll: Partroll
    ord: str
    ar_namn: bool = False
    inom: str = ""


@dataclass(frozen=True)
class Leveransrad:
    slag: str
    vad: str
    tid: Uppgift | None


@dataclass(frozen=True)
class Rapportrad:
    forum: str
    tid: Uppgift | None


@dataclass(frozen=True)
class Uppdragsrad:
    """Ett uppdrag ur filen. `falt` är orderns fält utom dem som pekar på databasen."""

    nr: int
    rubrik: str
    text: str
    falt: dict[str, Any]
    parter: tuple[Etikett, ...]
    skolformer: tuple[str, ...]
    godkanns_av: str
    leveranser: tuple[Leveransrad, ...]
    aterrapporteringar: tuple[Rapportrad, ...]


def las_uppdragsfil(data: Any) -> list[Uppdragsrad]:
    """Filens uppdrag i ordning.

    Raises:
        Filfel: filen har inga uppdrag, ett nummer två gånger, eller en rad som inte går att läsa.
    """
    rader = data.get("uppdrag") if isinstance(data, dict) else None
    if not isinstance(rader, list) or not rader:
        raise Filfel("Filen innehåller inga uppdrag.")
    if len(rader) > MAX_UPPDRAG:
        raise Filfel(f"Filen har {len(rader)} uppdrag. Högst {MAX_UPPDRAG} läses in åt gången.")
    lasta = [_las(rad, plats) for plats, rad in enumerate(rader, 1)]
    if len({u.nr for u in lasta}) < len(lasta):
        raise Filfel("Samma nummer står två gånger i filen.")
    return lasta


def _las(rad: Any, plats: int) -> Uppdragsrad:
    try:
        return _uppdrag(rad)
    except (KeyError, TypeError, ValueError, AttributeError) as fel:
        nr = rad.get("nr", plats) if isinstance(rad, dict) else plats
        raise Filfel(f"Uppdrag {nr} i filen går inte att läsa: {type(fel).__name__} {fel}.") from fel


def _uppdrag(rad: Mapping[str, Any]) -> Uppdragsrad:
    if not rad["rubrik"] or not rad["text"]:
        raise ValueError("rubrik eller text är tom")
    forankring, malenheter = rad["forankring"] or {}, rad["malenheter"] or {}
    return Uppdragsrad(
        nr=int(rad["nr"]),
        rubrik=rad["rubrik"],
        text=rad["text"],
        falt={
            "ursprung": URSPRUNG[rad["ursprung"]] if rad["ursprung"] else "",
            "ursprung_text": rad["ursprung_text"] or "",
            "urval": malenheter.get("urval", ""),
            "malgrupp": malenheter.get("beskrivning", ""),
            "delaktighet": rad["delaktighet"] or "",
            "ansvarsform": Ansvarsform(rad["ansvariga"]["form"]).value if rad["ansvariga"] else "",
            "styrgrupp": (rad["ansvariga"] or {}).get("styrgrupp", ""),
            "forankras_lopande": forankring.get("lopande"),
            "godkanns_fore": forankring.get("fore_genomforande"),
            "uppfoljning": list(rad["uppfoljningsformer"] or ()),
            "anmarkning": rad["anm"] or "",
        },
        parter=tuple(_parter(rad)),
        skolformer=tuple(rad["skolformer"] or ()),
        godkanns_av=forankring.get("godkanns_av") or "",
        leveranser=tuple(Leveransrad(r["slag"], r["vad"] or "", _tid(r["klart"])) for r in rad["leveranser"] or ()),
        aterrapporteringar=tuple(Rapportrad(r["forum"], _tid(r["datum"])) for r in rad["aterrapporteringar"] or ()),
    )


def _tid(uppgift: Uppgift | None) -> Uppgift | None:
    """Uppgiften, prövad: en som inte går att räkna med släpps inte in. Källans egna ord följer bara med det obestämda."""
    if uppgift is None:
        return None
    granser(uppgift)
    return uppgift if uppgift["typ"] == "obestamd" else {namn: v for namn, v in uppgift.items() if namn != "text"}


def _parter(rad: Mapping[str, Any]) -> list[Etikett]:
    """Parterna i den ordning de står. Den som fått uppdraget utan att vara sammankallande eller medverka är mottagare."""
    parter = [Etikett(Partroll.SAMMANKALLANDE, ord_) for ord_ in rad["sammankallande"] or ()]
    parter += [Etikett(Partroll.MEDVERKANDE, ord_) for ord_ in rad["medverkande"] or ()]
    delade = {p.ord for p in parter}
    if grupp := rad["projektgrupp"]:
        parter.append(Etikett(Partroll.PROJEKTGRUPP, grupp["namn"], ar_namn=True, inom=grupp.get("ramverk") or ""))
    else:
        parter += [Etikett(Partroll.MOTTAGARE, ord_) for ord_ in rad["mottagare"] or () if ord_ not in delade]
    parter += [Etikett(Partroll.EXTERN, ord_, ar_namn=True) for ord_ in rad["extern_part"] or ()]
    ansvariga = rad["ansvariga"] or {}
    roll = Partroll.STYRGRUPP if ansvariga.get("form") == Ansvarsform.STYRGRUPP else Partroll.ANSVARIG
    return parter + [Etikett(roll, ord_) for ord_ in ansvariga.get("roller", ())]
