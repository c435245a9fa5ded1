"""Formulären för planens gång och dess egna rader: skälet, samtalet, avstämningen, länken, pengarna."""

from decimal import Decimal
from typing import Any

from django import forms

from styrkedja.forms.grund import Handlingsformular
from styrkedja.models import Person
from vp_uppdrag.behorighet.plan import ar_narmaste_chef
from vp_uppdrag.forms.grund import Radfalt, Stycke
from vp_uppdrag.handlingar.planlas import HarAndrats
from vp_uppdrag.models import Mal, Planpost, Verksamhetsplan
from vp_uppdrag.regler.plan import Planskillnad

SKAL = "Står kvar i planens historik."
FOR_LANG_SIFFRA = "Beloppet är för stort. Skriv det i kronor."


class Planformular(Handlingsformular):
    """Ett formulär som gäller en plan, och kanske en rad i den."""

    def __init__(self, *args: Any, plan: Verksamhetsplan, person: Person, rad: Any = None, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.plan, self.person, self.rad = plan, person, rad


class Bekraftelse(Planformular):
    """En fråga med följd, utan fält."""


class Revidering(Planformular):
    varfor = Radfalt(
        label="Varför", max_length=400, help_text=SKAL, error_messages={"required": "Skriv varför planen ändras."}
    )


class Borttagning(Planformular):
    """Skälet frågas när planen har varit fastställd: då släpps målet, och står kvar i historiken."""

    varfor = Radfalt(
        label="Varför", max_length=400, help_text=SKAL, error_messages={"required": "Skriv varför målet släpps."}
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if not self.plan.gallande_id:
            del self.fields["varfor"]


class Kommentarsformular(Planformular):
    text = Stycke(
        label="Vid målet", help_text="Du och den andra parten läser det. Skriv om målet, aldrig om ett barn eller en elev.",
        error_messages={"required": "Skriv något först."},
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Skolledningens ord är ett svar."""
        data = super().clean() or self.cleaned_data
        return data | {"svar": not ar_narmaste_chef(self.person, self.plan)}


class Avstamningsformular(Planformular):
    """Ja:et gäller versionen som chefen läste; har den ändrats sedan dess säger `andrats` vad, och inget är gjort."""

    text = Stycke(label="Några ord", required=False, rader=2, help_text="Läses av er som arbetar med planen.")
    last_version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, required=False)
    andrats: list[Planskillnad] | None = None
    andringen_sand = False

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not data.get("last_version"):
            data["last_version"] = self.plan.framlagd.nummer if self.plan.framlagd else 0
        return data

    def lagg_fel(self, fel: Any) -> None:
        if isinstance(fel, HarAndrats):
            self.andrats, self.andringen_sand = fel.skillnader, fel.sand
        super().lagg_fel(fel)


class Lankformular(Planformular):
    lank = forms.CharField(
        label="Webbadress", required=False, max_length=500, widget=forms.URLInput,
        help_text="Där avdelningens plan ligger. Tomt: planen skrivs här.",
    )  # fmt: skip

    def __init__(self, *args: Any, plan: Verksamhetsplan, **kwargs: Any):
        super().__init__(*args, plan=plan, initial={"lank": plan.lank}, **kwargs)


class Overforing(Planformular):
    """Vilka av förra läsårets mål som blir mål i den här planen."""

    mal = forms.ModelMultipleChoiceField(
        label="Mål att ta med", queryset=Mal.objects.none(), widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Välj minst ett mål.", "invalid_choice": "Målet finns inte i förra läsårets plan."},
    )  # fmt: skip

    def __init__(self, *args: Any, plan: Verksamhetsplan, **kwargs: Any):
        super().__init__(*args, plan=plan, **kwargs)
        self.fields["mal"].queryset = forra_arets_mal(plan)  # type: ignore[attr-defined]


def forra_arets_mal(plan: Verksamhetsplan) -> Any:
    """Målen som stod kvar i förra läsårets plan och inte redan har förts över."""
    rader = Mal.objects.i_planen().filter(plan__plats=plan.plats_id, plan__lasar__till__lt=plan.lasar.fran)
    senaste = rader.order_by("-plan__lasar__fran").values("plan")[:1]
    return rader.filter(plan__in=list(senaste.values_list("plan", flat=True))).exclude(fortsatter__plan=plan)


class Pengaformular(Planformular):
    """En rad per slag: beloppet, och vad det går till. Ekonomins egna ord (krav 107)."""

    def __init__(self, *args: Any, plan: Verksamhetsplan, **kwargs: Any):
        super().__init__(*args, plan=plan, **kwargs)
        har = {p.slag: p for p in plan.pengar.all()}
        for slag, namn in Planpost.Slag.choices:
            post = har.get(slag)
            self.fields[f"belopp-{slag}"] = forms.DecimalField(
                label=f"{namn[:1].upper()}{namn[1:]}, kr", required=False, max_digits=14, decimal_places=0, localize=False,
                initial=post.belopp if post else None,
                error_messages={
                    "invalid": "Skriv beloppet med siffror, till exempel 1250000.",
                    "max_decimal_places": "Skriv hela kronor.",
                    "max_digits": FOR_LANG_SIFFRA,
                    "max_whole_digits": FOR_LANG_SIFFRA,
                },
            )  # fmt: skip
            self.fields[f"text-{slag}"] = Radfalt(
                label=f"Vad de går till ({namn})",
                required=False,
                max_length=300,
                initial=post.text if post else "",
            )

    def clean(self) -> dict[str, Any]:
        """`rader` i stället för fälten."""
        data = super().clean() or self.cleaned_data
        rader: dict[str, tuple[Decimal | None, str]] = {
            slag: (data.get(f"belopp-{slag}"), data.get(f"text-{slag}", "")) for slag in Planpost.Slag.values
        }
        return {"rader": rader}
