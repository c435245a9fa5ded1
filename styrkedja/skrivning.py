"""Skrivprotokollet: det som sidan skickar när någon skriver, och det som den får till svar. Allt är JSON.

Ett rum som tar emot text har en vy på femton rader: dörr, rätt, `las_skrivelse`, sin handling, `svara`.
Varje nej är `{"fel": mening}` med rätt status; texten som kom följer med tillbaka när felet sitter i den.
"""

import json
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from functools import wraps
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.request import UnreadablePostError

from styrkedja.format import klockslag
from styrkedja.handlingar.texter import Krock, Sparat, UpptagetOp
from styrkedja.regler.riktext import for_lang

#: Så mycket tas emot i ett fält. Mer är nästan alltid något annat än text.
MAX_TECKEN = 500_000
#: Längre än så är ingen text utan något inklistrat; gränsen är databasens.
MAX_VERSION = 2_147_483_647
FOR_LANGT = "Texten är längre än 500 000 tecken. Dela den, eller kopiera bort en del."
KVAR = "Din text är inte borta: kopiera den."


class Nej(Exception):
    """Skrivelsen går inte att ta emot. Bär statusen, meningen och det som ska med tillbaka."""

    def __init__(self, status: int, mening: str, **med: Any):
        super().__init__(mening)
        self.status, self.mening, self.med = status, mening, med

    def svar(self) -> JsonResponse:
        return JsonResponse({"fel": self.mening, **self.med}, status=self.status)


@dataclass(frozen=True)
class Skrivelse:
    """En sparning så som den kom: bara fälten och valen som har ändrats."""

    op: UUID
    texter: dict[str, str]
    versioner: dict[str, int]
    val: dict[str, str | list[str]]


def skrivvy(vy: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Märker en vy som tar emot en skrivelse: bara POST, och varje nej som JSON med sin mening."""

    @wraps(vy)
    def inre(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method != "POST":
            svar = JsonResponse({"fel": "Adressen tar bara emot det som skrivs."}, status=405)
            svar["Allow"] = "POST"
            return svar
        try:
            return vy(request, *args, **kwargs)
        except Nej as nej:
            return nej.svar()
        except PermissionDenied as nekad:
            return JsonResponse({"fel": f"{nekad} {KVAR}".strip()}, status=403)
        except Http404:
            return JsonResponse({"fel": f"Sidan finns inte, eller inte för dig. {KVAR}"}, status=404)
        except UpptagetOp:
            return JsonResponse({"fel": f"Sparningens id är redan använt till en annan text. {KVAR}"}, status=400)

    return inre


def las_skrivelse(request: HttpRequest, *, falt: Collection[str]) -> Skrivelse:
    """Läser skrivelsen. Okända nycklar bredvid op, texter och val lämnas därhän.

    Args:
        falt: fälten som tinget har.

    Raises:
        Nej: 400 eller 413, med en mening som säger vad som fattas och texterna som kom.
    """
    kropp = _kropp(request)
    texter = _texter(kropp, falt)
    tillbaka = {falt: text for falt, (text, _) in texter.items()}
    versioner = {namn: _version(namn, version, tillbaka) for namn, (_, version) in texter.items()}
    return Skrivelse(_op(kropp, tillbaka), tillbaka, versioner, _val(kropp, tillbaka))


def _kropp(request: HttpRequest) -> dict[str, Any]:
    try:
        raa = request.body
    except RequestDataTooBig:
        raise Nej(413, FOR_LANGT) from None
    except UnreadablePostError:
        raise Nej(400, f"Texten kom inte fram hel. {KVAR}") from None
    try:
        kropp = json.loads(raa)
    except (ValueError, RecursionError):
        kropp = None
    if not isinstance(kropp, dict):
        raise Nej(400, f"Det som kom gick inte att läsa. {KVAR}", mottaget=raa.decode(errors="replace")[:MAX_TECKEN])
    return kropp


def _texter(kropp: dict[str, Any], falt: Collection[str]) -> dict[str, tuple[str, Any]]:
    rader = kropp.get("texter", {})
    if not isinstance(rader, dict):
        raise Nej(400, f"Texterna kom inte som fält. {KVAR}", mottaget=rader)
    funna: dict[str, tuple[str, Any]] = {}
    for namn, rad in rader.items():
        innehall = rad.get("innehall") if isinstance(rad, dict) else None
        if not isinstance(innehall, str) or _trasig(innehall):
            raise Nej(400, f"Fältet ”{namn[:60]}” saknar text. {KVAR}", texter=rader)
        if for_lang(innehall, MAX_TECKEN):
            raise Nej(413, FOR_LANGT, falt=namn)
        funna[namn] = (innehall, rad.get("version"))
    if okanda := [namn for namn in funna if namn not in falt]:
        kvar = {namn: text for namn, (text, _) in funna.items()}
        raise Nej(400, f"Fältet ”{okanda[0][:60]}” finns inte här. {KVAR}", texter=kvar)
    return funna


def _trasig(text: str) -> bool:
    """Tecken som ingen databas tar emot: NUL, och halva av ett tvådelat tecken."""
    if "\0" in text:
        return True
    try:
        text.encode()
    except UnicodeEncodeError:
        return True
    return False


def _version(falt: str, version: Any, texter: dict[str, str]) -> int:
    if isinstance(version, bool) or not isinstance(version, int) or not 0 <= version <= MAX_VERSION:
        raise Nej(400, f"Fältet ”{falt}” säger inte vilken version det bygger på. {KVAR}", texter=texter)
    return version


def _op(kropp: dict[str, Any], texter: dict[str, str]) -> UUID:
    try:
        op = UUID(kropp["op"])
    except (KeyError, ValueError, TypeError, AttributeError):
        op = None
    if op is None or op.version != 4:
        raise Nej(400, f"Sparningen saknar ett eget id. {KVAR}", texter=texter)
    return op


def _val(kropp: dict[str, Any], texter: dict[str, str]) -> dict[str, str | list[str]]:
    val = kropp.get("val", {})
    if not isinstance(val, dict) or not all(_ar_val(v) for v in val.values()):
        raise Nej(400, f"Valen kom inte som de ska. {KVAR}", texter=texter)
    return val


def _ar_val(varde: Any) -> bool:
    if isinstance(varde, list):
        return all(isinstance(del_, str) and not _trasig(del_) for del_ in varde)
    return isinstance(varde, str) and not _trasig(varde)


def svara(sparat: Sparat, har: Iterable[dict[str, str]] = ()) -> JsonResponse:
    """200 när allt är sparat, 409 när något fält krockade. Anropas sedan transaktionen är klar.

    Args:
        har: de andra som är här just nu, `{"namn", "falt"}`.
    """
    grund = {"versioner": sparat.versioner, "hash": sparat.hash, "har": list(har)}
    if sparat.krockar:
        krockar = [krock_i_ord(krock) for krock in sparat.krockar]
        return JsonResponse({"fel": krockmening(sparat.krockar), "krockar": krockar, **grund}, status=409)
    return JsonResponse({"sparat": klockslag(sparat.nar), "nar": sparat.nar.isoformat(), **grund})


def krock_i_ord(krock: Krock) -> dict[str, Any]:
    """Den andres text med vem och när, så som sidan visar den."""
    return {
        "falt": krock.falt,
        "version": krock.version,
        "innehall": krock.innehall,
        "vem": _vem(krock),
        "nar": klockslag(krock.nar) if krock.nar else "",
    }


def krockmening(krockar: list[Krock]) -> str:
    """ "Anna Alm ändrade det här avsnittet 10:02. Båda texterna finns kvar." """
    forst = krock_i_ord(krockar[0])
    return f"{forst['vem']} ändrade det här avsnittet {forst['nar']}. Båda texterna finns kvar."


def _vem(krock: Krock) -> str:
    return krock.av.namn if krock.av else "Någon"
