"""Det enda stället som avgör vad som visas av ett värde: sida, diagram, tabell, alt-text, export, papper, sök och API.

`Varde.tal` läses inte någon annanstans för att visas (tests/analysunderlag/test_en_funktion_visar.py).
Källa: reliability.md §6, microcopy.md §5.
"""

from dataclasses import dataclass

from analysunderlag.models import Varde
from analysunderlag.regler.skydd.celler import MINST_I_KEDJAN, minsta_grupp
from analysunderlag.regler.skydd_ord import Insyn, Skydd
from analysunderlag.regler.tecken import SKYDDANDE, Tecken
from styrkedja import format as svenska

SKYDDAT = "skyddat"
SAKNAS = "uppgift saknas"
#: Svarar färre läses enkäten med försiktighet (nyckeltal.json, gränsen är ett förslag).
LAG_SVARSFREKVENS = 60
#: Mått som skrivs efter talet. De andra säger nyckeltalets namn.
EFTER_TALET = {"%": "%", "poäng": "poäng", "procentenheter": "procentenheter", "kr": "kr", "antal per 100": "per 100"}
HELA_TAL = frozenset({"antal", "kr"})

_OKLART = "Källan skriver ”{tecken}”. Vad det betyder är inte klarlagt."
#: (text, kort, skäl) för tecknen som inte skyddar någon.
_TECKEN = {
    Tecken.SAKNAS: (SAKNAS, "saknas", "Uppgift saknas."),
    Tecken.NASTAN_ALLA: ("nästan alla", "nästan alla", "Nästan alla. En till fyra elever når inte."),
    Tecken.UNDANTAGNA: (SAKNAS, "saknas", "Lärare utan krav på legitimation räknas inte."),
    Tecken.OKLART: (SAKNAS, "saknas", _OKLART),
    Tecken.STRECK: (SAKNAS, "saknas", _OKLART),
}


@dataclass(frozen=True)
class Visat:
    """Vad en läsare får se av ett värde. Det här, och inget annat, går till sida, diagram, export och papper."""

    #: För människor: "82,0 %", "skyddat", "nästan alla", "uppgift saknas", "cirka 270".
    text: str
    #: För diagrammets luckor och smala tabeller: "skyddat", "nästan alla", "saknas", annars som text.
    kort: str
    #: För diagrammets punkt. None när talet är skyddat eller bara ett tecken.
    tal: float | None
    skyddat: bool
    #: Varför, i en mening. Tomt när talet visas utan förbehåll.
    skal: str
    #: Hur många talet gäller, och samma i ord ("118 i gruppen"). Tomt när det är okänt eller skyddat.
    antal: int | None
    n: str
    kalla: str
    period: str
    preliminart: bool
    #: "Bara 58 % svarade. Läs med försiktighet.", annars tomt.
    varning: str

    def __str__(self) -> str:
        return self.text


def visa(varde: Varde, insyn: Insyn) -> Visat:
    """Det enda sättet att läsa ett värde för att visa det. `varde` hämtas med `Varde.objects.for_visning()`.

    Args:
        insyn: ur `behorighet.insyn_for`; OSKYDDAD bara ur `handlingar.skydd.se_oskyddat`, som loggar.
    """
    skydd = skydd_for(varde, insyn)
    if skydd != Skydd.VISAS:
        return _visat(varde, SKYDDAT, SKYDDAT, skyddat=True, skal=_skal(varde, skydd, insyn))
    if varde.tal is None:
        text, kort, skal = _TECKEN[Tecken(varde.tecken)]
        return _visat(varde, text, kort, skal=skal.format(tecken=varde.tecken))
    skal = "Avrundat i källan." if varde.tecken == Tecken.CIRKA else ""
    text = tal_i_ord(varde)
    return _visat(varde, text, text, tal=float(varde.tal), skal=skal)


def skydd_for(varde: Varde, insyn: Insyn) -> Skydd:
    """Skälet till att värdet är skyddat för de ögonen, eller VISAS. Källans egna tecken går aldrig att lyfta."""
    if insyn == Insyn.OSKYDDAD:
        return Skydd.KALLAN if varde.tal is None and varde.tecken in SKYDDANDE else Skydd.VISAS
    return Skydd(varde.skydd_egen if insyn == Insyn.EGEN_KEDJA else varde.skydd)


def tal_i_ord(varde: Varde) -> str:
    """ "82,0 %", "213,4 poäng", "cirka 270". Anropas först när skyddet är prövat."""
    tal, matt = varde.tal or 0, varde.nyckeltal.matt
    decimaler = 0 if matt in HELA_TAL and tal == int(tal) else varde.nyckeltal.decimaler
    text = svenska.tal(tal, decimaler)
    if efter := EFTER_TALET.get(matt):
        text += svenska.FAST + efter
    return f"cirka {text}" if varde.tecken == Tecken.CIRKA else text


def _visat(
    varde: Varde, text: str, kort: str, *, tal: float | None = None, skyddat: bool = False, skal: str = ""
) -> Visat:
    antal = None if skyddat else varde.antal
    return Visat(
        text=text,
        kort=kort,
        tal=tal,
        skyddat=skyddat,
        skal=skal,
        antal=antal,
        n=_antal_i_ord(antal, varde.antal_tecken),
        kalla=varde.kalla.tillskrivning or f"Källa: {varde.kalla}",
        period=varde.period,
        preliminart=varde.preliminart,
        varning=_varning(varde),
    )


def _antal_i_ord(antal: int | None, tecken: str) -> str:
    if antal is None:
        return ""
    return f"{'cirka ' if tecken == Tecken.CIRKA else ''}{svenska.tal(antal)} i gruppen"


def _skal(varde: Varde, skydd: Skydd, insyn: Insyn) -> str:
    if skydd != Skydd.FA:
        return skydd.label
    nyckeltalets = varde.nyckeltal.minsta_grupp
    minst = minsta_grupp(varde.niva, nyckeltalets, getattr(varde, "kommunens_minsta_grupp", None) or nyckeltalets or 0)
    return skydd.label.format(minst=MINST_I_KEDJAN if insyn == Insyn.EGEN_KEDJA else minst)


def _varning(varde: Varde) -> str:
    if varde.svarsfrekvens is None or varde.svarsfrekvens >= LAG_SVARSFREKVENS:
        return ""
    return f"Bara {svenska.procent(varde.svarsfrekvens, 0)} svarade. Läs med försiktighet."
