"""Brev ur utkorgen: ämnesrad, en mening och en länk. Aldrig innehåll ur texterna, aldrig siffror."""

import smtplib
from email.utils import make_msgid
from urllib.parse import urljoin

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

from styrkedja.handlingar.utkorg import GarInte, lagg, spara_uppgift
from styrkedja.models import Person, Utkorg


def lagg_mejl(*, till: Person, nyckel: str, amne: str, text: str, adress: str) -> Utkorg:
    """Lägger ett brev i utkorgen, i den pågående transaktionen.

    Args:
        nyckel: samma händelse är samma brev, till exempel "aterlamnad-17".
        adress: sidans adress i huset, som läsaren fortfarande måste ha rätt till när hen öppnar den.
    """
    uppgifter = {"person": till.pk, "amne": amne, "text": text, "adress": adress, "id": make_msgid("styrkedjan")}
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
    with get_connection() as server:
        spara_uppgift(rad, borjad=True)
        try:
            _brev(rad, person, server).send()
        except smtplib.SMTPRecipientsRefused as fel:
            raise GarInte("E-postservern tog inte emot adressen.") from fel


def _brev(rad: Utkorg, person: Person, server) -> EmailMessage:
    uppgifter = rad.uppgifter
    lank = urljoin(settings.WEBBADRESS, uppgifter["adress"])
    return EmailMessage(
        subject=uppgifter["amne"],
        body=f"Hej {person.namn.split()[0]}.\n\n{uppgifter['text']}\n\n{lank}\n\nStyrkedjan\n",
        to=[person.epost],
        headers={"Message-ID": uppgifter["id"], "Auto-Submitted": "auto-generated"},
        connection=server,
    )
