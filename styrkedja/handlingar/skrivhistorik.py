"""Skrivhistoriken: läst som sittningar, och nattens gallring av det finfördelade när det är en månad gammalt."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, QuerySet

from styrkedja.handlingar.logg import logga
from styrkedja.klocka import nu as klockan_nu
from styrkedja.models import Huvudman, Person, Textversion
from styrkedja.models.text import Textslag
from styrkedja.regler.skrivhistorik import UPPEHALL, Sittning, Sparning, att_gallra, till_sittningar

#: Så länge ligger varje sparning kvar för sig; sedan blir sittningens sista kvar.
FINHISTORIK = timedelta(days=30)


@dataclass(frozen=True)
class Historikrad:
    """En rad i historiken: vem som skrev och sittningen (fälten, från och till, lydelsernas id)."""

    av: Person
    sittning: Sittning


def las_historik(agare_slag: str, agare_id: int) -> list[Historikrad]:
    """Tingets skrivhistorik, den senaste sittningen först. Två frågor; innehållet läses inte. Hemliga texter är inte med.

    Lydelserna i `sittning.fore` och `sittning.senaste` är id:n på Textversion, att läsa för en jämförelse.
    Rätten frågas av den som anropar, i ägarens rum.
    """
    versioner = Textversion.objects.filter(text__agare_slag=agare_slag, text__agare_id=agare_id)
    sittningar = till_sittningar(_sparningar(versioner.exclude(text__slag=Textslag.HEMLIG)))
    personer = Person.objects.in_bulk({s.av for s in sittningar})
    return [Historikrad(personer[s.av], s) for s in sittningar]


def las_lydelser(agare_slag: str, agare_id: int, ids: Iterable[int | None]) -> dict[int, Textversion]:
    """Lydelserna med de id:na, bara de som hör till tinget och inte är hemliga. En fråga."""
    versioner = Textversion.objects.filter(text__agare_slag=agare_slag, text__agare_id=agare_id)
    versioner = versioner.exclude(text__slag=Textslag.HEMLIG).select_related("text", "av")
    return versioner.in_bulk([pk for pk in ids if pk is not None])


def gallra_skrivhistorik(*, nu: datetime | None = None) -> int:
    """Glesar ut historiken som är äldre än en månad: sittningens sista lydelse per fält blir kvar.

    Grenar och det som gäller nu tas aldrig; inlämnade versioner är egna kopior och berörs inte. Går att köra hur ofta
    som helst, och tar igen det som inte blev gjort.

    Returns:
        Så många lydelser togs bort.
    """
    nu = nu or klockan_nu()
    fore = nu - FINHISTORIK
    gamla = Textversion.objects.filter(nar__lt=fore).values_list("text__agare_slag", "text__agare_id")
    bort = sum(_gallra_ting(slag, pk, fore) for slag, pk in list(gamla.distinct().order_by()))
    if bort and (huvudman := Huvudman.objects.first()):
        logga("gallra_skrivhistorik", av=None, pa=huvudman, nu=nu, antal=bort)
    return bort


@transaction.atomic
def _gallra_ting(agare_slag: str, agare_id: int, fore: datetime) -> int:
    """Ett ting. En sittning som pågick över gränsen syns på sparningen inom en halvtimme efter den."""
    versioner = Textversion.objects.filter(
        text__agare_slag=agare_slag, text__agare_id=agare_id, nar__lt=fore + UPPEHALL
    )
    galler = versioner.filter(version=F("text__version")).values_list("pk", flat=True)
    bort = att_gallra(_sparningar(versioner), galler, fore)
    return Textversion.objects.filter(pk__in=bort).delete()[0] if bort else 0


def _sparningar(versioner: QuerySet[Textversion]) -> list[Sparning]:
    """I den ordning de sparades: raderna är numrerade i ordning, klockan kan gå bakåt."""
    rader = versioner.order_by("pk").values_list("pk", "text__falt", "av_id", "nar", "slag")
    return [Sparning(pk, falt, av, nar, slag == Textversion.Slag.GREN) for pk, falt, av, nar, slag in rader]
