"""Formulären för organisationen: område, avdelning, enhet, förskola, huvudman."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from styrkedja.forms.grund import Dagfalt, Handlingsformular, Namnfalt, Platsval
from styrkedja.models import Enhet, Forskola, Huvudman, Lasar, Skolform, Verksamhetsomrade
from styrkedja.regler.farg import fel_i_farg, rad_om_accent
from styrkedja.regler.handlingsstatus import UPPRATTAS_VID
from styrkedja.regler.skolenhet import fel_i_kod

UPPRATTAR = {
    "lamna_in": "En del av kvalitetsrapporten lämnas in",
    "bekrafta_handslag": "Ett handslag bekräftas av båda",
    "faststall_minnesanteckningar": "Minnesanteckningar fastställs",
    "faststall": "En rapport eller en plan fastställs",
}


class Namnformular(Handlingsformular):
    """En plats som bara har ett namn: verksamhetsområdet."""

    namn = Namnfalt()


class Avdelningsformular(Handlingsformular):
    namn = Namnfalt()
    stodjer_med = forms.CharField(
        label="Stödjer med", max_length=300, required=False, help_text="Visas för den som skriver ett stödbehov."
    )


class Skolformsval(forms.ModelMultipleChoiceField):
    def __init__(self, **kwargs: Any):
        super().__init__(
            queryset=Skolform.objects.all(),
            label="Skolformer",
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": "Välj minst en skolform."},
            **kwargs,
        )


class Enhetsformular(Handlingsformular):
    """En enhet: namn, skolformer och koder. Koderna skrivs en per rad, med skolform efter när enheten har flera."""

    namn = Namnfalt()
    skolformer = Skolformsval()
    koder = forms.CharField(
        label="Skolenhetskoder",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Åtta siffror, en kod per rad. Skolformen kan stå efter koden: 88007898 grundskola.",
    )

    def clean_koder(self) -> dict[str, Skolform | None]:
        former = {s.namn.casefold(): s for s in Skolform.objects.all()}
        koder: dict[str, Skolform | None] = {}
        for rad in self.cleaned_data["koder"].splitlines():
            kod, _, ord_ = rad.strip().partition(" ")
            if kod:
                koder[kod] = _skolform(ord_.strip(), former)
        fel = [f"{kod}: {mening}" for kod in koder if (mening := fel_i_kod(kod))]
        if fel:
            raise ValidationError(fel)
        return koder


def _skolform(ord_: str, former: dict[str, Skolform]) -> Skolform | None:
    if ord_ and ord_.casefold() not in former:
        raise ValidationError(f"{ord_} är ingen skolform. Skriv till exempel grundskola, eller bara koden.")
    return former.get(ord_.casefold())


def skriv_koder(enhet: Enhet) -> str:
    """Enhetens koder så som de skrivs i fältet."""
    return "\n".join(
        f"{k.kod} {k.skolform or ''}".strip() for k in enhet.koder.select_related("skolform").order_by("kod")
    )


class NyEnhetformular(Enhetsformular):
    enhetsslag = forms.ChoiceField(
        label="Slag",
        choices=[("skola", "Skola"), ("chefsomrade", "Chefsområde i förskolan")],
        widget=forms.RadioSelect,
        initial="skola",
        error_messages={"required": "Välj skola eller chefsområde."},
    )
    field_order = ("namn", "enhetsslag", "skolformer", "koder")


class Tillhorighetsformular(Handlingsformular):
    """Enhetens område ett läsår."""

    lasar = forms.ModelChoiceField(
        Lasar.objects.filter(stangt=False).order_by("-fran"),
        label="Läsår",
        empty_label=None,
        error_messages={"invalid_choice": "Läsåret är stängt eller finns inte."},
    )
    omrade = Platsval(
        Verksamhetsomrade.objects.filter(upphord=None), label="Verksamhetsområde", empty_label="Välj område"
    )


class Enhetsurval(Handlingsformular):
    """Flera enheter på en gång till ett område, läsåret som sidan visar."""

    enheter = forms.ModelMultipleChoiceField(
        Enhet.objects.all(), error_messages={"required": "Kryssa för minst en enhet."}
    )
    omrade = Platsval(
        Verksamhetsomrade.objects.filter(upphord=None),
        label="Verksamhetsområde",
        empty_label="Välj område",
        error_messages={"required": "Välj ett område."},
    )


class Forskoleformular(Handlingsformular):
    namn = Namnfalt()
    chefsomrade = Platsval(
        Enhet.objects.filter(enhetsslag=Enhet.Enhetsslag.CHEFSOMRADE, upphord=None),
        label="Chefsområde",
        required=False,
        empty_label="Väntar på chefsområde",
    )


class Forskoleurval(Handlingsformular):
    """Flera förskolor på en gång till ett chefsområde."""

    forskolor = forms.ModelMultipleChoiceField(
        Forskola.objects.all(), error_messages={"required": "Kryssa för minst en förskola."}
    )
    chefsomrade = Platsval(
        Enhet.objects.filter(enhetsslag=Enhet.Enhetsslag.CHEFSOMRADE, upphord=None),
        label="Chefsområde",
        empty_label="Välj chefsområde",
        error_messages={"required": "Välj ett chefsområde."},
    )


class Upphorformular(Handlingsformular):
    dag = Dagfalt(label="Upphör från och med", help_text="Det som är skrivet finns kvar och går att läsa.")


class Huvudmansformular(Handlingsformular):
    """Kommunens egenheter är inställningar: namn, färg, gräns för små grupper, vad som upprättar en handling."""

    namn = Namnfalt(label="Kommunens namn")
    kortnamn = Namnfalt(label="Skolorna som helhet kallas", max_length=60, help_text="Till exempel HSS.")
    orgnr = forms.RegexField(
        r"^\d{6}-?\d{4}$",
        label="Organisationsnummer",
        required=False,
        error_messages={"invalid": "Skriv tio siffror, till exempel 212000-1157."},
    )
    kommunkod = forms.RegexField(
        r"^\d{4}$", label="Kommunkod", required=False, error_messages={"invalid": "Kommunkoden är fyra siffror."}
    )
    accent = forms.CharField(
        label="Accentfärg", max_length=7, help_text="# och sex tecken. Länkar, knappar och märket får färgen."
    )
    minsta_grupp = forms.IntegerField(
        label="Minsta grupp",
        min_value=5,
        max_value=100,
        help_text="Tal om färre barn, elever eller svarande än så visas inte.",
        error_messages={"min_value": "Minst 5: annars går det att känna igen enskilda.", "max_value": "Högst 100."},
    )
    svar_inom = forms.IntegerField(
        label="Ett stödbehov besvaras inom, dagar", min_value=1, max_value=365,
        help_text="Därefter syns det som obesvarat för verksamhetschefen.",
        error_messages={"min_value": "Minst en dag.", "max_value": "Högst ett år."},
    )  # fmt: skip
    svar_lyfts = forms.IntegerField(
        label="Ett obesvarat stödbehov lyfts efter, dagar", min_value=1, max_value=365,
        help_text="Därefter står det hos utbildningsdirektören.",
        error_messages={"min_value": "Minst en dag.", "max_value": "Högst ett år."},
    )  # fmt: skip
    privata_manader = forms.IntegerField(
        label="Egna anteckningar sparas, månader",
        min_value=1,
        max_value=36,
        help_text="Räknat från dialogen de hör till. Sedan gallras de av sig själva.",
        error_messages={"min_value": "Minst 1.", "max_value": "Högst 36."},
    )
    intern_kontroll_namn = forms.CharField(
        label="Intern kontroll finns i", max_length=120, required=False,
        help_text="Systemets eller sidans namn, så som ni säger det.",
    )  # fmt: skip
    intern_kontroll_lank = forms.CharField(
        label="Länk till intern kontroll", max_length=500, required=False,
        help_text="Hela webbadressen. Länken står vid uppdragen och i VP HSS.",
    )  # fmt: skip
    upprattas_vid = forms.MultipleChoiceField(
        label="Blir upprättad handling när",
        choices=list(UPPRATTAR.items()),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Välj minst en. I grundläget gäller alla fyra."},
        help_text="En upprättad handling är allmän och kan begäras ut. Knappen som gör det säger så.",
    )

    def clean_accent(self) -> str:
        fel = fel_i_farg(self.cleaned_data["accent"])
        if fel:
            raise ValidationError(fel)
        return self.cleaned_data["accent"].lower()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if (data.get("svar_inom") or 0) > (data.get("svar_lyfts") or 365):
            self.add_error("svar_lyfts", "Lyft det tidigast när mottagarens dagar har gått.")
        return data

    def clean_upprattas_vid(self) -> list[str]:
        """Grundläget skrivs som en tom lista, så att det följer med om det ändras i en ny version."""
        valda = self.cleaned_data["upprattas_vid"]
        return [] if set(valda) == UPPRATTAS_VID else sorted(valda)

    def rad(self) -> str | None:
        return rad_om_accent(self.cleaned_data["accent"])


def huvudmannens_varden(huvudman: Huvudman) -> dict[str, Any]:
    """Det som formuläret visar från början."""
    varden = {falt: getattr(huvudman, falt) for falt in Huvudmansformular.base_fields}
    return varden | {"upprattas_vid": huvudman.upprattas_vid or sorted(UPPRATTAS_VID)}
