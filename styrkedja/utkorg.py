"""Kärnans arbeten i utkorgen: slag → den som utför. Varje arbete får köras två gånger."""

from django.core.exceptions import ValidationError

from styrkedja.handlingar.hjul import skapa_hjul
from styrkedja.handlingar.mejl import skicka_mejl
from styrkedja.handlingar.utkorg import GarInte
from styrkedja.klocka import nu
from styrkedja.models import Lasar, Utkorg
from styrkedja.samla import ur_rummen


def gor_hjulet(rad: Utkorg) -> None:
    """Skapar läsårets hjul och låter varje rum göra sitt efteråt (`<rum>/arshjul.py`, efter_hjulet(lasar, nu)).

    Raises:
        GarInte: läsåret finns inte längre, eller en mall har en regel som inte går att räkna med.
    """
    lasar = Lasar.objects.filter(pk=rad.uppgifter.get("lasar")).first()
    if lasar is None:
        raise GarInte("Läsåret finns inte längre.")
    try:
        skapa_hjul(lasar=lasar)
    except ValidationError as fel:
        raise GarInte(" ".join(fel.messages)) from fel
    for efter_hjulet in ur_rummen("arshjul", "efter_hjulet"):
        efter_hjulet(lasar, nu())


UTFORARE = {"hjul": gor_hjulet, "mejl": skicka_mejl}
