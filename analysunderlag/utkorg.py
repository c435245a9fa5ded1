"""Rummets arbete åt utkorgen: föra in en granskad fil, och hämta från Kolada."""

from django.core.exceptions import PermissionDenied, ValidationError

from analysunderlag.handlingar import koladahamtning, skydd
from analysunderlag.handlingar.inlasning import SLAG, SLAG_GRANSKA, ge_tillbaka, granska, infor
from analysunderlag.models import Inlasning
from styrkedja.handlingar.utkorg import GarInte, visa_framsteg
from styrkedja.models import Utkorg
from styrkedja.regler.inlasning import Filfel


def for_in_fil(rad: Utkorg) -> None:
    """För in filen i `rad.uppgifter["inlasning"]`. Två gånger är en gång.

    Raises:
        GarInte: filen finns inte, eller har något som en människa måste ta ställning till. Den väntar då på granskning.
    """
    inlasning = Inlasning.objects.select_related("av", "kalla").filter(pk=rad.uppgifter["inlasning"]).first()
    if inlasning is None:
        raise GarInte("Inläsningen finns inte längre.")
    try:
        infor(rad=inlasning, vid_steg=lambda procent: visa_framsteg(rad, procent))
    except (ValidationError, Filfel, PermissionDenied) as fel:
        mening = " ".join(getattr(fel, "messages", [str(fel)]))
        ge_tillbaka(inlasning, mening)
        raise GarInte(mening) from fel


def granska_fil(rad: Utkorg) -> None:
    """Granskar en stor fil. Två gånger är en gång.

    Raises:
        GarInte: filen finns inte längre, eller går inte att läsa.
    """
    inlasning = Inlasning.objects.filter(pk=rad.uppgifter["inlasning"], status=Inlasning.Status.VANTAR).first()
    if inlasning is None:
        return
    try:
        granska(inlasning, vid_steg=lambda procent: visa_framsteg(rad, procent))
    except Filfel as fel:
        raise GarInte(str(fel)) from fel


def rakna_om_skyddet(rad: Utkorg) -> None:
    """Räknar om skyddet på alla tal. Två gånger är en gång."""
    skydd.rakna_om_allt(lambda procent: visa_framsteg(rad, procent))


UTFORARE = {
    skydd.SLAG: rakna_om_skyddet,
    SLAG: for_in_fil,
    SLAG_GRANSKA: granska_fil,
    koladahamtning.SLAG: koladahamtning.hamta,
}
