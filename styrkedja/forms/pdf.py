"""Ett fält för en PDF. Storlek och första tecken prövas här, resten av den som läser filen (styrkedja/pdf/lasning.py)."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from styrkedja.pdf.lasning import MAX_MB, ar_pdf


class PdfFalt(forms.FileField):
    """En PDF, eller inget när `required` är falskt."""

    widget = forms.FileInput(attrs={"accept": "application/pdf,.pdf"})
    default_error_messages = {
        "required": "Välj en PDF.",
        "empty": "Filen är tom.",
        "max_length": "Filnamnet är för långt.",
    }

    def __init__(self, **kwargs: Any):
        super().__init__(
            **{"label": "PDF", "max_length": 160, "help_text": f"Högst {MAX_MB} MB, utan lösenord.", **kwargs}
        )

    def clean(self, data: Any, initial: Any = None) -> Any:
        fil = super().clean(data, initial)
        if not fil:
            return None
        if fil.size > MAX_MB * 1024 * 1024:
            raise ValidationError(f"Filen är större än {MAX_MB} MB ({fil.size // 1024 // 1024} MB).")
        if not ar_pdf(fil.read(1024)):
            raise ValidationError("Filen är inte en PDF.")
        fil.seek(0)
        return fil
