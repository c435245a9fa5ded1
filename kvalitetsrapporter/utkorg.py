"""Rummets arbete åt utkorgen: PDF av en inlämnad version."""

from kvalitetsrapporter import utskrift
from kvalitetsrapporter.models import Inlamning
from styrkedja.handlingar.dokument import spara_dokument
from styrkedja.handlingar.utkorg import GarInte, visa_framsteg
from styrkedja.klocka import nu
from styrkedja.models import Utkorg
from styrkedja.pdf import PdfFel, rendera


def gor_pdf(rad: Utkorg) -> None:
    """Gör PDF:en av versionen i `rad.uppgifter["inlamning"]`. Två gånger ger ett dokument, det senaste.

    Raises:
        GarInte: versionen finns inte, eller papperet spränger gränserna för tid eller minne.
    """
    inlamning = _hamta(rad)
    gjord = nu()
    titel = utskrift.titel(inlamning)
    try:
        pdf = rendera(utskrift.html(inlamning, gjord=gjord), titel=titel, vid_steg=lambda n: visa_framsteg(rad, n))
    except PdfFel as fel:
        if fel.forsok_igen:
            raise
        raise GarInte(str(fel)) from fel
    spara_dokument(
        ting=inlamning, titel=titel, filnamn=utskrift.filnamn(inlamning), data=pdf.data, sidor=pdf.sidor, nu=gjord
    )


def _hamta(rad: Utkorg) -> Inlamning:
    fraga = Inlamning.objects.select_related("av", "rapport__faststalld_av")
    try:
        return fraga.get(pk=rad.uppgifter["inlamning"])
    except Inlamning.DoesNotExist:
        raise GarInte("Versionen som PDF:en skulle göras av finns inte.") from None


UTFORARE = {"rapport_pdf": gor_pdf}
