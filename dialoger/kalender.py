"""Dialogen som kallelse i iCalendar (RFC 5545, 5546): samma UID hela vägen, ett högre SEQUENCE för varje ändring."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from icalendar import Calendar, Event, Timezone, vCalAddress, vText

from dialoger.models import Dialog
from dialoger.parterna import Parterna
from styrkedja.format import lokal_tid
from styrkedja.klocka import nu as klockan_nu
from styrkedja.models import Person

SVERIGE = ZoneInfo("Europe/Stockholm")


def kallelsen(dialog: Dialog, *, nu: datetime | None = None, metod: str = "") -> tuple[str, str]:
    """(metoden, kalendern): REQUEST när dialogen är bokad, annars CANCEL; PUBLISH för den som hämtar.

    Bara tid, plats, deltagare och en länk.
    """
    metod = metod or ("REQUEST" if dialog.borjar else "CANCEL")
    kalender = Calendar()
    for namn, varde in {"prodid": "-//Styrkedjan//SV", "version": "2.0", "method": metod}.items():
        kalender.add(namn, varde)
    lasar = dialog.lasar
    kalender.add_component(
        Timezone.from_tzinfo(SVERIGE, first_date=date(lasar.fran.year, 1, 1), last_date=date(lasar.till.year + 1, 1, 1))
    )
    kalender.add_component(_samtalet(dialog, nu or klockan_nu()))
    return metod, kalender.to_ical().decode()


def _samtalet(dialog: Dialog, nu: datetime) -> Event:
    samtal = Event()
    samtal.add("uid", f"{dialog.uid}@styrkedjan")
    samtal.add("sequence", dialog.sekvens)
    samtal.add("dtstamp", nu)
    samtal.add("summary", str(dialog))
    samtal.add("status", "CONFIRMED" if dialog.borjar else "CANCELLED")
    samtal.add("url", settings.WEBBADRESS.rstrip("/") + reverse("dialog", args=[dialog.pk]))
    if dialog.borjar and dialog.slutar:
        samtal.add("dtstart", lokal_tid(dialog.borjar).astimezone(SVERIGE))
        samtal.add("dtend", lokal_tid(dialog.slutar).astimezone(SVERIGE))
    if dialog.lokal:
        samtal.add("location", dialog.lokal)
    for nr, person in enumerate(kallade(dialog)):
        if not nr:
            samtal.add("organizer", _adress(person), encode=False)
        samtal.add("attendee", _adress(person), encode=False)
    return samtal


def kallade(dialog: Dialog) -> list[Person]:
    """Parternas människor, och gästerna som båda har sagt ja till."""
    return [d.person for d in Parterna([dialog]).deltagare(dialog) if d.person]


def _adress(person: Person) -> vCalAddress:
    adress = vCalAddress(f"mailto:{person.epost}")
    adress.params["cn"] = vText(person.namn)
    return adress
