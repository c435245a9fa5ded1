"""Skribenterna som mätningen skriver med: en rektor per enhet, inloggad, med ett avsnitt och en text att skriva i."""

from dataclasses import dataclass

from django.conf import settings
from django.test import Client
from django.urls import reverse

from bench.fyll import fyll_till
from kvalitetsrapporter.handlingar.skrivning import AGARE, spara_avsnitt
from kvalitetsrapporter.models import Avsnitt, Rapport
from styrkedja.handlingar.lasar import aktuellt_lasar
from styrkedja.models import Befattning, Textversion
from styrkedja.regler.roller import Roll

#: Säkerhetsmärket: hemligheten i kakan och i huvudet är densamma, så som sidans skript skickar den.
MARKE = "b" * 32


@dataclass
class Skrivare:
    """Var skribenten sparar, vem hon är, och versionen hon står på."""

    adress: str
    kaka: str
    person: int
    avsnitt: int
    falt: str
    version: int = 1


def skrivare(antal: int) -> list[Skrivare]:
    """Fyller på enheter tills det finns så många rektorer som skriver i varsitt avsnitt."""
    fyll_till(antal + 24)
    lasar = aktuellt_lasar()
    rapporter = Rapport.objects.filter(lasar=lasar, faststalld=None).select_related("enhet", "lasar").order_by("-pk")
    alla = list(rapporter[:antal])
    mall = Avsnitt.objects.filter(rapport__lasar=lasar, mall__falt__isnull=False, mall__runda="varje").first()
    mall = mall or Avsnitt.objects.filter(rapport__lasar=lasar, mall__falt__isnull=False)[0]
    for rapport in alla:
        Avsnitt.objects.get_or_create(
            rapport=rapport, nyckel=mall.nyckel, defaults={"mall": mall.mall, "rubrik": mall.rubrik, "ordning": 1}
        )
    falt = mall.mall.falt.all()[0].nyckel
    return [_skrivare(rapport, mall.nyckel, falt) for rapport in alla]


def _skrivare(rapport: Rapport, nyckel: str, falt: str) -> Skrivare:
    rektor = Befattning.objects.filter(plats=rapport.enhet_id, roll=Roll.REKTOR).select_related("person")[0].person
    avsnitt = rapport.avsnitt.select_related("mall", "rapport__lasar").get(nyckel=nyckel)
    version = spara_avsnitt(avsnitt=avsnitt, texter={falt: f"Början {rapport.pk}"}, av=rektor).versioner[falt]
    klient = Client(SERVER_NAME="127.0.0.1")
    klient.force_login(rektor)
    namn = settings.SESSION_COOKIE_NAME
    kaka = f"{namn}={klient.cookies[namn].value}; {settings.CSRF_COOKIE_NAME}={MARKE}"
    adress = reverse("rapport-avsnitt-spara", args=[rapport.enhet.slug, rapport.lasar.slug, nyckel])
    return Skrivare(adress, kaka, rektor.pk, avsnitt.pk, falt, version)


def saknade(kvitton: list[tuple[int, str, int, str]]) -> int:
    """Så många kvitterade sparningar (avsnitt, fält, version, hash) som inte står i databasen."""
    finns = set(
        Textversion.objects.filter(text__agare_slag=AGARE, slag=Textversion.Slag.SPARAD).values_list(
            "text__agare_id", "text__falt", "version", "hash"
        )
    )
    return sum(kvitto not in finns for kvitto in kvitton)
