"""IPS-spärren: vad en analys behöver för att vara en analys, sagt vänligt och medan man skriver.

Regelbaserad och försiktig: hellre tyst än ett falskt larm. Ingenting hindrar; delen lämnas in med ett skäl.
Källa: rapportmallens `ips_regler`, domain.md §4, acceptance "IPS-spärr" (det är aldrig barnen som ska ändra sig).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

#: Så många ord behövs för att en orsak ska vara mer än "se ovan" eller "inget nytt".
MINST_ORD = 4
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
    Anmarkningsslag.UTAN_UNDERLAG: "Vilket underlag bygger du på? Välj i listan under bedömningen.",
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
    """Platsen på avsnittets sida, utan #: fältet, bedömningen eller underlaget."""
    return {"": "innehall", "niva": "bedomning", "skal": "bedomning", UNDERLAG: UNDERLAG}.get(falt, f"falt-{falt}")


def granska_ips(
    falt: Iterable[Ipsfalt], *, bedomt: bool = False, underlag: Iterable[str] = (), annat_underlag: str = ""
) -> list[Anmarkning]:
    """Avsnittets anmärkningar i den ordning man rättar dem.

    Args:
        falt: avsnittets fält i klartext.
        bedomt: om en nivå är vald (inte "går inte att bedöma än").
        underlag: nycklarna till de nyckeltal som bedömningen vilar på.
        annat_underlag: underlag i egna ord.

    Ett tomt avsnitt får inga anmärkningar: där säger "saknas" det som behövs.
    """
    falt = list(falt)
    anmarkningar = [*_orsaken(falt), *_utmaningarna(falt)]
    if bedomt and not list(underlag) and not har_substans(annat_underlag, minst=1):
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


_ORD = re.compile(r"[^\W\d_]{2,}")


def har_substans(text: str, minst: int = MINST_ORD) -> bool:
    """Sant när texten säger något: minst `minst` ord på två bokstäver eller mer."""
    return sum(1 for _ in zip(_ORD.finditer(text or ""), range(minst), strict=False)) >= minst


# --- Utmaningen som lägger det på barnen ------------------------------------------------------------

_BARN = r"barn(?:en)?|småbarn(?:en)?|syskon(?:en)?"
_ELEVER = (
    r"elever(?:na)?|pojkar(?:na)?|flickor(?:na)?|ungdomar(?:na)?|studenter(?:na)?|killar(?:na)?|tjejer(?:na)?"
    r"|ettor(?:na)?|tvåor(?:na)?|treor(?:na)?|fyror(?:na)?|femmor(?:na)?|sexor(?:na)?|sjuor(?:na)?|åttor(?:na)?|nior(?:na)?"
    r"|årskurs \d"
)
#: Punkten får börja med ett streck, "att" och ett mängdord: "– Att fler elever …".
_START = (
    r"^\W*(?:att\s+)?(?:(?:alla|många|fler|flera|vissa|våra|några|en del(?: av)?|de flesta|de|dessa"
    r"|framför allt|särskilt|yngre|äldre)\s+)*"
)
_SUBJEKT = rf"(?:(?P<barn>{_BARN})|(?P<elever>{_ELEVER}))"
#: Var de finns: "i årskurs 8", "på fritids", "med svenska som andraspråk". Högst fem ord, inga skiljetecken.
_BESTAMNING = r"(?:\s+(?:i|på|från|med|inom|hos)(?:\s+[\wåäö-]+){1,5}?)?"
_ADVERB = (
    r"(?:\s+(?:också|även|inte|själva|alla|därför|då|alltid|tidigare|bara|helt enkelt"
    r"|i (?:högre|större) (?:grad|utsträckning)))*"
)
_KRAV = re.compile(
    rf"{_START}{_SUBJEKT}{_BESTAMNING}\s+(?P<krav>måste|behöver|ska|skall|bör|borde){_ADVERB}\s+(?P<verb>[\wåäö]+)(?P<resten>.*)",
    re.IGNORECASE,
)
#: Verb där verksamheten gör något åt barnen, eller barnen får det de har rätt till.
_FAR = frozenset(
    "få ges mötas erbjudas möta ha kunna känna uppleva förstå veta slippa bli vara vänta undervisas inkluderas synas".split()
)
#: "behöver …": ord på -a som inte är verb. "Eleverna behöver extra anpassningar."
_INTE_VERB = frozenset(
    "mera flera extra bra trygga vuxna svenska engelska anpassade tydliga goda fasta egna nya samma andra båda alla "
    "varierade utmanande stimulerande särskilda meningsfulla konkreta korta sina lugna kända fler".split()
)
_KORTA_VERB = frozenset("ta gå se nå ge slå stå le sy be dra".split())
#: "bli bättre", "vara tystare": det är en förändring hos barnet. "bli sedda", "vara trygga" är det inte.
_BLI_ANNAN = re.compile(
    r"^\s+(?:mycket |lite |betydligt )?(?:bättre|mer\b(?! delaktiga| inkluderade| sedda)|mindre|tystare|lugnare|duktigare"
    r"|noggrannare|flitigare|snällare|tysta|lugna\b(?! och trygga)"
    r"|motiverade|aktiva|uthålliga|ansvarstagande|självständiga|i tid)",
    re.IGNORECASE,
)
_HA_MER = re.compile(r"^\s+(?:med sig|bättre|mer|en bättre|större)\b", re.IGNORECASE)
_BRIST = re.compile(
    r"^\W*(?P<vems>elevernas|barnens|pojkarnas|flickornas|elevers|barns)\s+(?:bristande|låga|dåliga|svaga|svagare|lägre)\s+"
    r"(?:studie)?(?:motivation|attityd(?:er)?|inställning|ansvarstagande|ansvar|studieteknik|koncentration|uppförande|beteende"
    r"|arbetsmoral|uthållighet|engagemang|intresse|disciplin|ordning|självförtroende)",
    re.IGNORECASE,
)
_EGENSKAP = re.compile(
    rf"{_START}{_SUBJEKT}{_BESTAMNING}\s+(?:(?:är|verkar|har blivit)\s+(?:för\s+|mycket\s+|ofta\s+)?"
    r"(?:omotiverade|lata|stökiga|okoncentrerade|oansvariga|ointresserade|slarviga|omogna|skoltrötta)"
    r"|saknar\s+(?:motivation|studiemotivation|driv|ansvarskänsla|uthållighet|studieteknik|arbetsmoral|intresse)"
    r"|tar\s+inte\s+(?:sitt\s+)?ansvar|vill\s+inte|orkar\s+inte|anstränger\s+sig\s+inte)\b",
    re.IGNORECASE,
)


def vilka_ska_andra_sig(punkt: str) -> str:
    """ "eleverna" eller "barnen" när punkten lägger förändringen på dem, annars tomt.

    Bara punktens början läses: "Vi behöver …" och "Undervisningen …" handlar om verksamheten vad som än följer.
    """
    rad = punkt.strip()[:300]
    if traff := _BRIST.match(rad):
        return "barnen" if traff["vems"].lower().startswith("barn") else "eleverna"
    traff = _EGENSKAP.match(rad) or _KRAV.match(rad)
    if traff is None or (traff.re is _KRAV and not _kraver_andring(traff)):
        return ""
    return "barnen" if traff["barn"] else "eleverna"


def _kraver_andring(traff: re.Match[str]) -> bool:
    """Om verbet efter måste, behöver eller ska är något barnet ska göra annorlunda."""
    verb, resten = traff["verb"].lower(), traff["resten"]
    if verb in ("bli", "vara"):
        return bool(_BLI_ANNAN.match(resten))
    if verb == "ha":
        return bool(_HA_MER.match(resten))
    if verb in _FAR or (verb.endswith("as") and len(verb) > 3):
        return False
    if traff["krav"].lower() == "behöver":
        return verb in _KORTA_VERB or (verb.endswith("a") and verb not in _INTE_VERB)
    return True
