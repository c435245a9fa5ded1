"""Valen i ett avsnitt: bedömningen, underlagen och stödbehovets mottagare, prövade mot det som går att välja."""

from collections.abc import Mapping
from typing import Any

from kvalitetsrapporter.handlingar.egna_falt import malen
from kvalitetsrapporter.handlingar.mottagare import mottagarval
from kvalitetsrapporter.models import Avsnitt, Avsnittsmall
from kvalitetsrapporter.nyckeltal import i_avsnittet
from styrkedja.models import Skalsteg
from styrkedja.skrivning import Nej

MAX_SKAL = 400
#: Det som bedömningen av ett verksamhetsmål är: valen heter `niva-12`, målets nyckel sist.
MALETS = ("niva", "progression", "skal")
OKAND_MOTTAGARE = "Avdelningen finns inte. Välj en i listan, eller vet inte."


def val_i_avsnittet(avsnitt: Avsnitt, val: Mapping[str, str | list[str]]) -> dict[str, Any]:
    """Valen ur en skrivelse, prövade mot skalan. Det som avsnittet inte har lämnas därhän.

    Raises:
        Nej: 400 med meningen som formuläret hade gett.
    """
    bedoms = avsnitt.mall.bedoms
    har = {"niva": bedoms, "skal": bedoms, "annat_underlag": bedoms, "progression": avsnitt.mall.progression}
    valda: dict[str, Any] = {namn: varde for namn, varde in val.items() if har.get(namn) and isinstance(varde, str)}
    if bedoms and "underlag" in val:
        valda["underlag"] = _valda_underlag(avsnitt, val["underlag"])
    per_mal = _malens(avsnitt, val)
    steg = {(s.slag, s.nyckel) for s in avsnitt.rapport.lasar.skalsteg.all()} if valda or per_mal else set()
    _prova(valda, steg)
    for pk, varden in per_mal.items():
        _prova(varden, steg, f"-{pk}")
    if mottagare := _mottagare(avsnitt, val):
        return {"mottagare": mottagare}
    return valda | ({"malen": per_mal} if per_mal else {})


def _prova(valda: Mapping[str, Any], steg: set[tuple[str, str]], svans: str = "") -> None:
    """Raises: Nej 400 när ett steg inte finns på skalan, eller ett skäl är för långt."""
    for namn, slag in (("niva", Skalsteg.Slag.BEDOMNING), ("progression", Skalsteg.Slag.PROGRESSION)):
        if valda.get(namn) and (slag, valda[namn]) not in steg:
            raise Nej(400, "Välj ett av stegen på skalan.", falt=f"{namn}{svans}")
    for namn, vad in (("skal", "Skälet"), ("annat_underlag", "Annat underlag")):
        if len(valda.get(namn, "")) > MAX_SKAL:
            raise Nej(400, f"{vad} får ha högst {MAX_SKAL} tecken.", falt=f"{namn}{svans}")


def _malens(avsnitt: Avsnitt, val: Mapping[str, str | list[str]]) -> dict[int, dict[str, str]]:
    """Valen `niva-<mål>`, `progression-<mål>` och `skal-<mål>` för enhetens mål. Andra mål lämnas därhän."""
    if avsnitt.mall.typ != Avsnittsmall.Typ.MAL:
        return {}
    egna = {mal.pk for mal in malen(avsnitt.rapport)}
    valda: dict[int, dict[str, str]] = {}
    for namn, varde in val.items():
        del_, _, pk = namn.partition("-")
        if del_ in MALETS and pk.isdecimal() and int(pk) in egna and isinstance(varde, str):
            valda.setdefault(int(pk), {})[del_] = varde
    return valda


def _mottagare(avsnitt: Avsnitt, val: Mapping[str, str | list[str]]) -> dict[int, int | None]:
    """Valen `mottagare-<id>` i avsnittet med stödbehov.

    Raises:
        Nej: 400 när avdelningen inte finns.
    """
    if avsnitt.mall.typ != Avsnittsmall.Typ.BEHOV:
        return {}
    kanda = {nyckel for nyckel, _ in mottagarval()}
    valda: dict[int, int | None] = {}
    for namn, varde in val.items():
        pk = namn.removeprefix("mottagare-")
        if pk == namn or not pk.isdecimal() or not isinstance(varde, str):
            continue
        if varde not in kanda:
            raise Nej(400, OKAND_MOTTAGARE, falt=namn)
        valda[int(pk)] = int(varde) if varde else None
    return valda


def valbara_underlag(avsnitt: Avsnitt) -> list[tuple[str, str]]:
    """(nyckel, namn) för de nyckeltal som bedömningen kan vila på: mallens, för avsnittets eller enhetens skolformer."""
    return [(n.nyckel, n.namn) for n in i_avsnittet(avsnitt)]


def _valda_underlag(avsnitt: Avsnitt, inne: str | list[str]) -> list[str]:
    """Nycklarna i mallens ordning. Ett ensamt kryss kan komma som en text, inget kryss som en tom."""
    valda = {inne} - {""} if isinstance(inne, str) else set(inne)
    finns = [nyckel for nyckel, _ in valbara_underlag(avsnitt)]
    if not valda <= set(finns):
        raise Nej(400, "Välj bland avsnittets nyckeltal.", falt="underlag")
    return [nyckel for nyckel in finns if nyckel in valda]
