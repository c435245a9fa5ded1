"""Formulären för ett nyckeltal, enhetens eget eller gemensamt, och för ett tal som skrivs in för hand."""

from decimal import Decimal
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError

from analysunderlag.handlingar.nyckeltal import EGNA_KALLOR
from analysunderlag.models import Kalla, Nyckeltal
from analysunderlag.regler.om_vad import OmVad, till_skydd, ur_skydd
from analysunderlag.regler.perioder import Period, Periodfel, las_period
from analysunderlag.regler.skydd_ord import Raknar
from analysunderlag.regler.tal import Talfel, granser_for, las_tal
from styrkedja.format import MANADER
from styrkedja.forms.grund import Handlingsformular, Namnfalt
from styrkedja.handlingar.lasar import aktuellt_lasar
from styrkedja.models import Enhet, Huvudman, Laroplansomrade, Omgang, Skolform

RIKTNING = {"hogre": True, "lagre": False, "": None}
MATT = ("%", "antal", "antal per 100", "poäng", "procentenheter", "nivå 1–4", "index 0–10", "index 0–100", "kr")


class Nyckeltalsformular(Handlingsformular):
    """Enhetens eget nyckeltal. Det gemensamma har några fält till (Gemensamt)."""

    namn = Namnfalt(label="Namn", max_length=120)
    definition = forms.CharField(
        label="Vad det mäter", max_length=400, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Så att den som läser om tre år förstår talet: vilka som räknas, av vilka.",
        error_messages={"required": "Skriv vad talet mäter."},
    )  # fmt: skip
    om = forms.ChoiceField(
        label="Vad räknar talet?", choices=OmVad.choices, widget=forms.RadioSelect,
        help_text="Det avgör hur små grupper skyddas.",
        error_messages={"required": "Välj vad talet räknar."},
    )  # fmt: skip
    matt = forms.ChoiceField(label="Mått", choices=[(m, m) for m in MATT])
    decimaler = forms.TypedChoiceField(
        label="Decimaler", choices=[(i, str(i)) for i in range(3)], coerce=int, initial=1
    )
    riktning = forms.ChoiceField(
        label="Riktning", required=False,
        choices=[("", "Varken eller"), ("hogre", "Högre är bättre"), ("lagre", "Lägre är bättre")],
    )  # fmt: skip
    period = forms.ChoiceField(label="Hur ofta", choices=Nyckeltal.Period.choices, initial=Nyckeltal.Period.LASAR)
    laroplansomrade = forms.ChoiceField(
        label="Läroplansområde", required=False, help_text="Talet står bredvid texten i det avsnittet."
    )
    omgangar = forms.MultipleChoiceField(
        label="Underlag till", required=False, widget=forms.CheckboxSelectMultiple,
        help_text="Rundorna som talet väntas till.",
    )  # fmt: skip
    anm = forms.CharField(label="Att veta", required=False, max_length=300)

    def __init__(self, *args: Any, rad: Nyckeltal | None = None, enhet: Enhet | None = None, **kwargs: Any):
        kwargs["initial"] = _ifyllt(rad) if rad else None
        super().__init__(*args, **kwargs)
        self.rad = rad
        omraden = cast(forms.ChoiceField, self.fields["laroplansomrade"])
        omraden.choices = [("", "Inget särskilt"), *((o, o) for o in _omraden(enhet, rad))]
        cast(forms.ChoiceField, self.fields["omgangar"]).choices = _rundor()
        if rad and rad.matt not in MATT:
            matt = cast(forms.ChoiceField, self.fields["matt"])
            matt.choices = [(rad.matt, rad.matt), *matt.choices]  # type: ignore[misc]

    def clean(self) -> dict[str, Any]:
        """Fälten så som handlingen tar dem."""
        data = dict(super().clean() or {})
        om = data.pop("om", None)
        if om and not (self.rad and om == ur_skydd(self.rad.raknar, self.rad.minsta_grupp)):
            data["raknar"], data["minsta_grupp"] = till_skydd(om, Huvudman.den().minsta_grupp)
        data["hogre_ar_battre"] = RIKTNING[data.pop("riktning", "")]
        return data


class Gemensamt(Nyckeltalsformular):
    """Huvudmannens nyckeltal: också källorna, skolformerna, och när det brukar komma."""

    kallor = forms.ModelMultipleChoiceField(
        Kalla.objects.all(), label="Källor", widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Välj minst en källa."},
    )  # fmt: skip
    skolformer = forms.ModelMultipleChoiceField(
        Skolform.objects.all(), label="Skolformer", required=False, widget=forms.CheckboxSelectMultiple,
        help_text="Inga: gäller alla.",
    )  # fmt: skip
    publiceras_manad = forms.TypedChoiceField(
        label="Brukar komma i", required=False, coerce=int, empty_value=None,
        choices=[("", "Olika"), *((i, m) for i, m in enumerate(MANADER, 1))],
    )  # fmt: skip
    publiceras = forms.CharField(label="När, i ord", required=False, max_length=160)
    kallans_ord = forms.CharField(label="Källan i ord", required=False, max_length=120)


def _ifyllt(rad: Nyckeltal) -> dict[str, Any]:
    falt = (
        "namn", "definition", "matt", "decimaler", "period", "laroplansomrade", "omgangar", "anm", "publiceras",
        "publiceras_manad", "kallans_ord",
    )  # fmt: skip
    riktning = next(namn for namn, varde in RIKTNING.items() if varde is rad.hogre_ar_battre)
    return {namn: getattr(rad, namn) for namn in falt} | {
        "om": ur_skydd(rad.raknar, rad.minsta_grupp),
        "riktning": riktning,
        "kallor": rad.kallor.all(),
        "skolformer": rad.skolformer.all(),
    }


def _omraden(enhet: Enhet | None, rad: Nyckeltal | None) -> list[str]:
    """Läroplansområdenas namn, enhetens egna för enheten; och det som redan är valt."""
    rader = Laroplansomrade.objects.all()
    if enhet:
        rader = rader.filter(laroplan__skolform__in=enhet.skolformer.values("skolform"))
    valt = [rad.laroplansomrade] if rad and rad.laroplansomrade else []
    return list(dict.fromkeys([*valt, *rader.values_list("namn", flat=True)]))


def _rundor() -> list[tuple[str, str]]:
    return list(
        Omgang.objects.filter(lasar=aktuellt_lasar()).exclude(nyckel="lasarsslut").values_list("nyckel", "namn")
    )


class Vardeformular(Handlingsformular):
    """Ett tal för en period, under enhetens eget nyckeltal."""

    period = forms.CharField(
        label="Period", max_length=20, help_text="Så här: 2026/27, ht 2026, 2026 eller 2026-11.",
        error_messages={"required": "Skriv perioden."},
    )  # fmt: skip
    tal = forms.CharField(label="Tal", max_length=30, error_messages={"required": "Skriv talet."})
    antal = forms.IntegerField(
        label="Antal i gruppen", min_value=1, max_value=1_000_000,
        error_messages={
            "required": "Skriv hur många talet gäller. Utan antalet går det inte att skydda små grupper.",
            "invalid": "Skriv ett helt tal.", "min_value": "Skriv minst 1.", "max_value": "Antalet är orimligt stort.",
        },
    )  # fmt: skip
    kalla = forms.ModelChoiceField(
        Kalla.objects.filter(nyckel__in=EGNA_KALLOR), label="Källa", empty_label=None, widget=forms.RadioSelect,
        error_messages={"required": "Välj källa.", "invalid_choice": "Välj en av källorna."},
    )  # fmt: skip
    svarsfrekvens = forms.DecimalField(
        label="Svarsfrekvens, %", required=False, min_value=0, max_value=100, decimal_places=1, localize=True,
        help_text="För en enkät.",
    )  # fmt: skip

    def __init__(self, *args: Any, nyckeltal: Nyckeltal, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.nyckeltal = nyckeltal
        self.fields["antal"].required = nyckeltal.minsta_grupp is not None
        self.fields["tal"].label = f"Tal, {nyckeltal.matt}"

    def clean_period(self) -> Period:
        try:
            return las_period(self.cleaned_data["period"])
        except Periodfel as fel:
            raise ValidationError(str(fel)) from fel

    def clean_tal(self) -> Decimal:
        granser = granser_for(self.nyckeltal.matt, manniskor=self.nyckeltal.raknar == Raknar.MANNISKOR)
        try:
            last = las_tal(self.cleaned_data["tal"], granser)
        except Talfel as fel:
            raise ValidationError(str(fel)) from fel
        if last.tal is None or last.tecken:
            raise ValidationError("Skriv ett tal.")
        return last.tal
