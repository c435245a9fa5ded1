"""Uppdragens tider i årshjulet, och tillbaka: en flytt i hjulet är ett beslut om milstolpens dag (krav 85).

Varje leverans och återrapportering i ett beslutat uppdrag är en egen post på huvudmannens nivå, i det läsår som tiden
faller i, också när det är efter uppdragets eget. Mallarna av typen `vp_uppdrag` ger inga poster vid sidan av dem.
"""

from collections.abc import Iterator
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from styrkedja.format import datum, lokal_dag
from styrkedja.models import Hjulniva, Hjulpost, Huvudman, Lasar, Plats, Postslag
from styrkedja.regler.roller import Plats as Platsslag
from styrkedja.regler.roller import Roll
from vp_uppdrag.handlingar.andringar import anteckna
from vp_uppdrag.models import Aterrapportering, Leverans, Uppdrag
from vp_uppdrag.regler.parter import HALLER_IHOP
from vp_uppdrag.regler.tider import Uppgift, datum_uppgift, i_ord, till_tid
from vp_uppdrag.regler.tillstand import Uppdragslage

Milstolpe = Leverans | Aterrapportering
#: Läget då uppdraget inte står i hjulet.
UTANFOR = (Uppdragslage.UTKAST, Uppdragslage.AVBRUTET)


def postnyckel(rad: Milstolpe) -> str:
    """Nyckeln till milstolpens post: samma rad är alltid samma post."""
    return f"uppdrag-{rad.uppdrag_id}-{rad._meta.model_name}-{rad.pk}"


@transaction.atomic
def folj_uppdraget(uppdrag: Uppdrag, *, nytt_beslut: Milstolpe | None = None) -> None:
    """Ställer hjulets poster efter uppdragets tider. Idempotent.

    Args:
        nytt_beslut: milstolpen vars tid nyss bestämdes; den gäller före en tidigare flytt i hjulet.
    """
    huvudman = Huvudman.objects.first()
    egna = Hjulpost.objects.filter(nyckel__startswith=f"uppdrag-{uppdrag.pk}-")
    if huvudman is None:
        return
    if uppdrag.tillstand in UTANFOR:
        egna.filter(~Q(nyckel__in=[postnyckel(r) for r in _milstolpar(uppdrag) if r.klar])).delete()
        return
    kvar = [post for rad in _milstolpar(uppdrag) if (post := _stall(uppdrag, rad, huvudman, rad == nytt_beslut))]
    egna.exclude(pk__in=[post.pk for post in kvar]).delete()


def _milstolpar(uppdrag: Uppdrag) -> Iterator[Milstolpe]:
    yield from uppdrag.leveranser.all()
    yield from uppdrag.aterrapporteringar.select_related("forum")


def _stall(uppdrag: Uppdrag, rad: Milstolpe, huvudman: Huvudman, nytt_beslut: bool) -> Hjulpost | None:
    """Milstolpens post, ny eller ändrad; None när tiden inte är sagd eller läsåret inte är upplagt."""
    if (uppgift := _star_i_hjulet(rad)) is None:
        return None
    tid = till_tid(uppgift)
    lasar = Lasar.objects.som_innehaller(tid.sorteras)
    if lasar is None:
        return None
    post = Hjulpost.objects.filter(lasar=lasar, plats=huvudman, nyckel=postnyckel(rad)).first()
    post = post or Hjulpost(lasar=lasar, plats=huvudman, nyckel=postnyckel(rad), niva=Hjulniva.HUVUDMAN)
    post.rubrik, post.slag, post.forum_id = _rubrik(uppdrag, rad)[:160], _slag(rad), getattr(rad, "forum_id", None)
    post.roll = _roll(uppdrag)
    if nytt_beslut:
        post.flyttad_av = post.flyttad_nar = None
    if rad.klar or post.flyttad_nar is None:
        post.fran, post.till, post.ungefar = tid.fran, tid.till, tid.ungefar.strip("()")
        post.sorteras, post.preliminar = tid.sorteras, tid.preliminar
    post.save()
    return post


def _star_i_hjulet(rad: Milstolpe) -> Uppgift | None:
    """Milstolpens tid, eller dagen då den blev klar: det som är gjort väntar ingen på."""
    return datum_uppgift(lokal_dag(rad.klar)) if rad.klar else rad.tid


def _rubrik(uppdrag: Uppdrag, rad: Milstolpe) -> str:
    if isinstance(rad, Aterrapportering):
        return f"VP-uppdrag {uppdrag.nr} rapporteras: {uppdrag.rubrik}"
    return f"VP-uppdrag {uppdrag.nr}: {rad.slag} klart, {uppdrag.rubrik}"


def _slag(rad: Milstolpe) -> Postslag:
    return Postslag.RAPPORT if isinstance(rad, Aterrapportering) else Postslag.INLAMNING


def _roll(uppdrag: Uppdrag) -> str:
    """Befattningen som svarar för posten: den som håller ihop uppdraget."""
    for part in uppdrag.parter.select_related("plats"):
        if part.roll in HALLER_IHOP:
            return part.grupp or _chef(part.plats)
    return Roll.VERKSAMHETSCHEF


def _chef(plats: Plats | None) -> str:
    return Roll.AVDELNINGSCHEF if plats and plats.slag == Platsslag.AVDELNING else Roll.VERKSAMHETSCHEF


# --- När hjulet har skapats eller någon har flyttat i det ----------------------------------------
@transaction.atomic
def folj_hjulet(lasar: Lasar, nu: datetime) -> None:
    """Läsårets uppdrag och hjul i takt: en flyttad post blir milstolpens dag, och det som fattas ställs."""
    _ta_emot_flyttar(lasar, nu)
    i_lasaret = Q(leveranser__tidigast__range=(lasar.fran, lasar.till))
    i_lasaret |= Q(aterrapporteringar__tidigast__range=(lasar.fran, lasar.till))
    for uppdrag in Uppdrag.objects.pagaende().filter(i_lasaret).distinct():
        folj_uppdraget(uppdrag)


def _ta_emot_flyttar(lasar: Lasar, nu: datetime) -> None:
    flyttade = Hjulpost.objects.for_lasar(lasar).flyttade().filter(nyckel__startswith="uppdrag-", mall__isnull=True)
    poster = {post.nyckel: post for post in flyttade.select_related("flyttad_av")}
    if not poster:
        return
    uppdrag = {nyckel.split("-")[1] for nyckel in poster}
    for modell in (Leverans, Aterrapportering):
        for rad in modell.objects.filter(uppdrag__in=uppdrag, klar__isnull=True).select_related("uppdrag"):
            if (post := poster.get(postnyckel(rad))) and rad.tid != (tid := _tid_ur(post)):
                _satt_flyttad_tid(rad, tid, post, nu)


def _satt_flyttad_tid(rad: Milstolpe, tid: Uppgift, post: Hjulpost, nu: datetime) -> None:
    fran, rad.tid = i_ord(rad.tid), tid
    rad.save()
    if post.flyttad_av is not None and post.flyttad_nar is not None:
        varfor = f"flyttad i årshjulet {datum(post.flyttad_nar)}"
        anteckna(rad.uppdrag, {str(rad): (fran, i_ord(tid))}, varfor=varfor, av=post.flyttad_av, nu=nu)


def _tid_ur(post: Hjulpost) -> Uppgift:
    assert post.fran is not None, "en flyttad post har en dag"
    if post.till in (None, post.fran):
        return {"typ": "datum", "datum": post.fran.isoformat()}
    return {"typ": "period", "fran": post.fran.isoformat(), "till": post.till.isoformat()}
