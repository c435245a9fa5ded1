"""Hur en text ligger i databasen: ren som den är, rik rensad, hemlig som chiffer. Slaget avgör, på ett ställe."""

import hashlib
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied

from styrkedja.models import Person, Text
from styrkedja.models.text import Textslag
from styrkedja.nycklar import dolj, nycklad_hash, visa
from styrkedja.regler import riktext


@dataclass(frozen=True)
class Lydelse:
    """Det som lagras: innehållet (chiffer när texten är hemlig) och hashen som lydelser jämförs med."""

    innehall: str
    hash: str
    slag: str


def text_hash(innehall: str) -> str:
    """SHA-256 i hex av texten i UTF-8."""
    return hashlib.sha256(innehall.encode()).hexdigest()


def rensa(slag: str, innehall: str, fore: str = "") -> tuple[str, str]:
    """Det som får lagras av det som togs emot, och slaget det har. Enda stället där rik text rensas före lagring."""
    if slag != Textslag.RIK:
        return innehall, slag
    rensat = riktext.lydelse(innehall, fore)
    return rensat, Textslag.RIK if riktext.ar_rik(rensat) else Textslag.REN


def lydelse(rad: Text, skrivet: str, slag: str, av: Person, fore: str = "") -> Lydelse:
    """Texten så som den ska lagras i raden.

    Args:
        fore: lydelsen som skribenten såg, för ren text i ett rikt fält (riktext.lydelse).

    Raises:
        PermissionDenied: raden är någon annans hemliga text.
        ValueError: en öppen text kan inte bli hemlig eller tvärtom: de gamla versionerna ligger kvar som de är.
    """
    if (slag == Textslag.HEMLIG) != (rad.slag == Textslag.HEMLIG):
        raise ValueError(f"{rad} kan inte byta från {rad.slag} till {slag}")
    if slag != Textslag.HEMLIG:
        innehall, slag = rensa(slag, skrivet, fore)
        return Lydelse(innehall, text_hash(innehall), slag)
    _krav_pa_egen(rad, av)
    return Lydelse(dolj(skrivet, av.pk, _plats(rad)), nycklad_hash(skrivet, av.pk, _plats(rad)), slag)


def oppna(rad: Text, innehall: str, person: Person, *, bara_hemlig: bool = False) -> str:
    """Innehållet i klartext, för den som får läsa det.

    Raises:
        PermissionDenied: texten är hemlig och någon annans (eller, med bara_hemlig, inte hemlig alls).
    """
    if rad.slag != Textslag.HEMLIG:
        if bara_hemlig:
            raise PermissionDenied
        return innehall
    _krav_pa_egen(rad, person)
    return visa(innehall, person.pk, _plats(rad)) if innehall else ""


def _krav_pa_egen(rad: Text, person: Person) -> None:
    if rad.andrad_av_id not in (None, person.pk):
        raise PermissionDenied("Texten är någon annans egen anteckning.")


def _plats(rad: Text) -> str:
    """Chiffret är bundet till sin plats: flyttat till en annan rad går det inte att läsa."""
    return f"{rad.agare_slag}/{rad.agare_id}/{rad.falt}"
