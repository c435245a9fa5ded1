"""Formulären för att läsa in statistik: filen, hur den läses, och hämtningen från Kolada."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from analysunderlag.behorighet.inlasning import hinder_for_att_lasa_in
from analysunderlag.models import Inlasning, Kalla, Nyckeltal
from analysunderlag.regler.former import tabell
from analysunderlag.regler.perioder import FORSTA_AR, SISTA_AR, Periodfel, las_period
from styrkedja.forms.grund import Handlingsformular
from styrkedja.models import Person, Skolform
from styrkedja.regler.inlasning import GRANSER, KODNINGAR, MAX_BYTE

TYPER = ".csv,.txt,.xlsx,.json,text/csv,application/json"


class Uppladdning(Handlingsformular):
    fil = forms.FileField(
        label="Fil",
        max_length=160,
        help_text="CSV, Excel (.xlsx) eller JSON.",
        widget=forms.FileInput(attrs={"accept": TYPER}),
        error_messages={"required": "Välj en fil.", "empty": "Filen är tom.", "max_length": "Filnamnet är för långt."},
    )

    def clean_fil(self) -> Any:
        """Storleken prövas innan något läses."""
        fil = self.cleaned_data["fil"]
        if fil.size > MAX_BYTE:
            raise ValidationError(f"Filen är för stor ({fil.size // 1024 // 1024} MB). {GRANSER}")
        return fil


class Lasning(Handlingsformular):
    """Hur filen läses: teckenkodning eller blad, och för en egen tabell vad varje kolumn är."""

    KNAPPAR = frozenset({"gor"})

    def __init__(self, *args: Any, rad: Inlasning, granskning: dict[str, Any], person: Person, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.ar_tabell = rad.form == tabell.FORM
        if rad.kodning:
            self.fields["kodning"] = forms.ChoiceField(
                label="Teckenkodning", choices=list(KODNINGAR.items()), initial=rad.kodning
            )
        if len(granskning["blad"]) > 1:
            val = [(namn, namn) for namn in granskning["blad"]]
            self.fields["blad"] = forms.ChoiceField(label="Blad", choices=val, initial=rad.lasning.get("blad"))
        if self.ar_tabell:
            self._lagg_till_kopplingen(granskning, person)

    def _lagg_till_kopplingen(self, granskning: dict[str, Any], person: Person) -> None:
        koppling = tabell.Koppling.ur(granskning["koppling"])
        self.fields |= {
            "kalla": forms.ChoiceField(
                label="Källa", choices=[("", "Välj källa"), *_kallor(person)], initial=koppling.kalla,
                error_messages={"required": "Välj vilken källa talen kommer från."},
            ),
            "nyckeltal": forms.ChoiceField(
                label="Nyckeltal", required=False, initial=koppling.nyckeltal,
                choices=[("", "Står i en kolumn"), *_nyckeltal()],
            ),
            "period": forms.CharField(
                label="Period", required=False, max_length=20, initial=koppling.period,
                help_text="2025/26, ht 2025, 2025 eller 2025-11. Tomt: står i en kolumn.",
            ),
            "skolform": forms.ChoiceField(
                label="Skolform", required=False, initial=koppling.skolform,
                choices=[("", "Står i en kolumn, eller följer enheten"), *Skolform.objects.values_list("nyckel", "namn")],
            ),
        }  # fmt: skip
        val = list(dict.fromkeys(rubrik for rubrik in granskning["rubriker"] if rubrik))
        for roll, vad in tabell.KOLUMNER.items():
            self.fields[f"kolumn_{roll}"] = forms.ChoiceField(
                label=f"Kolumn: {vad}", required=roll == "tal", initial=koppling.kolumner.get(roll, ""),
                choices=[("", "Välj kolumn" if roll == "tal" else "Finns inte"), *((r, r) for r in val)],
                error_messages={"required": "Välj vilken kolumn det är.", "invalid_choice": "Välj en av filens kolumner."},
            )  # fmt: skip
        self.fields["preliminart"] = forms.BooleanField(
            label="Talen är preliminära", required=False, initial=koppling.preliminart
        )
        self.fields["andelar"] = forms.BooleanField(
            label="Talen är andelar (0,85 betyder 85 %)", required=False, initial=koppling.andelar
        )

    def clean_period(self) -> str:
        text = self.cleaned_data["period"].strip()
        try:
            return las_period(text).text if text else ""
        except Periodfel as fel:
            raise ValidationError(str(fel)) from fel

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        valda: dict[str, str] = {}
        for roll, rubrik in self._kolumner().items():
            if rubrik and rubrik in valda:
                self.add_error(f"kolumn_{roll}", f"Kolumnen är redan vald som {tabell.KOLUMNER[valda[rubrik]]}.")
            valda[rubrik] = roll
        return data

    def till_handlingen(self) -> dict[str, Any]:
        """Det som `satt_lasning` tar."""
        data: dict[str, Any] = {n: self.cleaned_data[n] for n in ("kodning", "blad") if n in self.cleaned_data}
        if self.ar_tabell:
            fasta = ("kalla", "nyckeltal", "period", "skolform", "preliminart", "andelar")
            data["koppling"] = {n: self.cleaned_data[n] for n in fasta} | {"kolumner": self._kolumner()}
        return data

    def _kolumner(self) -> dict[str, str]:
        return {n.removeprefix("kolumn_"): v for n, v in self.cleaned_data.items() if n.startswith("kolumn_")}


def _kallor(person: Person) -> list[tuple[str, str]]:
    """Källorna som personen läser in: alla för controllern, avdelningens för dess chef."""
    alla = Kalla.objects.select_related("avdelning")
    return [(k.nyckel, k.namn) for k in alla if hinder_for_att_lasa_in(person, k) is None]


def _nyckeltal() -> list[tuple[str, str]]:
    return list(Nyckeltal.objects.i_bruk().values_list("nyckel", "namn"))


class Bekraftelse(Handlingsformular):
    """Hashen av filen som granskades, och hur många rader med fel som då syntes."""

    sha256 = forms.RegexField(r"^[0-9a-f]{64}$", widget=forms.HiddenInput)
    antal_fel = forms.IntegerField(min_value=0, max_value=200_000, widget=forms.HiddenInput)

    def _sag_till_om_framlingar(self) -> None:
        """Rättningarna skickas i samma formulär; de läses för sig (views/rattningar.py)."""


class Hamtning(Handlingsformular):
    fran = forms.IntegerField(label="Från år", min_value=FORSTA_AR, max_value=SISTA_AR)
    till = forms.IntegerField(label="Till och med år", min_value=FORSTA_AR, max_value=SISTA_AR)
