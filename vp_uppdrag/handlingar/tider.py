"""Uppdragets milstolpar: lägga till, bestämma tiden, märka som klar, ta bort."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from styrkedja.handlingar.logg import logga
from styrkedja.klocka import nu as klockan_nu
from styrkedja.models import Forum, Person
from styrkedja.regler.riktext import ar_tom
from vp_uppdrag.handlingar.andringar import anteckna, krav_pa_skal
from vp_uppdrag.handlingar.hjulet import folj_uppdraget
from vp_uppdrag.handlingar.las import las_for_andring
from vp_uppdrag.models import Aterrapportering, Leverans, Uppdrag
from vp_uppdrag.regler.tider import Uppgift, i_ord

Milstolpe = Leverans | Aterrapportering


@transaction.atomic
def lagg_leverans(
    *,
    uppdrag: Uppdrag,
    slag: str,
    av: Person | None,
    vad: str = "",
    tid: Uppgift | None = None,
    varfor: str = "",
    nu: datetime | None = None,
) -> Leverans:
    """Något som uppdraget ska ta fram.

    Raises:
        ValidationError: slaget är tomt, skälet fattas, läsåret är stängt, eller uppdraget är slut.
    """
    uppdrag, nu = las_for_andring(uppdrag), nu or klockan_nu()
    if ar_tom(slag):
        raise ValidationError({"slag": "Skriv vad det är, till exempel förslag eller rutin."})
    krav_pa_skal(uppdrag, varfor)
    rad = Leverans.objects.create(
        uppdrag=uppdrag, slag=slag.strip(), vad=vad.strip(), tid=tid, ordning=uppdrag.leveranser.count()
    )
    _lagd(uppdrag, rad, varfor, av, nu)
    return rad


@transaction.atomic
def lagg_aterrapportering(
    *,
    uppdrag: Uppdrag,
    forum: Forum,
    av: Person | None,
    tider: list[Uppgift] | None = None,
    varfor: str = "",
    nu: datetime | None = None,
) -> list[Aterrapportering]:
    """Återrapporteringen i ett forum: en rad per tid (”april/maj? och november” är två), eller en utan tid.

    Raises:
        ValidationError: skälet fattas, läsåret är stängt, eller uppdraget är slut.
    """
    uppdrag, nu = las_for_andring(uppdrag), nu or klockan_nu()
    krav_pa_skal(uppdrag, varfor)
    alla: list[Uppgift | None] = [*tider] if tider else [None]
    rader = []
    for tid in alla:
        antal = uppdrag.aterrapporteringar.count()
        rad = Aterrapportering.objects.create(uppdrag=uppdrag, forum=forum, tid=tid, ordning=antal)
        _lagd(uppdrag, rad, varfor, av, nu)
        rader.append(rad)
    return rader


def _lagd(uppdrag: Uppdrag, rad: Milstolpe, varfor: str, av: Person | None, nu: datetime) -> None:
    if av is not None:
        anteckna(uppdrag, {str(rad): ("", i_ord(rad.tid))}, varfor=varfor, av=av, nu=nu)
    logga("lagg_milstolpe", av=av, pa=rad, nu=nu)
    folj_uppdraget(uppdrag)


@transaction.atomic
def bestam_tid(
    *, rad: Milstolpe, tid: Uppgift | None, av: Person, varfor: str = "", nu: datetime | None = None
) -> Milstolpe:
    """Bestämmer eller ändrar tiden. ”April/maj?” blir en dag, och hjulet följer med. Samma tid ändrar inget.

    Raises:
        ValidationError: milstolpen är redan klar, skälet fattas, läsåret är stängt, eller uppdraget är slut.
    """
    uppdrag, nu = las_for_andring(rad.uppdrag), nu or klockan_nu()
    rad = _las(rad)
    if rad.klar:
        raise ValidationError("Milstolpen är klar. Tiden står kvar som den var.")
    if rad.tid == tid:
        return rad
    krav_pa_skal(uppdrag, varfor)
    fran, rad.tid = i_ord(rad.tid), tid
    rad.save()
    anteckna(uppdrag, {str(rad): (fran, i_ord(tid))}, varfor=varfor, av=av, nu=nu)
    logga("bestam_tid", av=av, pa=rad, nu=nu, fran=fran, till=i_ord(tid))
    folj_uppdraget(uppdrag, nytt_beslut=rad)
    return rad


@transaction.atomic
def markera_klar(*, rad: Leverans, av: Person, nu: datetime | None = None) -> Leverans:
    """Leveransen är klar. En gång till ändrar inget; en återrapportering blir klar genom sin lägesrapport.

    Raises:
        ValidationError: läsåret är stängt, eller uppdraget är slut.
    """
    las_for_andring(rad.uppdrag)
    last = Leverans.objects.select_for_update().get(pk=rad.pk)
    if not last.klar:
        last.klar = nu or klockan_nu()
        last.save()
        logga("markera_klar", av=av, pa=last, nu=nu)
        folj_uppdraget(last.uppdrag)
    return last


@transaction.atomic
def ta_bort_milstolpe(*, rad: Milstolpe, av: Person, varfor: str = "", nu: datetime | None = None) -> None:
    """Tar bort milstolpen; i ett beslutat uppdrag står den kvar i historiken.

    Raises:
        ValidationError: skälet fattas, läsåret är stängt, eller uppdraget är slut.
    """
    uppdrag, nu = las_for_andring(rad.uppdrag), nu or klockan_nu()
    rad = _las(rad)
    krav_pa_skal(uppdrag, varfor)
    anteckna(uppdrag, {str(rad): (i_ord(rad.tid), "borttagen")}, varfor=varfor, av=av, nu=nu)
    logga("ta_bort_milstolpe", av=av, pa=rad, nu=nu)
    rad.delete()
    folj_uppdraget(uppdrag)


def _las(rad: Milstolpe) -> Milstolpe:
    return type(rad).objects.select_for_update().get(pk=rad.pk)
