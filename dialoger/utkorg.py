"""Rummets arbete åt utkorgen: PDF av en dialogs handslag."""

from dialoger import handslagspapper
from dialoger.models import Handslagsblad
from styrkedja.handlingar.dokument import spara_dokument
from styrkedja.handlingar.utkorg import GarInte, visa_framsteg
from styrkedja.klocka import nu
from styrkedja.models import Utkorg
from styrkedja.pdf import PdfFel, rendera


def gor_handslagens_pdf(rad: Utkorg) -> None:
    """PDF:en av handslagen i `rad.uppgifter["dialog"]`. Två gånger ger ett dokument, det senaste.

    Raises:
        GarInte: dialogen finns inte, eller papperet spränger gränserna för tid eller minne.
    """
    rader = Handslagsblad.objects.select_related("lasar", "omgang", "plats")
    dialog = rader.filter(pk=rad.uppgifter["dialog"]).first()
    if dialog is None:
        raise GarInte("Dialogen som PDF:en skulle göras av finns inte.")
    gjord, titel = nu(), handslagspapper.titel(dialog)
    try:
        html = handslagspapper.html(dialog, gjord=gjord)
        pdf = rendera(html, titel=titel, vid_steg=lambda n: visa_framsteg(rad, n))
    except PdfFel as fel:
        if fel.forsok_igen:
            raise
        raise GarInte(str(fel)) from fel
    filnamn = handslagspapper.filnamn(dialog)
    spara_dokument(ting=dialog, titel=titel, filnamn=filnamn, data=pdf.data, sidor=pdf.sidor, nu=gjord)


UTFORARE = {"handslag_pdf": gor_handslagens_pdf}
