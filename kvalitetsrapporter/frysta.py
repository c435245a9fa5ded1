"""En frusen version att läsa: dess egna ord, och intill ett citerat tal vad som har hänt med det sedan dess."""

from collections.abc import Callable, Mapping
from typing import Any

from django.conf import settings

from styrkedja.hanvisningar import Uppslagna, sla_upp_id
from styrkedja.regler.riktext.hanvisningar import med_adress


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
