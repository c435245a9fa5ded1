"""Formuläret som flyttar en post i årshjulet."""

from typing import Any

from styrkedja.forms.grund import Dagfalt, Handlingsformular
from styrkedja.models import Hjulpost


class Flyttformular(Handlingsformular):
    fran = Dagfalt(label="Ny dag")
    till = Dagfalt(label="Till och med", required=False, help_text="Fyll i bara när posten gäller flera dagar.")

    @classmethod
    def for_post(cls, post: Hjulpost, data: Any = None) -> "Flyttformular":
        """Formuläret med postens dagar ifyllda, och kalendern begränsad till läsåret."""
        flera = post.till if post.till != post.fran else None
        formular = cls(data, initial={"fran": post.fran, "till": flera})
        for falt in formular.fields.values():
            falt.widget.attrs.update(min=post.lasar.fran.isoformat(), max=post.lasar.till.isoformat())
        return formular
