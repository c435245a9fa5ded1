"""Formulären för uppföljningen: läget, GLL, effektmålen, hur uppdraget följs upp, uppskalningen."""

from typing import Any, cast

from django import forms

from analysunderlag.models import Nyckeltal
from styrkedja.forms.grund import Dagfalt
from vp_uppdrag.forms.grund import Radfalt, Stycke, Tidfalt, Uppdragsformular, varfor
from vp_uppdrag.models import Aterrapportering, Uppdrag, Uppskalning
from vp_uppdrag.regler.lage import Lage


class Rapportval(forms.ModelChoiceField):
    """En återrapportering, efter forum och tid."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.forum.namn}, {obj.nar}"


class Lagesformular(Uppdragsformular):
    lage = forms.ChoiceField(
        label="Läget", choices=Lage.choices, widget=forms.RadioSelect,
        error_messages={"required": "Välj ett läge.", "invalid_choice": "Välj ett läge."},
    )  # fmt: skip
    rubrik = Radfalt(
        label="Läget i en mening", max_length=120, help_text="Det som står överst på uppdragets sida.",
        error_messages={"required": "Skriv läget i en mening."},
    )  # fmt: skip
    har_hant = Stycke(label="Vad har hänt", error_messages={"required": "Skriv vad som har hänt."})
    nasta_steg = Stycke(label="Nästa steg", required=False, rader=2, help_text="Vem gör vad, till när.")
    aterrapportering = Rapportval(
        label="Svarar mot", queryset=Aterrapportering.objects.none(), required=False, empty_label="Ingen återrapportering",
        help_text="Välj en, så är den gjord när du skickar.",
        error_messages={"invalid_choice": "Återrapporteringen är redan gjord, eller finns inte."},
    )  # fmt: skip

    def __init__(self, *args: Any, uppdrag: Uppdrag, **kwargs: Any):
        super().__init__(*args, uppdrag=uppdrag, **kwargs)
        falt = cast(forms.ModelChoiceField, self.fields["aterrapportering"])
        falt.queryset = uppdrag.aterrapporteringar.filter(klar__isnull=True).select_related("forum")


class Larandeformular(Uppdragsformular):
    """GLL: gjort, lärt, lurt (krav 22)."""

    handlar_om = Radfalt(
        label="Vad handlar förändringen om?", max_length=160,
        error_messages={"required": "Skriv vad förändringen handlar om."},
    )  # fmt: skip
    gjort = Stycke(
        label="Gjort", help_text="Vad har ni gjort?", rader=3, error_messages={"required": "Skriv vad ni har gjort."}
    )
    lart = Stycke(label="Lärt", help_text="Vad har ni lärt?", rader=3, required=False)
    lurt = Stycke(label="Lurt", help_text="Vad är klokt att göra nästa gång?", rader=3, required=False)
    gora_mer = Radfalt(label="Göra mer av", max_length=300, required=False)
    gora_mindre = Radfalt(label="Göra mindre av", max_length=300, required=False)


class Effektmalsformular(Uppdragsformular):
    text = Radfalt(
        label="Effektmål", max_length=300, help_text="Den förändring som uppdraget ska leda till, så att den går att se.",
        error_messages={"required": "Skriv effektmålet."},
    )  # fmt: skip
    matmetod = Radfalt(
        label="Mätmetod", max_length=300, help_text="Vad som mäts, var, hur ofta, av vem.",
        error_messages={"required": "Skriv hur effektmålet mäts."},
    )  # fmt: skip
    matt = Radfalt(label="Mått", max_length=30, required=False, help_text="Till exempel %.")
    malvarde = forms.DecimalField(
        label="Målvärde", required=False, max_digits=10, decimal_places=2, localize=True,
        error_messages={"invalid": "Skriv ett tal, till exempel 7,5."},
    )  # fmt: skip
    tid = Tidfalt(label="Ska synas när")
    nyckeltal = forms.ModelMultipleChoiceField(
        label="Nyckeltal", queryset=Nyckeltal.objects.gemensamma().i_bruk(), required=False,
        widget=forms.SelectMultiple(attrs={"size": 8}), help_text="De mått i underlaget som säger något om målet.",
    )  # fmt: skip
    varfor = varfor(required=False)


class Matvardesformular(Uppdragsformular):
    dag = Dagfalt(label="Mätt den")
    varde = forms.DecimalField(
        label="Värde", max_digits=10, decimal_places=2, localize=True,
        error_messages={"required": "Skriv värdet.", "invalid": "Skriv ett tal, till exempel 7,5."},
    )  # fmt: skip
    kalla = Radfalt(
        label="Källa", max_length=160, help_text="Bara värden för stora grupper, så att ingen går att känna igen.",
        error_messages={"required": "Skriv var värdet kommer ifrån."},
    )  # fmt: skip


class Uppfoljningsformular(Uppdragsformular):
    uppfoljning = forms.MultipleChoiceField(
        label="Uppdraget följs upp i", required=False, choices=Uppdrag.Uppfoljning.choices,
        widget=forms.CheckboxSelectMultiple, error_messages={"invalid_choice": "Välj bland sätten i listan."},
    )  # fmt: skip
    fraga = Radfalt(
        label="Frågan i kvalitetsrapporterna", required=False, max_length=300,
        help_text="Ställs till enheterna som uppdraget gäller. Tomt: hur ni arbetar med det, och vad det har lett till.",
    )  # fmt: skip

    def __init__(self, *args: Any, uppdrag: Uppdrag, **kwargs: Any):
        kwargs.setdefault("initial", {"uppfoljning": uppdrag.uppfoljning, "fraga": uppdrag.fraga})
        super().__init__(*args, uppdrag=uppdrag, **kwargs)


class Uppskalningsformular(Uppdragsformular):
    steg = forms.TypedChoiceField(label="Steg", choices=Uppskalning.Steg.choices, coerce=int)
    text = Stycke(label="Vad steget gav", error_messages={"required": "Skriv vad steget gav."})
