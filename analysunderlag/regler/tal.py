"""Läser ett tal så som någon har skrivit det i en tabell: text in, tal och tecken isär ut.

Ett tecken blir aldrig noll och en tom cell blir inget. Det som inte går att läsa säkert är ett fel med en mening, och
där det går ett förslag; inget gissas. Källa: data/README.md "How Skolverket's exports look", reliability.md §3 rad 2, 8, 14.
"""

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from analysunderlag.regler.tecken import Tecken

#: Så många siffror före och efter decimaltecknet som ett värde lagras med.
HELTALSSIFFROR, DECIMALER = 10, 4
STORSTA_ANTAL = 2_147_483_647

#: Tecken som en cell börjar med när den är en formel. Ett minus är ett tal under noll.
FORMELTECKEN = ("=", "+", "@", "＝", "＋", "＠", "\t", "\r")

_MELLANRUM = str.maketrans("\u00a0\u202f\u2009", "   ")
_TECKEN = {
    "..": Tecken.FA,
    ".": Tecken.SAKNAS,
    "...": Tecken.OKLART,
    "…": Tecken.OKLART,
    "~100": Tecken.NASTAN_ALLA,
    "-": Tecken.STRECK,
    "–": Tecken.STRECK,
    "−": Tecken.STRECK,
    "*": Tecken.UNDANTAGNA,
}
_CIRKA = re.compile(r"(?:cirka|ca\.?|c:a)\s*(?=[0-9])", re.IGNORECASE)
_FARRE = re.compile(r"(?:<|färre än)\s*[0-9]{1,3}", re.IGNORECASE)
_TAL = re.compile(r"(?P<minus>[-−])?\s?(?P<hel>[0-9]{1,3}(?: [0-9]{3})+|[0-9]+)(?:(?P<tecken>[.,])(?P<dec>[0-9]+))?")


class Talfel(ValueError):
    """Cellen går inte att läsa som ett tal. `forslag` är det som kanske menades, färdigt att skriva."""

    def __init__(self, mening: str, forslag: str = ""):
        super().__init__(mening)
        self.forslag = forslag


@dataclass(frozen=True)
class LastTal:
    """Talet, eller tecknet, eller båda när källan har avrundat (cirka). Inget av dem: cellen är tom."""

    tal: Decimal | None = None
    tecken: str = ""

    @property
    def tomt(self) -> bool:
        return self.tal is None and not self.tecken


@dataclass(frozen=True)
class Granser:
    """Vad ett mått kan vara. None: ingen gräns åt det hållet."""

    minst: Decimal | None = None
    hogst: Decimal | None = None
    procent: bool = False


#: Inga gränser.
FRITT = Granser()


def granser_for(matt: str, *, manniskor: bool = True, avvikelse: bool = False) -> Granser:
    """Gränserna för ett mått.

    Args:
        matt: nyckeltalets enhet i ord: "%", "poäng", "index 0–10", "nivå 1–4", "antal", "kr".
        manniskor: talet är en andel av människor och stannar vid 100; en budget kan sprängas.
        avvikelse: talet är en skillnad och får vara negativt.
    """
    if traff := re.search(r"([0-9]+)–([0-9]+)", matt):
        return Granser(Decimal(traff[1]), Decimal(traff[2]))
    if matt == "procentenheter":
        return Granser(Decimal(-100), Decimal(100), procent=True)
    minst = None if avvikelse else Decimal(0)
    if matt == "%":
        return Granser(minst, Decimal(100) if manniskor else None, procent=True)
    return Granser(minst if matt in ("poäng", "antal", "antal per 100", "kr") else None)


def las_tal(text: str, granser: Granser = FRITT) -> LastTal:
    """Läser en cell.

    Returns:
        Talet avrundat till fyra decimaler, eller tecknet. En tom cell ger inget av dem.

    Raises:
        Talfel: en formel, ord, blandade tecken, eller ett tal utanför gränserna.
    """
    _neka_formel(text)
    ren = _stada(text)
    if not ren:
        return LastTal()
    if (tecken := _TECKEN.get(ren.replace("~ ", "~"))) is not None:
        return LastTal(tecken=tecken)
    if _FARRE.fullmatch(ren):
        return LastTal(tecken=Tecken.FARRE_AN)
    if traff := _CIRKA.match(ren):
        return LastTal(_talet(ren[traff.end() :], granser), Tecken.CIRKA)
    return LastTal(_talet(ren, granser))


def las_antal(text: str) -> LastTal:
    """Som las_tal, men bara hela tal: antalet elever, svar eller täljaren.

    Raises:
        Talfel: som las_tal, och när talet har decimaler eller är mindre än noll.
    """
    last = las_tal(text)
    if last.tal is None:
        return last
    if last.tal != last.tal.to_integral_value():
        siffror = re.sub(r"[^0-9]", "", text)
        raise Talfel("Ett antal skrivs som ett helt tal.", siffror if re.search(r"[.,][0-9]{3}$", text.strip()) else "")
    if not 0 <= last.tal <= STORSTA_ANTAL:
        raise Talfel("Ett antal kan inte vara mindre än noll." if last.tal < 0 else "Antalet är orimligt stort.")
    return last


def decimaltecknet(text: str) -> str:
    """ "," eller "." när cellen är ett tal med decimaler, annars tomt."""
    traff = _TAL.fullmatch(_utan_procent(_CIRKA.sub("", _stada(text))))
    return (traff["tecken"] or "") if traff else ""


def avrunda(tal: Decimal) -> Decimal:
    """Talet så som det lagras, utan nollor i slutet."""
    rundat = tal.quantize(Decimal(1).scaleb(-DECIMALER), ROUND_HALF_UP)
    return rundat.quantize(Decimal(1)) if rundat == rundat.to_integral_value() else rundat.normalize()


def prova_granser(tal: Decimal, granser: Granser) -> None:
    """Raises: Talfel med gränserna i ord, och med det som kanske menades."""
    if abs(tal) >= Decimal(10) ** HELTALSSIFFROR:
        raise Talfel("Talet är orimligt stort.")
    for_stort = granser.hogst is not None and tal > granser.hogst
    if not for_stort and (granser.minst is None or tal >= granser.minst):
        return
    forslag = _menat(tal, granser)
    vad = " procent" if granser.procent else ""
    if granser.minst is None or granser.hogst is None:
        mening = (
            f"Talet är {'större' if for_stort else 'mindre'} än {granser.hogst if for_stort else granser.minst}{vad}."
        )
    else:
        hur = f"större än {granser.hogst}" if for_stort else f"mindre än {granser.minst}"
        mening = f"Talet är {hur}{vad}. Skriv ett tal mellan {granser.minst} och {granser.hogst}."
    raise Talfel(mening + (f" Menade filen {forslag}?" if forslag else ""), forslag)


def _neka_formel(text: str) -> None:
    if text.startswith(FORMELTECKEN):
        raise Talfel(f"Cellen börjar med ”{text[:1].strip() or 'tabb'}” och är text, inte ett tal. Skriv talet.")


def _stada(text: str) -> str:
    return " ".join(text.translate(_MELLANRUM).split())


def _utan_procent(text: str) -> str:
    return text.removesuffix("%").rstrip()


def _talet(ren: str, granser: Granser) -> Decimal:
    utan = _utan_procent(ren)
    if utan != ren and not granser.procent and granser != FRITT:
        raise Talfel(
            "Talet står i procent, men nyckeltalet mäts i något annat. Rätta talet eller välj nyckeltal.", utan
        )
    traff = _TAL.fullmatch(utan)
    if traff is None:
        raise Talfel(_inget_tal(utan))
    hel = traff["hel"].replace(" ", "")
    if len(hel.lstrip("0")) > HELTALSSIFFROR:
        raise Talfel("Talet är orimligt stort.")
    tal = avrunda(Decimal(f"{'-' if traff['minus'] else ''}{hel}.{traff['dec'] or 0}"))
    prova_granser(tal, granser)
    return tal if tal else Decimal(0)


def _inget_tal(text: str) -> str:
    if "." in text and "," in text:
        return "Talet har både punkt och komma. Skriv det med ett decimaltecken."
    if text.startswith("~"):
        return "Tecknet ~ förstås bara i ~100."
    return "Det är inget tal. Skriv ett tal, eller lämna cellen tom."


def _menat(tal: Decimal, granser: Granser) -> str:
    """937 → 93,7 och −3 → 3, när det ryms inom gränserna."""
    if granser.minst is not None and tal < 0:
        menat = -tal
    else:
        siffror = re.sub(r"[^0-9]", "", str(tal))
        menat = Decimal(f"{siffror[:2]}.{siffror[2:] or 0}") if granser.procent else tal
    inom = (granser.minst is None or menat >= granser.minst) and (granser.hogst is None or menat <= granser.hogst)
    return str(avrunda(menat)).replace(".", ",") if inom and menat != tal else ""
