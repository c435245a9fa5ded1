"""Vad en orsak och en utmaning behöver för att vara det: något sagt, och aldrig att barn och elever ska ändra sig.

Bara textregler, och försiktiga: hellre tyst än ett falskt larm. Källa: frö 000 §2.1 (krav 17).
"""

import re

#: Så många ord behövs för att en orsak ska vara mer än "se ovan" eller "inget nytt".
MINST_ORD = 4

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
