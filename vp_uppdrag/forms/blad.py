"""Formuläret för ett blad att skriva i: fälten (`falt-…`) och versionerna de stod på (`version-…`)."""

from collections.abc import Iterable
from typing import Any

from django import forms

from styrkedja.regler.riktext import for_lang
from styrkedja.skrivning import FOR_LANGT, MAX_TECKEN
from vp_uppdrag.handlingar.blad import Ifyllt


def _lagom_lang(text: str) -> None:
    """Människans tecken räknas, inte märkningen i rik text."""
    if for_lang(text, MAX_TECKEN):
        raise forms.ValidationError(FOR_LANGT)


class Bladformular(forms.Form):
    def __init__(self, *args: Any, blad: Iterable[Ifyllt], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.blad = list(blad)
        for rad in self.blad:
            self.fields[f"falt-{rad.nyckel}"] = forms.CharField(
                label=rad.falt.etikett,
                required=False,
                strip=False,
                initial=rad.innehall,
                validators=[_lagom_lang],
                widget=forms.Textarea,
            )
            self.fields[f"version-{rad.nyckel}"] = forms.IntegerField(
                widget=forms.HiddenInput, initial=rad.version, min_value=0, required=False
            )

    def texter(self) -> dict[str, str]:
        return {r.nyckel: self.cleaned_data[f"falt-{r.nyckel}"].replace("\r\n", "\n") for r in self.blad}

    def versioner(self) -> dict[str, int]:
        return {r.nyckel: self.cleaned_data.get(f"version-{r.nyckel}") or 0 for r in self.blad}

    def rutor(self, krockar: dict[str, dict] | None = None) -> list[dict[str, Any]]:
        """Fälten att rita: bladets ord, formulärets fält, och den andres text när det krockar."""
        return [
            {
                "falt": r.falt,
                "yta": self[f"falt-{r.nyckel}"],
                "version": self[f"version-{r.nyckel}"],
                "krock": (krockar or {}).get(r.nyckel),
            }
            for r in self.blad
        ]
