"""Formuläret för en hjulmall: rubrik, om den används, och regelns delar som vanliga fält.

Fälten beror på regelns typ. Ett fälts namn är vägen in i regeln: `fran__manad` är regeln["fran"]["manad"]. Det som
regeln har utöver fälten (till exempel en listas namn) följer med oförändrat när typen är densamma.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from styrkedja.format import DAGAR, MANADER
from styrkedja.forms.grund import Handlingsformular, Namnfalt
from styrkedja.forms.tidslista import Tidslistefalt
from styrkedja.models import Hjulmall
from styrkedja.regler.hjul import ankare_i

Rubriker = Mapping[str, str]
Faltbyggare = Callable[[Rubriker], forms.Field]

#: Regeltyperna i ord, i den ordning de väljs.
TYPER = {
    "datum": "En dag varje år",
    "vecka": "En veckodag i en vecka",
    "fonster": "Ett fönster mellan två dagar",
    "relativ": "Arbetsdagar före eller efter en annan post",
    "terminsslut": "Vid terminens slut",
    "bun_mote": "Nämndens möte en månad",
    "foljande_bun_mote": "Nämndens möte efter en annan post",
    "varje_bun_mote": "Vid varje möte i nämnden",
    "relativ_varje_bun_mote": "Arbetsdagar före eller efter varje möte i nämnden",
    "varje_vd": "Arbetsdagar före eller efter varje verksamhetsdialog",
    "per_termin": "Ett antal gånger per termin",
    "vartannat_lasar": "Vartannat läsår",
    "egen_lista": "Egen lista med tider",
    "vp_uppdrag": "VP-uppdragens tider",
    "vid_behov": "Läggs till vid behov",
}


def _val(etikett: str, par: list[tuple[Any, str]], till: Callable[[Any], Any] = str, **annat: Any) -> Faltbyggare:
    def bygg(_: Rubriker) -> forms.Field:
        val = par if annat.get("required", True) else [("", "–"), *par]
        return forms.TypedChoiceField(label=etikett, choices=val, coerce=till, empty_value=None, **annat)

    return bygg


def _tal(etikett: str, minst: int, hogst: int, **annat: Any) -> Faltbyggare:
    return lambda _: forms.IntegerField(label=etikett, min_value=minst, max_value=hogst, **annat)


def _ankare(etikett: str) -> Faltbyggare:
    return lambda rubriker: forms.ChoiceField(label=etikett, choices=list(rubriker.items()))


_MANADER = [(i, namn) for i, namn in enumerate(MANADER, 1)]
_VECKODAGAR = [(i, namn) for i, namn in enumerate(DAGAR[:5], 1)]
_KANTER = [("start", "början"), ("slut", "slutet")]
_ARBETSDAGAR = _tal("Arbetsdagar", -250, 250, help_text="Med minus före: −5 är fem arbetsdagar före.")


def _dagen(fore: str, etikett: str, **annat: Any) -> dict[str, Faltbyggare]:
    """Månad och dag som två fält: `fran__manad` och `fran__dag`, eller `manad` och `dag`."""
    return {
        f"{fore}manad": _val(f"{etikett}månad".capitalize(), _MANADER, int, **annat),
        f"{fore}dag": _tal(f"{etikett}dag".capitalize(), 1, 31, **annat),
    }


_LOV: dict[str, Faltbyggare] = {"undvik_lov": lambda _: forms.BooleanField(label="Inte på lov", required=False)}
_FONSTER = {**_dagen("fran__", "första "), **_dagen("till__", "sista "), **_LOV}

#: Fälten för varje typ.
FALT: dict[str, dict[str, Faltbyggare]] = {
    "datum": _dagen("", ""),
    "fonster": _FONSTER,
    "vecka": {"vecka": _tal("Vecka", 1, 53), "veckodag": _val("Veckodag", _VECKODAGAR, int), **_LOV},
    "relativ": {
        "till": _ankare("Räknas från"),
        "arbetsdagar": _ARBETSDAGAR,
        "ankare": _val("Från postens", [*_KANTER, ("egen_tid", "egna tid på enheten")]),
        "reserv": _val(
            "Saknas egen tid", _KANTER, required=False, help_text="Används när enheten inte har en egen tid."
        ),
        **_dagen("tidigast__", "tidigast ", required=False),
        "langd_arbetsdagar": _tal("Längd i arbetsdagar", 1, 250, required=False),
    },
    "bun_mote": {
        "manad": _val("Månad", _MANADER, int),
        "vilket": _val("Möte", [("forsta", "första"), ("sista", "sista")]),
    },
    "foljande_bun_mote": {"efter": _ankare("Efter"), "steg": _tal("Vilket möte i ordningen", 1, 20)},
    "varje_bun_mote": {},
    "relativ_varje_bun_mote": {"arbetsdagar": _ARBETSDAGAR},
    "terminsslut": {
        "termin": _val("Termin", [("ht", "höstterminen"), ("vt", "vårterminen")]),
        "arbetsdagar": _ARBETSDAGAR,
        **_dagen("om_saknas__", "antagen "),
    },
    "varje_vd": {"arbetsdagar": _ARBETSDAGAR},
    "per_termin": {"antal": _tal("Gånger per termin", 1, 20)},
    "vartannat_lasar": {
        **_FONSTER,
        "forsta": _tal(
            "Ett år då det gäller", 2000, 2100, required=False, help_text="Året då ett sådant läsår börjar."
        ),
    },
    "egen_lista": {"tider": lambda _: Tidslistefalt(label="Tider", required=False)},
    "vp_uppdrag": {
        "falt": _val("Tider", [("leveranser", "när uppdrag lämnas"), ("aterrapporteringar", "när uppdrag rapporteras")])
    },
    "vid_behov": {},
}


class Hjulmallformular(Handlingsformular):
    """Ändrar en mall. `regel` i `cleaned_data` är regeln som fälten tillsammans säger."""

    rubrik = Namnfalt(label="Rubrik", max_length=160)
    aktiv = forms.BooleanField(label="Används", required=False, help_text="En mall som inte används ger inga poster.")

    def __init__(self, mall: Hjulmall, typ: str, rubriker: Rubriker, data: Any = None):
        self.typ, self.mall = typ, mall
        self.delar = FALT[typ]
        super().__init__(data, initial={"rubrik": mall.rubrik, "aktiv": mall.aktiv, **self._ifyllt()})
        for namn, bygg in self.delar.items():
            self.fields[namn] = bygg(rubriker)

    def _ifyllt(self) -> dict[str, Any]:
        return {namn: _hamta(self.mall.regel, namn) for namn in self.delar}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        regel: dict[str, Any] = {"typ": self.typ, **self._ovrigt()}
        for namn in self.delar:
            _satt(regel, namn, data.pop(namn, None))
        data["regel"] = regel
        return data

    def _ovrigt(self) -> dict[str, Any]:
        if self.mall.regel.get("typ") != self.typ:
            return {}
        forst = {namn.split("__")[0] for namn in self.delar}
        return {del_: varde for del_, varde in self.mall.regel.items() if del_ != "typ" and del_ not in forst}

    def lagg_fel(self, fel: ValidationError) -> None:
        """Felet om vad regeln räknas från står vid det fältet; annat om regeln i sammanfattningen."""
        delar = getattr(fel, "error_dict", {})
        vid = next((falt for falt in ("till", "efter") if falt in self.fields), None)
        if "regel" in delar and vid and ankare_i(self.cleaned_data["regel"]):
            fel = ValidationError({vid if n == "regel" else n: m for n, m in fel.message_dict.items()})
        super().lagg_fel(fel)


def _hamta(regel: Mapping[str, Any], namn: str) -> Any:
    varde: Any = regel
    for del_ in namn.split("__"):
        varde = varde.get(del_) if isinstance(varde, dict) else None
    return varde


def _satt(regel: dict[str, Any], namn: str, varde: Any) -> None:
    """Lägger värdet på sin plats i regeln. Ett tomt valfritt fält är en del som inte finns."""
    if varde is None or varde is False or varde in ("", []):  # False för sig: noll är ett värde, och lika med False
        return
    *vag, sist = namn.split("__")
    for del_ in vag:
        regel = regel.setdefault(del_, {})
    regel[sist] = varde
