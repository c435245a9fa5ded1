"""Formulären för organisationsfilen: ladda upp, välja hur den läses, bekräfta."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from styrkedja.forms.grund import Handlingsformular
from styrkedja.models import Lasar
from styrkedja.regler.inlasning import GRANSER, KODNINGAR, MAX_BYTE, liknar_mest
from styrkedja.regler.organisationsfil import KRAVS, VALFRIA


class Uppladdning(Handlingsformular):
    fil = forms.FileField(
        label="CSV-fil",
        max_length=160,
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,text/csv"}),
        error_messages={"required": "Välj en fil.", "empty": "Filen är tom.", "max_length": "Filnamnet är för långt."},
    )
    lasar = forms.ModelChoiceField(
        Lasar.objects.filter(stangt=False).order_by("-fran"),
        label="Läsår för verksamhetsområdena",
        required=False,
        empty_label="Inget läsår",
        help_text="Används bara när filen har kolumnen verksamhetsomrade.",
    )

    def clean_fil(self) -> Any:
        """Storleken prövas innan något läses."""
        fil = self.cleaned_data["fil"]
        if fil.size > MAX_BYTE:
            raise ValidationError(f"Filen är för stor ({fil.size // 1024 // 1024} MB). {GRANSER}")
        return fil


class Lasning(Handlingsformular):
    """Hur filen läses: teckenkodning, och vilken rubrik i filen som är vilken kolumn."""

    kodning = forms.ChoiceField(label="Teckenkodning", choices=list(KODNINGAR.items()))

    def __init__(self, *args: Any, rubriker: tuple[str, ...], funna: dict[str, str], **kwargs: Any):
        """
        Args:
            rubriker: filens rubriker.
            funna: kolumn → rubriken som används nu.
        """
        super().__init__(*args, **kwargs)
        val = list(dict.fromkeys(rubrik for rubrik in rubriker if rubrik))
        for kolumn in (*KRAVS, *VALFRIA):
            kravs = kolumn in KRAVS
            tom = ("", "Välj kolumn" if kravs else "Används inte")
            self.fields[f"kolumn_{kolumn}"] = forms.ChoiceField(
                label=kolumn,
                required=kravs,
                choices=[tom, *((rubrik, rubrik) for rubrik in val)],
                initial=funna.get(kolumn, (liknar_mest(kolumn, val) or "") if kravs else ""),
                error_messages={
                    "required": "Välj vilken kolumn det är.",
                    "invalid_choice": "Välj en av filens kolumner.",
                },
            )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        valda: dict[str, str] = {}
        for kolumn, rubrik in self.kolumner().items():
            if rubrik and rubrik in valda:
                self.add_error(f"kolumn_{kolumn}", f"Kolumnen är redan vald som {valda[rubrik]}.")
            valda[rubrik] = kolumn
        return data

    def kolumner(self) -> dict[str, str]:
        return {namn.removeprefix("kolumn_"): rubrik for namn, rubrik in self.cleaned_data.items() if namn != "kodning"}


class Bekraftelse(Handlingsformular):
    """Hashen av filen som granskades: är den en annan läses inget in."""

    sha256 = forms.RegexField(r"^[0-9a-f]{64}$", widget=forms.HiddenInput)
