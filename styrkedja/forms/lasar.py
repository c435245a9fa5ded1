"""Formulären för läsåret: dagar, lov, och forumens mötesdagar."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from styrkedja.forms.grund import Dagfalt, Handlingsformular, Namnfalt
from styrkedja.handlingar.lasar import Ledighet, Terminer


class Lasardagar(Handlingsformular):
    """Läsårets och terminernas dagar. Terminerna får vara okända ännu."""

    fran = Dagfalt(label="Första dagen", help_text="Vanligen 1 juli.")
    till = Dagfalt(label="Sista dagen", help_text="Vanligen 30 juni.")
    ht_fran = Dagfalt(label="Höstterminen från", required=False)
    ht_till = Dagfalt(label="Höstterminen till", required=False)
    vt_fran = Dagfalt(label="Vårterminen från", required=False)
    vt_till = Dagfalt(label="Vårterminen till", required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        for forst, sist, ord_ in (
            ("fran", "till", "Läsåret"),
            ("ht_fran", "ht_till", "Höstterminen"),
            ("vt_fran", "vt_till", "Vårterminen"),
        ):
            if data.get(forst) and data.get(sist) and data[sist] <= data[forst]:
                self.add_error(sist, f"{ord_} slutar före sin början. Välj en senare dag.")
        return data

    def terminer(self) -> Terminer:
        return Terminer(**{falt: self.cleaned_data[falt] for falt in ("ht_fran", "ht_till", "vt_fran", "vt_till")})


class Lasarsformular(Lasardagar):
    namn = forms.RegexField(
        r"^\d{4}/\d{2}$",
        label="Läsår",
        max_length=7,
        help_text="Till exempel 2027/28.",
        error_messages={"required": "Skriv läsåret.", "invalid": "Skriv läsåret som 2027/28."},
    )
    field_order = ("namn",)

    def clean_namn(self) -> str:
        namn = self.cleaned_data["namn"]
        if (int(namn[2:4]) + 1) % 100 != int(namn[5:]):
            raise ValidationError("Läsåret slutar året efter att det börjar, till exempel 2027/28.")
        return namn


class Lovformular(Handlingsformular):
    namn = Namnfalt(max_length=60, help_text="Till exempel höstlov.")
    fran = Dagfalt(label="Från")
    till = Dagfalt(label="Till och med")
    preliminart = forms.BooleanField(label="Preliminärt", required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("fran") and data.get("till") and data["till"] < data["fran"]:
            self.add_error("till", "Lovet slutar före sin början.")
        return data

    def ledighet(self) -> Ledighet:
        return Ledighet(**{falt: self.cleaned_data[falt] for falt in ("namn", "fran", "till", "preliminart")})


class Motesdagsformular(Handlingsformular):
    dag = Dagfalt(label="Mötesdag")
