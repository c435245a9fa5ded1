"""Formulären för en inlämning att bekräfta och en återlämning att motivera."""

from typing import Any, cast

from django import forms

from kvalitetsrapporter.forms.text import FOR_LANG, radslut
from kvalitetsrapporter.handlingar.innehall import Rapportlage
from kvalitetsrapporter.regler import ar_tomt
from kvalitetsrapporter.regler.kommentarer import MAX_KOMMENTAR


class Inlamningsformular(forms.Form):
    skal = forms.CharField(
        label="Varför lämnar du in ändå?",
        required=False,
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Du kan lämna in som det är. Skriv varför, så vet din verksamhetschef det.",
        error_messages={"required": "Skriv varför du lämnar in ändå, eller rätta det i listan först."},
    )
    egna_val = forms.MultipleChoiceField(
        label="Ta också med", required=False, widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Avsnittet hör inte till rapporten."},
    )  # fmt: skip

    def __init__(self, *args, rapport: Rapportlage, saknas: bool, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["skal"].required = saknas
        fria = [a for a in rapport.fria() if any(f.ifyllt for f in a.falt)]
        egna_val = cast(forms.MultipleChoiceField, self.fields["egna_val"])
        egna_val.choices = [(a.avsnitt.nyckel, a.avsnitt.rubrik) for a in fria]


class Aterlamningsformular(forms.Form):
    """En kommentar om delen, och en vid varje avsnitt som behöver en (`avsnitt-<nyckel>`)."""

    kommentar = forms.CharField(
        label="Vad behöver ändras?",
        max_length=MAX_KOMMENTAR,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Rektor får din kommentar och kan svara genom att skriva om.",
        error_messages={"required": "Skriv vad som behöver ändras.", "max_length": FOR_LANG},
    )

    def __init__(self, *args, avsnitt: list[dict[str, Any]], **kwargs):
        """
        Args:
            avsnitt: versionens avsnitt så som de är frusna.
        """
        super().__init__(*args, **kwargs)
        self._avsnitt = avsnitt
        for rad in avsnitt:
            self.fields[f"avsnitt-{rad['nyckel']}"] = forms.CharField(
                label=f"Kommentar om {rad['rubrik']}",
                max_length=MAX_KOMMENTAR,
                required=False,
                widget=forms.Textarea(attrs={"rows": 3}),
                error_messages={"max_length": FOR_LANG},
            )

    def clean_kommentar(self) -> str:
        kommentar = self.cleaned_data["kommentar"]
        if ar_tomt(kommentar):
            raise forms.ValidationError("Skriv vad som behöver ändras.")
        return kommentar

    def rutor(self) -> list[dict[str, Any]]:
        """Avsnitten att rita: rubriken, fältet, och om det ska stå öppet."""
        rader = [(rad, self[f"avsnitt-{rad['nyckel']}"]) for rad in self._avsnitt]
        return [{"avsnitt": rad, "falt": falt, "oppen": bool(falt.value() or falt.errors)} for rad, falt in rader]

    def vid_avsnitt(self) -> dict[str, str]:
        return {rad["nyckel"]: radslut(self.cleaned_data[f"avsnitt-{rad['nyckel']}"]) for rad in self._avsnitt}
