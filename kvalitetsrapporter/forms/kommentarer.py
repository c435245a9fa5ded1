"""Formuläret för återkoppling och svar."""

from django import forms

from kvalitetsrapporter.forms.text import FOR_LANG, radslut
from kvalitetsrapporter.regler import ar_tomt
from kvalitetsrapporter.regler.kommentarer import MAX_KOMMENTAR


class Kommentarsformular(forms.Form):
    """Återkoppling på ett avsnitt, eller ett svar på en kommentar."""

    text = forms.CharField(
        label="Din text",
        max_length=MAX_KOMMENTAR,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": "Skriv något först.", "max_length": FOR_LANG},
    )

    def clean_text(self) -> str:
        text = radslut(self.cleaned_data["text"])
        if ar_tomt(text):
            raise forms.ValidationError("Skriv något först.")
        return text
