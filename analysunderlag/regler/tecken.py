"""Tecknen som en källa skriver i stället för ett tal, eller vid det. Ett tecken räknas aldrig som noll.

Källa: data/README.md "How Skolverket's exports look", reliability.md §3 rad 8.
"""

from django.db.models import TextChoices


class Tecken(TextChoices):
    """Vad som står i källan när det inte är ett rent tal. Tomt: ett tal utan förbehåll."""

    FA = "..", "för få, visas inte"
    SAKNAS = ".", "uppgift saknas"
    NASTAN_ALLA = "~100", "nästan alla; en till fyra når inte"
    CIRKA = "cirka", "avrundat i källan"
    UNDANTAGNA = "*", "lärare utan krav på legitimation räknas inte"
    OKLART = "...", "betydelsen är inte klarlagd"
    STRECK = "-", "betydelsen är inte klarlagd"
    FARRE_AN = "<", "färre än gränsen i källan"


#: Tecken som källan själv har satt för att skydda någon: de visas som skyddade, och inget räknas ur dem.
SKYDDANDE = frozenset({Tecken.FA, Tecken.FARRE_AN})
#: Det enda tecknet som står tillsammans med ett tal.
VID_TAL = frozenset({Tecken.CIRKA})
#: Tecken utan något att skydda: ingen uppgift finns.
UTAN_UPPGIFT = frozenset({Tecken.SAKNAS, Tecken.UNDANTAGNA, Tecken.OKLART, Tecken.STRECK})
