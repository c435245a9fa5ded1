"""Det som uppdragens formulär delar: uppdraget de gäller, den ungefärliga tiden, skälet som historiken behåller."""

from datetime import date
from typing import Any

from django import forms

from styrkedja.forms.grund import Handlingsformular, INamnordning
from vp_uppdrag.models import Uppdrag
from vp_uppdrag.regler.tider import Otydligt, Uppgift, i_ord, las_en_tid, las_tider
from vp_uppdrag.regler.tillstand import Uppdragslage


class Tidfalt(forms.CharField):
    """En tid så som människor skriver den. Värdet är uppgiften, None när inget är sagt; med `flera` en lista."""

    def __init__(self, *, flera: bool = False, **kwargs: Any):
        kwargs.setdefault(
            "help_text", "Till exempel 30 november, januari 2027 eller april/maj?. Tomt: inte bestämt än."
        )
        super().__init__(**{"label": "När", "required": False, "max_length": 80, **kwargs})
        self.flera = flera
        #: Läsårets första dag: så läses ett datum utan årtal.
        self.borjar: date | None = None

    def clean(self, value: Any) -> Uppgift | list[Uppgift] | None:
        text = super().clean(value)
        assert self.borjar is not None, "formuläret sätter läsåret"
        try:
            return las_tider(text, self.borjar) if self.flera else las_en_tid(text, self.borjar)
        except Otydligt as fel:
            raise forms.ValidationError(str(fel)) from fel


class Radfalt(forms.CharField):
    """En rad text, städad från extra mellanslag."""

    def clean(self, value: Any) -> str:
        return " ".join(super().clean(value).split())


class Stycke(forms.CharField):
    """Löpande text i ett vanligt fält."""

    def __init__(self, *, rader: int = 4, **kwargs: Any):
        kwargs.setdefault("error_messages", {})
        super().__init__(
            **{"max_length": 4000, "widget": forms.Textarea(attrs={"rows": rader, "class": "text"}), **kwargs}
        )

    def to_python(self, value: Any) -> str:
        return (super().to_python(value) or "").replace("\r\n", "\n").replace("\r", "\n")


class Kryss(forms.ModelMultipleChoiceField):
    """Flera rader att kryssa för, efter namn."""

    iterator = INamnordning
    widget = forms.CheckboxSelectMultiple


def varfor(**kwargs: Any) -> Radfalt:
    """Skälet som står kvar i historiken."""
    return Radfalt(
        **{"label": "Varför", "max_length": 400, "help_text": "Står kvar i uppdragets historik.",
           "error_messages": {"required": "Skriv varför. Skälet står kvar i uppdragets historik."}, **kwargs}
    )  # fmt: skip


class Uppdragsformular(Handlingsformular):
    """Ett formulär som gäller ett uppdrag. Skälet frågas bara när uppdraget är beslutat."""

    def __init__(self, *args: Any, uppdrag: Uppdrag, rad: Any = None, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.uppdrag, self.rad = uppdrag, rad
        for falt in self.fields.values():
            if isinstance(falt, Tidfalt):
                falt.borjar = uppdrag.lasar.fran
        if uppdrag.tillstand == Uppdragslage.UTKAST:
            self.fields.pop("varfor", None)

    @staticmethod
    def tid_att_visa(uppgift: Uppgift | None) -> str:
        """Tiden så som den skrivs i fältet; tom när den inte är bestämd."""
        return i_ord(uppgift) if uppgift else ""


class Bekraftelse(Uppdragsformular):
    """En fråga med följd, utan fält."""
