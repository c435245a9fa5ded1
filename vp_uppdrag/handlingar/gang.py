"""Uppdragets gång: besluta, planera, godkänna, genomföra, slutrapportera, avbryta. En övergång i taget, en gång."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from styrkedja.handlingar.logg import logga
from styrkedja.klocka import nu as klockan_nu
from styrkedja.models import Person
from styrkedja.regler.riktext import ar_tom
from vp_uppdrag.handlingar import GarInteNu
from vp_uppdrag.handlingar.andringar import SKRIV_VARFOR, anteckna
from vp_uppdrag.handlingar.hjulet import folj_uppdraget
from vp_uppdrag.handlingar.las import las_for_overgang
from vp_uppdrag.models import Uppdrag
from vp_uppdrag.models.uppdrag import parternas_uppgifter
from vp_uppdrag.regler.parter import hinder_att_besluta


@transaction.atomic
def besluta(*, uppdrag: Uppdrag, av: Person, nu: datetime | None = None) -> Uppdrag:
    """Direktören beslutar: uppdraget blir synligt för alla, och dess tider ställs i årshjulet.

    Raises:
        ValidationError: läsåret är stängt.
        GarInteNu: det är redan beslutat, eller parterna räcker inte (två delar på det utan sammankallande).
    """
    last, till = las_for_overgang(uppdrag, "besluta")
    if hinder := hinder_att_besluta(parternas_uppgifter(last.parter.all())):
        raise GarInteNu(hinder)
    nu = nu or klockan_nu()
    return _ga(last, "besluta_uppdrag", av, nu, tillstand=till, beslutat=nu, beslutat_av=av)


@transaction.atomic
def borja_planera(*, uppdrag: Uppdrag, av: Person, nu: datetime | None = None) -> Uppdrag:
    """Planeringen har börjat. Tidpunkten avgör om uppdraget startade sent (krav 40)."""
    last, till = las_for_overgang(uppdrag, "borja_planera")
    nu = nu or klockan_nu()
    return _ga(last, "borja_planera", av, nu, tillstand=till, planeras_fran=nu)


@transaction.atomic
def begar_godkannande(*, uppdrag: Uppdrag, forankring: str, av: Person, nu: datetime | None = None) -> Uppdrag:
    """Förslaget är förankrat och läggs fram för det forum som ska godkänna det.

    Raises:
        ValidationError: hur förslaget förankrats är inte skrivet; läsåret är stängt.
        GarInteNu: uppdraget planeras inte, eller behöver inget godkännande.
    """
    last, till = las_for_overgang(uppdrag, "begar_godkannande")
    if not last.kraver_godkannande:
        raise GarInteNu("Uppdraget behöver inget godkännande före genomförandet.")
    if ar_tom(forankring):
        raise ValidationError({"forankring": "Skriv med vilka och hur förslaget har förankrats."})
    return _ga(last, "begar_godkannande", av, nu or klockan_nu(), tillstand=till, forankring=forankring.strip())


@transaction.atomic
def godkann(*, uppdrag: Uppdrag, av: Person, nu: datetime | None = None) -> Uppdrag:
    """Forumet har godkänt förslaget, och genomförandet kan börja."""
    last, till = las_for_overgang(uppdrag, "godkann")
    nu = nu or klockan_nu()
    return _ga(last, "godkann_uppdrag", av, nu, tillstand=till, godkant=nu, godkant_av=av, genomfors_fran=nu)


@transaction.atomic
def lamna_tillbaka(*, uppdrag: Uppdrag, varfor: str, av: Person, nu: datetime | None = None) -> Uppdrag:
    """Forumet godkände inte: förslaget går tillbaka med vad som behöver ändras.

    Raises:
        ValidationError: skälet fattas; läsåret är stängt.
    """
    last, till = las_for_overgang(uppdrag, "lamna_tillbaka")
    _krav(varfor)
    nu = nu or klockan_nu()
    anteckna(last, {"godkännande": ("begärt", "inte godkänt")}, varfor=varfor, av=av, nu=nu)
    return _ga(last, "lamna_tillbaka_uppdrag", av, nu, tillstand=till)


@transaction.atomic
def starta(*, uppdrag: Uppdrag, av: Person, nu: datetime | None = None) -> Uppdrag:
    """Genomförandet börjar. Kräver uppdraget ett godkännande är det en grind som inte går att gå runt.

    Raises:
        GarInteNu: godkännandet fattas, eller uppdraget planeras inte.
    """
    last, till = las_for_overgang(uppdrag, "starta")
    if last.kraver_godkannande and not last.godkant:
        raise GarInteNu("Förslaget ska godkännas innan det genomförs.")
    nu = nu or klockan_nu()
    return _ga(last, "starta_uppdrag", av, nu, tillstand=till, genomfors_fran=nu)


@transaction.atomic
def slutrapportera(*, uppdrag: Uppdrag, slutrapport: str, av: Person, nu: datetime | None = None) -> Uppdrag:
    """Slutrapporten är skriven och uppdraget är slut.

    Raises:
        ValidationError: slutrapporten är tom; läsåret är stängt.
    """
    last, till = las_for_overgang(uppdrag, "slutrapportera")
    if ar_tom(slutrapport):
        raise ValidationError({"slutrapport": "Skriv vad uppdraget ledde till."})
    nu = nu or klockan_nu()
    return _ga(
        last, "slutrapportera", av, nu, tillstand=till, slutrapport=slutrapport.strip(), avslutat=nu, avslutat_av=av
    )


@transaction.atomic
def avbryt(*, uppdrag: Uppdrag, varfor: str, av: Person, nu: datetime | None = None) -> Uppdrag:
    """Uppdraget avbryts och står kvar med skälet; dess kommande tider tas ur hjulet.

    Raises:
        ValidationError: skälet fattas; läsåret är stängt.
    """
    last, till = las_for_overgang(uppdrag, "avbryt")
    _krav(varfor)
    nu = nu or klockan_nu()
    anteckna(last, {"uppdraget": (last.get_tillstand_display(), "avbrutet")}, varfor=varfor, av=av, nu=nu)
    return _ga(last, "avbryt_uppdrag", av, nu, tillstand=till, avslutat=nu, avslutat_av=av)


def _krav(varfor: str) -> None:
    if ar_tom(varfor):
        raise ValidationError({"varfor": SKRIV_VARFOR})


def _ga(uppdrag: Uppdrag, verb: str, av: Person, nu: datetime, **nya: Any) -> Uppdrag:
    """Skriver övergången, loggar den och låter hjulet följa."""
    for namn, varde in nya.items():
        setattr(uppdrag, namn, varde)
    uppdrag.save(update_fields=list(nya))
    logga(verb, av=av, pa=uppdrag, nu=nu, tillstand=str(uppdrag.tillstand))
    folj_uppdraget(uppdrag)
    return uppdrag
