"""Formuläret för att ta in en tidigare rapport: läsåret, filen eller texten, och om den gamla ska bort."""

from typing import Any

from django import forms

from kvalitetsrapporter.handlingar.tidigare import MAX_TEXT
from styrkedja.forms.pdf import PdfFalt
from styrkedja.models import Enhet, Lasar


class Intagsformular(forms.Form):
    lasar = forms.ModelChoiceField(
        Lasar.objects.order_by("-fran"),
        label="Läsår",
        empty_label="Välj läsår",
        error_messages={"required": "Välj läsåret.", "invalid_choice": "Välj ett läsår i listan."},
    )
    fil = PdfFalt(required=False, max_length=255)
    text = forms.CharField(
        label="Texten",
        required=False,
        max_length=MAX_TEXT,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Klistra in den om filen är inskannad, eller om du inte har någon fil.",
        error_messages={"max_length": "Texten är längre än 500 000 tecken. Lägg in den som PDF i stället."},
    )
    ersatt = forms.BooleanField(label="Ersätt den som finns för läsåret; den gamla tas bort", required=False)

    def __init__(self, *args: Any, enhet: Enhet, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if not enhet.tidigare_rapporter.exists():
            self.fields["ersatt"].widget = forms.HiddenInput()

    def till_handlingen(self) -> dict[str, Any]:
        data = self.cleaned_data
        fil = data["fil"]
        return {
            "lasar": data["lasar"],
            "text": data["text"],
            "data": fil.read() if fil else b"",
            "filnamn": fil.name if fil else "",
            "ersatt": data["ersatt"],
        }
