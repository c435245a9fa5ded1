"""Att göra ett verksamhetsmål av något i rapporten: en utmaning eller framgång, eller en rad i den summerande analysen.

Målet bär orden; punkten pekar på målet den blev, så att vägen finns åt båda håll (krav 30, 77).
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from kvalitetsrapporter.handlingar import GarInteNu
from kvalitetsrapporter.handlingar.lyft import BORTTAGEN
from kvalitetsrapporter.models import Avsnitt, Punkt, Rapport
from kvalitetsrapporter.regler.punkter import dela_i_punkter
from styrkedja.handlingar.texter import las_texter
from styrkedja.models import Lasar, Person, Plats
from styrkedja.regler.riktext import till_text
from vp_uppdrag.handlingar.malen import lagg_mal
from vp_uppdrag.models import Mal, Verksamhetsplan
from vp_uppdrag.regler.plan import OPPNA

#: Det som rapporten tar med sig vid läsårets slut: avsnittet och fältet.
SUMMERANDE, VIDARE = "summerande_analys", "vidare"
SLUTSATS = "slutsats"


@transaction.atomic
def gor_punkt_till_mal(
    *, punkt: Punkt, plan: Verksamhetsplan, av: Person, text: str = "", nu: datetime | None = None
) -> Mal:
    """Lägger ett mål som svarar på punkten, sist i planen. Är den redan ett mål i den planen ges det målet.

    Args:
        text: målets mening; tom tills den skrivs i planen.

    Raises:
        GarInteNu: punkten står inte längre i texten.
        ValidationError: planen går inte att skriva i.
    """
    Avsnitt.objects.select_for_update().get(pk=punkt.avsnitt_id)
    rad = Punkt.objects.select_for_update().filter(pk=punkt.pk, borttagen__isnull=True).first()
    if rad is None:
        raise GarInteNu(BORTTAGEN)
    har = Mal.objects.i_planen().filter(pk=rad.mal_id or 0, plan=plan).first()
    if har is not None:
        return har
    slag = str(rad.get_slag_display())
    rad.mal = lagg_mal(plan=plan, text=text, svarar_pa=rad.text, svarar_pa_slag=slag, av=av, nu=nu)
    rad.save(update_fields=["mal"])
    return rad.mal


@transaction.atomic
def gor_slutsats_till_mal(
    *, rapport: Rapport, rad: str, plan: Verksamhetsplan, av: Person, nu: datetime | None = None
) -> Mal:
    """Lägger ett mål som svarar på en rad i den summerande analysen. Samma rad i samma plan igen ger samma mål.

    Raises:
        GarInteNu: raden står inte längre i analysen.
        ValidationError: planen går inte att skriva i.
    """
    if rad not in slutsatser(rapport):
        raise GarInteNu("Raden står inte längre i analysen. Ladda om sidan.")
    har = Mal.objects.i_planen().filter(plan=plan, svarar_pa_slag=SLUTSATS, svarar_pa=rad[:600]).first()
    return har or lagg_mal(plan=plan, text="", svarar_pa=rad, svarar_pa_slag=SLUTSATS, av=av, nu=nu)


# --- Det som kan bli mål -------------------------------------------------------------------------
@dataclass(frozen=True)
class Ursprung:
    """En rapport med det i den som kan bli mål."""

    rapport: Rapport
    punkter: list[Punkt]
    slutsatser: list[str]


def det_som_kan_bli_mal(plats: Plats | int, lasar: Lasar) -> list[Ursprung]:
    """Läsårets och det förra läsårets rapport för enheten, den senaste först, med sina punkter och slutsatser."""
    ar = [lasar, lasar.foregaende()]
    rapporter = Rapport.objects.filter(
        enhet_id=plats if isinstance(plats, int) else plats.pk, lasar__in=[ett for ett in ar if ett]
    ).select_related("enhet", "lasar")
    rader = [Ursprung(r, _punkter(r), slutsatser(r)) for r in rapporter.order_by("-lasar__fran")]
    return [rad for rad in rader if rad.punkter or rad.slutsatser]


def _punkter(rapport: Rapport) -> list[Punkt]:
    rader = Punkt.objects.i_texten().filter(avsnitt__rapport=rapport).select_related("avsnitt", "mal__plan__lasar")
    return list(rader.order_by("avsnitt__ordning", "-slag", "ordning"))


def slutsatser(rapport: Rapport) -> list[str]:
    """Raderna i det som den summerande analysen tar med till nästa läsår."""
    avsnitt = rapport.avsnitt.filter(mall__nyckel=SUMMERANDE).values_list("pk", flat=True).first()
    rad = las_texter("avsnitt", avsnitt).get((avsnitt, VIDARE)) if avsnitt else None
    return dela_i_punkter(till_text(rad.innehall)) if rad else []


# --- Vilken plan ---------------------------------------------------------------------------------
def planen_att_skriva_i(rapport: Rapport) -> Verksamhetsplan | None:
    """Planen som något i rapporten kan bli ett mål i: läsårets när den går att skriva i, annars nästa läsårs."""
    planer = Verksamhetsplan.objects.med_platsen().filter(
        plats=rapport.enhet_id, lasar__fran__gte=rapport.lasar.fran, lasar__stangt=False, tillstand__in=OPPNA
    )
    return planer.order_by("lasar__fran").first()
