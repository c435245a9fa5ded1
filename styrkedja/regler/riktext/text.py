"""Rik text som ren text, och tillbaka."""

import re
from html import unescape

from styrkedja.regler.riktext.form import CELLER, LISTOR, attribut_ur, brickor
from styrkedja.regler.riktext.ren import ar_rik, rena, snavt, utan_styrtecken, utan_trasiga_tecken

_OSYNLIGT = r"\s\u200b-\u200f\u2060\ufeff\u00ad"
_SYNLIGT = re.compile(rf">(?:&nbsp;|[{_OSYNLIGT}])*(?!&nbsp;)[^<{_OSYNLIGT}]")
_PUNKT = re.compile(r"[–•-][ \t]+(?=\S)")
_NUMMER = re.compile(r"(\d{1,4})[.)][ \t]+(?=\S)")
_TOMRAD = re.compile(r"\n[ \t]*\n\s*")


def ar_tom(html: str) -> bool:
    """Sant när texten, rik eller ren, inte säger något: tomma stycken, mellanrum, nollbreddstecken."""
    if ar_rik(html):
        return not _SYNLIGT.search(html)
    return not re.sub(rf"[{_OSYNLIGT}]+", "", html)


def till_text(html: str) -> str:
    """Texten så som den läses utan redigerare: tomrad mellan stycken, streck framför punkter, tabb mellan celler.

    Args:
        html: rik text (ur `rena`) eller ren text; ren text kommer tillbaka som den är.
    """
    return _Lasning(html).text() if ar_rik(html) else html


def fran_text(text: str) -> str:
    """Ren text som rik: tomrad skiljer stycken, rader som börjar med streck eller nummer blir listor, tabbrader tabell.

    Tecken som betyder något i HTML blir tecken att läsa. `rena(fran_text(t)) == fran_text(t)`.
    """
    rader = utan_styrtecken(utan_trasiga_tecken(text).replace("\r\n", "\n").replace("\r", "\n")).strip("\n")
    return "".join(_stycke(bit) for bit in _TOMRAD.split(rader) if bit.strip(" \t\n"))


def lydelse(inkommet: str, fore: str = "") -> str:
    """Lydelsen att spara i ett rikt fält.

    Args:
        inkommet: redigerarens HTML, eller ren text ur fältet som står kvar där skript saknas.
        fore: lydelsen som skribenten såg. Är den rena texten orörd står formen kvar som den var.

    Returns:
        HTML ur `rena`, eller den rena texten som den skrevs: den visas som stycken, och blir rik när den öppnas i
        redigeraren och ändras.
    """
    if ar_rik(inkommet):
        return rena(inkommet)
    return fore if _rader(inkommet) == _rader(till_text(fore)) else inkommet


def redigerbar(text: str) -> str:
    """HTML för redigeraren att öppna, ur en sparad text av båda slagen."""
    return rena(text) if ar_rik(text) else fran_text(text)


def for_lang(text: str, tecken: int) -> bool:
    """Sant när människan har skrivit mer än `tecken`. Märkningen räknas inte, men får inte vara obegränsad."""
    return len(text) > tecken and (len(text) > 8 * tecken or len(till_text(text)) > tecken)


def visning(text: str, niva: int = 3) -> str:
    """Ren HTML att visa, ur en sparad text av båda slagen.

    Args:
        niva: rubrikens nivå på sidan där texten står; underrubriken kommer en under.

    En första rad av bara rubrikceller blir tabellens huvud. Efter rensningen byts bara taggar mot våra egna.
    """
    return _satt_niva(_HUVUDRAD.sub(_med_huvud, snavt(redigerbar(text))), niva)


_HUVUDRAD = re.compile(r"<table><tbody>(<tr>(?:<th(?: [^>]*)?>(?:(?!</?t[hdr]|<table).)*</th>)+</tr>)(?=<tr>)", re.S)
_RUBRIKTAGG = re.compile(r"(</?h)([34])>")


def _med_huvud(traff: re.Match[str]) -> str:
    rad = traff.group(1).replace("<th", '<th scope="col"')
    return f"<table><thead>{rad}</thead><tbody>"


def _satt_niva(html: str, niva: int) -> str:
    return _RUBRIKTAGG.sub(lambda t: f"{t.group(1)}{int(t.group(2)) + niva - 3}>", html)


def _rader(text: str) -> str:
    """Webbläsare skickar CRLF, och ett textfält tappar en första radbrytning."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip("\n")


def _tecken(text: str) -> str:
    """Samma flykt som nh3 skriver."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\xa0", "&nbsp;")


def _stycke(bit: str) -> str:
    rader = [rad for rad in bit.split("\n") if rad.strip(" \t")]
    if all(_PUNKT.match(rad) for rad in rader):
        return f"<ul>{_punkter(rader, _PUNKT)}</ul>"
    nummer = [m.group(1) for rad in rader if (m := _NUMMER.match(rad))]
    if len(nummer) == len(rader) and nummer == [str(n) for n in range(1, len(rader) + 1)]:
        return f"<ol>{_punkter(rader, _NUMMER)}</ol>"
    if len(rader) > 1 and "\t" in rader[0] and len({rad.count("\t") for rad in rader}) == 1:
        return f"<table><tbody>{''.join(map(_tabellrad, rader))}</tbody></table>"
    return "<p>" + "<br>".join(_tecken(rad.strip(" \t")) for rad in rader) + "</p>"


def _punkter(rader: list[str], marke: re.Pattern[str]) -> str:
    return "".join(f"<li><p>{_tecken(marke.sub('', rad, count=1).strip())}</p></li>" for rad in rader)


def _tabellrad(rad: str) -> str:
    celler = [_tecken(cell.strip(" ")) for cell in rad.split("\t")]
    return f"<tr>{''.join(f'<td><p>{cell}</p></td>' for cell in celler)}</tr>"


class _Lasning:
    """Läser rik text och samlar (slag, rad): stycken skiljs av en tomrad, punkter och tabellrader av en radbrytning."""

    def __init__(self, html: str):
        self.rader: list[tuple[str, str]] = []
        self.bit: list[str] = []
        self.listor: list[int] = []  # nästa nummer; 0 i en punktlista
        self.marke = ""
        self.celler: list[str] | None = None
        self.cell: list[str] = []
        self.grupp = 0  # vilken lista eller tabell raden hör till
        self.inre = 0  # tabeller i tabellens celler läses som cellens text
        for snedstreck, tagg, attribut, text in brickor(html):
            if text:
                self.bit.append(unescape(text))
            elif tagg == "br":
                self.bit.append(" " if self.celler is not None else "\n")
            elif snedstreck:
                self._slut(tagg)
            else:
                self._borjan(tagg, attribut)

    def text(self) -> str:
        ut, forra = "", ""
        for slag, rad in self.rader:
            ut += ("" if not forra else "\n" if slag == forra and slag != "stycke" else "\n\n") + rad
            forra = slag
        return ut

    def _borjan(self, tagg: str, attribut: str) -> None:
        if tagg in (*LISTOR, "table") and not self.listor and self.celler is None:
            self.grupp += 1
        if tagg in LISTOR:
            self.listor.append(int(attribut_ur(attribut).get("start", "1")) if tagg == "ol" else 0)
        elif tagg == "li" and self.listor:
            nummer = self.listor[-1]
            self.marke = f"{nummer}. " if nummer else "– "
            self.listor[-1] += 1 if nummer else 0
        elif tagg == "tr" and self.celler is not None:
            self.inre += 1
        elif tagg == "tr":
            self.celler = []

    def _slut(self, tagg: str) -> None:
        if tagg in ("p", "h3", "h4"):
            self._lagg("".join(self.bit))
            self.bit = []
        elif tagg in LISTOR and self.listor:
            self.listor.pop()
        elif tagg == "tr" and self.inre:
            self.inre -= 1
        elif tagg in CELLER and self.celler is not None and not self.inre:
            self.celler.append(" ".join(filter(None, self.cell)))
            self.cell = []
        elif tagg == "tr":
            self.rader.append((f"grupp {self.grupp}", "\t".join(self.celler or [])))
            self.celler = None

    def _lagg(self, text: str) -> None:
        if self.celler is not None:
            self.cell.append(text)
        elif self.listor:
            indrag = "  " * (len(self.listor) - 1)
            marke, self.marke = self.marke, ""
            forsta = indrag + (marke or "  ")
            self.rader.append((f"grupp {self.grupp}", forsta + text.replace("\n", f"\n{indrag}  ")))
        elif text.strip():
            self.rader.append(("stycke", text))
