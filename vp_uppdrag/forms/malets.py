"""Formulären för det som hör till ett mål: målet själv, kriterier, indikatorer, aktiviteter, lägen och mätningar."""

from typing import Any, cast

from django import forms

from styrkedja.forms.grund import Dagfalt
from styrkedja.klocka import idag
from vp_uppdrag.forms.grund import Radfalt
from vp_uppdrag.forms.plan import Planformular
from vp_uppdrag.models import Aktivitet, Mal, Malindikator, Malkriterium
from vp_uppdrag.planval import indikatorval
from vp_uppdrag.regler.mal import BARA_INDIVID, Aktivitetslage, Ipsniva, Riktning

TALFEL = {
    "invalid": "Skriv ett tal, till exempel 82,5.",
    "max_digits": "Talet är för stort.",
    "max_whole_digits": "Talet är för stort.",
    "max_decimal_places": "Högst två decimaler.",
}


class Talfalt(forms.DecimalField):
    """Ett tal så som människor skriver det: komma eller punkt, mellanrum mellan tusental."""

    def __init__(self, **kwargs: Any):
        super().__init__(
            **{
                "required": False, "max_digits": 12, "decimal_places": 2, "error_messages": TALFEL,
                "widget": forms.TextInput(attrs={"inputmode": "decimal", "class": "kort"}), **kwargs,
            }
        )  # fmt: skip

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str):
            value = "".join(value.split()).replace(",", ".").replace("−", "-")
        return super().to_python(value)

    def prepare_value(self, value: Any) -> Any:
        return value if value is None or isinstance(value, str) else f"{value.normalize():f}".replace(".", ",")


def _raden(rad: Any, modell: type) -> Any:
    """Raden när den skrivs om, None när en ny läggs till på ett mål."""
    return rad if isinstance(rad, modell) else None


class Nyttmal(Planformular):
    text = Radfalt(
        label="Målet, i en mening", max_length=300, help_text="Det som ska vara sant när läsåret är slut.",
        error_messages={"required": "Skriv målet i en mening."},
    )  # fmt: skip


class Kriterieformular(Planformular):
    text = Radfalt(
        label="Målkriteriet", max_length=300, help_text="Vad ser och hör man när målet är på väg?",
        error_messages={"required": "Skriv vad man ser när målet är på väg."},
    )  # fmt: skip

    def __init__(self, *args: Any, rad: Any, **kwargs: Any):
        gammal = _raden(rad, Malkriterium)
        super().__init__(*args, rad=rad, initial={"text": gammal.text} if gammal else None, **kwargs)


class Indikatorformular(Planformular):
    """Ett nyckeltal ur underlaget, eller ett eget mått. Båda jämför start med mål."""

    kriterium = forms.ModelChoiceField(
        label="Målkriterium", queryset=Malkriterium.objects.none(), required=False, empty_label="Hela målet",
        error_messages={"invalid_choice": "Målkriteriet finns inte i målet."},
    )  # fmt: skip
    val = forms.ChoiceField(
        label="Nyckeltal", required=False, help_text="Talen som enheten redan har. Start och nuläge följer med.",
        error_messages={"invalid_choice": "Nyckeltalet har inga tal för enheten."},
    )  # fmt: skip
    namn = Radfalt(label="Eller ett eget mått", required=False, max_length=160)
    matt = Radfalt(label="Mäts i", required=False, max_length=30, help_text="Till exempel procent eller antal av 36.")
    start = Talfalt(label="Start", help_text="För ett eget mått. Nyckeltalets start läses ur underlaget.")
    malvarde = Talfalt(label="Mål")
    riktning = forms.ChoiceField(
        label="Talet", choices=[("", "som nyckeltalet brukar läsas"), *Riktning.choices], required=False
    )
    kalla = Radfalt(label="Källa", required=False, max_length=160, help_text="Varifrån talet kommer, och när det mäts.")

    def __init__(self, *args: Any, rad: Any, **kwargs: Any):
        gammal = _raden(rad, Malindikator)
        super().__init__(*args, rad=rad, initial=_indikatorn(gammal), **kwargs)
        mal = gammal.mal if gammal else rad
        self._val = {v.nyckel: v for v in indikatorval(self.plan)}
        namn = [(nyckel, v.namn) for nyckel, v in self._val.items()]
        forut = _vald_forut(gammal, self._val)
        cast(forms.ChoiceField, self.fields["val"]).choices = [("", "Inget, ett eget mått"), *namn, *forut]
        if forut:
            self.initial["val"] = FORUT
        cast(forms.ModelChoiceField, self.fields["kriterium"]).queryset = mal.kriterier.filter(slappt__isnull=True)

    def clean(self) -> dict[str, Any]:
        """Nyckeltalet, skolformen och uppdelningen i stället för valet."""
        data = super().clean() or self.cleaned_data
        valt = self._val.get(data.pop("val", ""))
        gammal = _raden(self.rad, Malindikator)
        if valt:
            return data | {"nyckeltal": valt.nyckeltal, "skolform": valt.skolform, "uppdelning": valt.uppdelning}
        if gammal and gammal.nyckeltal_id and self.data.get("val") == FORUT:
            return data | {"nyckeltal": gammal.nyckeltal}
        return data | {"nyckeltal": None, "skolform": None, "uppdelning": ""}


FORUT = "forut"


def _vald_forut(gammal: Malindikator | None, val: dict[str, Any]) -> list[tuple[str, str]]:
    """Ett nyckeltal som inte längre har några tal går att behålla."""
    if gammal is None or gammal.nyckeltal is None or _valet(gammal) in val:
        return []
    return [(FORUT, str(gammal))]


def _valet(rad: Malindikator) -> str:
    return f"{rad.nyckeltal_id}|{rad.skolform_id or ''}|{rad.uppdelning}"


def _indikatorn(rad: Malindikator | None) -> dict[str, Any] | None:
    if rad is None:
        return None
    enkla = {namn: getattr(rad, namn) for namn in ("namn", "matt", "start", "malvarde", "riktning", "kalla")}
    return enkla | {"kriterium": rad.kriterium_id, "val": _valet(rad) if rad.nyckeltal_id else ""}


class Aktivitetsformular(Planformular):
    text = Radfalt(
        label="Aktiviteten", max_length=300, help_text="Det ni ska göra annorlunda.",
        error_messages={"required": "Skriv vad ni ska göra."},
    )  # fmt: skip
    niva = forms.ChoiceField(
        label="Nivå", choices=Ipsniva.choices, widget=forms.RadioSelect,
        help_text="Process: arbetssätten. Struktur: organisationen, tiden, bemanningen.",
        error_messages={"required": "Välj process eller struktur.", "invalid_choice": BARA_INDIVID},
    )  # fmt: skip
    ansvarig = Radfalt(
        label="Ansvarig", max_length=120, help_text="En som ser till att det blir gjort.",
        error_messages={"required": "Skriv vem som ser till att det blir gjort. En, inte alla."},
    )  # fmt: skip
    fran = Dagfalt(label="Från", required=False)
    till = Dagfalt(label="Till", required=False)

    def __init__(self, *args: Any, rad: Any, **kwargs: Any):
        gammal = _raden(rad, Aktivitet)
        falt = ("text", "niva", "ansvarig", "fran", "till")
        initial = {namn: getattr(gammal, namn) for namn in falt} if gammal else None
        super().__init__(*args, rad=rad, initial=initial, **kwargs)


class Lagesformular(Planformular):
    lage = forms.ChoiceField(
        label="Läget", choices=Aktivitetslage.choices, widget=forms.RadioSelect,
        error_messages={"required": "Välj ett läge.", "invalid_choice": "Välj ett läge."},
    )  # fmt: skip
    text = Radfalt(
        label="I några ord",
        required=False,
        max_length=200,
        help_text="Vid risk, och när något inte görs: vad som står i vägen.",
    )

    def __init__(self, *args: Any, rad: Aktivitet, **kwargs: Any):
        super().__init__(*args, rad=rad, initial={"lage": rad.lage, "text": rad.lagesord}, **kwargs)


class Matningsformular(Planformular):
    dag = Dagfalt(label="Dag", initial=idag)
    varde = Talfalt(
        label="Värde", required=True, error_messages={**TALFEL, "required": "Skriv det ni mätte."},
        help_text="Aldrig ett tal om färre än tio barn eller elever.",
    )  # fmt: skip


def malet_av(rad: Any) -> Mal:
    """Målet som raden är eller hör till."""
    return rad if isinstance(rad, Mal) else rad.mal
