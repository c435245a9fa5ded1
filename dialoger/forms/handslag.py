"""Formulären för ett handslag: orden, bekräftelsen, och hur det gick."""

from typing import Any, cast

from django import forms

from dialoger.handlingar.handslag import Uppgift
from dialoger.handlingar.handslagslas import HarAndrats
from dialoger.handslagsval import bandval
from dialoger.models import Dialog, Dialogpart, Handslag
from dialoger.parterna import Parterna
from dialoger.regler.handslag import Riktning, Stallning, Utfall
from styrkedja.forms.grund import Dagfalt, Handlingsformular
from styrkedja.models import Person

ANNAN = "annan"
LANG = 90


class Radfalt(forms.CharField):
    """En rad text, städad från extra mellanslag."""

    def clean(self, value: Any) -> str:
        return " ".join(super().clean(value).split())


class Dialogformular(Handlingsformular):
    """Ett formulär som gäller en dialog, och kanske ett handslag."""

    def __init__(self, *args: Any, dialog: Dialog, person: Person, handslag: Handslag | None = None, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.dialog, self.person, self.handslag = dialog, person, handslag


class Bekraftelse(Dialogformular):
    """En fråga med följd, utan fält."""


class Ordformular(Dialogformular):
    """Handslagets ord. Det som är skrivet står kvar också när något fattas."""

    riktning = forms.ChoiceField(
        label="Ni ska", choices=Riktning.choices, widget=forms.RadioSelect,
        error_messages={"required": "Välj sluta, börja eller fortsätta.", "invalid_choice": "Välj ett av de tre."},
    )  # fmt: skip
    vad = Radfalt(
        label="Vad", max_length=400, widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Skriv vad ni är överens om."},
    )  # fmt: skip
    stallning = forms.ChoiceField(
        label="Ställningstagande", choices=Stallning.choices, widget=forms.RadioSelect, initial=Stallning.ATGARD,
        help_text="Att medvetet låta något vara är också ett ställningstagande.",
        error_messages={"required": "Välj ett ställningstagande.", "invalid_choice": "Välj ett av de tre."},
    )  # fmt: skip
    ansvarig = forms.ChoiceField(label="Vem", required=False, error_messages={"invalid_choice": "Välj någon i listan."})
    ansvarig_annan = Radfalt(label="Någon annan, i ord", required=False, max_length=120)
    senast = Dagfalt(label="Senast", required=False)
    nar_i_ord = Radfalt(
        label="Eller när, i ord", required=False, max_length=80, help_text="Till exempel från v. 6, eller i VD3."
    )
    varfor = Radfalt(label="Varför", required=False, max_length=400)
    stod = Radfalt(label="Vilket stöd", required=False, max_length=300)
    galler = forms.ChoiceField(
        label="Hänger ihop med", required=False, error_messages={"invalid_choice": "Välj något i listan."}
    )

    def __init__(self, *args: Any, **kwargs: Any):
        gammalt = kwargs.get("handslag")
        super().__init__(*args, **kwargs)
        if gammalt:
            self.initial = _orden(gammalt)
        self.parter: dict[str, Dialogpart] = {f"{p.pk}": p for p in self.dialog.parter.all()}
        self._valbara("ansvarig", [("", "Inte sagt än"), *_parterna(self.dialog), (ANNAN, "Någon annan")])
        grupper = bandval(self.person, self.dialog)
        self.banden = {nyckel: ting for _, rader in grupper for nyckel, _, ting in rader}
        val: list[Any] = [(rubrik, [(n, _kort(text)) for n, text, _ in rader]) for rubrik, rader in grupper]
        if gammalt and gammalt.galler and gammalt.galler not in self.banden:
            val.append((gammalt.galler, "Som förut"))
        self._valbara("galler", [("", "Inget särskilt"), *val])

    def _valbara(self, namn: str, val: list[Any]) -> None:
        cast(forms.ChoiceField, self.fields[namn]).choices = val

    def clean(self) -> dict[str, Any]:
        """`uppgift` i stället för fälten. Vad som fattas säger handlingen."""
        data = super().clean() or self.cleaned_data
        if self.errors:
            return data
        vem, galler = data.pop("ansvarig"), data.pop("galler")
        band = self.banden.get(galler) or (self._forut() if galler else None)
        return {"uppgift": Uppgift(**data, ansvarig=self.parter.get(vem), galler=band)}

    def _forut(self) -> Any:
        """Det som handslaget redan hängde ihop med, när det inte längre går att välja."""
        slag = self.handslag.galler.partition("-")[0] if self.handslag else ""
        return getattr(self.handslag, slag, None) if slag else None


def _orden(handslag: Handslag) -> dict[str, Any]:
    namn = ("riktning", "vad", "stallning", "ansvarig_annan", "senast", "nar_i_ord", "varfor", "stod", "galler")
    vem = handslag.ansvarig_id or (ANNAN if handslag.ansvarig_annan else "")
    return {n: getattr(handslag, n) for n in namn} | {"ansvarig": f"{vem}"}


def _parterna(dialog: Dialog) -> list[tuple[str, str]]:
    parterna = Parterna([dialog])
    namn = [(p, parterna.person(p)) for p in dialog.parter.all()]
    return [(f"{p.pk}", f"{person.namn}, {p.get_roll_display()}" if person else str(p)) for p, person in namn]


def _kort(text: str) -> str:
    return text if len(text) <= LANG else f"{text[: LANG - 1].rstrip()}…"


class Jaformular(Dialogformular):
    """Partens ja: ett dolt fält per handslag bär summan av orden som hon hade framför sig."""

    andrats: list[str] | None = None

    def __init__(self, *args: Any, handslag_att_bekrafta: list[Handslag], **kwargs: Any):
        super().__init__(*args, **kwargs)
        for rad in handslag_att_bekrafta:
            self.fields[f"last-{rad.pk}"] = forms.CharField(widget=forms.HiddenInput, max_length=64, initial=rad.summa)

    def full_clean(self) -> None:
        """Handslagen som sidan visade, också de som har tagits bort sedan dess."""
        for namn in self.data:
            if namn.startswith("last-") and namn[5:].isdecimal() and len(namn) < 20:
                self.fields.setdefault(namn, forms.CharField(widget=forms.HiddenInput, max_length=64))
        for namn in [n for n in self.fields if self.data and n not in self.data]:
            del self.fields[namn]
        super().full_clean()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        return {"last": {int(namn[5:]): summa for namn, summa in data.items()}}

    def lagg_fel(self, fel: Any) -> None:
        if isinstance(fel, HarAndrats):
            self.andrats = fel.skillnader
        super().lagg_fel(fel)


HUR = (("klart", "Klart"), ("fortsatt", "För vidare"), ("slapp", "Släpp"))


class Uppfoljning(Dialogformular):
    """Hur det gick, och vad ni gör med det: klart, för vidare till den här dialogen, eller släpp med ett skäl."""

    utfall = forms.ChoiceField(
        label="Hur gick det", choices=Utfall.choices, widget=forms.RadioSelect, required=False,
        error_messages={"invalid_choice": "Välj gjort, delvis eller inte gjort."},
    )  # fmt: skip
    text = Radfalt(
        label="Vad hände", required=False, max_length=400, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Skriv om verksamheten, aldrig om ett barn eller en elev. Släpper ni det: varför.",
    )  # fmt: skip
    hur = forms.ChoiceField(
        label="Vad gör ni med det", choices=HUR, widget=forms.RadioSelect, initial="klart",
        error_messages={"required": "Välj vad ni gör med det.", "invalid_choice": "Välj ett av alternativen."},
    )  # fmt: skip
    senast = Dagfalt(label="Ny dag, när det förs vidare", required=False)
    nar_i_ord = Radfalt(label="Eller när, i ord", required=False, max_length=80)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if self.handslag and self.handslag.dialog_id == self.dialog.pk:
            cast(forms.ChoiceField, self.fields["hur"]).choices = [h for h in HUR if h[0] != "fortsatt"]
            del self.fields["senast"], self.fields["nar_i_ord"]


class Slappning(Dialogformular):
    text = Radfalt(
        label="Varför", max_length=400, help_text="Skälet står kvar.", widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Skriv varför ni släpper det. Skälet står kvar."},
    )  # fmt: skip
