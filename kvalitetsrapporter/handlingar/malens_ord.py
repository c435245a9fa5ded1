"""Rektors ord om verksamhetsmålen i en inlämnad del, så som planen och uppdragen läser dem (krav 47, 54)."""

from collections.abc import Iterator, Mapping
from typing import Any

from kvalitetsrapporter.regler import ar_tomt
from vp_uppdrag.handlingar.progression import Delad


def malens_ord(innehall: Mapping[str, Any]) -> Iterator[Delad]:
    """Ett per mål i det som frystes: fälten med text, och skalstegen i ord."""
    for avsnitt in innehall["avsnitt"]:
        falten = {f["nyckel"]: f for f in avsnitt["falt"]}
        for mal in avsnitt.get("mal", ()):
            rader = [_falt(falten[nyckel]) for nyckel in mal["falt"] if not ar_tomt(falten[nyckel]["text"])]
            yield Delad(mal["id"], rader, _steg(mal["bedomning"]), _steg(mal["progression"]))


def _falt(falt: Mapping[str, str]) -> dict[str, str]:
    """Fältet utan målets nummer: på målets egen plats säger det sig självt."""
    etikett = falt["etikett"].partition(": ")[2] or falt["etikett"]
    return {
        "nyckel": falt["nyckel"].rpartition("-")[2],
        "etikett": etikett[:1].upper() + etikett[1:],
        "text": falt["text"],
    }


def _steg(steg: Mapping[str, Any] | None) -> dict[str, Any] | None:
    return {"namn": steg["namn"], "form": steg["form"]} if steg else None
