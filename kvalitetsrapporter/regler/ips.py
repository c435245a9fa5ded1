"""IPS-spärren: vad en analys behöver för att vara en analys, sagt vänligt och medan man skriver.

Regelbaserad och försiktig: hellre tyst än ett falskt larm. Ingenting hindrar; delen lämnas in med ett skäl.
Källa: rapportmallens `ips_regler`, domain.md §4, acceptance "IPS-spärr" (det är aldrig barnen som ska ändra sig).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from styrkedja.regler.analys import har_substans, vilka_ska_andra_sig

UTMANINGAR = "utmaningar"
ANNAN_FORKLARING = "annan_forklaring"
UNDERLAG = "underlag"


class Anmarkningsslag(StrEnum):
    """Varför avsnittet får en anmärkning. Värdet fryses i inlämningen."""

    BARA_RESULTAT = "bara_resultat"
    UTAN_UNDERLAG = "utan_underlag"
    EN_FORKLARING = "en_forklaring"
    ELEVERNA_SKA_ANDRA_SIG = "eleverna_ska_andra_sig"
    PERSONUPPGIFT = "personuppgift"


MENING = {
    Anmarkningsslag.BARA_RESULTAT: (
        "Du har beskrivit resultatet. Lägg till vad i arbetssätten eller organisationen som förklarar det."
    ),
    Anmarkningsslag.UTAN_UNDERLAG: (
        "Vilket underlag bygger du på? Välj i listan under bedömningen, eller citera ett tal i texten."
    ),
    Anmarkningsslag.EN_FORKLARING: (
        "Bra början. Vilken annan förklaring har ni prövat? Nämn en, och varför ni tror mer på er egen."
    ),
    Anmarkningsslag.ELEVERNA_SKA_ANDRA_SIG: (
        "Det ser ut som att {vilka} ska ändra sig. Vad behöver ni göra annorlunda?"
    ),
}


@dataclass(frozen=True)
class Ipsfalt:
    """Ett fält så som regeln ser det: klartext, utan märkning."""

    nyckel: str
    ips: str
    text: str


@dataclass(frozen=True)
class Anmarkning:
    """En vänlig mening om ett fält. `falt` är fältets nyckel, eller `underlag`."""

    slag: Anmarkningsslag
    falt: str
    mening: str

    @property
    def ankare(self) -> str:
        return ankare(self.falt)


def ankare(falt: str) -> str:
    """Platsen på avsnittets sida, utan #: fältet, bedömningen eller underlaget; målet, när bedömningen är ett måls."""
    del_, _, mal = falt.partition("-")
    if del_ in ("niva", "skal") and mal:
        return f"mal-{mal}"
    return {"": "innehall", "niva": "bedomning", "skal": "bedomning", UNDERLAG: UNDERLAG}.get(falt, f"falt-{falt}")


def granska_ips(
    falt: Iterable[Ipsfalt],
    *,
    bedomt: bool = False,
    underlag: Iterable[str] = (),
    annat_underlag: str = "",
    citerar: bool = False,
) -> list[Anmarkning]:
    """Avsnittets anmärkningar i den ordning man rättar dem.

    Args:
        falt: avsnittets fält i klartext.
        bedomt: om en nivå är vald (inte "går inte att bedöma än").
        underlag: nycklarna till de nyckeltal som bedömningen vilar på.
        annat_underlag: underlag i egna ord.
        citerar: om texten citerar ett tal: då är underlaget nämnt där.

    Ett tomt avsnitt får inga anmärkningar: där säger "saknas" det som behövs.
    """
    falt = list(falt)
    anmarkningar = [*_orsaken(falt), *_utmaningarna(falt)]
    if bedomt and not citerar and not list(underlag) and not har_substans(annat_underlag, minst=1):
        anmarkningar.append(_anmarkning(Anmarkningsslag.UTAN_UNDERLAG, UNDERLAG))
    return anmarkningar


def _orsaken(falt: list[Ipsfalt]) -> list[Anmarkning]:
    """Resultat utan orsak; eller en orsak där ingen annan har prövats."""
    orsaker = [f for f in falt if f.ips in ("P", "S")]
    if not any(har_substans(f.text) for f in orsaker):
        if orsaker and any(har_substans(f.text) for f in falt if f.ips == "I"):
            return [_anmarkning(Anmarkningsslag.BARA_RESULTAT, orsaker[0].nyckel)]
        return []
    annan = next((f for f in falt if f.nyckel == ANNAN_FORKLARING), None)
    if annan is not None and not har_substans(annan.text):
        return [_anmarkning(Anmarkningsslag.EN_FORKLARING, annan.nyckel)]
    return []


def _utmaningarna(falt: list[Ipsfalt]) -> list[Anmarkning]:
    """En anmärkning per fält, hur många punkter det än gäller."""
    for f in falt:
        if f.nyckel == UTMANINGAR:
            for rad in f.text.splitlines():
                if vilka := vilka_ska_andra_sig(rad):
                    slag = Anmarkningsslag.ELEVERNA_SKA_ANDRA_SIG
                    return [Anmarkning(slag, f.nyckel, MENING[slag].format(vilka=vilka))]
    return []


def _anmarkning(slag: Anmarkningsslag, falt: str) -> Anmarkning:
    return Anmarkning(slag, falt, MENING[slag])
