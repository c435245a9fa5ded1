"""Formulären för direktörens order: orden, parterna, flytten."""

from collections.abc import Iterable
from typing import Any, cast

from django import forms

from styrkedja.models import Avdelning, Enhet, Forum, Lasar, Skolform, Verksamhetsomrade
from styrkedja.regler.roller import Roll
from vp_uppdrag.forms.grund import Kryss, Radfalt, Stycke, Uppdragsformular, varfor
from vp_uppdrag.models import Namndmal, Uppdrag
from vp_uppdrag.models.uppdrag import I_GRUPP
from vp_uppdrag.regler.parter import MOTTAGER, Ansvarsform, Partroll, Partuppgift

#: Forumen som godkänner förslag och tar emot återrapporter.
FORUM = ("ledningsgrupp", "styrgrupp", "vp_styrgrupp", "h22_styrgrupp", "bun", "vc_grupp", "huvudmannadialog")


def forumen() -> Any:
    return Forum.objects.filter(nyckel__in=FORUM)


def _val(tomt: str, val: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    return [("", tomt), *val]


class Orderformular(Uppdragsformular):
    """Uppdraget så som direktören beslutar det. Används för utkast och för ändring med skäl."""

    rubrik = Radfalt(label="Rubrik", max_length=160, error_messages={"required": "Skriv en rubrik."})
    text = Stycke(
        label="Uppdraget",
        rader=6,
        help_text="Så som det beslutas. Orden visas som ett citat.",
        error_messages={"required": "Skriv vad uppdraget är."},
    )
    ursprung = forms.ChoiceField(
        label="Varifrån det kommer", required=False, choices=_val("Inte sagt", Uppdrag.Ursprung.choices)
    )
    ursprung_text = Radfalt(label="Ursprunget i ord", required=False, max_length=200)
    namndmal = Kryss(label="Nämndens mål som uppdraget bidrar till", queryset=Namndmal.objects.none(), required=False)
    skolformer = Kryss(label="Skolformer", queryset=Skolform.objects.all(), required=False)
    urval = forms.ChoiceField(label="Gäller", required=False, choices=_val("Inte sagt", Uppdrag.Urval.choices))
    malgrupp = Radfalt(
        label="Gäller, i ord", required=False, max_length=200, help_text="Till exempel skolor med störst behov."
    )
    enheter = Kryss(label="Utpekade enheter", queryset=Enhet.objects.none(), required=False)
    delaktighet = Radfalt(label="Vilka som är delaktiga", required=False, max_length=300)
    ansvarsform = forms.ChoiceField(
        label="Hur flera svarar", required=False, choices=_val("Inte sagt", Ansvarsform.choices)
    )
    styrgrupp = Radfalt(label="Egen styrgrupp", required=False, max_length=120)
    forankras_lopande = forms.BooleanField(label="Förankras löpande", required=False)
    godkanns_fore = forms.BooleanField(label="Ska godkännas innan det genomförs", required=False)
    godkanns_av = forms.ModelChoiceField(
        label="Godkänns av", queryset=Forum.objects.none(), required=False, empty_label="Inget forum"
    )
    pa_prov = Radfalt(
        label="Drivs på prov på ett annat sätt",
        required=False,
        max_length=300,
        help_text="Skriv vad som prövas. Tomt: som de andra uppdragen.",
    )
    varfor = varfor()

    def __init__(self, *args: Any, uppdrag: Uppdrag, **kwargs: Any):
        if uppdrag.pk:
            kwargs.setdefault("initial", _forifyllt(uppdrag))
        super().__init__(*args, uppdrag=uppdrag, **kwargs)
        self._valj("namndmal", Namndmal.objects.filter(lasar=uppdrag.lasar))
        self._valj("enheter", Enhet.objects.verksamma(uppdrag.lasar))
        self._valj("godkanns_av", forumen())

    def _valj(self, namn: str, rader: Any) -> None:
        cast(forms.ModelChoiceField, self.fields[namn]).queryset = rader

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("godkanns_fore") and not data.get("godkanns_av"):
            self.add_error("godkanns_av", "Välj vem som godkänner förslaget.")
        for namn in ("forankras_lopande", "godkanns_fore"):
            data[namn] = data.get(namn) or None
        return data


def _forifyllt(uppdrag: Uppdrag) -> dict[str, Any]:
    enkla = ("rubrik", "text", "ursprung", "ursprung_text", "urval", "malgrupp", "delaktighet", "ansvarsform",
             "styrgrupp", "forankras_lopande", "godkanns_fore", "godkanns_av", "pa_prov")  # fmt: skip
    manga = {namn: [r.pk for r in getattr(uppdrag, namn).all()] for namn in ("namndmal", "skolformer", "enheter")}
    return {namn: getattr(uppdrag, namn) for namn in enkla} | manga


class Partformular(Uppdragsformular):
    """Vilka uppdraget gäller. Den som håller ihop är sammankallande när fler har fått uppdraget, annars ensam mottagare."""

    haller_ihop = forms.ChoiceField(
        label="Sammankallande", required=False, help_text="Är mottagaren ensam om uppdraget håller den själv ihop det."
    )
    medverkande = forms.MultipleChoiceField(label="Medverkande", required=False, widget=forms.CheckboxSelectMultiple)
    ansvariga = forms.MultipleChoiceField(label="Ansvariga", required=False, widget=forms.CheckboxSelectMultiple)
    projektgrupp = Radfalt(label="Projektgrupp", required=False, max_length=120)
    inom = Radfalt(label="Projektgruppen arbetar inom ramen för", required=False, max_length=120)
    extern = Radfalt(
        label="Externa parter", required=False, max_length=300, help_text="Till exempel socialnämnden. Komma emellan."
    )
    ledamoter = forms.MultipleChoiceField(
        label="Ledamöter i uppdragets styrgrupp", required=False, widget=forms.CheckboxSelectMultiple
    )
    varfor = varfor()

    def __init__(self, *args: Any, uppdrag: Uppdrag, **kwargs: Any):
        kwargs.setdefault("initial", _parterna(uppdrag))
        super().__init__(*args, uppdrag=uppdrag, **kwargs)
        val = partval()
        for namn in ("haller_ihop", "medverkande", "ansvariga", "ledamoter"):
            falt = cast(forms.ChoiceField, self.fields[namn])
            falt.choices = _val("Ingen än", val) if namn == "haller_ihop" else val

    def clean(self) -> dict[str, Any]:
        """`parter` i stället för fälten."""
        data = super().clean() or self.cleaned_data
        parter = self._parter(data)
        return {"parter": parter} | ({"varfor": data["varfor"]} if "varfor" in data else {})

    def _parter(self, data: dict[str, Any]) -> list[Partuppgift]:
        delas = bool(data.get("medverkande") or data.get("projektgrupp"))
        rader = [(Partroll.SAMMANKALLANDE if delas else Partroll.MOTTAGARE, data.get("haller_ihop"))]
        rader += [(Partroll.MEDVERKANDE, v) for v in data.get("medverkande", ())]
        rader += [(Partroll.ANSVARIG, v) for v in data.get("ansvariga", ())]
        rader += [(Partroll.STYRGRUPP, v) for v in data.get("ledamoter", ())]
        parter = [_uppgift(roll, varde) for roll, varde in rader if varde]
        if namn := data.get("projektgrupp"):
            parter.append(Partuppgift(Partroll.PROJEKTGRUPP, namn=namn, inom=data.get("inom", "")))
        externa = [namn.strip() for namn in data.get("extern", "").split(",") if namn.strip()]
        return parter + [Partuppgift(Partroll.EXTERN, namn=namn[:120]) for namn in externa]


def partval() -> list[tuple[str, str]]:
    """Det som går att välja som part: grupperna, områdena, avdelningarna."""
    platser = [*Verksamhetsomrade.objects.all(), *Avdelning.objects.filter(upphord__isnull=True)]
    return [(f"grupp-{roll}", namn[:1].upper() + namn[1:]) for roll, namn in I_GRUPP.items()] + [
        (f"plats-{p.pk}", p.namn) for p in platser
    ]


def _uppgift(roll: str, varde: str) -> Partuppgift:
    slag, _, nyckel = varde.partition("-")
    return Partuppgift(roll, plats=int(nyckel)) if slag == "plats" else Partuppgift(roll, grupp=Roll(nyckel))


def _parterna(uppdrag: Uppdrag) -> dict[str, Any]:
    parter = list(uppdrag.parter.all()) if uppdrag.pk else []

    def i_roll(*roller: str) -> list[str]:
        return [
            f"plats-{p.plats_id}" if p.plats_id else f"grupp-{p.grupp}"
            for p in parter
            if p.roll in roller and not p.namn
        ]

    grupp = next((p for p in parter if p.roll == Partroll.PROJEKTGRUPP), None)
    return {
        "haller_ihop": next(iter(i_roll(*(r for r in MOTTAGER if r != Partroll.MEDVERKANDE))), ""),
        "medverkande": i_roll(Partroll.MEDVERKANDE),
        "ansvariga": i_roll(Partroll.ANSVARIG),
        "ledamoter": i_roll(Partroll.STYRGRUPP),
        "projektgrupp": grupp.namn if grupp else "",
        "inom": grupp.inom if grupp else "",
        "extern": ", ".join(p.namn for p in parter if p.roll == Partroll.EXTERN),
    }


class Flyttformular(Uppdragsformular):
    lasar = forms.ModelChoiceField(
        label="Till läsåret", queryset=Lasar.objects.none(), empty_label=None,
        error_messages={"required": "Välj ett läsår.", "invalid_choice": "Läsåret finns inte, eller är stängt."},
    )  # fmt: skip
    varfor = varfor()

    def __init__(self, *args: Any, uppdrag: Uppdrag, **kwargs: Any):
        super().__init__(*args, uppdrag=uppdrag, **kwargs)
        falt = cast(forms.ModelChoiceField, self.fields["lasar"])
        falt.queryset = Lasar.objects.filter(stangt=False).exclude(pk=uppdrag.lasar_id)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        return {"varfor": "", **data}
