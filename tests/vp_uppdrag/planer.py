"""En plan att arbeta med i proven: Almskolans, med mål som är redo att skickas."""

from typing import Any

from vp_uppdrag.handlingar.avstamning import stam_av
from vp_uppdrag.handlingar.maldelar import satt_aktivitet, satt_indikator, satt_kriterium
from vp_uppdrag.handlingar.malen import lagg_mal, satt_bidrag, spara_mal
from vp_uppdrag.handlingar.planer import planen_for
from vp_uppdrag.handlingar.plangang import be_om_avstamning, faststall_plan
from vp_uppdrag.models import Bidrag, Mal, Namndmal, Verksamhetsplan

ORSAK = "Lärarna planerar var för sig och ser missförstånden för sent."


def plan_for(kommun: Any, plats: Any = None) -> Verksamhetsplan:
    return farsk(planen_for(plats=plats or kommun.skola, lasar=kommun.lasar))


def farsk(plan: Verksamhetsplan) -> Verksamhetsplan:
    """Planen som nästa begäran läser den."""
    return Verksamhetsplan.objects.med_platsen().get(pk=plan.pk)


def helt_mal(plan: Verksamhetsplan, av: Any, text: str = "Matematiken börjar på samma sätt") -> Mal:
    """Ett mål som inget hindrar: orsak, kriterium, två indikatorer, aktivitet och bidrag."""
    mal = lagg_mal(plan=plan, text=text, av=av)
    spara_mal(
        mal=mal, texter={"orsak": ORSAK, "annan_forklaring": "Årskullen kan vara starkare, men det räcker inte."},
        orsaksniva="P", annat_underlag="Lektionsbesök i september.", av=av,
    )  # fmt: skip
    kriterium = satt_kriterium(mal=mal, text="Alla börjar i samma uppgift", av=av)
    for namn in ("Gemensamma starter av 36", "Lektionsbesök"):
        satt_indikator(mal=mal, kriterium=kriterium, namn=namn, start=10, malvarde=30, av=av)
    satt_aktivitet(mal=mal, text="Planera de första tio lektionerna tillsammans", niva="P", ansvarig="Anna Alm", av=av)
    namndmal, _ = Namndmal.objects.get_or_create(lasar=plan.lasar, kod="N4", defaults={"rubrik": "Fler blir behöriga"})
    satt_bidrag(mal=mal, bidrag=[Bidrag(namndmal=namndmal)], av=av)
    return Mal.objects.get(pk=mal.pk)


def sand(kommun: Any, plan: Verksamhetsplan) -> Verksamhetsplan:
    return farsk(be_om_avstamning(plan=plan, av=kommun.rektor))


def avstamd(kommun: Any, plan: Verksamhetsplan) -> Verksamhetsplan:
    sand_plan = sand(kommun, plan)
    stam_av(plan=plan, last_version=sand_plan.framlagd.nummer, av=kommun.verksamhetschef)
    return farsk(plan)


def faststalld(kommun: Any, plan: Verksamhetsplan) -> Verksamhetsplan:
    faststall_plan(plan=avstamd(kommun, plan), av=kommun.rektor)
    return farsk(plan)
