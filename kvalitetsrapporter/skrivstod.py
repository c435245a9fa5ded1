"""Det som hjälper den som skriver: anmärkningarna på avsnittet, och punkterna som går att lyfta."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from kvalitetsrapporter.disposition import ar_inne, avsnittets_lage
from kvalitetsrapporter.handlingar.anmarkningar import anmarkningar
from kvalitetsrapporter.handlingar.innehall import Avsnittslage
from kvalitetsrapporter.handlingar.punkter import har_punkter
from kvalitetsrapporter.handlingar.till_planen import planen_att_skriva_i
from kvalitetsrapporter.models import Avsnitt, Punkt, Rapport, Rapportdel
from kvalitetsrapporter.regler.ips import Anmarkning
from kvalitetsrapporter.regler.punkter import SLAG, lyft_i_ord
from styrkedja.models import Person
from vp_uppdrag.behorighet.plan import hinder_for_att_skriva_mal
from vp_uppdrag.models import Mal


@dataclass(frozen=True)
class Punktrad:
    """En punkt att visa: orden, om den är lyft ("lyft inför VD2"), vad den blev, och vart knappen skickar."""

    pk: int
    text: str
    lyft: str
    adress: str
    blev: str = ""
    malets_adress: str = ""


@dataclass(frozen=True)
class Punktlista:
    """Punkterna under ett fält, i textens ordning."""

    falt: str
    rader: list[Punktrad]
    #: Dit en punkt skickas för att bli ett verksamhetsmål; tom när ingen plan går att skriva i.
    till_planen: str = ""


@dataclass(frozen=True)
class Skrivstod:
    """Allt som uppdateras när texten har sparats."""

    adress: str
    #: Avsnittets läge i ord, så som dispositionen sade det när sidan ritades.
    lage: str
    anmarkningar: list[Anmarkning]
    listor: dict[str, Punktlista]


def skrivstod(lage: Avsnittslage, delen: Rapportdel | None, person: Person) -> Skrivstod:
    """Avsnittets skrivstöd så som det står sparat nu. En fråga utöver det som redan är läst.

    Adressen bär läget som visas: är det ett annat nästa gång läses också dispositionen om.
    """
    avsnitt, (_, ord_) = lage.avsnitt, avsnittets_lage(lage, frusen=ar_inne(delen))
    adress = f"{reverse('rapport-skrivstod', args=_plats(avsnitt))}?{urlencode({'visar': ord_})}"
    return Skrivstod(adress, ord_, anmarkningar(lage), punktlistor(avsnitt, person))


def punktlistor(avsnitt: Avsnitt, person: Person) -> dict[str, Punktlista]:
    """Punktfält som avsnittet har → punkterna som står i texten. Tomt för avsnitt utan punkter."""
    if not har_punkter(avsnitt):
        return {}
    slagen = {f.nyckel: SLAG[f.nyckel] for f in avsnitt.mall.falt.all() if f.nyckel in SLAG}
    rader = Punkt.objects.i_texten().filter(avsnitt=avsnitt).select_related("lyft_infor", "mal__plan__lasar")
    punkter, till_planen = list(rader.order_by("ordning")), till_planens_adress(person, avsnitt.rapport)
    return {
        f: Punktlista(f, [_rad(avsnitt, p) for p in punkter if p.slag == slag], till_planen)
        for f, slag in slagen.items()
    }


def till_planens_adress(person: Person, rapport: Rapport) -> str:
    """Sidan där rapportens punkter blir mål, i den plan som personen får skriva i. Tom när det inte går."""
    plan = planen_att_skriva_i(rapport)
    if plan is None or hinder_for_att_skriva_mal(person, plan):
        return ""
    return reverse("rapport-till-planen", args=[rapport.enhet.slug, plan.lasar.slug])


def blev_i_ord(mal: Mal | None) -> str:
    """Blev ett mål i verksamhetsplanen 2026/27."""
    return f"Blev ett mål i verksamhetsplanen {mal.plan.lasar}." if mal else ""


def _rad(avsnitt: Avsnitt, punkt: Punkt) -> Punktrad:
    lyft = lyft_i_ord(punkt.lyft_infor.namn if punkt.lyft_infor else "") if punkt.lyft else ""
    mal, enhet = punkt.mal, avsnitt.rapport.enhet.slug
    malets = f"{reverse('plan', args=['enheter', enhet, mal.plan.lasar.slug])}#mal-{mal.pk}" if mal else ""
    adress = reverse("rapport-punkt", args=[*_plats(avsnitt), punkt.pk])
    return Punktrad(punkt.pk, punkt.text, lyft, adress, blev_i_ord(mal), malets)


def _plats(avsnitt: Avsnitt) -> list[str]:
    return [avsnitt.rapport.enhet.slug, avsnitt.rapport.lasar.slug, avsnitt.nyckel]
