"""Formulären för milstolparna: leveranser, återrapporteringar, och att bestämma deras tid."""

from typing import Any, cast

from django import forms

from styrkedja.models import Forum
from vp_uppdrag.forms.grund import Radfalt, Tidfalt, Uppdragsformular, varfor
from vp_uppdrag.forms.order import forumen


class Leveransformular(Uppdragsformular):
    slag = Radfalt(
        label="Vad det är", max_length=40, help_text="Till exempel förslag, kriterier, rutin eller inventering.",
        error_messages={"required": "Skriv vad det är, till exempel förslag."},
    )  # fmt: skip
    vad = Radfalt(label="Om vad", required=False, max_length=200)
    tid = Tidfalt(label="Klart när")
    varfor = varfor()


class Rapporttidsformular(Uppdragsformular):
    forum = forms.ModelChoiceField(
        label="I vilket forum",
        queryset=Forum.objects.none(),
        empty_label=None,
        error_messages={"required": "Välj ett forum."},
    )
    tider = Tidfalt(flera=True, help_text="En eller flera: april/maj? och november. Tomt: inte bestämt än.")
    varfor = varfor()

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        cast(forms.ModelChoiceField, self.fields["forum"]).queryset = forumen()


class Tidformular(Uppdragsformular):
    """Bestämmer tiden för en milstolpe som finns."""

    tid = Tidfalt()
    varfor = varfor()

    def __init__(self, *args: Any, rad: Any, **kwargs: Any):
        kwargs.setdefault("initial", {"tid": self.tid_att_visa(rad.tid)})
        super().__init__(*args, rad=rad, **kwargs)


class Borttagning(Uppdragsformular):
    varfor = varfor()
