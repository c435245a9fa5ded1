"""Rummets arbete åt utkorgen: PDF av en frusen version av VP HSS, och av en fastställd verksamhetsplan."""

from types import ModuleType

from styrkedja.handlingar.dokument import spara_dokument
from styrkedja.handlingar.utkorg import GarInte, visa_framsteg
from styrkedja.klocka import nu
from styrkedja.models import Utkorg
from styrkedja.pdf import PdfFel, rendera
from vp_uppdrag import planpapper, utskrift
from vp_uppdrag.models import Huvudmannaversion, Planversion

Version = Huvudmannaversion | Planversion


def gor_pdf(rad: Utkorg) -> None:
    """PDF:en av VP HSS i `rad.uppgifter["version"]`. Två gånger ger ett dokument, det senaste.

    Raises:
        GarInte: versionen finns inte, eller papperet spränger gränserna för tid eller minne.
    """
    version = Huvudmannaversion.objects.select_related("av").filter(pk=rad.uppgifter["version"]).first()
    _gor(rad, version, utskrift)


def gor_plan_pdf(rad: Utkorg) -> None:
    """PDF:en av verksamhetsplanen i `rad.uppgifter["version"]`. Två gånger ger ett dokument, det senaste.

    Raises:
        GarInte: versionen finns inte, eller papperet spränger gränserna för tid eller minne.
    """
    rader = Planversion.objects.select_related("av", "plan__plats", "plan__lasar")
    _gor(rad, rader.filter(pk=rad.uppgifter["version"]).first(), planpapper)


def _gor(rad: Utkorg, version: Version | None, papper: ModuleType) -> None:
    """Renderar och sparar. `papper` har titel, filnamn och html."""
    if version is None:
        raise GarInte("Versionen som PDF:en skulle göras av finns inte.")
    gjord, titel = nu(), papper.titel(version)
    try:
        pdf = rendera(papper.html(version, gjord=gjord), titel=titel, vid_steg=lambda n: visa_framsteg(rad, n))
    except PdfFel as fel:
        if fel.forsok_igen:
            raise
        raise GarInte(str(fel)) from fel
    spara_dokument(ting=version, titel=titel, filnamn=papper.filnamn(version), data=pdf.data, sidor=pdf.sidor, nu=gjord)


UTFORARE = {"vp_hss_pdf": gor_pdf, "plan_pdf": gor_plan_pdf}
