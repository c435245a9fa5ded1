"""Brev ur utkorgen: ämnesrad, en mening och en länk. Aldrig innehåll ur texterna, aldrig siffror."""

import smtplib
from dataclasses import dataclass
from email.utils import make_msgid
from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

from styrkedja.handlingar.utkorg import GarInte, lagg, spara_uppgift
from styrkedja.models import Person, Utkorg
from styrkedja.samla import ur_rummen


@dataclass(frozen=True)
class Bilaga:
    """En bilaga i ett brev, byggd när brevet går."""

    filnamn: str
    innehall: str
    typ: str


def lagg_mejl(
    *, till: Person, nyckel: str, amne: str, text: str, adress: str, bilaga: dict[str, Any] | None = None
) -> Utkorg:
    """Lägger ett brev i utkorgen, i den pågående transaktionen.

    Args:
        nyckel: samma händelse är samma brev, till exempel "aterlamnad-17".
        adress: sidans adress i huset, som läsaren fortfarande måste ha rätt till när hen öppnar den.
        bilaga: slaget, och de id som bilagan byggs av när brevet går (`<rum>/utkorg.py`, BILAGOR).
    """
    uppgifter: dict[str, Any] = {
        "person": till.pk,
        "amne": amne,
        "text": text,
        "adress": adress,
        "id": make_msgid("styrkedjan"),
    }
    if bilaga:
        uppgifter["bilaga"] = bilaga
    return lagg("mejl", nyckel=f"{nyckel}-{till.pk}", uppgifter=uppgifter)


def skicka_mejl(rad: Utkorg) -> None:
    """Skickar brevet i raden. Är det osäkert om det redan gått i väg skickas det inte igen.

    Före sändningen noteras att den har börjat. Dör arbetaren efter det vet ingen om brevet kom fram: då sägs det,
    i stället för att samma brev kommer två gånger. Message-ID är detsamma i varje försök.

    Raises:
        GarInte: mottagaren är borta, servern tog inte emot adressen, eller utfallet av förra försöket är okänt.
        OSError: e-postservern svarar inte; raden väntar och försöks igen.
    """
    person = Person.objects.filter(pk=rad.uppgifter["person"], is_active=True).first()
    if person is None or not person.befattningar_nu:
        raise GarInte("Mottagaren har ingen befattning längre.")
    if rad.uppgifter.get("borjad"):
        raise GarInte("Okänt utfall: brevet kan ha gått i väg i ett tidigare försök.")
    bilaga = _bilagan(rad, person)
    with get_connection() as server:
        spara_uppgift(rad, borjad=True)
        try:
            _brev(rad, person, server, bilaga).send()
        except smtplib.SMTPRecipientsRefused as fel:
            raise GarInte("E-postservern tog inte emot adressen.") from fel


def _brev(rad: Utkorg, person: Person, server, bilaga: Bilaga | None) -> EmailMessage:
    uppgifter = rad.uppgifter
    lank = urljoin(settings.WEBBADRESS, uppgifter["adress"])
    brev = EmailMessage(
        subject=uppgifter["amne"],
        body=f"Hej {person.namn.split()[0]}.\n\n{uppgifter['text']}\n\n{lank}\n\nStyrkedjan\n",
        to=[person.epost],
        headers={"Message-ID": uppgifter["id"], "Auto-Submitted": "auto-generated"},
        connection=server,
    )
    if bilaga:
        brev.attach(bilaga.filnamn, bilaga.innehall, bilaga.typ)
    return brev


def _bilagan(rad: Utkorg, person: Person) -> Bilaga | None:
    """Bilagan så som tinget är nu, och bara när personen fortfarande får läsa det."""
    uppgifter = rad.uppgifter.get("bilaga")
    if not uppgifter:
        return None
    alla: dict[str, Any] = {}
    for del_ in ur_rummen("utkorg", "BILAGOR"):
        alla |= del_
    bilaga: Bilaga = alla[uppgifter["slag"]](uppgifter, person)
    return bilaga
