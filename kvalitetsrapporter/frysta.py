"""En frusen version att läsa: dess egna ord, och intill ett citerat tal vad som har hänt med det sedan dess."""

from collections.abc import Callable, Collection, Mapping
from typing import Any

from django.conf import settings

from kvalitetsrapporter.behorighet.sigill import ar_tackt
from kvalitetsrapporter.models import Inlamning
from kvalitetsrapporter.regler.sigill import tack
from styrkedja.hanvisningar import Uppslagna, sla_upp_id
from styrkedja.models import Person
from styrkedja.regler.riktext.hanvisningar import med_adress


def lasbart(version: Inlamning, person: Person, tackta: Collection[int] | None = None) -> dict[str, Any]:
    """Versionens frusna innehåll så som personen får läsa det: rektors bedömningar täckta tills hon har satt sin bild.

    Den enda vägen till `Inlamning.innehall` för en läsare (prov: test_en_vag_till_det_frusna).

    Args:
        tackta: omgångarna som är täckta för personen, när de redan är lästa.
    """
    return tack(version.innehall) if ar_tackt(person, version, tackta) else version.innehall


def att_lasa(innehall: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Avsnitten med det citerade utskrivet, på skärmen. Inga frågor när inget är citerat."""
    return _avsnitten(innehall, lambda text: text)


def pa_papper(innehall: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Som `att_lasa`, med hänvisningar som leder till webbadressen."""
    return _avsnitten(innehall, lambda text: med_adress(text, settings.WEBBADRESS))


def _avsnitten(innehall: Mapping[str, Any], till: Callable[[str], str]) -> list[dict[str, Any]]:
    uppslagna = sla_upp_id({id_ for a in innehall["avsnitt"] for id_ in a.get("hanvisningar", ())})
    return [_avsnittet(a, uppslagna, till) for a in innehall["avsnitt"]]


def _avsnittet(avsnitt: dict[str, Any], uppslagna: Uppslagna, till: Callable[[str], str]) -> dict[str, Any]:
    frysta = avsnitt.get("hanvisningar")
    if not frysta:
        return avsnitt
    falt = [f | {"text": till(uppslagna.fryst(f["text"], frysta))} for f in avsnitt["falt"]]
    return avsnitt | {"falt": falt, "citerat": [(f["ord"], f["vad"]) for f in frysta.values()]}
