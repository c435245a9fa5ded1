"""Formulären för människor: person, befattning, delegering."""

from itertools import groupby
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError

from styrkedja.format import namnordning
from styrkedja.forms.grund import Dagfalt, Handlingsformular, Namnfalt
from styrkedja.klocka import idag
from styrkedja.models import Befattning, Enhet, Person, Plats
from styrkedja.regler import roller
from styrkedja.regler.roller import Roll


class Personformular(Handlingsformular):
    namn = Namnfalt()
    epost = forms.EmailField(
        label="E-post",
        help_text="Samma adress som i kommunens inloggning.",
        error_messages={"required": "Skriv en e-postadress.", "invalid": "Skriv en hel e-postadress, namn@kommun.se."},
    )


class Platsfalt(forms.ModelChoiceField):
    """Alla verksamma platser, grupperade efter slag, i en fråga."""

    def __init__(self, **kwargs: Any):
        self.platser = Plats.objects.filter(upphord=None)
        super().__init__(self.platser, **kwargs)

    def grupper(self) -> list[tuple[str, list[tuple[int, str]]]]:
        platser = sorted(
            self.platser.values_list("slag", "pk", "namn"), key=lambda p: (ORDNING.index(p[0]), namnordning(p[2]))
        )
        return [
            (roller.Plats(slag).label.capitalize(), [(pk, namn) for _, pk, namn in grupp])
            for slag, grupp in groupby(platser, key=lambda p: p[0])
        ]


ORDNING = [str(p) for p in roller.Plats]


class Befattningsformular(Handlingsformular):
    """Vem, roll, plats, tid. Personen pekas ut med sin e-postadress."""

    person = forms.CharField(
        label="Person",
        max_length=254,
        widget=forms.TextInput(attrs={"list": "personer", "autocomplete": "off"}),
        help_text="Skriv e-postadressen, eller börja skriva och välj.",
        error_messages={"required": "Välj en person."},
    )
    roll = forms.ChoiceField(
        label="Roll", choices=[("", "Välj roll"), *Roll.choices], error_messages={"required": "Välj en roll."}
    )
    plats = Platsfalt(label="Gäller på", error_messages={"required": "Välj en plats."})
    fran = Dagfalt(label="Från")
    till = Dagfalt(label="Till och med", required=False, help_text="Tomt betyder tills vidare.")

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["fran"].initial = idag
        plats = cast(Platsfalt, self.fields["plats"])
        plats.choices = [("", "Välj plats"), *plats.grupper()]

    def clean_person(self) -> Person:
        person = Person.objects.filter(epost__iexact=self.cleaned_data["person"].strip(), is_active=True).first()
        if person is None:
            raise ValidationError("Ingen person har den e-postadressen. Lägg till personen först.")
        return person

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        fran, till = data.get("fran"), data.get("till")
        if fran and till and till < fran:
            self.add_error("till", "Sista dagen är före den första.")
        return data


class Avslutsformular(Handlingsformular):
    """En befattnings sista dag, eller genast (knappen `genast`)."""

    KNAPPAR = frozenset({"genast"})
    till = Dagfalt(label="Sista dagen", required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if "genast" in self.data:
            data["till"] = None
        elif not data.get("till") and "till" not in self.errors:
            self.add_error("till", "Välj den sista dagen, eller avsluta genast.")
        return data


class Delegeringsformular(Handlingsformular):
    """Till vem på enheten, hur länge, och om inlämningen ingår."""

    befattning = forms.ModelChoiceField(
        Befattning.objects.none(),
        label="Till",
        empty_label="Välj biträdande rektor",
        error_messages={"required": "Välj en biträdande rektor.", "invalid_choice": "Välj någon i listan."},
    )
    fran = Dagfalt(label="Från")
    till = Dagfalt(label="Till och med", help_text="Delegeringen upphör av sig själv. Högst ett läsår.")
    far_lamna_in = forms.BooleanField(
        label="Får också lämna in",
        required=False,
        help_text="Annars skriver den biträdande, och du lämnar in.",
    )

    def __init__(self, *args: Any, enhet: Enhet, **kwargs: Any):
        super().__init__(*args, **kwargs)
        falt = cast(forms.ModelChoiceField, self.fields["befattning"])
        falt.queryset = (
            Befattning.objects.galler(idag())
            .filter(plats_id=enhet.pk, roll=Roll.BITRADANDE_REKTOR)
            .select_related("person", "plats")
        )
        falt.label_from_instance = lambda b: b.person.namn  # type: ignore[assignment]
        self.fields["fran"].initial = idag
