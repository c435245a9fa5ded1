"""Handslaget: vad det är, vad det kan bli, och dess väg. Källa: krav 57, 66–67; design/model.md "States"."""

from django.db.models import TextChoices

from styrkedja.regler.overgangar import Overgang, nasta


class Riktning(TextChoices):
    SLUTA = "sluta", "sluta"
    BORJA = "borja", "börja"
    FORTSATTA = "fortsatta", "fortsätta"


class Stallning(TextChoices):
    """Det medvetna ställningstagandet (krav 66)."""

    ATGARD = "atgard", "åtgärd"
    OGONEN_PA = "ogonen_pa", "ha ögonen på"
    INGEN = "ingen", "fortsätt enligt plan"


class Utfall(TextChoices):
    """Hur det gick, när handslaget följs upp."""

    GJORT = "gjort", "gjort"
    DELVIS = "delvis", "delvis"
    INTE = "inte", "inte gjort"


class Handslagslage(TextChoices):
    FORESLAGET = "foreslaget", "föreslaget"
    BEKRAFTAT = "bekraftat", "bekräftat"
    PAGAR = "pagar", "pågår"
    KLART = "klart", "klart"
    FORTSATTER = "fortsatter", "fortsätter"
    SLAPPT = "slappt", "släppt"


_F, _B, _P = Handslagslage.FORESLAGET, Handslagslage.BEKRAFTAT, Handslagslage.PAGAR
_BADA, _ANSVARIG = "båda", "den som svarar för det"
#: Den enda tabellen över handslagets övergångar; docs/tillstand.md ritas ur den.
HANDSLAGETS_OVERGANGAR: tuple[Overgang[Handslagslage], ...] = (
    Overgang(_F, "andra", _F, _BADA),
    Overgang(_F, "bekrafta", _B, _BADA),
    Overgang(_B, "andra", _F, _BADA),
    Overgang(_B, "borja", _P, _ANSVARIG),
    *(
        Overgang(fran, handling, till, _BADA)
        for fran in (_B, _P)
        for handling, till in (
            ("klart", Handslagslage.KLART),
            ("fortsatt", Handslagslage.FORTSATTER),
            ("slapp", Handslagslage.SLAPPT),
        )
    ),
)
#: Handslag som lever: de öppnar av sig själva i nästa dialog.
OPPNA = frozenset({_B, _P})


def nasta_handslagslage(fran: str, handling: str) -> Handslagslage | None:
    """Läget som handlingen leder till, eller None när den inte är tillåten därifrån."""
    return nasta(HANDSLAGETS_OVERGANGAR, fran, handling)
