"""Byggstenar av SVG. Attributen bär papperets utseende, klasserna ger sidans stilblad samma ting att färga om.

Sidans CSS når inte in i en SVG i PDF:en, och ett presentationsattribut väger lättast av allt på en sida. Därför kan
samma sträng stå på båda ställena. Inget script, ingen style: strängen klarar en sträng CSP.
"""

from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

#: Papperets färger (bläck på vitt); på sidan gäller diagram.css.
SKRIFT, SKRIFT_2, ACCENT, LINJE, LJUS, YTA = "#1c2628", "#525c5b", "#0b5c72", "#7c847f", "#c4c8bf", "#f2f2ed"
TYPSNITT = "Source Sans, sans-serif"
#: Ungefärlig bredd på ett tecken i förhållande till textens storlek; räcker för att lämna plats åt en etikett.
TECKENBREDD = 0.53


def element(namn: str, innehall: str = "", **attribut: Any) -> SafeString:
    """<namn attribut>innehåll</namn>. Understreck blir bindestreck, `klass` blir class, tal skrivs kort."""
    par = [(_attributnamn(n), kort(v)) for n, v in attribut.items() if v not in (None, "")]
    return format_html("<{0}{1}>{2}</{0}>", namn, format_html_join("", ' {}="{}"', par), innehall)


def _attributnamn(namn: str) -> str:
    return {"klass": "class", "viewbox": "viewBox"}.get(namn, namn.replace("_", "-"))


def kort(varde: Any) -> str:
    """Tal med högst en decimal; annat som det är."""
    return f"{varde:.1f}".removesuffix(".0") if isinstance(varde, float) else str(varde)


def samman(*delar: SafeString | list[SafeString]) -> SafeString:
    """Element i följd; listor vecklas ut."""
    alla = [bit for del_ in delar for bit in (del_ if isinstance(del_, list) else [del_])]
    return format_html_join("", "{}", ((bit,) for bit in alla))


def duk(titel: str, bredd: float, hojd: float, innehall: SafeString, klass: str) -> SafeString:
    """Hela SVG:n. Titeln är det en skärmläsare säger och det som blir figurens alternativtext i PDF:en."""
    return element(
        "svg",
        samman(element("title", titel), innehall),
        xmlns="http://www.w3.org/2000/svg",
        klass=klass,
        viewbox=f"0 0 {kort(bredd)} {kort(hojd)}",
        width=bredd,
        height=hojd,
        role="img",
        color=SKRIFT,
        font_family=TYPSNITT,
    )


def text(
    x: float, y: float, ord_: str, *, stor: float = 13.0, ankare: str = "start", stark: bool = False
) -> SafeString:
    return element(
        "text",
        ord_,
        klass="d-text stark" if stark else "d-text",
        x=float(x),
        y=float(y),
        font_size=stor,
        font_weight=600 if stark else 400,
        text_anchor=ankare,
        fill=SKRIFT if stark else SKRIFT_2,
    )


def textbredd(ord_: str, stor: float = 13.0) -> float:
    return len(ord_) * stor * TECKENBREDD


def streck(x1: float, y1: float, x2: float, y2: float, klass: str, **mer: Any) -> SafeString:
    grund = {"stroke": LINJE, "stroke_width": 1, **mer}
    return element("line", klass=klass, x1=float(x1), y1=float(y1), x2=float(x2), y2=float(y2), **grund)


def kurva(bit: list[Any], egen: bool) -> SafeString:
    """En sammanhängande bit av en linje; en ensam punkt mellan två luckor blir en prick."""
    if len(bit) == 1:
        return prick(bit[0], egen)
    return element(
        "polyline",
        klass="d-egen" if egen else "d-annan",
        points=" ".join(f"{kort(p.x)},{kort(p.y)}" for p in bit),
        fill="none",
        stroke=ACCENT if egen else LINJE,
        stroke_width=2.5 if egen else 1.4,
        stroke_linejoin="round",
    )


def prick(punkt: Any, egen: bool = True) -> SafeString:
    return element(
        "circle",
        klass="d-prick" if egen else "d-prick2",
        cx=float(punkt.x),
        cy=float(punkt.y),
        r=4 if egen else 2.5,
        fill=ACCENT if egen else LINJE,
    )


def ruta(x: float, y: float, bredd: float, hojd: float, klass: str, farg: str) -> SafeString:
    return element(
        "rect", klass=klass, x=float(x), y=float(y), width=float(max(bredd, 0)), height=float(hojd), fill=farg
    )
