"""En liten bild av led på rad med pilar mellan dem, som SVG i husets stil. Ren geometri, inga bibliotek."""

from dataclasses import dataclass
from html import escape

BREDD, HOJD, LUCKA = 150, 52, 118
KANT, BAGE = 24, 62
STIL = """
  .led { fill: none; stroke: #0b5c72; stroke-width: 2.2 }
  .pil { fill: none; stroke: #5b6470; stroke-width: 1.6 }
  .spets { fill: #5b6470 }
  text { font-family: "Source Sans 3", system-ui, sans-serif; text-anchor: middle; fill: #1d252c }
  .namn { font-family: "Source Serif 4", Georgia, serif; font-size: 17px }
  .handling { font-size: 13.5px }
  .tur { font-size: 12px; fill: #5b6470 }
  @media (prefers-color-scheme: dark) {
    .led { stroke: #7fc4d6 } .pil { stroke: #a5afb8 } .spets { fill: #a5afb8 }
    text { fill: #e9ecee } .tur { fill: #a5afb8 }
  }
"""


@dataclass(frozen=True)
class Pil:
    """En pil från ett led till ett annat (index från 0), med ord för handlingen och för vems tur det är."""

    fran: int
    till: int
    handling: str
    tur: str


def pilbild(led: list[str], pilar: list[Pil], *, titel: str) -> str:
    """Bilden som SVG-text: nästa led rakt fram, längre fram i en båge över, tillbaka i en båge under.

    Args:
        led: namnen från vänster till höger.
        pilar: en per övergång.
        titel: bildens namn för skärmläsare.
    """
    over = max((_bagens_hojd(p) for p in pilar if p.till > p.fran + 1 or p.till == p.fran), default=0)
    under = max((_bagens_hojd(p) for p in pilar if p.till < p.fran), default=0)
    y = KANT + over + HOJD / 2
    bredd = 2 * KANT + len(led) * BREDD + (len(led) - 1) * LUCKA
    hojd = y + HOJD / 2 + under + KANT
    delar = [_led(i, namn, y) for i, namn in enumerate(led)] + [_pil(p, y) for p in pilar]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {bredd:g} {hojd:g}" role="img" aria-labelledby="t">\n'
        f'<title id="t">{escape(titel)}</title>\n<style>{STIL}</style>\n' + "\n".join(delar) + "\n</svg>\n"
    )


def _bagens_hojd(pil: Pil) -> float:
    return BAGE + 34 if pil.fran == pil.till else BAGE + 26 * (abs(pil.till - pil.fran) - 1) + 20


def _mitt(index: int) -> float:
    return KANT + index * (BREDD + LUCKA) + BREDD / 2


def _led(index: int, namn: str, y: float) -> str:
    x = _mitt(index) - BREDD / 2
    ruta = f'<rect class="led" x="{x:g}" y="{y - HOJD / 2:g}" width="{BREDD}" height="{HOJD}" rx="{HOJD / 2:g}"/>'
    return f'{ruta}<text class="namn" x="{_mitt(index):g}" y="{y + 6:g}">{escape(namn)}</text>'


def _pil(pil: Pil, y: float) -> str:
    if pil.till == pil.fran + 1:
        return _rak(pil, y)
    if pil.till == pil.fran:
        return _ogla(pil, y - HOJD / 2)
    return _over(pil, y - HOJD / 2) if pil.till > pil.fran else _under(pil, y + HOJD / 2)


def _rak(pil: Pil, y: float) -> str:
    borjan, slut = _mitt(pil.fran) + BREDD / 2 + 4, _mitt(pil.till) - BREDD / 2 - 4
    return f'<path class="pil" d="M{borjan:g} {y:g}H{slut - 8:g}"/>{_spets(slut, y, "hoger")}' + _ord(
        pil, (borjan + slut) / 2, y - 10, y + 20
    )


def _over(pil: Pil, y: float) -> str:
    borjan, slut, topp = _mitt(pil.fran) + 34, _mitt(pil.till), y - _bagens_hojd(pil) + 24
    bage = f"M{borjan:g} {y - 4:g}C{borjan:g} {topp:g} {slut:g} {topp:g} {slut:g} {y - 12:g}"
    ovan = y - 4 - 0.75 * (y - topp)
    return f'<path class="pil" d="{bage}"/>{_spets(slut, y - 4, "ned")}' + _ord(
        pil, (borjan + slut) / 2, ovan - 20, ovan - 5
    )


def _under(pil: Pil, y: float) -> str:
    borjan, slut, botten = _mitt(pil.fran), _mitt(pil.till) + 34, y + _bagens_hojd(pil) - 24
    bage = f"M{borjan:g} {y + 4:g}C{borjan:g} {botten:g} {slut:g} {botten:g} {slut:g} {y + 12:g}"
    nedan = y + 4 + 0.75 * (botten - y)
    return f'<path class="pil" d="{bage}"/>{_spets(slut, y + 4, "upp")}' + _ord(
        pil, (borjan + slut) / 2, nedan + 14, nedan + 30
    )


def _ogla(pil: Pil, y: float) -> str:
    mitt = _mitt(pil.fran) - 30
    bage = f"M{mitt - 18:g} {y - 4:g}C{mitt - 34:g} {y - 52:g} {mitt + 34:g} {y - 52:g} {mitt + 19:g} {y - 12:g}"
    return f'<path class="pil" d="{bage}"/>{_spets(mitt + 17, y - 4, "ned")}' + _ord(pil, mitt, y - 62, y - 47)


def _ord(pil: Pil, x: float, handlingens_y: float, turens_y: float) -> str:
    return (
        f'<text class="handling" x="{x:g}" y="{handlingens_y:g}">{escape(pil.handling)}</text>'
        f'<text class="tur" x="{x:g}" y="{turens_y:g}">{escape(pil.tur)}</text>'
    )


def _spets(x: float, y: float, at: str) -> str:
    former = {"hoger": (-9, -4.5, -9, 4.5), "ned": (-4.5, -9, 4.5, -9), "upp": (-4.5, 9, 4.5, 9)}
    ax, ay, bx, by = former[at]
    return f'<path class="spets" d="M{x:g} {y:g}L{x + ax:g} {y + ay:g}L{x + bx:g} {y + by:g}Z"/>'
