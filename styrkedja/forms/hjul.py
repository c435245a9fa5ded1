"""Formuläret som flyttar en post i årshjulet."""

from typing import Any

from styrkedja.forms.grund import Dagfalt, Handlingsformular
from styrkedja.models import Hjulpost


class Flyttformular(Handlingsformular):
    fran = Dagfalt(label="Ny dag")
    till = Dagfalt(label="Till och med", required=False, help_text="Fyll i bara när posten gäller flera dagar.")

    @classmethod
    def for_post(cls, post: Hjulpost, data: Any = None) -> "Flyttformular":
        """Formuläret med postens dagar ifyllda, och kalendern begränsad till läsåret.

        Ett fönsters sista dag fylls inte i: den som flyttar ur ett fönster väljer sin egen dag i det.
        """
        i_fonster = post.flyttad_nar is None and post.mall and post.mall.regel["typ"] == "fonster"
        flera = None if i_fonster or post.till == post.fran else post.till
        formular = cls(data, initial={"fran": post.fran, "till": flera})
        for falt in formular.fields.values():
            falt.widget.attrs.update(min=post.lasar.fran.isoformat(), max=post.lasar.till.isoformat())
        return formular
