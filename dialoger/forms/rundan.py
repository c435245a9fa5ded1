"""En rad på bokningsbladet. Det ovanliga (ledig dag, lov, krock) sägs en gång och går sedan att hålla fast vid."""

from datetime import datetime
from hashlib import sha256
from typing import Any

from django import forms

from dialoger.forms.samtal import Samtalsformular
from dialoger.forms.tid import Klockslagsfalt
from dialoger.regler.tid import hinder, tidpunkten, varningar
from dialoger.upptaget import Upptaget, skar
from styrkedja.forms.grund import Dagfalt
from styrkedja.regler.dagar import Period

IGEN = "Föreslå en gång till om tiden ändå ska gälla."


class Radformular(Samtalsformular):
    """En enhets tid. Bara den valda raden prövas; det skrivna står kvar i de andra."""

    med = forms.BooleanField(label="Föreslå", required=False)
    dag = Dagfalt(label="Dag")
    fran = Klockslagsfalt(label="Börjar")
    till = Klockslagsfalt(label="Slutar")
    lokal = forms.CharField(label="Var", max_length=120, required=False)
    last = forms.IntegerField(widget=forms.HiddenInput, required=False)
    varnad = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def __init__(self, *args: Any, lov: list[Period], andra: Upptaget, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.lov, self.andra = lov, andra
        self.vald = bool(self.data.get(self.add_prefix("med"))) if self.is_bound else bool(self.initial.get("med"))
        for namn, falt in self.fields.items():
            falt.required = falt.required and self.vald
            falt.widget.attrs["aria-label"] = f"{falt.label}, {self.dialog.plats}"
            if not falt.widget.is_hidden and namn != "med":
                falt.widget.attrs["class"] = "inmat"

    def clean(self) -> dict[str, Any]:
        ifyllt = self.cleaned_data
        if not self.vald or any(ifyllt.get(falt) is None for falt in ("dag", "fran", "till")):
            return ifyllt
        lasaret = Period(self.dialog.lasar.fran, self.dialog.lasar.till)
        fel = hinder(ifyllt["dag"], ifyllt["fran"], ifyllt["till"], lasaret)
        for falt, mening in fel.items():
            self.add_error(falt, mening)
        if not fel:
            self._varna(ifyllt)
        return ifyllt

    def tiden(self) -> tuple[datetime, datetime]:
        """Början och slutet, i en rad som är rätt ifylld."""
        borjar, slutar = (tidpunkten(self.cleaned_data["dag"], self.cleaned_data[f]) for f in ("fran", "till"))
        assert isinstance(borjar, datetime)
        assert isinstance(slutar, datetime)
        return borjar, slutar

    def uppgifter(self) -> dict[str, Any]:
        namn = ("dag", "fran", "till", "lokal", "last")
        return {"dialog": self.dialog, **{n: self.cleaned_data.get(n) for n in namn}}

    def _varna(self, ifyllt: dict[str, Any]) -> None:
        sagt = varningar(ifyllt["dag"], ifyllt["fran"], ifyllt["till"], self.lov) + skar(self.andra, *self.tiden())
        marke = sha256(f"{ifyllt['dag']}{ifyllt['fran']}{ifyllt['till']}{sagt}".encode()).hexdigest()
        if not sagt or ifyllt.get("varnad") == marke:
            return
        self.data = dict(self.data.items()) | {self.add_prefix("varnad"): marke}
        self.add_error("dag", [*sagt, IGEN])
