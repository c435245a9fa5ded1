"""Verksamhetschefens bild: nivå, riktning och skäl för vart och ett som rektor har bedömt."""

from typing import Any

from django import forms

from kvalitetsrapporter.handlingar.bilder import Bedomt, bedomt_i, chefens_rader
from kvalitetsrapporter.models import Inlamning
from styrkedja.forms.grund import Handlingsformular
from styrkedja.models import Skalsteg

FALT = ("niva", "progression", "skal")


class Bildformular(Handlingsformular):
    """Fälten heter `niva-<nyckel>`, `progression-<nyckel>` och `skal-<nyckel>`; bara det som rektor har bedömt har fält."""

    KNAPPAR = frozenset({"gor"})

    def __init__(self, *args: Any, version: Inlamning, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.bedomda = list(bedomt_i(version))
        finns = chefens_rader(version)
        steg = list(version.rapport.lasar.skalsteg.all())
        for ett in self.bedomda:
            rad = finns.get((ett.avsnitt, ett.mal))
            for namn, slag, etikett in (
                ("niva", Skalsteg.Slag.BEDOMNING, "Bedömning"),
                ("progression", Skalsteg.Slag.PROGRESSION, "Progression"),
            ):
                if ett.rektors.get("bedomning" if namn == "niva" else "progression"):
                    val = [("", "Inte vald"), *((s.nyckel, s.namn) for s in steg if s.slag == slag)]
                    self.fields[f"{namn}-{ett.nyckel}"] = forms.ChoiceField(
                        label=etikett, required=False, choices=val, initial=getattr(rad, namn, ""), widget=forms.Select,
                        error_messages={"invalid_choice": "Välj ett av stegen på skalan."},
                    )  # fmt: skip
            self.fields[f"skal-{ett.nyckel}"] = forms.CharField(
                label="Med några ord", required=False, max_length=400, initial=getattr(rad, "skal", ""),
                error_messages={"max_length": "Skälet får ha högst 400 tecken."},
            )  # fmt: skip

    def rader(self) -> dict[str, dict[str, str]]:
        return {ett.nyckel: self._raden(ett) for ett in self.bedomda}

    def _raden(self, ett: Bedomt) -> dict[str, str]:
        return {namn: self.cleaned_data.get(f"{namn}-{ett.nyckel}", "") for namn in FALT}

    def grupper(self) -> list[tuple[str, list[forms.BoundField]]]:
        """(rubrik, fält) i rapportens ordning."""
        return [
            (ett.rubrik, [self[f"{namn}-{ett.nyckel}"] for namn in FALT if f"{namn}-{ett.nyckel}" in self.fields])
            for ett in self.bedomda
        ]
