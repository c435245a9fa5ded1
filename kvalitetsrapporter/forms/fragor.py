"""Formulären för verksamhetschefernas frågor: utkastet, publiceringen och budgeten."""

from collections.abc import Iterable
from typing import cast

from django import forms

from kvalitetsrapporter.handlingar.fragerunda import Runda, avsnitt_att_fraga_om
from kvalitetsrapporter.models import Fraga
from styrkedja.forms.grund import Handlingsformular, INamnordning
from styrkedja.models import Enhet, Omgang, Skolform, Verksamhetsomrade
from styrkedja.regler.roller import Roll

#: Så många frågor kan en budget som mest tillåta.
STORSTA_BUDGET = 50


class Platskryss(forms.ModelMultipleChoiceField):
    """Flera platser att kryssa för, efter namn."""

    iterator = INamnordning
    widget = forms.CheckboxSelectMultiple


class Fragaformular(Handlingsformular):
    """En fråga och vilka den går till. Områden och enheter är bara de egna: resten ställs till alla eller en skolform."""

    text = forms.CharField(
        label="Frågan", max_length=300, widget=forms.Textarea(attrs={"rows": 3, "class": "text"}),
        help_text="En fråga i taget, så som du skulle ställa den i samtalet.",
        error_messages={"required": "Skriv frågan.", "max_length": "Frågan är längre än 300 tecken. Korta den."},
    )  # fmt: skip
    anvisning = forms.CharField(
        label="Anvisning", max_length=400, required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Står vid svaret. Till exempel hur långt, eller vilket underlag du tänker på.",
        error_messages={"max_length": "Anvisningen är längre än 400 tecken. Korta den."},
    )  # fmt: skip
    avsnitt = forms.ChoiceField(
        label="Handlar om avsnittet", required=False,
        help_text="Frågan citeras ovanför texten där, med vägen till svaret.",
        error_messages={"invalid_choice": "Avsnittet skrivs inte i rundan. Välj ett i listan."},
    )  # fmt: skip
    skolformer = forms.ModelMultipleChoiceField(
        label="Alla med skolformen", queryset=Skolform.objects.all(), required=False,
        widget=forms.CheckboxSelectMultiple, help_text="Kryssar du inget alls går frågan till alla enheter.",
        error_messages={"invalid_choice": "Skolformen finns inte."},
    )  # fmt: skip
    omraden = Platskryss(
        label="Hela området", queryset=Verksamhetsomrade.objects.none(), required=False,
        error_messages={"invalid_choice": "Frågor till ett område ställs av områdets egen verksamhetschef."},
    )  # fmt: skip
    enheter = Platskryss(
        label="Utvalda enheter", queryset=Enhet.objects.none(), required=False,
        error_messages={"invalid_choice": "Frågor till utvalda enheter ställs av områdets egen verksamhetschef."},
    )  # fmt: skip

    def __init__(self, *args, person, omgang: Omgang, fraga: Fraga | None = None, **kwargs):
        if fraga is not None:
            kwargs.setdefault("initial", _forifyllt(fraga))
        super().__init__(*args, **kwargs)
        avsnitt = cast(forms.ChoiceField, self.fields["avsnitt"])
        avsnitt.choices = [("", "Inget särskilt"), *avsnitt_att_fraga_om(omgang)]
        egna = person.platser(Roll.VERKSAMHETSCHEF)
        self._valj_bland("omraden", Verksamhetsomrade.objects.filter(pk__in=egna))
        self._valj_bland("enheter", Enhet.objects.i_omrade(list(egna), omgang.lasar).distinct())

    def _valj_bland(self, namn: str, rader) -> None:
        falt = self.fields[namn]
        assert isinstance(falt, forms.ModelMultipleChoiceField)
        falt.queryset = rader


def _forifyllt(fraga: Fraga) -> dict[str, object]:
    krets = {namn: [rad.pk for rad in getattr(fraga, namn).all()] for namn in ("skolformer", "omraden", "enheter")}
    return {"text": fraga.text, "anvisning": fraga.anvisning, "avsnitt": fraga.avsnitt, **krets}


class Publicering(Handlingsformular):
    """Vad som får ge plats när budgeten är slut, eller varför rundan går över den."""

    avsluta = forms.ModelChoiceField(
        label="Avsluta i stället", queryset=Fraga.objects.none(), required=False, empty_label="Ingen",
        help_text="Svaren på den står kvar där de lämnades in.",
        error_messages={"invalid_choice": "Frågan ställs inte längre. Välj en annan."},
    )  # fmt: skip
    skal = forms.CharField(
        label="Varför behövs frågan utöver budgeten?", max_length=400, required=False,
        widget=forms.Textarea(attrs={"rows": 2}), help_text="Skälet står vid frågan.",
        error_messages={"max_length": "Skälet är längre än 400 tecken. Korta det."},
    )  # fmt: skip

    def __init__(self, *args, runda: Runda, fraga: Fraga, far_avsluta: Iterable[int], **kwargs):
        super().__init__(*args, **kwargs)
        falt = self.fields["avsluta"]
        assert isinstance(falt, forms.ModelChoiceField)
        kvar = [pk for pk in far_avsluta if pk != fraga.ersatter_id]
        falt.queryset = Fraga.objects.stallda().filter(omgang=runda.omgang, pk__in=kvar)


class Budgetformular(Handlingsformular):
    hogst = forms.IntegerField(
        label="Högst så många frågor till en enhet", min_value=1, max_value=STORSTA_BUDGET,
        error_messages={
            "required": "Skriv hur många frågor en enhet får ha.",
            "invalid": "Skriv ett heltal.",
            "min_value": "Minst en fråga.",
            "max_value": f"Högst {STORSTA_BUDGET} frågor.",
        },
    )  # fmt: skip
