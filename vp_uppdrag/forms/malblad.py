"""Målets blad: orden att skriva, och valen bredvid dem. Valen kan också komma ensamma, när de sparas i bakgrunden."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import QueryDict

from styrkedja.skrivning import Nej
from vp_uppdrag.forms.blad import Bladformular
from vp_uppdrag.forms.grund import Radfalt
from vp_uppdrag.models import Mal
from vp_uppdrag.planval import bidrag_av, bidragsval, valbara_nyckeltal
from vp_uppdrag.regler.mal import Ipsniva

VALEN = ("orsaksniva", "utan_orsak", "underlag", "annat_underlag", "bidrag")


def valfalt(mal: Mal) -> dict[str, forms.Field]:
    """Fälten bredvid texten, med det som är valt."""
    return {
        "orsaksniva": forms.ChoiceField(
            label="Orsaken ligger i", required=False, choices=[*Ipsniva.choices, ("", "Inte vald")],
            widget=forms.RadioSelect, initial=mal.orsaksniva,
            error_messages={"invalid_choice": "Välj process eller struktur."},
        ),
        "utan_orsak": Radfalt(
            label="Eller varför målet behövs ändå", required=False, max_length=400, initial=mal.utan_orsak,
            help_text="När målet inte kommer ur en analys, till exempel ett uppdrag som alla har fått.",
        ),
        "underlag": forms.ModelMultipleChoiceField(
            label="Nyckeltal", required=False, queryset=mal.underlag.none(), widget=forms.CheckboxSelectMultiple,
            initial=[n.pk for n in mal.underlag.all()], error_messages={"invalid_choice": "Välj bland enhetens nyckeltal."},
        ),
        "annat_underlag": Radfalt(
            label="Annat underlag", required=False, max_length=400, initial=mal.annat_underlag,
            help_text="Till exempel lektionsbesök, dokumentation eller en egen enkät. Inga namn.",
        ),
        "bidrag": forms.MultipleChoiceField(
            label="Bidrar till", required=False, widget=forms.CheckboxSelectMultiple, choices=bidragsval(mal.plan),
            initial=[b.nyckel for b in mal.bidrag.all() if not b.borttaget],
            error_messages={"invalid_choice": "Det finns inte att bidra till det här läsåret."},
        ),
    }  # fmt: skip


def _lagg_till(formular: forms.Form, mal: Mal, namn: tuple[str, ...] = VALEN) -> None:
    falten = valfalt(mal)
    falten["underlag"].queryset = _nyckeltalen(mal)  # type: ignore[attr-defined]
    formular.fields.update({n: falten[n] for n in namn})


def _nyckeltalen(mal: Mal) -> Any:
    return mal.underlag.model.objects.filter(pk__in=[n.pk for n in valbara_nyckeltal(mal.plan, mal)])


class Malbladsformular(Bladformular):
    """Bladets ord och valen, så som sidan sänder dem utan skript."""

    def __init__(self, *args: Any, mal: Mal, **kwargs: Any):
        super().__init__(*args, **kwargs)
        _lagg_till(self, mal)

    def bidragsgrupper(self) -> list[dict[str, Any]]:
        """Valen i grupper, med det som är valt."""
        valda = set(self["bidrag"].value() or ())
        return [
            {"namn": grupp, "val": [{"nyckel": n, "namn": namn, "vald": n in valda} for n, namn in val]}
            for grupp, val in self.fields["bidrag"].choices  # type: ignore[attr-defined]
        ]

    def val(self) -> dict[str, Any]:
        return _som_argument({n: self.cleaned_data[n] for n in VALEN})


def las_val(mal: Mal, val: Mapping[str, str | list[str]]) -> dict[str, Any]:
    """Valen ur en skrivelse; det som inte hör till målet lämnas därhän.

    Raises:
        Nej: 400 med meningen som formuläret hade gett.
    """
    namn = tuple(n for n in VALEN if n in val)
    if not namn:
        return {}
    data = QueryDict(mutable=True)
    for n in namn:
        varde = val[n]
        data.setlist(n, [v for v in ([varde] if isinstance(varde, str) else varde) if v])
    formular = forms.Form(data)
    _lagg_till(formular, mal, namn)
    if not formular.is_valid():
        falt, fel = next(iter(formular.errors.items()))
        raise Nej(400, str(fel[0]), falt=falt)
    return _som_argument(formular.cleaned_data)


def _som_argument(data: dict[str, Any]) -> dict[str, Any]:
    if "bidrag" in data:
        data["bidrag"] = [bidrag_av(nyckel) for nyckel in data["bidrag"]]
    return data
