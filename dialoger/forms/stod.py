"""Formulären om ett stödbehov: svaret, flytten, rektors ställningstagande."""

from typing import Any

from django import forms

from dialoger.models import Stodsvar
from kvalitetsrapporter.models import Stodbehov
from styrkedja.forms.grund import Handlingsformular, Platsval
from styrkedja.models import Avdelning, Omgang


class Svarsformular(Handlingsformular):
    """Ja, delvis eller nej; vad ni gör och inte gör; vad det tar; från, till och när det följs upp."""

    svar = forms.ChoiceField(
        label="Ditt svar", choices=[(v, namn.capitalize()) for v, namn in Stodsvar.Svar.choices], widget=forms.RadioSelect,
        error_messages={"required": "Välj ja, delvis eller nej."},
    )  # fmt: skip
    text = forms.CharField(
        label="Vad ni gör, och vad ni inte gör", max_length=4000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Rektor, verksamhetschefen och direktören läser svaret ordagrant. Namnge inga barn eller elever.",
        error_messages={"required": "Skriv vad ni gör, och vad ni inte gör. Ett nej behöver sitt skäl."},
    )  # fmt: skip
    kraver = forms.CharField(
        label="Vad det tar av er", max_length=300, required=False,
        help_text="Tid, pengar, eller det som då får vänta. Till exempel: en dag i veckan, från kartläggningarna.",
    )  # fmt: skip
    fran = forms.CharField(label="Från", max_length=40, required=False, help_text="Till exempel v. 44.")
    till = forms.CharField(label="Till", max_length=40, required=False, help_text="Till exempel 18 december.")
    foljs_upp = forms.ModelChoiceField(
        Omgang.objects.none(), label="Följs upp i", required=False, empty_label="Inte bestämt"
    )

    def __init__(self, *args: Any, behov: Stodbehov, **kwargs: Any):
        super().__init__(*args, **kwargs)
        omgangar = Omgang.objects.filter(lasar__fran__gte=behov.avsnitt.rapport.lasar.fran)
        self.fields["foljs_upp"].queryset = omgangar.select_related("lasar")  # type: ignore[attr-defined]


class Flyttformular(Handlingsformular):
    """Vem behovet hör till, och varför."""

    mottagare = Platsval(
        queryset=Avdelning.objects.none(), label="Hör till", required=False, empty_label="verksamhetschefen"
    )
    skal = forms.CharField(
        label="Varför", max_length=300, help_text="Avsändaren läser det.",
        error_messages={"required": "Skriv varför behovet hör till en annan. Avsändaren läser det."},
    )  # fmt: skip

    def __init__(self, *args: Any, behov: Stodbehov, **kwargs: Any):
        super().__init__(*args, **kwargs)
        andra = Avdelning.objects.filter(upphord__isnull=True).exclude(pk=behov.mottagare_id or 0)
        self.fields["mottagare"].queryset = andra  # type: ignore[attr-defined]
        if behov.mottagare_id is None:
            self.fields["mottagare"].required = True
            self.fields["mottagare"].empty_label = "Välj en avdelning"  # type: ignore[attr-defined]


class Stallningsformular(Handlingsformular):
    """Rektors ställning till svaret."""

    rektors = forms.ChoiceField(
        label="Vad säger du om svaret?",
        choices=[(v, namn.capitalize()) for v, namn in Stodsvar.Rektors.choices if v],
        widget=forms.RadioSelect,
        error_messages={"required": "Välj vad du säger om svaret."},
    )
    skal = forms.CharField(
        label="Med några ord", max_length=400, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Räcker det inte: skriv vad som fattas. Det går till nästa huvudmannadialog.",
    )  # fmt: skip

    def __init__(self, *args: Any, behov: Stodbehov, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.behov = behov
