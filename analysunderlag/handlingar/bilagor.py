"""Analytikerns PM: läggs till och dras tillbaka. Filen skrivs först och raden sist, så att ingen rad saknar sin fil."""

from datetime import datetime
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from analysunderlag.models import Bilaga, Nyckeltal
from styrkedja.handlingar.logg import logga
from styrkedja.klocka import nu as klockan_nu
from styrkedja.models import Enhet, Omgang, Person
from styrkedja.pdf.lasning import PdfNej, las_pdf

MAX_TEXT = 200_000


def lagg_till_bilaga(
    *,
    titel: str,
    syntolkning: str,
    av: Person,
    text: str = "",
    data: bytes = b"",
    nyckeltal: Nyckeltal | None = None,
    enhet: Enhet | None = None,
    omgang: Omgang | None = None,
    nu: datetime | None = None,
) -> Bilaga:
    """Lägger till ett PM. Utan egen text används den som går att läsa ur filen, så att sökning och skärmläsare har den.

    Args:
        data: PDF-filens innehåll.

    Raises:
        ValidationError: syntolkning, fil och text, eller det som PM:et gäller saknas; eller PDF:en tas inte emot.
    """
    fel = _som_saknas(titel, syntolkning, text, data, (nyckeltal, enhet, omgang))
    if fel:
        raise ValidationError(fel)
    try:
        inlast = las_pdf(data) if data else None
    except PdfNej as nej:
        raise ValidationError({"fil": str(nej)}) from nej
    nu = nu or klockan_nu()
    rad = Bilaga(
        titel=titel.strip(), syntolkning=syntolkning.strip(), nyckeltal=nyckeltal, enhet=enhet, omgang=omgang, av=av,
        nar=nu, text=(text.strip() or (inlast.text if inlast else ""))[:MAX_TEXT], sidor=inlast.sidor if inlast else 0,
    )  # fmt: skip
    return _skriv(rad, data, nu)


def _som_saknas(titel: str, syntolkning: str, text: str, data: bytes, om: tuple) -> dict[str, str]:
    fel = {}
    if not titel.strip():
        fel["titel"] = "Skriv en titel."
    if not syntolkning.strip():
        fel["syntolkning"] = "Skriv en syntolkning: det viktigaste i diagram och tal, i ord."
    if not data and not text.strip():
        fel["fil"] = "Välj en PDF, eller skriv texten."
    if not any(om):
        fel["nyckeltal"] = "Välj vad PM:et gäller: ett nyckeltal, en enhet eller en runda."
    return fel


def _skriv(rad: Bilaga, data: bytes, nu: datetime) -> Bilaga:
    fil = default_storage.save(f"pm/{nu:%Y}/{uuid4().hex}.pdf", ContentFile(data)) if data else ""
    rad.fil = fil
    try:
        with transaction.atomic():
            rad.save()
            logga("lagg_till_bilaga", av=rad.av, pa=rad, plats_id=rad.enhet_id, nu=nu, fil=bool(data))
    except BaseException:
        if fil:
            default_storage.delete(fil)
        raise
    return rad


@transaction.atomic
def dra_tillbaka_bilaga(*, bilaga: Bilaga, av: Person, nu: datetime | None = None) -> None:
    """Tar bort PM:et från sidorna och filen från disken. Raden står kvar för loggen och de genomgångar som varit."""
    nu = nu or klockan_nu()
    fil = str(bilaga.fil.name or "")
    bilaga.tillbakadragen, bilaga.fil, bilaga.text = nu, "", ""
    bilaga.save(update_fields=["tillbakadragen", "fil", "text"])
    logga("dra_tillbaka_bilaga", av=av, pa=bilaga, plats_id=bilaga.enhet_id, nu=nu)
    if fil:
        transaction.on_commit(lambda: default_storage.delete(fil))
