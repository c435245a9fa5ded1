"""Rummets arbete åt utkorgen: PDF av en dialogs handslag, dess underlag, och de fastställda minnesanteckningarna."""

from collections.abc import Callable
from datetime import datetime

from django.db.models import Model

from dialoger import handslagspapper, samtalspapper
from dialoger.handlingar.kallelse import kallelsens_bilaga
from dialoger.models import Dialog, Handslagsblad
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
    _gor(rad, dialog, handslagspapper.titel(dialog), lambda gjord: handslagspapper.html(dialog, gjord=gjord))


def gor_haftets_pdf(rad: Utkorg) -> None:
    """PDF:en av underlaget till dialogen i `rad.uppgifter["dialog"]`.

    Raises:
        GarInte: som `gor_handslagens_pdf`.
    """
    dialog = _dialogen(rad)
    _gor(rad, dialog, samtalspapper.haftets_titel(dialog), lambda gjord: samtalspapper.haftet(dialog, gjord=gjord))


def gor_minnenas_pdf(rad: Utkorg) -> None:
    """PDF:en av de fastställda minnesanteckningarna i dialogen.

    Raises:
        GarInte: som `gor_handslagens_pdf`; eller de är inte fastställda.
    """
    dialog = _dialogen(rad)
    minne = getattr(dialog, "minnesanteckning", None)
    if minne is None or not minne.faststalld:
        raise GarInte("Minnesanteckningarna är inte fastställda.")
    _gor(rad, minne, samtalspapper.minnenas_titel(dialog), lambda gjord: samtalspapper.minnena(dialog, gjord=gjord))


def _dialogen(rad: Utkorg) -> Dialog:
    dialog = Dialog.objects.med_det_som_visas().filter(pk=rad.uppgifter["dialog"]).first()
    if dialog is None:
        raise GarInte("Dialogen som PDF:en skulle göras av finns inte.")
    return dialog


def _gor(rad: Utkorg, ting: Model, titel: str, html: Callable[[datetime], str]) -> None:
    """Renderar och sparar som tingets dokument."""
    gjord = nu()
    try:
        pdf = rendera(html(gjord), titel=titel, vid_steg=lambda n: visa_framsteg(rad, n))
    except PdfFel as fel:
        if fel.forsok_igen:
            raise
        raise GarInte(str(fel)) from fel
    namn = samtalspapper.filnamn(titel)
    spara_dokument(ting=ting, titel=titel, filnamn=namn, data=pdf.data, sidor=pdf.sidor, nu=gjord)


UTFORARE = {
    "handslag_pdf": gor_handslagens_pdf,
    "dialoghafte_pdf": gor_haftets_pdf,
    "minnesanteckningar_pdf": gor_minnenas_pdf,
}

BILAGOR = {"kallelse": kallelsens_bilaga}
