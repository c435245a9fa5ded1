"""Skälen till att ett tal inte visas, i ord. Besluten fattas i skydd.py.

Källa: reliability.md §6, microcopy.md §5.
"""

from django.db.models import TextChoices


class Skydd(TextChoices):
    """Varför ett tal är skyddat. Tomt: det visas."""

    VISAS = "", "visas"
    FA = "fa", "För få elever (färre än {minst}). Talet visas inte för att ingen ska gå att känna igen."
    FA_KVAR = (
        "fa_kvar",
        "En till fyra elever, eller alla utom en till fyra. Talet visas inte för att ingen ska gå att känna igen.",
    )
    KALLAN = "kallan", "För få elever. Källan visar inte talet, för att ingen ska gå att känna igen."
    UR_SUMMA = "ur_summa", "Talet är skyddat därför att det annars går att räkna ut."
    OKANT_ANTAL = "okant_antal", "Antalet bakom talet är inte känt. Talet visas när antalet är angett."


class Insyn(TextChoices):
    """Vems ögon: hur små grupper som får visas. Källa: reliability.md §6."""

    OPPEN = "oppen", "alla som läser"
    EGEN_KEDJA = "egen_kedja", "den egna kedjan"
    OSKYDDAD = "oskyddad", "den vars uppgift det är; varje visning loggas"
