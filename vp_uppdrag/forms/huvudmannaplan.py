"""Formulären för VP HSS och det som styr den: kommentaren, skälet, nämndmålet, styrsignalen."""

from typing import Any

from django import forms

from analysunderlag.models import Nyckeltal
from styrkedja.forms.grund import Handlingsformular
from vp_uppdrag.forms.grund import Radfalt, Stycke
from vp_uppdrag.models import Namndmal, Styrsignal


class Ingenting(Handlingsformular):
    """En fråga med följd, utan fält."""


class Revidering(Handlingsformular):
    skal = Radfalt(
        label="Varför", max_length=400, help_text="Står vid nästa fastställda version.",
        error_messages={"required": "Skriv varför planen revideras."},
    )  # fmt: skip


class Plankommentar(Handlingsformular):
    text = Stycke(
        label="Kommentar",
        help_text="Läses av direktören och ledningsgruppen.",
        error_messages={"required": "Skriv något först."},
    )


class Malformular(Handlingsformular):
    kod = Radfalt(
        label="Kod",
        max_length=6,
        help_text="Till exempel N1. Densamma så länge målet kvarstår.",
        error_messages={"required": "Skriv målets kod."},
    )
    rubrik = Radfalt(label="Målet", max_length=200, error_messages={"required": "Skriv målet."})
    text = Stycke(label="Vad det betyder", required=False)
    nytt = forms.BooleanField(label="Nytt för läsåret", required=False)
    tillsammans_med = Radfalt(
        label="Tillsammans med", required=False, max_length=120, help_text="En annan nämnd som har samma mål."
    )
    nyckeltal = forms.ModelMultipleChoiceField(
        label="Nyckeltal", queryset=Nyckeltal.objects.gemensamma().i_bruk(), required=False,
        widget=forms.SelectMultiple(attrs={"size": 8}),
    )  # fmt: skip

    def __init__(self, *args: Any, rad: Namndmal | None = None, **kwargs: Any):
        if rad is not None:
            falt = ("kod", "rubrik", "text", "nytt", "tillsammans_med")
            ifyllt: dict[str, Any] = {namn: getattr(rad, namn) for namn in falt}
            kwargs.setdefault("initial", ifyllt | {"nyckeltal": [n.pk for n in rad.nyckeltal.all()]})
        super().__init__(*args, **kwargs)


class Signalformular(Handlingsformular):
    slag = forms.ChoiceField(
        label="Slag", choices=Styrsignal.Slag.choices, error_messages={"invalid_choice": "Välj ett av slagen."}
    )
    rubrik = Radfalt(label="Vad", max_length=160, error_messages={"required": "Skriv vad det är."})
    text = Stycke(label="Vad det betyder för skolorna", required=False)
    kalla = Radfalt(label="Källa", max_length=200, required=False)

    def __init__(self, *args: Any, rad: Styrsignal | None = None, **kwargs: Any):
        if rad is not None:
            kwargs.setdefault("initial", {n: getattr(rad, n) for n in ("slag", "rubrik", "text", "kalla")})
        super().__init__(*args, **kwargs)
