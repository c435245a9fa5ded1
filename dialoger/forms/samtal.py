"""Formulären till samtalets handlingar: dagordningen, bortvalet, underlagen, vem som skriver, fastställandet."""

from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError

from dialoger.handlingar.minnesanteckningar import ANDRAD, ordens_hash
from dialoger.handlingar.samtalet import deltar
from dialoger.models import Dagordningspunkt, Dialog, Dialogpart
from dialoger.parterna import leder
from dialoger.regler.dagordning import HOGST, MINST
from styrkedja.forms.grund import Handlingsformular
from styrkedja.models import Person


class Samtalsformular(Handlingsformular):
    """En fråga med följd, utan fält. `rad` är raden som handlingen gäller, när den gäller en."""

    def __init__(self, *args: Any, dialog: Dialog, rad: Any = None, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.dialog, self.rad = dialog, rad


def _minuter(**kwargs: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label="Minuter",
        min_value=MINST,
        max_value=HOGST,
        error_messages={
            "required": "Skriv hur många minuter.",
            "invalid": "Skriv minuterna som ett heltal.",
            "min_value": f"Minst {MINST} minut.",
            "max_value": f"Högst {HOGST} minuter.",
        },
        **kwargs,
    )


class Nypunkt(Samtalsformular):
    rubrik = forms.CharField(
        label="Vad vill du ta upp?", max_length=160, error_messages={"required": "Skriv vad punkten handlar om."}
    )
    minuter = _minuter(initial=10)
    innehall = forms.CharField(label="Mer om det", max_length=300, required=False)


class Minuter(Samtalsformular):
    minuter = _minuter()

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if isinstance(self.rad, Dagordningspunkt):
            self.initial["minuter"] = self.rad.minuter


class Bortval(Samtalsformular):
    skal = forms.CharField(
        label="Varför",
        max_length=300,
        help_text="Skälet står kvar på dagordningen.",
        error_messages={"required": "Skriv varför. Skälet står kvar på dagordningen."},
    )


class Finns(Samtalsformular):
    var = forms.CharField(
        label="Var det finns", max_length=300, required=False, help_text="Till exempel Unikum, eller en mapp."
    )


class Saknas(Samtalsformular):
    var = forms.CharField(
        label="Varför det saknas",
        max_length=300,
        error_messages={"required": "Skriv varför det saknas, så vet den andra."},
    )


class Antecknar(Samtalsformular):
    person = forms.ModelChoiceField(
        Person.objects.none(),
        label="Vem skriver minnesanteckningarna?",
        required=False,
        empty_label="alla parter",
        error_messages={"invalid_choice": "Välj någon som deltar i samtalet."},
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        deltagare = [p.pk for p in deltar(self.dialog)]
        falt = self.fields["person"]
        assert isinstance(falt, forms.ModelChoiceField)
        falt.queryset = Person.objects.filter(pk__in=deltagare).order_by("namn")
        self.initial["person"] = self.dialog.antecknar_id


class Leder(Samtalsformular):
    part = forms.ModelChoiceField(
        Dialogpart.objects.none(),
        label="Vem leder samtalet?",
        required=False,
        empty_label="någon annan",
        error_messages={"invalid_choice": "Välj en av parterna i dialogen."},
    )
    annan = forms.CharField(
        label="Någon annan", max_length=120, required=False, help_text="Namn och roll, när ingen av parterna leder."
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        falt = self.fields["part"]
        assert isinstance(falt, forms.ModelChoiceField)
        falt.queryset = self.dialog.parter.select_related("plats")
        self.initial["part"], self.initial["annan"] = leder(self.dialog), self.dialog.leds_av_annan


class Faststall(Samtalsformular):
    """Bär kontrollsumman för orden så som de lästes."""

    last = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        minne = getattr(self.dialog, "minnesanteckning", None)
        self.initial["last"] = ordens_hash(minne) if minne else ""

    def lagg_fel(self, fel: ValidationError) -> None:
        """Har orden ändrats visas de nya, och nästa tryck gäller dem."""
        super().lagg_fel(fel)
        if self.has_error(NON_FIELD_ERRORS, code=ANDRAD):
            self.data = {**self.data, "last": ordens_hash(self.dialog.minnesanteckning)}
