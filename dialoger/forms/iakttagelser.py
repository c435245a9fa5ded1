"""Formuläret för en iakttagelse: vad, om vilket avsnitt. Ett tryck på slaget, några ord, klart."""

from typing import Any

from django import forms

from dialoger.models import Iakttagelse
from kvalitetsrapporter.models import Avsnitt
from styrkedja.forms.grund import Handlingsformular
from styrkedja.models import Enhet, Omgang


class Avsnittsval(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return obj.rubrik


class Iakttagelseformular(Handlingsformular):
    slag = forms.ChoiceField(
        label="Vad ser du", choices=Iakttagelse.Slag.choices, widget=forms.RadioSelect, initial=Iakttagelse.Slag.UTMANING,
        error_messages={"required": "Välj ett av de fyra.", "invalid_choice": "Välj ett av de fyra."},
    )  # fmt: skip
    text = forms.CharField(
        label="Iakttagelsen", max_length=2000, help_text="Skriv om verksamheten, inte om en person.",
        widget=forms.Textarea(attrs={"rows": 3, "data-kort": "iakttagelse", "aria-keyshortcuts": "Alt+Shift+I"}),
        error_messages={"required": "Skriv vad du ser.", "max_length": "Högst 2 000 tecken."},
    )  # fmt: skip
    avsnitt = Avsnittsval(
        label="Om", queryset=Avsnitt.objects.none(), required=False, empty_label="Hela rapporten",
        error_messages={"invalid_choice": "Avsnittet finns inte i enhetens rapport."},
    )  # fmt: skip

    def __init__(self, *args: Any, enhet: Enhet, omgang: Omgang, gammal: Iakttagelse | None = None, **kwargs: Any):
        if gammal:
            kwargs["initial"] = {"slag": gammal.slag, "text": gammal.text, "avsnitt": gammal.avsnitt_id}
        super().__init__(*args, **{"auto_id": "iakttagelse-%s", **kwargs})
        rader = Avsnitt.objects.filter(rapport__enhet=enhet, rapport__lasar=omgang.lasar_id)
        self.fields["avsnitt"].queryset = rader.select_related("mall", "skolform")  # type: ignore[attr-defined]


class Bekraftelse(Handlingsformular):
    """En fråga med följd, utan fält."""
