"""Text från webbläsaren: radslut, längd och det löpande fältet som formulären delar."""

from typing import Any

from django import forms

FOR_LANG = "Kommentaren är längre än 4 000 tecken. Korta den, eller ta resten i dialogen."


def radslut(text: str) -> str:
    """Webbläsare skickar CRLF; en rad är en rad oavsett varifrån den kommer."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


class Loptext(forms.CharField):
    """Löpande text. En radbrytning räknas som ett tecken varifrån den än kommer."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> str:
        return radslut(super().to_python(value) or "")
