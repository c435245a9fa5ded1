"""Iakttagelserna: skriva, ändra, ta bort, dela med enhetens rektor och ta tillbaka delningen (krav 68)."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction

from dialoger.handlingar import GarInteNu
from dialoger.handlingar.handslagsbrev import beratta_om_delning
from dialoger.models import Dialog, Iakttagelse
from kvalitetsrapporter.models import Avsnitt
from styrkedja.handlingar.lasar import krav_pa_oppet
from styrkedja.handlingar.logg import logga
from styrkedja.handlingar.texter import Sparat, spara_texter
from styrkedja.klocka import nu as klockan_nu
from styrkedja.models import Enhet, Laroplansomrade, Omgang, Person
from styrkedja.models.text import Textslag

#: Ägaren till det som verksamhetscheferna är överens om inför en runda, i kärnans texter.
LIKVARDIGT = "likvardigt"
MAX = 2000


@transaction.atomic
def skriv_iakttagelse(
    *, enhet: Enhet, omgang: Omgang, slag: str, text: str, av: Person, avsnitt: Avsnitt | None = None,
    dialog: Dialog | None = None, nu: datetime | None = None,
) -> Iakttagelse:  # fmt: skip
    """En ny iakttagelse. Samma ord av samma person om samma enhet och runda en gång till är samma iakttagelse.

    Raises:
        ValidationError: läsåret är stängt, texten är tom eller för lång, slaget finns inte.
    """
    krav_pa_oppet(omgang.lasar)
    orden = _prova(slag, text)
    nu = nu or klockan_nu()
    rad, ny = Iakttagelse.objects.get_or_create(
        enhet=enhet, omgang=omgang, slag=slag, text=orden, av=av, avsnitt=avsnitt,
        defaults={"dialog": dialog, "nar": nu, "omrade": avsnittets_omrade(avsnitt)},
    )  # fmt: skip
    if ny:
        logga("skriv_iakttagelse", av=av, pa=enhet, plats_id=enhet.pk, nu=nu, iakttagelse=rad.pk)
    return rad


@transaction.atomic
def andra_iakttagelse(
    *, iakttagelse: Iakttagelse, slag: str, text: str, av: Person, avsnitt: Avsnitt | None = None,
    nu: datetime | None = None,
) -> Iakttagelse:  # fmt: skip
    """Skriver om en egen iakttagelse. Är den delad läser rektor de nya orden.

    Raises:
        ValidationError: läsåret är stängt, eller orden duger inte.
        GarInteNu: iakttagelsen är borttagen, eller någon annans.
    """
    rad, nu = _las(iakttagelse, av), nu or klockan_nu()
    rad.slag, rad.text = slag, _prova(slag, text)
    rad.avsnitt, rad.omrade = avsnitt, avsnittets_omrade(avsnitt)
    rad.andrad = nu
    rad.save()
    logga("andra_iakttagelse", av=av, pa=rad.enhet, plats_id=rad.enhet_id, nu=nu, iakttagelse=rad.pk)
    return rad


@transaction.atomic
def ta_bort_iakttagelse(*, iakttagelse: Iakttagelse, av: Person, nu: datetime | None = None) -> None:
    """Tar bort en egen iakttagelse som ingen rektor läser.

    Raises:
        ValidationError: läsåret är stängt.
        GarInteNu: den är redan borttagen, någon annans, eller delad.
    """
    rad = _las(iakttagelse, av)
    if rad.delad:
        raise GarInteNu("Iakttagelsen är delad med rektor. Ta tillbaka delningen först.")
    nyckel = rad.pk
    rad.delete()
    logga("ta_bort_iakttagelse", av=av, pa=rad.enhet, plats_id=rad.enhet_id, nu=nu, iakttagelse=nyckel)


@transaction.atomic
def dela_iakttagelse(*, iakttagelse: Iakttagelse, av: Person, nu: datetime | None = None) -> Iakttagelse:
    """Enhetens rektor läser den från och med nu, i dialogen. En gång till ändrar inget.

    Raises:
        ValidationError: läsåret är stängt.
        GarInteNu: den är borttagen, eller någon annans.
    """
    rad, nu = _las(iakttagelse, av), nu or klockan_nu()
    if rad.delad:
        return rad
    rad.delad, rad.delning_tillbaka = nu, None
    rad.save(update_fields=["delad", "delning_tillbaka"])
    logga("dela_iakttagelse", av=av, pa=rad.enhet, plats_id=rad.enhet_id, nu=nu, iakttagelse=rad.pk)
    beratta_om_delning(rad, av)
    return rad


@transaction.atomic
def ta_tillbaka_iakttagelse(*, iakttagelse: Iakttagelse, av: Person, nu: datetime | None = None) -> Iakttagelse:
    """Rektor läser den inte längre, och ser att delningen togs tillbaka. Händelsen står kvar.

    Raises:
        ValidationError: läsåret är stängt.
        GarInteNu: den är borttagen, någon annans, eller inte delad.
    """
    rad, nu = _las(iakttagelse, av), nu or klockan_nu()
    if rad.delad is None:
        raise GarInteNu("Iakttagelsen är inte delad.")
    rad.delad, rad.delning_tillbaka = None, nu
    rad.save(update_fields=["delad", "delning_tillbaka"])
    logga("ta_tillbaka_iakttagelse", av=av, pa=rad.enhet, plats_id=rad.enhet_id, nu=nu, iakttagelse=rad.pk)
    return rad


@transaction.atomic
def spara_likvardigt(
    *, omgang: Omgang, texter: Mapping[str, str], av: Person, versioner: Mapping[str, int] | None = None,
    op: UUID | None = None, nu: datetime | None = None,
) -> Sparat:  # fmt: skip
    """Det verksamhetscheferna är överens om inför rundan (krav 102). Argumenten är som i `spara_texter`.

    Raises:
        ValidationError: läsåret är stängt.
    """
    krav_pa_oppet(omgang.lasar)
    return spara_texter(
        agare_slag=LIKVARDIGT, agare_id=omgang.pk, texter=texter, av=av, versioner=versioner, op=op,
        slag=dict.fromkeys(texter, Textslag.RIK), nu=nu,
    )  # fmt: skip


def avsnittets_omrade(avsnitt: Avsnitt | None) -> Laroplansomrade | None:
    """Läroplansområdet som avsnittet handlar om."""
    if avsnitt is None or avsnitt.laroplan_id is None or avsnitt.skolform is None:
        return None
    namn = avsnitt.mall.omraden.get(avsnitt.skolform.nyckel, "")
    return Laroplansomrade.objects.filter(laroplan=avsnitt.laroplan_id, namn=namn).first()


def _las(iakttagelse: Iakttagelse, av: Person) -> Iakttagelse:
    rad = Iakttagelse.objects.select_for_update().filter(pk=iakttagelse.pk).first()
    if rad is None:
        raise GarInteNu("Iakttagelsen är borttagen.")
    if rad.av_id != av.pk:
        raise GarInteNu("Bara den som skrev iakttagelsen ändrar, delar eller tar bort den.")
    krav_pa_oppet(rad.omgang.lasar)
    return rad


def _prova(slag: str, text: str) -> str:
    """Raises: ValidationError, fält för fält."""
    fel = (
        {} if slag in Iakttagelse.Slag.values else {"slag": "Välj styrka, utmaning, utvecklingsbehov eller stödbehov."}
    )
    if not text.strip():
        fel["text"] = "Skriv vad du ser."
    elif len(text.strip()) > MAX:
        fel["text"] = f"Högst {MAX} tecken. Det här är en iakttagelse, inte en analys."
    if fel:
        raise ValidationError(fel)
    return text.strip()
