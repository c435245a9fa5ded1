"""Att läsa punkterna, lyfta en till dialogens dagordning och ta ned den igen. Görs av den som får skriva i rapporten."""

from datetime import datetime
from typing import Any

from django.db import transaction

from kvalitetsrapporter.handlingar import GarInteNu
from kvalitetsrapporter.handlingar.innehall import Avsnittslage, Skrivfalt
from kvalitetsrapporter.handlingar.punkter import har_punkter
from kvalitetsrapporter.handlingar.skrivning import aktuell_omgang, avsnittets_omgang
from kvalitetsrapporter.models import ENHETENS_VAL, Avsnitt, Punkt, Rapport
from kvalitetsrapporter.regler.punkter import SLAG, dela_i_punkter, lyft_i_ord
from styrkedja.handlingar.logg import logga
from styrkedja.klocka import nu as klockan_nu
from styrkedja.models import Omgang, Person

BORTTAGEN = "Punkten står inte längre i texten. Ladda om sidan, så ser du de punkter som finns."


#: (avsnittets id, slag) → punkterna i ordning.
Punkter = dict[tuple[int, str], list[Punkt]]


def punkter_i(rapport: Rapport) -> Punkter:
    """Rapportens punkter som står i texten, i ordning. En fråga."""
    punkter: Punkter = {}
    rader = Punkt.objects.i_texten().filter(avsnitt__rapport=rapport).select_related("lyft_infor")
    for punkt in rader.order_by("avsnitt_id", "slag", "ordning"):
        punkter.setdefault((punkt.avsnitt_id, punkt.slag), []).append(punkt)
    return punkter


def fryst_punkter(lage: Avsnittslage, falt: Skrivfalt, punkter: Punkter) -> dict[str, Any]:
    """Fältets punkter så som de fryses: orden, och inför vilken dialog var och en är lyft. Tomt för andra fält."""
    if falt.nyckel not in SLAG or not har_punkter(lage.avsnitt):
        return {}
    egna = punkter.get((lage.avsnitt.pk, SLAG[falt.nyckel]), [])
    lyfta = {p.text: lyft_i_ord(p.lyft_infor.namn) for p in egna if p.lyft_infor}
    return {"punkter": [{"text": rad, "lyft": lyfta.get(rad, "")} for rad in dela_i_punkter(falt.klartext)]}


def lyfts_infor(avsnitt: Avsnitt) -> Omgang | None:
    """Omgången vars dialog en punkt i avsnittet lyfts till: avsnittets egen, eller den aktuella för fria avsnitt."""
    omgangar = list(avsnitt.rapport.lasar.omgangar.all())
    aktuell = aktuell_omgang(omgangar)
    return aktuell if avsnitt.mall.runda == ENHETENS_VAL else avsnittets_omgang(avsnitt, omgangar, aktuell)


@transaction.atomic
def lyft_punkt(*, punkt: Punkt, av: Person, omgang: Omgang | None = None, nu: datetime | None = None) -> Punkt:
    """Lyfter punkten till dialogens dagordning. Är den redan lyft händer inget.

    Args:
        omgang: vilken dialog; None räknar ut den.

    Raises:
        GarInteNu: punkten står inte längre i texten.
    """
    punkt = _las(punkt)
    if punkt.lyft:
        return punkt
    punkt.lyft, punkt.lyft_av, punkt.lyft_infor = nu or klockan_nu(), av, omgang or lyfts_infor(punkt.avsnitt)
    punkt.save(update_fields=["lyft", "lyft_av", "lyft_infor"])
    _logga("lyft_punkt", punkt, av, nu)
    return punkt


@transaction.atomic
def sank_punkt(*, punkt: Punkt, av: Person, nu: datetime | None = None) -> Punkt:
    """Tar ned punkten från dialogens dagordning. Är den inte lyft händer inget.

    Raises:
        GarInteNu: punkten står inte längre i texten.
    """
    punkt = _las(punkt)
    if not punkt.lyft:
        return punkt
    infor = punkt.lyft_infor
    punkt.lyft = punkt.lyft_av = punkt.lyft_infor = None
    punkt.save(update_fields=["lyft", "lyft_av", "lyft_infor"])
    _logga("sank_punkt", punkt, av, nu, infor)
    return punkt


def _las(punkt: Punkt) -> Punkt:
    """Raden låst, efter avsnittets: samma ordning som sparningen, så att ingen väntar på den andra."""
    Avsnitt.objects.select_for_update().get(pk=punkt.avsnitt_id)
    rad = Punkt.objects.select_for_update().filter(pk=punkt.pk, borttagen__isnull=True).first()
    if rad is None:
        raise GarInteNu(BORTTAGEN)
    rad.avsnitt = punkt.avsnitt
    return rad


def _logga(handling: str, punkt: Punkt, av: Person, nu: datetime | None, infor: Omgang | None = None) -> None:
    """Händelsen gäller avsnittet: punktens ord är text och hör inte hemma i loggen."""
    omgang = infor or punkt.lyft_infor
    logga(
        handling, av=av, pa=punkt.avsnitt, plats_id=punkt.avsnitt.rapport.enhet_id, nu=nu,
        punkt=punkt.pk, slag=punkt.slag, omgang=omgang.nyckel if omgang else "",
    )  # fmt: skip
