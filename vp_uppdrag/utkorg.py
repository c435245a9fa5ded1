"""Rummets arbete åt utkorgen: PDF av en frusen version av VP HSS."""

from styrkedja.handlingar.dokument import spara_dokument
from styrkedja.handlingar.utkorg import GarInte, visa_framsteg
from styrkedja.klocka import nu
from styrkedja.models import Utkorg
from styrkedja.pdf import PdfFel, rendera
from vp_uppdrag import utskrift
from vp_uppdrag.models import Huvudmannaversion


def gor_pdf(rad: Utkorg) -> None:
    """Gör PDF:en av versionen i `rad.uppgifter["version"]`. Två gånger ger ett dokument, det senaste.

    Raises:
        GarInte: versionen finns inte, eller papperet spränger gränserna för tid eller minne.
    """
    version = Huvudmannaversion.objects.select_related("av").filter(pk=rad.uppgifter["version"]).first()
    if version is None:
        raise GarInte("Versionen som PDF:en skulle göras av finns inte.")
    gjord, titel = nu(), utskrift.titel(version)
    try:
        pdf = rendera(utskrift.html(version, gjord=gjord), titel=titel, vid_steg=lambda n: visa_framsteg(rad, n))
    except PdfFel as fel:
        if fel.forsok_igen:
            raise
        raise GarInte(str(fel)) from fel
    spara_dokument(
        ting=version, titel=titel, filnamn=utskrift.filnamn(version), data=pdf.data, sidor=pdf.sidor, nu=gjord
    )


UTFORARE = {"vp_hss_pdf": gor_pdf}
