"""En lista med tider, en per rad, som den skrivs av människor: dag, månad, period eller flera möjliga månader (krav 85)."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

HJALP = "En tid per rad: 2026-11-19, 2027-01 (bara månaden), 2027-03-01 – 2027-03-05, eller 2027-04 eller 2027-05."
_DAG, _MANAD = r"\d{4}-\d{2}-\d{2}", r"\d{4}-\d{2}"
_STRECK = r"\s*[–-]\s+|\s+[–-]\s*|–"


class Tidslistefalt(forms.CharField):
    """Rader in, regelns `tider` ut (se regler/hjul/uppgift.py)."""

    widget = forms.Textarea(attrs={"rows": 6})

    def __init__(self, **kwargs: Any):
        super().__init__(**{"help_text": HJALP, **kwargs})

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(map(skriv_tid, value)) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[dict[str, Any]]:
        rader = [rad.strip() for rad in super().clean(value).splitlines()]
        return [_las(nummer, rad) for nummer, rad in enumerate(rader, 1) if rad]


def las_rad(rad: str) -> dict[str, Any]:
    """Uppgiften som raden säger.

    Raises:
        ValueError: raden är ingen tid, eller dagen finns inte.
    """
    if re.fullmatch(_DAG, rad):
        return {"typ": "datum", "datum": date.fromisoformat(rad).isoformat()}
    if re.fullmatch(_MANAD, rad):
        return {"typ": "manad", "manad": _manad(rad)}
    if " eller " in rad:
        return {"typ": "obestamd", "alternativ": [_manad(del_.strip()) for del_ in rad.split(" eller ")]}
    fran, till = (date.fromisoformat(del_.strip()) for del_ in re.split(_STRECK, rad, maxsplit=1))
    if till < fran:
        raise ValueError
    return {"typ": "period", "fran": fran.isoformat(), "till": till.isoformat()}


def skriv_tid(uppgift: Mapping[str, Any]) -> str:
    """Raden som ger uppgiften tillbaka."""
    match uppgift["typ"]:
        case "datum":
            return uppgift["datum"]
        case "manad":
            return uppgift["manad"]
        case "period":
            return f"{uppgift['fran']} – {uppgift['till']}"
        case _:
            return " eller ".join(uppgift["alternativ"])


def _manad(text: str) -> str:
    date.fromisoformat(f"{text}-01")
    return text


def _las(nummer: int, rad: str) -> dict[str, Any]:
    try:
        return las_rad(rad)
    except ValueError as fel:
        raise ValidationError(f"Rad {nummer} går inte att läsa som en tid: ”{rad[:40]}”.") from fel
