"""Utkorgens handlingar: lägg arbete, ta det, bli klar, ge upp, sopa.

Ett arbete är en rad som skrivs i samma transaktion som det som vill ha det gjort. Kön får bara id:t, efter commit.
Är kön borta händer inget mer än att sopningen skickar raden senare.
"""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, models, transaction

from styrkedja.klocka import nu as klockan_nu
from styrkedja.models import Utkorg
from styrkedja.samla import ur_rummen

log = logging.getLogger(__name__)

#: Så länge får en arbetare hålla en rad innan en annan tar den.
LAN = timedelta(minutes=5)
MAX_FORSOK = 5

Utforare = Callable[[Utkorg], None]


class GarInte(RuntimeError):
    """Arbetet kan inte göras och ska inte försökas igen; meddelandet visas för den som bad om det."""


def utforare() -> dict[str, Utforare]:
    """Vem som gör vilket slag av arbete: varje rums `utkorg.py` bidrar med UTFORARE."""
    alla: dict[str, Utforare] = {}
    for del_ in ur_rummen("utkorg", "UTFORARE"):
        alla.update(del_)
    return alla


def lagg(
    slag: str, *, nyckel: str, uppgifter: dict[str, Any] | None = None, tidigast: datetime | None = None
) -> Utkorg:
    """Lägger ett arbete i utkorgen och skickar det till kön efter commit.

    Väntar eller pågår redan ett arbete med samma slag och nyckel returneras det: inget görs två gånger.
    """
    nu = klockan_nu()
    rad = Utkorg(slag=slag, nyckel=nyckel, uppgifter=uppgifter or {}, skapad=nu, tidigast=tidigast or nu)
    try:
        with transaction.atomic():
            rad.save()
    except IntegrityError:
        return Utkorg.objects.get(slag=slag, nyckel=nyckel, utfall__in=[Utkorg.Utfall.VANTAR, Utkorg.Utfall.PAGAR])
    transaction.on_commit(lambda: skicka(rad.pk))
    return rad


def skicka(rad_id: int) -> bool:
    """Lägger radens id i kön. Falskt när kön inte svarar; sopningen försöker igen."""
    from styrkedja.tasks import utfor

    try:
        utfor.apply_async((rad_id,), ignore_result=True)
    except Exception as fel:
        log.warning("Kön svarar inte, rad %s väntar på sopningen: %s", rad_id, type(fel).__name__)
        return False
    return True


def ta(rad_id: int) -> Utkorg | None:
    """Tar raden för arbete med en villkorad uppdatering. None när den är gjord eller någon annan har den."""
    nu = klockan_nu()
    tagen = (
        Utkorg.objects.att_gora(nu)
        .filter(pk=rad_id)
        .update(utfall=Utkorg.Utfall.PAGAR, lan_till=nu + LAN, forsok=models.F("forsok") + 1)
    )
    return Utkorg.objects.get(pk=rad_id) if tagen else None


def utfor_rad(rad_id: int) -> str:
    """Gör arbetet i raden, en gång. Ger utfallet i ett ord.

    Ett fel som kan gå över lägger tillbaka raden med väntetid; efter MAX_FORSOK är den misslyckad och säger varför.
    """
    rad = ta(rad_id)
    if rad is None:
        return "redan"
    try:
        utforare()[rad.slag](rad)
    except GarInte as fel:
        return _avsluta(rad, Utkorg.Utfall.MISSLYCKAT, str(fel))
    except Exception as fel:
        log.exception("Arbetet %s %s föll", rad.slag, rad.pk)
        return _backa(rad, fel)
    return _avsluta(rad, Utkorg.Utfall.KLART, "")


def _avsluta(rad: Utkorg, utfall: str, fel: str) -> str:
    Utkorg.objects.filter(pk=rad.pk, forsok=rad.forsok).update(
        utfall=utfall,
        fel=fel[:300],
        klar=klockan_nu(),
        lan_till=None,
        framsteg=100 if utfall == Utkorg.Utfall.KLART else 0,
    )
    return utfall


def _backa(rad: Utkorg, fel: Exception) -> str:
    if rad.forsok >= MAX_FORSOK:
        return _avsluta(
            rad, Utkorg.Utfall.MISSLYCKAT, f"Det gick inte efter {rad.forsok} försök ({type(fel).__name__})."
        )
    Utkorg.objects.filter(pk=rad.pk, forsok=rad.forsok).update(
        utfall=Utkorg.Utfall.VANTAR,
        tidigast=klockan_nu() + timedelta(seconds=5 * 4**rad.forsok),
        lan_till=None,
        fel=type(fel).__name__,
    )
    return Utkorg.Utfall.VANTAR


def visa_framsteg(rad: Utkorg, procent: int) -> None:
    """Säger hur långt arbetet kommit, och förlänger lånet medan det pågår."""
    Utkorg.objects.filter(pk=rad.pk, forsok=rad.forsok).update(framsteg=procent, lan_till=klockan_nu() + LAN)


def spara_uppgift(rad: Utkorg, **uppgifter: Any) -> None:
    """Skriver in något i radens uppgifter genast, för den som tar vid om arbetaren dör."""
    rad.uppgifter = rad.uppgifter | uppgifter
    Utkorg.objects.filter(pk=rad.pk, forsok=rad.forsok).update(uppgifter=rad.uppgifter)


def svep() -> int:
    """Skickar alla mogna rader som ingen arbetar med till kön igen. Ger antalet skickade."""
    antal = 0
    for rad_id in Utkorg.objects.att_gora(klockan_nu()).values_list("pk", flat=True)[:500]:
        if not skicka(rad_id):
            break
        antal += 1
    return antal
