"""Skälen till att ett tal inte visas, i ord, och vad talet räknar. Besluten fattas i regler/skydd/.

Källa: reliability.md §6, microcopy.md §5.
"""

from django.db.models import TextChoices

#: Samma mening för båda: den som läser ska inte kunna skilja talet om en till fyra från talet som skyddar det.
_KVAR_ELLER_SUMMA = (
    "Talet är skyddat. Det skulle visa en till fyra elever, eller göra att ett annat skyddat tal går att räkna ut."
)


class Skydd(TextChoices):
    """Varför ett tal är skyddat. Tomt: det visas."""

    VISAS = "", "visas"
    FA = "fa", "För få elever (färre än {minst}). Talet visas inte för att ingen ska gå att känna igen."
    FA_KVAR = "fa_kvar", _KVAR_ELLER_SUMMA
    KALLAN = "kallan", "För få elever. Källan visar inte talet, för att ingen ska gå att känna igen."
    UR_SUMMA = "ur_summa", _KVAR_ELLER_SUMMA
    OKANT_ANTAL = "okant_antal", "Antalet bakom talet är inte känt. Talet visas när antalet är angett."


class Insyn(TextChoices):
    """Vems ögon: hur små grupper som får visas. Källa: reliability.md §6."""

    OPPEN = "oppen", "alla som läser"
    EGEN_KEDJA = "egen_kedja", "den egna kedjan"
    OSKYDDAD = "oskyddad", "den vars uppgift det är; varje visning loggas"


class Raknar(TextChoices):
    """Vad nyckeltalet räknar: det avgör om en till fyra i täljaren kan peka ut någon."""

    MANNISKOR = "manniskor", "människor: så många av gruppen"
    HANDELSER = "handelser", "händelser: så många på gruppen"
    ANNAT = "annat", "tid, svar, medelvärde eller index"
