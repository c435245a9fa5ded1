"""Redigerarens form: stycken, rubriker, listor, citat och tabeller i en ordning som redigeraren skulle skriva dem.

Läser taggar och text ur nh3, som redan är välformade, och skriver dem igen. Inget synligt försvinner:
det som står på fel ställe får ett eget stycke.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from styrkedja.regler.riktext.skrivare import CELLER, DJUP, LISTOR, TABELL, Skrivare

MARKEN = {"strong": "strong", "b": "strong", "em": "em", "i": "em", "a": "a"}
TABELLDELAR = ("thead", "tbody", "tfoot")
RUBRIKER = ("h1", "h2", "h3", "h4", "h5", "h6")

_BRICKA = re.compile(r'<(/?)([a-z][a-z0-9]*)((?:\s[a-z]+="[^"]*")*)>|([^<]+)')
_ATTRIBUT = re.compile(r'\s([a-z]+)="([^"]*)"')
_RADBRYTNING = re.compile(r"[ \t]*[\r\n][ \t\r\n]*")


def brickor(html: str) -> Iterator[tuple[str, str, str, str]]:
    """(snedstreck, tagg, attribut, text) i ordning, ur HTML som nh3 har skrivit."""
    for traff in _BRICKA.finditer(html):
        snedstreck, tagg, attribut, text = traff.groups()
        yield snedstreck or "", tagg or "", attribut or "", text or ""


def attribut_ur(text: str) -> dict[str, str]:
    return dict(_ATTRIBUT.findall(text))


@dataclass
class Ram:
    """En öppen tagg i det lästa: hur djupt det skrivna var när den öppnades, och om den blev något."""

    tagg: str
    djup: int
    blev: bool = False


class Form(Skrivare):
    """Läser brickorna en gång, med en ram per öppen tagg, och skriver dem på sina rätta platser."""

    def __init__(self, html: str):
        super().__init__()
        self.ramar: list[Ram] = []
        self.rubrik_fran = 0
        self.rubriknivaer = _rubriknivaer(html)
        for snedstreck, tagg, attribut, text in brickor(html):
            if text:
                self._text(text)
            elif snedstreck:
                self._slut(tagg)
            else:
                self._borjan(tagg, attribut_ur(attribut) if attribut else {})

    def html(self) -> str:
        self._stang_block()
        self._stang_till(0)
        html = "".join(self.ut)
        return "" if html == "<p></p>" else html

    # --- Taggar ------------------------------------------------------------------------------

    def _borjan(self, tagg: str, attribut: dict[str, str]) -> None:
        if tagg == "br":
            return self._radbyte()
        ram = Ram(tagg, len(self.lador))
        if tagg in MARKEN:
            ram.blev = self._marke(MARKEN[tagg], attribut)
        elif tagg == "hr":
            self._stang_block()
            return None
        else:
            self._stang_block()
            ram.blev = self._blockborjan(ram, attribut)
        self.ramar.append(ram)
        return None

    def _blockborjan(self, ram: Ram, attribut: dict[str, str]) -> bool:
        """Sant när taggen blev något i det skrivna, falskt när den bara skiljer stycken åt."""
        tagg = ram.tagg
        if tagg == "p":
            self._oppna_block()
        elif tagg in RUBRIKER:
            if self.rubrik:
                return False
            self.rubrik = self.rubriknivaer[tagg]
            self.rubrik_fran = len(self.ut)
        elif tagg in LISTOR:
            return self._lista(tagg, attribut)
        elif tagg == "li":
            return self._del_av(ram, LISTOR, "<li>")
        elif tagg == "blockquote":
            return self._lada(tagg, "<blockquote>")
        elif tagg == "table":
            return self._lada(tagg, TABELL)
        elif tagg in TABELLDELAR:
            return bool(self.ramar and self.ramar[-1].tagg == "table" and self.ramar[-1].blev)
        elif tagg == "tr":
            return self._del_av(ram, ("table",), "<tr>")
        elif tagg in CELLER:
            return self._cell(ram, attribut)
        elif tagg == "caption":
            return self._tabellrubrik(ram)
        return True

    def _slut(self, tagg: str) -> None:
        if not self.ramar:
            return
        ram = self.ramar.pop()
        if tagg in MARKEN:
            if ram.blev:
                self._ta_bort_marke(MARKEN[tagg])
            return
        if tagg in RUBRIKER and ram.blev:
            self._rubrikslut()
        self._stang_block()
        self._stang_till(ram.djup)
        if tagg == "caption" and ram.blev:
            self._lagg("table", TABELL)

    def _rubrikslut(self) -> None:
        if len(self.ut) == self.rubrik_fran and not self.block:
            self._oppna_block()
        self._stang_block()
        self.rubrik = ""

    # --- Lådor: listor, punkter, citat, tabeller, rader, celler ------------------------------

    def _lada(self, tagg: str, oppning: str) -> bool:
        if len(self.lador) >= DJUP:
            return False
        self._bered_plats(tagg)
        self.lador.append((tagg, len(self.ut)))
        self.ut.append(oppning)
        return True

    def _lista(self, tagg: str, attribut: dict[str, str]) -> bool:
        if len(self.lador) >= DJUP:
            return False
        if self.lador and self.lador[-1][0] in LISTOR and self.ut[-1] == "</li>":
            # En lista direkt i en lista hör till punkten före.
            self.ut.pop()
            self.lador.append(("li", -1))
        start = _tal(attribut.get("start", ""), 2, 9999) if tagg == "ol" else ""
        return self._lada(tagg, f'<ol start="{start}">' if start else f"<{tagg}>")

    def _del_av(self, ram: Ram, agare: tuple[str, ...], oppning: str) -> bool:
        """En punkt i sin lista, en rad i sin tabell. Utanför den är taggen bara en gräns mellan stycken."""
        agaren = next((r for r in reversed(self.ramar) if r.tagg not in TABELLDELAR), None)
        if agaren is None or agaren.tagg not in agare or not agaren.blev:
            return False
        self._stang_till(self._plats_for(agaren))
        ram.djup = len(self.lador)
        self._lagg(oppning[1:].split(" ", maxsplit=1)[0].rstrip(">"), oppning)
        return True

    def _plats_for(self, ramen: Ram) -> int:
        """Djupet precis innanför ramens egen låda (det ramen öppnade kan ha fått en punkt eller cell omkring sig)."""
        for djup in range(ramen.djup, len(self.lador)):
            if self.lador[djup][0] == ramen.tagg:
                return djup + 1
        return len(self.lador)

    def _cell(self, ram: Ram, attribut: dict[str, str]) -> bool:
        tagg = "th" if any(r.tagg == "thead" and r.blev for r in self.ramar[-2:]) else ram.tagg
        spann = "".join(
            f' {namn}="{tal}"' for namn in ("colspan", "rowspan") if (tal := _tal(attribut.get(namn, ""), 2, 200))
        )
        return self._del_av(ram, ("tr",), f"<{tagg}{spann}>")

    def _tabellrubrik(self, ram: Ram) -> bool:
        """Tabellens rubrik blir ett stycke före tabellen."""
        if not self.lador or self.lador[-1] != ("table", len(self.ut) - 1):
            return False
        self.lador.pop()
        self.ut.pop()
        ram.djup = len(self.lador)
        return True

    # --- Text och märken ---------------------------------------------------------------------

    def _text(self, text: str) -> None:
        if any(ram.tagg == "pre" for ram in self.ramar):
            return self._rader(text)
        if (
            "\n" in text or "\r" in text
        ):  # mönstret prövar varje mellanslag, och redigerarens text har inga radbrytningar
            text = _RADBRYTNING.sub("\n", text)
        for nr, bit in enumerate(text.split("\n")):
            self.mellanslag = self.mellanslag or nr > 0
            if bit:
                self._skriv(bit)
        return None

    def _rader(self, text: str) -> None:
        for nr, rad in enumerate(text.split("\n")):
            if nr:
                self._radbyte()
            if rad:
                self._skriv(rad)


def _rubriknivaer(html: str) -> dict[str, str]:
    """Översta nivån blir rubrik (h3), allt under blir underrubrik (h4). Har texten bara h3 och h4 står de kvar."""
    finns = [niva for niva in ("h1", "h2") if f"<{niva}>" in html]
    overst = int(finns[0][1]) if finns else 3
    return {tagg: "h3" if int(tagg[1]) <= overst else "h4" for tagg in RUBRIKER}


def _tal(text: str, minst: int, hogst: int) -> str:
    """Talet i ord som HTML läser det, eller tomt när det är utanför gränserna."""
    if not text.isascii() or not text.isdecimal() or len(text) > 5:
        return ""
    return str(int(text)) if minst <= int(text) <= hogst else ""
