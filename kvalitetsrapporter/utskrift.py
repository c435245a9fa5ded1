"""Papperet för en inlämnad del: kontexten till mallen, ur den frusna versionen och inget annat."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.template.loader import render_to_string
from django.utils.text import slugify

from kvalitetsrapporter.frysta import pa_papper
from kvalitetsrapporter.models import Inlamning, TacktInlamning
from kvalitetsrapporter.regler import ar_tomt, infor
from kvalitetsrapporter.regler.sigill import tack
from styrkedja.models import Forvaltning, Huvudman
from styrkedja.regler.farg import bar_vit_text
from styrkedja.regler.handlingsstatus import BETYDER, Handlingsstatus

MALL = "kvalitetsrapporter/papper_del.html"
IPS_ORD = {"I": "Individ", "P": "Process", "S": "Struktur"}
#: Formerna som papper.css kan rita; en okänd form visas som ordet ensamt.
FORMER = frozenset("tom halv trekvart hel streckad dubbelupp upp streck ned prickar".split())


@dataclass(frozen=True)
class Papperskapitel:
    """Ett avsnitt på papper: bara det som har text blir fält, resten nämns."""

    id: str
    nr: int | str
    rubrik: str
    bedomning: dict[str, str] | None
    progression: dict[str, str] | None
    falt: list[dict[str, Any]]
    utan_text: list[str]
    underlag: str = ""
    #: Det som systemet visste vid inlämningen, i en mening.
    fakta: str = ""
    anmarkningar: tuple[str, ...] = ()
    #: (orden, vad de kommer ur) för det som texten citerar.
    citerat: tuple[tuple[str, str], ...] = ()
    #: Verksamhetsmålen med sina bedömningar, i avsnittet om dem.
    malen: tuple[dict[str, Any], ...] = ()


def titel(inlamning: Inlamning) -> str:
    """Kvalitetsrapport 2026/27, Ängskrokens skola, inför VD2"""
    frys = inlamning.innehall
    return f"{frys['rapport']}, {frys['enhet']}, {infor(frys['omgang'])}"


def filnamn(inlamning: Inlamning) -> str:
    """kvalitetsrapport-202627-angskrokens-skola-vd2-version-1.pdf"""
    frys = inlamning.innehall
    led = (frys["rapport"].replace("/", "-"), frys["enhet"], frys["omgang"], f"version {inlamning.nummer}")
    return f"{slugify(' '.join(led))[:150]}.pdf"


def html(inlamning: Inlamning, *, gjord: datetime) -> str:
    """Hela papperet som HTML, färdigt för `styrkedja.pdf.rendera`."""
    return render_to_string(MALL, kontext(inlamning, gjord=gjord))


def kontext(inlamning: Inlamning, *, gjord: datetime) -> dict[str, Any]:
    """Allt mallen behöver. Texten kommer ur `innehall`; läget ur versionen så som den är när papperet görs.

    En TacktInlamning ritas utan rektors bedömningar.
    """
    frys = tack(inlamning.innehall) if isinstance(inlamning, TacktInlamning) else inlamning.innehall
    fot = f"{frys['rapport']}, {infor(frys['omgang'])}, version {inlamning.nummer}"
    return grund(frys, gjord=gjord, titel=titel(inlamning), fot=fot) | _laget(inlamning)


def grund(frys: dict[str, Any], *, gjord: datetime, titel: str, fot: str) -> dict[str, Any]:
    """Det som är lika för varje papper: texten ur det frusna, avsändaren och det löpande huvudet.

    Args:
        frys: innehållet på samma form som en inlämnings.
        fot: raden som står längst ned på varje sida.
    """
    huvudman = Huvudman.objects.first()
    kapitel = [_kapitel(nr, avsnitt) for nr, avsnitt in enumerate(pa_papper(frys), 1)]
    return {
        "titel": titel,
        "rapport": frys["rapport"],
        "enhet": frys["enhet"],
        "del": infor(frys["omgang"]),
        "lopande_huvud": frys["enhet"],
        "lopande_fot": fot,
        "avsandare": huvudman.namn if huvudman else "",
        "forvaltning": Forvaltning.objects.values_list("namn", flat=True).first() or "",
        "accent": bar_vit_text(huvudman.accent if huvudman else ""),
        "gjord": gjord,
        "kapitel": kapitel,
        "bedomda": [k for k in kapitel if k.bedomning or k.progression],
    }


def _laget(inlamning: Inlamning) -> dict[str, Any]:
    rapport = inlamning.rapport
    return {
        "lage": _lage_i_ord(inlamning),
        "version": inlamning.nummer,
        "inlamnad": inlamning.nar,
        "inlamnad_av": inlamning.av.namn,
        "faststalld": rapport.faststalld,
        "faststalld_av": rapport.faststalld_av.namn if rapport.faststalld_av else "",
        "sen": inlamning.sen,
        "skal": inlamning.skal,
        "betyder": BETYDER[Handlingsstatus(inlamning.handlingsstatus)],
        "kontroll": kort_kontroll(inlamning.hash),
    }


def _lage_i_ord(inlamning: Inlamning) -> str:
    """Inlämnad, återlämnad eller fastställd; och handlingens ställning enligt tryckfrihetsförordningen."""
    fast = "fastställd" if inlamning.rapport.faststalld else "inlämnad"
    status = Handlingsstatus(inlamning.handlingsstatus)
    stallning = status.label if status == Handlingsstatus.ARBETSMATERIAL else f"{status.label} handling"
    return f"{'återlämnad' if inlamning.aterlamnad else fast}, {stallning}"


def kort_kontroll(hexhash: str) -> str:
    """De första sexton tecknen i grupper om fyra, så att två papper går att jämföra för ögat."""
    return " ".join(re.findall("....", hexhash[:16]))


def _kapitel(nr: int, avsnitt: dict[str, Any]) -> Papperskapitel:
    med_text = [f for f in avsnitt["falt"] if not ar_tomt(f["text"])]
    return Papperskapitel(
        id=f"avsnitt-{nr}",
        nr=nr,
        rubrik=avsnitt["rubrik"],
        bedomning=_steg(avsnitt.get("bedomning")),
        progression=_steg(avsnitt.get("progression")),
        falt=[_falt(f) for f in med_text],
        utan_text=[f["etikett"] for f in avsnitt["falt"] if f not in med_text],
        underlag=_underlag(avsnitt),
        fakta=avsnitt.get("fakta", ""),
        anmarkningar=tuple(a["mening"] for a in avsnitt.get("anmarkningar", ())),
        citerat=tuple(avsnitt.get("citerat", ())),
        malen=tuple(_mal(m) for m in avsnitt.get("mal", ())),
    )


def _mal(mal: dict[str, Any]) -> dict[str, Any]:
    """Ett mål att rita: numret, orden, och skalstegen."""
    steg = {namn: _steg(mal[namn]) for namn in ("bedomning", "progression")}
    return {"nr": mal["nr"], "text": mal["text"], **steg}


def _underlag(avsnitt: dict[str, Any]) -> str:
    """Vad bedömningen bygger på, i en rad. Tomt i versioner från före underlagen."""
    led = [", ".join(avsnitt.get("underlag", ())), avsnitt.get("annat_underlag", "")]
    return ". ".join(filter(None, led))


def _steg(steg: dict[str, str] | None) -> dict[str, str] | None:
    """Steget som mallen ritar det; formen blir en klass och får därför bara vara en känd form."""
    if not steg:
        return None
    form = steg.get("form", "")
    return {"namn": steg["namn"], "skal": steg.get("skal", ""), "form": form if form in FORMER else "ingen"}


def _falt(falt: dict[str, Any]) -> dict[str, Any]:
    ips = falt["ips"].strip()
    return {
        "etikett": falt["etikett"],
        "ips": ips if ips in IPS_ORD else "",
        "ips_ord": IPS_ORD.get(ips, ""),
        "text": falt["text"],
        "fragar": falt.get("fragar", ""),
        "punkter": falt.get("punkter", []),
    }
