"""Rapporter från tiden före systemet: ta in, ersätta, ta bort. Filen skrivs först och raden sist."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from kvalitetsrapporter.handlingar import GarInteNu
from kvalitetsrapporter.models import TidigareRapport
from kvalitetsrapporter.regler import ar_tomt
from styrkedja.handlingar.logg import logga
from styrkedja.klocka import nu as klockan_nu
from styrkedja.models import Enhet, Lasar, Person
from styrkedja.pdf.lasning import PdfNej, las_pdf

MAX_TEXT = 500_000


@dataclass(frozen=True)
class Granskad:
    """En rapport prövad och läst, färdig att ta in. `ur_filen`: texten lästes ur filen."""

    text: str
    data: bytes = b""
    filnamn: str = ""
    sidor: int = 0
    ur_filen: bool = False


@dataclass(frozen=True)
class Intagen:
    """Raden, och det som är värt att säga om den: hur många sidor, och om texten gick att läsa."""

    rapport: TidigareRapport
    sidor: int = 0
    text_ur_filen: bool = False


def granska(*, text: str = "", data: bytes = b"", filnamn: str = "") -> Granskad:
    """Prövar en PDF, en text, eller båda, och läser texten ur filen när ingen annan är given.

    Raises:
        GarInteNu: inget är angivet, texten är för lång, eller PDF:en tas inte emot.
    """
    if ar_tomt(text) and not data:
        raise GarInteNu("Välj en PDF, eller klistra in texten.")
    if len(text) > MAX_TEXT:
        raise GarInteNu("Texten är längre än 500 000 tecken. Lägg in den som PDF i stället.")
    try:
        inlast = las_pdf(data) if data else None
    except PdfNej as nej:
        raise GarInteNu(str(nej)) from nej
    ur_filen = inlast.text[:MAX_TEXT] if inlast and ar_tomt(text) else ""
    return Granskad(ur_filen or text.strip(), data, filnamn, inlast.sidor if inlast else 0, bool(ur_filen))


def ta_in(
    *,
    enhet: Enhet,
    lasar: Lasar,
    av: Person | None,
    text: str = "",
    data: bytes = b"",
    filnamn: str = "",
    ersatt: bool = False,
    nu: datetime | None = None,
) -> Intagen:
    """Tar in en enhets rapport från ett tidigare läsår: en PDF, en text, eller båda.

    Args:
        av: None när driften tar in från kommandoraden.
        text: den inklistrade texten; utan den används texten ur filen.
        data, filnamn: filens innehåll och namn.
        ersatt: måste vara sant när det redan finns en; den gamla filen är sedan borta.

    Raises:
        GarInteNu: inget är angivet, PDF:en tas inte emot, eller det finns redan en rapport för läsåret.
    """
    granskad = granska(text=text, data=data, filnamn=filnamn)
    return ta_in_granskad(enhet=enhet, lasar=lasar, av=av, granskad=granskad, ersatt=ersatt, nu=nu)


def ta_in_granskad(
    *,
    enhet: Enhet,
    lasar: Lasar,
    av: Person | None,
    granskad: Granskad,
    ersatt: bool = False,
    nu: datetime | None = None,
) -> Intagen:
    """Tar in det som redan är granskat.

    Raises:
        GarInteNu: det finns redan en rapport för läsåret och den ska inte ersättas.
    """
    nu, data = nu or klockan_nu(), granskad.data
    fil = default_storage.save(f"tidigare/{nu:%Y}/{uuid4().hex}.pdf", ContentFile(data)) if data else ""
    uppgifter = {
        "text": granskad.text,
        "fil": fil,
        "filnamn": granskad.filnamn[-160:] if data else "",
        "av": av,
        "nar": nu,
    }
    try:
        rapport = _byt_rad(enhet, lasar, av, uppgifter, ersatt, nu)
    except BaseException:
        if fil:
            default_storage.delete(fil)
        raise
    return Intagen(rapport, granskad.sidor, granskad.ur_filen)


@transaction.atomic
def _byt_rad(
    enhet: Enhet, lasar: Lasar, av: Person | None, uppgifter: dict, ersatt: bool, nu: datetime
) -> TidigareRapport:
    rapport, ny = TidigareRapport.objects.select_for_update().get_or_create(
        enhet=enhet, lasar=lasar, defaults=uppgifter
    )
    if not ny:
        if not ersatt:
            raise GarInteNu(
                f"Det finns redan en rapport för {lasar.namn}. Kryssa i att den ska ersättas, så tas den gamla bort."
            )
        gammal = str(rapport.fil.name or "")
        for falt, varde in uppgifter.items():
            setattr(rapport, falt, varde)
        rapport.save()
        _stada(gammal)
    logga(
        "ta_in_tidigare" if ny else "ersatt_tidigare", av=av, pa=rapport, plats_id=enhet.pk, nu=nu,
        lasar=lasar.slug, fil=bool(uppgifter["fil"]),
    )  # fmt: skip
    return rapport


@transaction.atomic
def ta_bort(*, rapport: TidigareRapport, av: Person, nu: datetime | None = None) -> None:
    """Tar bort den intagna rapporten och dess fil."""
    logga("ta_bort_tidigare", av=av, pa=rapport, plats_id=rapport.enhet_id, nu=nu, lasar=rapport.lasar.slug)
    _stada(str(rapport.fil.name or ""))
    rapport.delete()


def _stada(fil: str) -> None:
    """Filen går när bytet är bekräftat, aldrig före."""
    if fil:
        bort: Callable[[], None] = lambda: default_storage.delete(fil)  # noqa: E731
        transaction.on_commit(bort)
