"""Punkternas regler: vilka slag det finns, och vilken punkt som är vilken när texten har ändrats."""

from django.db.models import TextChoices


class Punktslag(TextChoices):
    """Fältets nyckel i mallen är slagets plural: framgangar, utmaningar."""

    FRAMGANG = "framgang", "framgång"
    UTMANING = "utmaning", "utmaning"


#: Fälten i mallen som är listor av punkter.
PUNKTFALT = ("framgangar", "utmaningar")
