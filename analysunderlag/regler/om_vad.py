"""Vad ett nyckeltal handlar om, i ord som en människa väljer, och hur skyddet av små grupper läser det."""

from django.db.models import TextChoices

from analysunderlag.regler.skydd_ord import Raknar


class OmVad(TextChoices):
    """Frågan "Vad räknar talet?" när någon lägger till ett nyckeltal."""

    ANDEL = "andel", "Människor: så många av en grupp"
    HANDELSER = "handelser", "Händelser i en grupp människor"
    MATT = "matt", "Ett medelvärde, en tid eller ett index för en grupp människor"
    ANNAT = "annat", "Något annat än människor"


_RAKNAR = {
    OmVad.ANDEL: Raknar.MANNISKOR,
    OmVad.HANDELSER: Raknar.HANDELSER,
    OmVad.MATT: Raknar.ANNAT,
    OmVad.ANNAT: Raknar.ANNAT,
}


def till_skydd(om: str, minst: int) -> tuple[Raknar, int | None]:
    """(raknar, minsta_grupp). `minst` är kommunens minsta grupp; det som inte gäller människor har ingen."""
    return _RAKNAR[OmVad(om)], None if om == OmVad.ANNAT else minst


def ur_skydd(raknar: str, minsta_grupp: int | None) -> OmVad:
    if minsta_grupp is None:
        return OmVad.ANNAT
    return {Raknar.MANNISKOR: OmVad.ANDEL, Raknar.HANDELSER: OmVad.HANDELSER}.get(Raknar(raknar), OmVad.MATT)
