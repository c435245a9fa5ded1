"""Uppdragets sida: allt som mallen ritar. Ett nytt ämne lägger en funktion i `TILLAGG`; den ger sina namn till mallen.

Rum ovanför lägger sitt genom `<rum>/uppdragssida.py: delar(request, uppdrag)`: enheternas svar, dialogernas handslag.
"""

from collections.abc import Callable
from typing import Any

from django.urls import reverse

from styrkedja.begaran import Begaran
from styrkedja.diagram import Diagram, Serie, linje
from styrkedja.format import antal_ord, datum_kort, namnordning
from styrkedja.klocka import idag
from styrkedja.models import Person
from styrkedja.samla import ur_rummen
from vp_uppdrag.behorighet import deltar_i, hinder_for_att_skriva
from vp_uppdrag.behorighet.svar import synliga_svar
from vp_uppdrag.handlingar.blad import UPPDRAG, las_blad
from vp_uppdrag.handlingar.las import planeringsdag
from vp_uppdrag.handlingssidor import far, gangens_knappar
from vp_uppdrag.models import Effektmal, Uppdrag, Uppdragssvar, Uppskalning
from vp_uppdrag.regler.blad import UPPDRAGETS
from vp_uppdrag.regler.synlighet import LASER_UTKAST
from vp_uppdrag.regler.tillstand import PAGAENDE, Uppdragslage
from vp_uppdrag.uppat import las_uppat
from vp_uppdrag.uppdragens_puls import stilla_uppdrag
from vp_uppdrag.visning import (
    bedomt_i_ord,
    chefer,
    foljs_upp_i_ord,
    galler_i_ord,
    haller_ihop_i_ord,
    klara_i_ord,
    laget,
    nasta_stolpe,
    partrader,
    startade_sent,
    stolpar,
)


def sammanhang(request: Begaran, uppdrag: Uppdrag) -> dict[str, Any]:
    """Namnen som `uppdrag.html` läser."""
    namn: dict[str, Any] = {
        "uppdrag": uppdrag,
        "far": far(request.user, uppdrag),
        "knappar": gangens_knappar(request.user, uppdrag),
        "hinder_skriva": hinder_for_att_skriva(request.user, uppdrag),
    }
    for tillagg in TILLAGG:
        namn |= tillagg(request, uppdrag)
    return namn


def _laget(request: Begaran, uppdrag: Uppdrag) -> dict[str, Any]:
    rapporter = list(uppdrag.lagesrapporter.all())
    senaste = rapporter[0] if rapporter else None
    form = laget(uppdrag, senaste)
    return {
        "rapporter": rapporter,
        "lage_form": form,
        "lage_mening": f"{form.ord[:1].upper()}{form.ord[1:]}" + (f": {senaste.rubrik}" if senaste else ""),
        "bedomt": bedomt_i_ord(senaste),
        "sent": startade_sent(uppdrag, planeringsdag(uppdrag.lasar)),
        "still": stilla_uppdrag([uppdrag], uppdrag.lasar).get(uppdrag.pk),
        "agaren": haller_ihop_i_ord(uppdrag),
    }


def _milstolparna(request: Begaran, uppdrag: Uppdrag) -> dict[str, Any]:
    alla = stolpar(uppdrag, idag())
    nasta = nasta_stolpe(alla)
    return {"stolpar": alla, "nasta": nasta, "klara": klara_i_ord(alla)}


def _vilka(request: Begaran, uppdrag: Uppdrag) -> dict[str, Any]:
    """Parterna, vilka uppdraget gäller, och hur det följs upp."""
    namn = chefer(p.plats_id for p in uppdrag.parter.all() if p.plats_id)
    return {
        "parter": partrader(uppdrag, namn),
        "galler": galler_i_ord(uppdrag),
        "foljs_upp": foljs_upp_i_ord(uppdrag),
    }


def laser_planen(person: Person, uppdrag: Uppdrag) -> bool:
    """Analysen och planen är parternas och ledningsgruppens tills genomförandet börjar; därefter allas som läser."""
    oppen = uppdrag.tillstand in (Uppdragslage.GENOMFORS, Uppdragslage.SLUTRAPPORTERAT)
    return oppen or person.har(*LASER_UTKAST) or deltar_i(person, uppdrag)


def _planen(request: Begaran, uppdrag: Uppdrag) -> dict[str, Any]:
    if not laser_planen(request.user, uppdrag):
        return {"blad": [], "planen_dold": True}
    return {"blad": [rad for rad in las_blad(UPPDRAG, uppdrag.pk, UPPDRAGETS) if not rad.tomt]}


def _effekten(request: Begaran, uppdrag: Uppdrag) -> dict[str, Any]:
    mal = uppdrag.effektmal.prefetch_related("matvarden", "nyckeltal")
    return {"effektmal": [{"mal": m, "diagram": _diagram(m), "varden": list(m.matvarden.all())} for m in mal]}


def _diagram(mal: Effektmal) -> Diagram | None:
    """Mätserien mot målet, när det finns minst två värden att dra en linje mellan."""
    varden = list(mal.matvarden.all())
    if len(varden) < 2:
        return None
    titel = f"{mal.text}{f', {mal.matt}' if mal.matt else ''}"
    etiketter = [f"{datum_kort(v.dag)} {v.dag.year % 100:02}" for v in varden]
    serie = Serie("Mätt", [float(v.varde) for v in varden], egen=True)
    return linje(titel, etiketter, [serie], mal=float(mal.malvarde) if mal.malvarde is not None else None)


def _uppat(request: Begaran, uppdrag: Uppdrag) -> dict[str, Any]:
    """Målen som arbetar med uppdraget. De som saknar mål räknas medan uppdraget pågår."""
    if uppdrag.tillstand == Uppdragslage.UTKAST:
        return {"uppat": None}
    uppat = las_uppat(request.user, uppdrag)
    antal = antal_ord(uppat.platser, "en verksamhet", "verksamheter").capitalize()
    har = "har ett mål" if len(uppat.malen) == 1 else "har mål"
    inlamnat = any(rad.rundor for rad in uppat.malen)
    tillagg = "" if inlamnat else f" Inget är inlämnat om {'det' if len(uppat.malen) == 1 else 'dem'} än."
    return {
        "uppat": uppat,
        "uppat_inlamnat": inlamnat,
        "uppat_mening": f"{antal} {har} som bidrar.{tillagg}" if uppat.malen else "",
        **_svaren(request, uppdrag, uppat.berorda),
        "utan_mal": uppat.utan if uppdrag.tillstand in PAGAENDE else [],
    }


def _svaren(request: Begaran, uppdrag: Uppdrag, berorda: int) -> dict[str, Any]:
    """Enheternas inlämnade svar, rundan som senast fick något först; antalet för den som inte läser orden."""
    antal = Uppdragssvar.objects.delade().filter(uppdrag=uppdrag).values("plats").distinct().count()
    if not antal and not uppdrag.rapporteras_i_rapporterna:
        return {"svaren": None}
    rader = synliga_svar(request.user, uppdrag).select_related("plats", "omgang")
    return {
        "svaren": sorted(rader, key=lambda s: (-s.omgang.ordning, namnordning(s.plats.namn))),
        "svar_finns": antal > 0,
        "svarat": f"{antal} av {berorda} {'enhet' if berorda == 1 else 'enheter'} har svarat.",
    }


def _lardomarna(request: Begaran, uppdrag: Uppdrag) -> dict[str, Any]:
    return {"gll": list(uppdrag.larande.select_related("av"))}


def _historiken(request: Begaran, uppdrag: Uppdrag) -> dict[str, Any]:
    tagna = {rad.steg: rad for rad in uppdrag.uppskalning.select_related("av")}
    stegen = [(Uppskalning.Steg(s), tagna.get(s)) for s in Uppskalning.Steg.values] if tagna else []
    return {"andringar": list(uppdrag.andringar.select_related("av")), "uppskalning": stegen}


def _traden(request: Begaran, uppdrag: Uppdrag) -> dict[str, Any]:
    """Det som uppdraget kommer ur. Vad som blev av det nedåt lägger rummen till (`delar`)."""
    led = [(s.get_slag_display(), s.rubrik, "") for s in uppdrag.styrsignaler.all()]
    if not led and (ursprung := _ursprunget(uppdrag)):
        led.append(ursprung)
    led += [
        ("nämndens mål", str(mal), reverse("plan-hss-styr", args=[uppdrag.lasar.slug]))
        for mal in uppdrag.namndmal.all()
    ]
    led.append(("VP HSS", f"Läsåret {uppdrag.lasar}", reverse("plan-hss", args=[uppdrag.lasar.slug])))
    return {"trad": led}


def _ursprunget(uppdrag: Uppdrag) -> tuple[str, str, str] | None:
    """Det som uppdraget sägs komma ur. Nämndens mål står som egna led, när de är utpekade."""
    if not uppdrag.ursprung or (uppdrag.ursprung == Uppdrag.Ursprung.NAMNDMAL and uppdrag.namndmal.all()):
        return None
    return str(uppdrag.get_ursprung_display()), uppdrag.ursprung_text or "har gett uppdraget", ""


def _rummens(request: Begaran, uppdrag: Uppdrag) -> dict[str, Any]:
    return {"delar": [del_ for bidrag in ur_rummen("uppdragssida", "delar") for del_ in bidrag(request, uppdrag)]}


#: Det som sidan bär, ämne för ämne.
TILLAGG: tuple[Callable[[Begaran, Uppdrag], dict[str, Any]], ...] = (
    _laget,
    _milstolparna,
    _vilka,
    _planen,
    _effekten,
    _uppat,
    _lardomarna,
    _historiken,
    _traden,
    _rummens,
)
