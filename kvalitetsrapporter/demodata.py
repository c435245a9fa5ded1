"""Tre läsårs kvalitetsrapporter, genom samma handlingar som webben: två läsår avslutade, ett pågående (§1, §7)."""

from django.db import transaction

from kvalitetsrapporter.demo import medverkan, tidigare
from kvalitetsrapporter.demo.bedomning import STAR_STILL
from kvalitetsrapporter.demo.bilder import satt_bilderna
from kvalitetsrapporter.demo.fragor import raknad_skrivtid, stall_fragor, ta_emot
from kvalitetsrapporter.demo.personer import Personer
from kvalitetsrapporter.demo.planord import laget_i_ord
from kvalitetsrapporter.demo.text import FAMILJ
from kvalitetsrapporter.demo.tidslinje import Rapportar, Tidslinje
from kvalitetsrapporter.handlingar.rapporter import skapa_rapporter
from kvalitetsrapporter.models import Rapport
from styrkedja.demotid import Demotid, klockan
from styrkedja.models import Lasar
from vp_uppdrag.demo.malens_gang import folj_upp


@transaction.atomic
def ladda(tid: Demotid) -> None:
    """Skapar, skriver, lämnar in, läser och fastställer rapporterna så långt dagen i dag räcker."""
    personer = Personer()
    tidslinje = Tidslinje(tid, personer)
    for nummer, lasar in enumerate(Lasar.objects.all()):
        skapa_rapporter(lasar=lasar, nu=klockan(lasar.fran, 4))
        stall_fragor(lasar, till=klockan(tid.idag))
        arets = _rapporter(lasar, nummer)
        for ar in arets:
            tidslinje.lagg_till(ar)
        tidslinje.lagg_planer(lasar, arets)
    tidslinje.utfor()
    folj_upp(tid.idag, laget_i_ord, {ar.enhet_id for ar in Rapport.objects.filter(enhet__ordning__in=STAR_STILL)})
    satt_bilderna(tid.idag)
    medverkan.ladda(tid, personer)
    ta_emot(tid.idag)
    raknad_skrivtid()
    tidigare.ladda(tid, personer)


def _rapporter(lasar: Lasar, nummer: int) -> list[Rapportar]:
    rapporter = (
        Rapport.objects.for_lasar(lasar)
        .select_related("enhet", "lasar")
        .prefetch_related("delar__omgang", "avsnitt__mall__falt", "avsnitt__laroplan", "avsnitt__skolform")
        .order_by("enhet__ordning")
    )
    return [_ar(rapport, nummer) for rapport in rapporter]


def _ar(rapport: Rapport, nummer: int) -> Rapportar:
    avsnitt = sorted(rapport.avsnitt.all(), key=lambda a: a.ordning)
    for ett in avsnitt:
        ett.rapport = rapport
    delar = sorted(rapport.delar.all(), key=lambda d: d.omgang.ordning)
    return Rapportar(rapport, rapport.enhet.ordning, nummer, _familj(avsnitt), avsnitt, delar)


def _familj(avsnitt: list) -> str:
    """Enhetens egen familj: den skolform som rektor skriver om i de avsnitt som gäller hela enheten."""
    familjer = [FAMILJ[a.laroplan.nyckel] for a in avsnitt if a.laroplan]
    return next(f for f in familjer if f not in ("forskoleklass", "fritidshem"))
