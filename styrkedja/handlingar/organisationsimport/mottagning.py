"""Den uppladdade filen: ta emot, granska, bekräfta eller avbryta. Det som bekräftas är det som granskades."""

import hashlib
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction

from styrkedja.behorighet.organisation import krav_pa_att_administrera
from styrkedja.handlingar.organisationsimport.genomforande import genomfor
from styrkedja.handlingar.organisationsimport.plan import Plan
from styrkedja.handlingar.organisationsimport.planering import planera
from styrkedja.klocka import nu as klockan_nu
from styrkedja.models import Lasar, Organisationsimport, Person
from styrkedja.regler.inlasning import las_csv


def granska(rad: Organisationsimport) -> Plan:
    """Vad den väntande filen skulle ändra nu.

    Raises:
        Filfel: filen går inte att läsa, eller är inte längre den som laddades upp.
    """
    data = _innehall(rad)
    if hashlib.sha256(data).hexdigest() != rad.sha256:
        raise ValidationError("Filen är inte längre den som laddades upp. Ladda upp den igen.")
    tabell = las_csv(data, kodning=rad.kodning or None)
    return planera(tabell, lasar=rad.lasar, val=rad.kolumner)


@transaction.atomic
def ta_emot(
    *, av: Person, data: bytes, filnamn: str, lasar: Lasar | None, nu: datetime | None = None
) -> Organisationsimport:
    """Sparar en uppladdad fil i väntan på granskning. Personens tidigare väntande filer avbryts.

    Raises:
        Filfel: filen går inte att läsa alls; då sparas inget.
    """
    krav_pa_att_administrera(av)
    kodning = las_csv(data).kodning
    for vantande in Organisationsimport.objects.filter(av=av, status=Organisationsimport.Status.VANTAR):
        avbryt(av=av, rad=vantande)
    rad = Organisationsimport(
        av=av,
        filnamn=filnamn[-160:],
        sha256=hashlib.sha256(data).hexdigest(),
        kodning=kodning,
        lasar=lasar,
        skapad=nu or klockan_nu(),
    )
    rad.fil.save("organisation.csv", ContentFile(data), save=False)
    rad.save()
    return rad


@transaction.atomic
def satt_lasning(*, av: Person, rad: Organisationsimport, kodning: str, kolumner: dict[str, str]) -> None:
    """Väljer teckenkodning och koppling av kolumner för en väntande fil."""
    krav_pa_att_administrera(av)
    rad.kodning, rad.kolumner = kodning, kolumner
    rad.save(update_fields=["kodning", "kolumner"])


def bekrafta(*, av: Person, rad: Organisationsimport, nu: datetime | None = None) -> dict[str, Any]:
    """Läser in den väntande filen. Bekräftas den två gånger ger andra gången det första svaret.

    Returns:
        Sammanfattningen, samma som `sammanfatta`.

    Raises:
        ValidationError: filen har fel, eller är avbruten. Inget är inläst.
    """
    krav_pa_att_administrera(av)
    nu = nu or klockan_nu()
    with transaction.atomic():
        vantar = Organisationsimport.objects.filter(pk=rad.pk, status=Organisationsimport.Status.VANTAR)
        if vantar.update(status=Organisationsimport.Status.INLAST, inlast=nu):
            rad.utfall = genomfor(av=av, plan=granska(rad), kalla=rad.filnamn, sha256=rad.sha256, nu=nu)
            rad.status, rad.inlast = Organisationsimport.Status.INLAST, nu
            _slapp_filen(rad)
    rad.refresh_from_db()
    if rad.status == Organisationsimport.Status.AVBRUTEN:
        raise ValidationError("Inläsningen är avbruten. Ladda upp filen igen.")
    return rad.utfall


@transaction.atomic
def avbryt(*, av: Person, rad: Organisationsimport) -> None:
    """Avbryter en väntande inläsning. Inget finns kvar av filen."""
    krav_pa_att_administrera(av)
    if rad.status == Organisationsimport.Status.VANTAR:
        rad.status = Organisationsimport.Status.AVBRUTEN
        _slapp_filen(rad)


def _innehall(rad: Organisationsimport) -> bytes:
    """Filens innehåll; tomt när den inte längre finns."""
    try:
        with rad.fil.open("rb") as fil:
            return fil.read()
    except (FileNotFoundError, ValueError):
        return b""


def _slapp_filen(rad: Organisationsimport) -> None:
    """Sparar raden utan fil, och tar bort filen när transaktionen har gått igenom."""
    fil, lagring = rad.fil.name, rad.fil.storage
    rad.fil = ""
    rad.save()
    if fil:
        transaction.on_commit(lambda: lagring.delete(fil))
