"""Formulären för medskrivare och inspel."""

from collections.abc import Iterable
from typing import Any, cast

from django import forms

from kvalitetsrapporter.forms.text import Loptext
from kvalitetsrapporter.models import Avsnitt, Rapport
from kvalitetsrapporter.regler.medverkan import INSPEL_TECKEN
from styrkedja.forms.grund import Handlingsformular, Platsval
from styrkedja.models import Befattning, Person
from styrkedja.regler.personuppgift import finn_personuppgifter
from styrkedja.regler.roller import Roll


class Medskrivarformular(Handlingsformular):
    """Vem som får skriva, och i vilka avsnitt. Avsnitten väljs med sina nycklar."""

    person = Platsval(
        Person.objects.none(),
        label="Kollega",
        empty_label="Välj en kollega",
        help_text="De som har en befattning på enheten i dag.",
        error_messages={
            "required": "Välj en kollega.",
            "invalid_choice": "Personen har ingen befattning på enheten i dag. Välj någon i listan.",
        },
    )
    avsnitt = forms.ModelMultipleChoiceField(
        Avsnitt.objects.none(),
        label="Avsnitt",
        to_field_name="nyckel",
        widget=forms.CheckboxSelectMultiple,
        help_text="Kollegan läser och skriver i de avsnitt du väljer, och ser inget annat av utkastet.",
        error_messages={
            "required": "Välj minst ett avsnitt.",
            "invalid_choice": "Avsnittet hör inte till rapporten.",
            "invalid_list": "Välj avsnitt i listan.",
        },
    )

    def __init__(self, *args, rapport: Rapport, kollegor: list[Befattning], **kwargs):
        super().__init__(*args, **kwargs)
        roller: dict[int, list[str]] = {}
        for befattning in kollegor:
            roller.setdefault(befattning.person_id, []).append(Roll(befattning.roll).label)
        person = cast(forms.ModelChoiceField, self.fields["person"])
        person.queryset = Person.objects.filter(pk__in=roller)
        person.label_from_instance = lambda p: f"{p.namn}, {' och '.join(roller[p.pk])}"  # type: ignore[assignment]
        avsnitt = cast(forms.ModelMultipleChoiceField, self.fields["avsnitt"])
        avsnitt.queryset = rapport.avsnitt.order_by("ordning")


class Inspelsformular(Handlingsformular):
    """Ett inspel till ett avsnitt. Ser texten ut att peka ut en person sägs det, och kan lämnas ändå."""

    avsnitt = forms.ModelChoiceField(
        Avsnitt.objects.none(),
        label="Avsnitt",
        to_field_name="nyckel",
        empty_label="Välj avsnitt",
        error_messages={
            "required": "Välj vilket avsnitt det gäller.",
            "invalid_choice": "Avsnittet tar inte emot inspel just nu. Välj ett i listan.",
        },
    )
    text = Loptext(
        label="Ditt inspel",
        max_length=INSPEL_TECKEN,
        widget=forms.Textarea(attrs={"rows": 7}),
        help_text="Vad ser du, och vad tror du att det beror på? Skriv så att inget barn, ingen elev och ingen kollega "
        "går att känna igen. Högst 4\u00a0000 tecken.",
        error_messages={
            "required": "Skriv ditt inspel.",
            "max_length": "Inspelet är för långt. Korta det till högst 4\u00a0000 tecken.",
        },
    )
    med_namn = forms.BooleanField(
        label="Får citeras med mitt namn",
        required=False,
        help_text="Annars står bara din roll vid citatet. Skolledningen ser alltid vem som lämnat inspelet.",
    )
    anda = forms.BooleanField(
        label="Jag har läst det som står ovan och lämnar texten som den är",
        required=False,
        widget=forms.HiddenInput,
    )

    def __init__(self, *args, avsnitt: Iterable[Avsnitt] | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        if avsnitt is None:
            del self.fields["avsnitt"]
            return
        oppna = Avsnitt.objects.filter(pk__in=[a.pk for a in avsnitt]).order_by("ordning")
        cast(forms.ModelChoiceField, self.fields["avsnitt"]).queryset = oppna

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        fynd = finn_personuppgifter(data.get("text", ""))
        if fynd and not data.get("anda"):
            self.fields["anda"].widget = forms.CheckboxInput()
            for mening in dict.fromkeys(f.mening for f in fynd):
                self.add_error("text", mening)
        data.pop("anda", None)
        return data
