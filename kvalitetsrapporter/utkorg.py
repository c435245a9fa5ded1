"""Rummets arbete åt utkorgen: PDF av en inlämnad version, av arbetsmaterialet, och av hela året."""

from kvalitetsrapporter import utskrift, utskrift_ar, utskrift_utkast
from kvalitetsrapporter.models import Inlamning, Rapport, Rapportdel, TacktInlamning
from styrkedja.handlingar.dokument import spara_dokument
from styrkedja.handlingar.utkorg import GarInte, visa_framsteg
from styrkedja.klocka import nu
from styrkedja.models import Utkorg
from styrkedja.pdf import Pdf, PdfFel, rendera


def gor_pdf(rad: Utkorg) -> None:
    """Gör PDF:en av versionen i `rad.uppgifter["inlamning"]`. Två gånger ger ett dokument, det senaste.

    Raises:
        GarInte: versionen finns inte, eller papperet spränger gränserna för tid eller minne.
    """
    inlamning = _hamta(rad)
    gjord = nu()
    titel = utskrift.titel(inlamning)
    pdf = _rendera(rad, utskrift.html(inlamning, gjord=gjord), titel)
    spara_dokument(
        ting=inlamning, titel=titel, filnamn=utskrift.filnamn(inlamning), data=pdf.data, sidor=pdf.sidor, nu=gjord
    )


def _hamta(rad: Utkorg) -> Inlamning:
    slag = TacktInlamning if rad.uppgifter.get("tackt") else Inlamning
    fraga = slag.objects.select_related("av", "rapport__faststalld_av")
    try:
        return fraga.get(pk=rad.uppgifter["inlamning"])
    except Inlamning.DoesNotExist:
        raise GarInte("Versionen som PDF:en skulle göras av finns inte.") from None


def gor_arets_pdf(rad: Utkorg) -> None:
    """Gör PDF:en av hela året i `rad.uppgifter["rapport"]`. Två gånger ger ett dokument, det senaste.

    Raises:
        GarInte: rapporten finns inte eller har inget inlämnat, eller papperet spränger gränserna.
    """
    rapport = (
        Rapport.objects.select_related("enhet", "lasar", "faststalld_av").filter(pk=rad.uppgifter["rapport"]).first()
    )
    if rapport is None or not utskrift_ar.versioner(rapport):
        raise GarInte("Det finns inget inlämnat att göra en PDF av.")
    gjord, titel = nu(), utskrift_ar.titel(rapport)
    pdf = _rendera(rad, utskrift_ar.html(rapport, gjord=gjord), titel)
    spara_dokument(
        ting=rapport, titel=titel, filnamn=utskrift_ar.filnamn(rapport), data=pdf.data, sidor=pdf.sidor, nu=gjord
    )


def gor_utkastets_pdf(rad: Utkorg) -> None:
    """Gör PDF:en av delen i `rad.uppgifter["del"]` så som den är sparad nu. Två gånger ger ett dokument, det senaste.

    Raises:
        GarInte: delen finns inte, eller papperet spränger gränserna.
    """
    delar = Rapportdel.objects.select_related("omgang", "rapport__enhet", "rapport__lasar")
    delen = delar.filter(pk=rad.uppgifter["del"]).first()
    if delen is None:
        raise GarInte("Delen som PDF:en skulle göras av finns inte.")
    gjord, titel = nu(), utskrift_utkast.titel(delen)
    pdf = _rendera(rad, utskrift_utkast.html(delen, gjord=gjord), titel)
    spara_dokument(
        ting=delen, titel=titel, filnamn=utskrift_utkast.filnamn(delen), data=pdf.data, sidor=pdf.sidor, nu=gjord
    )


def _rendera(rad: Utkorg, html: str, titel: str) -> Pdf:
    try:
        return rendera(html, titel=titel, vid_steg=lambda n: visa_framsteg(rad, n))
    except PdfFel as fel:
        if fel.forsok_igen:
            raise
        raise GarInte(str(fel)) from fel


UTFORARE = {"rapport_pdf": gor_pdf, "rapport_ar_pdf": gor_arets_pdf, "rapport_utkast_pdf": gor_utkastets_pdf}
