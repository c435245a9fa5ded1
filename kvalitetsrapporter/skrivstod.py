"""Det som hjälper den som skriver: anmärkningarna på avsnittet, och punkterna som går att lyfta."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from kvalitetsrapporter.disposition import ar_inne, avsnittets_lage
from kvalitetsrapporter.handlingar.anmarkningar import anmarkningar
from kvalitetsrapporter.handlingar.innehall import Avsnittslage
from kvalitetsrapporter.handlingar.punkter import har_punkter
from kvalitetsrapporter.models import Avsnitt, Punkt, Rapportdel
from kvalitetsrapporter.regler.ips import Anmarkning
from kvalitetsrapporter.regler.punkter import SLAG, lyft_i_ord


@dataclass(frozen=True)
class Punktrad:
    """En punkt att visa: orden, om den är lyft ("lyft inför VD2"), och vart knappen skickar."""

    pk: int
    text: str
    lyft: str
    adress: str


@dataclass(frozen=True)
class Punktlista:
    """Punkterna under ett fält, i textens ordning."""

    falt: str
    rader: list[Punktrad]


@dataclass(frozen=True)
class Skrivstod:
    """Allt som uppdateras när texten har sparats."""

    adress: str
    #: Avsnittets läge i ord, så som dispositionen sade det när sidan ritades.
    lage: str
    anmarkningar: list[Anmarkning]
    listor: dict[str, Punktlista]


def skrivstod(lage: Avsnittslage, delen: Rapportdel | None) -> Skrivstod:
    """Avsnittets skrivstöd så som det står sparat nu. En fråga utöver det som redan är läst.

    Adressen bär läget som visas: är det ett annat nästa gång läses också dispositionen om.
    """
    avsnitt, (_, ord_) = lage.avsnitt, avsnittets_lage(lage, frusen=ar_inne(delen))
    adress = f"{reverse('rapport-skrivstod', args=_plats(avsnitt))}?{urlencode({'visar': ord_})}"
    return Skrivstod(adress, ord_, anmarkningar(lage), punktlistor(avsnitt))


def punktlistor(avsnitt: Avsnitt) -> dict[str, Punktlista]:
    """Punktfält som avsnittet har → punkterna som står i texten. Tomt för avsnitt utan punkter."""
    if not har_punkter(avsnitt):
        return {}
    slagen = {f.nyckel: SLAG[f.nyckel] for f in avsnitt.mall.falt.all() if f.nyckel in SLAG}
    punkter = list(Punkt.objects.i_texten().filter(avsnitt=avsnitt).select_related("lyft_infor").order_by("ordning"))
    return {f: Punktlista(f, [_rad(avsnitt, p) for p in punkter if p.slag == slag]) for f, slag in slagen.items()}


def _rad(avsnitt: Avsnitt, punkt: Punkt) -> Punktrad:
    lyft = lyft_i_ord(punkt.lyft_infor.namn if punkt.lyft_infor else "") if punkt.lyft else ""
    return Punktrad(punkt.pk, punkt.text, lyft, reverse("rapport-punkt", args=[*_plats(avsnitt), punkt.pk]))


def _plats(avsnitt: Avsnitt) -> list[str]:
    return [avsnitt.rapport.enhet.slug, avsnitt.rapport.lasar.slug, avsnitt.nyckel]
