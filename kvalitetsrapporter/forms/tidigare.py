"""Formuläret för att ta in en tidigare rapport: läsåret, filen eller texten, och om den gamla ska bort."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from kvalitetsrapporter.handlingar.tidigare import MAX_TEXT
from styrkedja.models import Enhet, Lasar
from styrkedja.pdf.lasning import MAX_MB, ar_pdf


class Intagsformular(forms.Form):
    lasar = forms.ModelChoiceField(
        Lasar.objects.order_by("-fran"),
        label="Läsår",
        empty_label="Välj läsår",
        error_messages={"required": "Välj läsåret.", "invalid_choice": "Välj ett läsår i listan."},
    )
    fil = forms.FileField(
        label="PDF",
        required=False,
        max_length=255,
        widget=forms.FileInput(attrs={"accept": "application/pdf,.pdf"}),
        help_text=f"Högst {MAX_MB} MB, utan lösenord.",
        error_messages={"empty": "Filen är tom.", "max_length": "Filnamnet är för långt."},
    )
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

    def clean_fil(self) -> Any:
        """Storleken och de första tecknen prövas här; resten prövas av den som läser filen."""
        fil = self.cleaned_data["fil"]
        if fil is None:
            return None
        if fil.size > MAX_MB * 1024 * 1024:
            raise ValidationError(f"Filen är större än {MAX_MB} MB ({fil.size // 1024 // 1024} MB).")
        if not ar_pdf(fil.read(1024)):
            raise ValidationError("Filen är inte en PDF.")
        fil.seek(0)
        return fil

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
