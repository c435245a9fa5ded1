"""Handslaget: vad det är, vad det kan bli, och dess väg. Källa: krav 57, 66–67; design/model.md "States"."""

from collections.abc import Mapping
from datetime import date

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
    Overgang(_F, "ta_bort", _F, _BADA),
    Overgang(_B, "andra", _F, _BADA),
    Overgang(_B, "borja", _P, _ANSVARIG),
    *(
        Overgang(fran, handling, till, _BADA)
        for fran in (_B, _P)
        for handling, till in (("klart", Handslagslage.KLART), ("fortsatt", Handslagslage.FORTSATTER))
    ),
    #: Också det som aldrig bekräftades släpps medvetet, när någon redan hade sagt ja till det.
    *(Overgang(fran, "slapp", Handslagslage.SLAPPT, _BADA) for fran in (_F, _B, _P)),
    #: Handslaget som fördes vidare lever igen när det som tog över tas bort innan någon har sagt ja.
    Overgang(Handslagslage.FORTSATTER, "aterta", _B, _BADA),
)
#: Handslag som lever: de öppnar av sig själva i nästa dialog.
OPPNA = frozenset({_B, _P})


def nasta_handslagslage(fran: str, handling: str) -> Handslagslage | None:
    """Läget som handlingen leder till, eller None när den inte är tillåten därifrån."""
    return nasta(HANDSLAGETS_OVERGANGAR, fran, handling)


# --- Orden, och vad som skiljer dem ---------------------------------------------------------------
#: Handslagets ord, så som ett ja gäller dem: nyckel → etikett.
ORDEN = {
    "riktning": "Sluta, börja, fortsätta",
    "stallning": "Ställningstagandet",
    "vad": "Vad",
    "varfor": "Varför",
    "stod": "Stödet",
    "vem": "Vem",
    "nar": "När",
    "galler": "Vad det hänger ihop med",
}
BORTTAGET = "Ett handslag är borttaget."


def skillnader(last: Mapping[str, str], nu: Mapping[str, str]) -> list[str]:
    """Meningar om vad som har ändrats mellan orden någon läste och orden som står."""
    return [_mening(nyckel, last.get(nyckel, ""), nu.get(nyckel, "")) for nyckel in ORDEN if _skiljer(nyckel, last, nu)]


def _skiljer(nyckel: str, last: Mapping[str, str], nu: Mapping[str, str]) -> bool:
    return last.get(nyckel, "") != nu.get(nyckel, "")


def _mening(nyckel: str, fore: str, efter: str) -> str:
    if nyckel == "galler":
        return f"{ORDEN[nyckel]} är ändrat."
    return f"{ORDEN[nyckel]}: ”{fore or 'inget'}” blev ”{efter or 'inget'}”."


def brister(stallning: str, *, vad: str, vem: str, nar: str) -> dict[str, str]:
    """Fält → vad som fattas. Bara en åtgärd måste ha någon som svarar för den och en tid (krav 66)."""
    fattas = {} if vad.strip() else {"vad": "Skriv vad ni är överens om."}
    if stallning == Stallning.ATGARD:
        fattas |= {} if vem else {"ansvarig": "Välj vem som svarar för åtgärden, eller skriv det i ord."}
        fattas |= {} if nar else {"senast": "Välj en dag, eller skriv i ord när det ska vara gjort."}
    return fattas


def ar_sent(tillstand: str, senast: date | None, idag: date, *, missad: bool = False) -> bool:
    """Sant när handslaget lever och dagen har passerat, eller när en senare dialog fördes utan att det följdes upp."""
    return tillstand in OPPNA and (missad or (senast is not None and senast < idag))
