"""Hänvisningarna i en text: länkar till källor i huset, vars ord är källans och inte skribentens.

Skribenten sätter in länken; orden i den byts mot källans när texten läses, och fryses när den lämnas in.
"""

import re
from collections.abc import Callable, Mapping
from html import escape, unescape

from styrkedja.regler.riktext.adresser import HANVISNING

_LANK = re.compile(rf'<a href="{HANVISNING}"([^>]*)>(.*?)</a>', re.S)
_TAGG = re.compile(r"<[^>]*>")


def hanvisade(html: str) -> list[str]:
    """Hänvisningarnas id i den ordning de först står, var och en en gång."""
    if "/hanvisning/" not in html:
        return []
    return list(dict.fromkeys(traff[1] for traff in _LANK.finditer(html)))


def orden_i(html: str) -> dict[str, str]:
    """Hänvisningens id → orden som står i länken."""
    return {traff[1]: unescape(_TAGG.sub("", traff[3])) for traff in _LANK.finditer(html)}


def byt_ord(html: str, ord_: Mapping[str, str], efter: Mapping[str, str] | None = None) -> str:
    """Texten med källans ord i varje känd hänvisning.

    Args:
        ord_: id → orden. En hänvisning som inte är med förlorar sin länk men behåller sina ord.
        efter: id → en mening som ska stå intill, till exempel att talet har rättats.

    Texten är redan ren; orden är text och skrivs så. Resultatet tål att rensas en gång till.
    """
    intill = efter or {}

    def byt(traff: re.Match[str]) -> str:
        id_, attribut, gamla = traff.groups()
        if id_ not in ord_:
            return gamla
        mening = f" <em>({escape(intill[id_], quote=False)})</em>" if intill.get(id_) else ""
        return f'<a href="/hanvisning/{id_}/"{attribut}>{_fast(ord_[id_])}</a>{mening}'

    return _byt(html, byt)


def med_adress(html: str, bas: str) -> str:
    """Texten för papper: hänvisningarna leder till webbadressen i stället för till sidan de står på."""
    return _byt(html, lambda t: f'<a href="{bas.rstrip("/")}/hanvisning/{t[1]}/"{t[2]}>{t[3]}</a>')


def _byt(html: str, hur: Callable[[re.Match[str]], str]) -> str:
    return _LANK.sub(hur, html) if "/hanvisning/" in html else html


def _fast(ord_: str) -> str:
    """Samma flykt som nh3 skriver, så att texten är sig lik efter en rensning."""
    return escape(ord_, quote=False).replace("\xa0", "&nbsp;")
