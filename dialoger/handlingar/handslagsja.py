"""Att bekräfta handslag: en parts ja till orden så som hon läste dem. När alla har sagt ja är det en allmän handling."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction

from dialoger.handlingar import GarInteNu
from dialoger.handlingar.handslagsbrev import beratta_om_bekraftelse, beratta_om_ja
from dialoger.handlingar.handslagslas import HarAndrats, alla_har_sagt_ja, folj_handslagen, las_som_part
from dialoger.models import Dialog, Dialogpart, Handslag, Handslagsja, Handslagslydelse
from dialoger.regler.dialog import EFTER
from dialoger.regler.handslag import BORTTAGET, Handslagslage, nasta_handslagslage, skillnader
from styrkedja.handlingar.logg import logga
from styrkedja.klocka import nu as klockan_nu
from styrkedja.models import Huvudman, Person
from styrkedja.regler.handlingsstatus import Handlingsstatus, status_efter

FORE_SAMTALET = "Handslagen bekräftas när samtalet är fört."


@transaction.atomic
def bekrafta(*, dialog: Dialog, last: Mapping[int, str], av: Person, nu: datetime | None = None) -> list[Handslag]:
    """Partens ja till handslagen i `last`. Ger de handslag som fick det; redan sagt ja är inget nytt ja.

    Args:
        last: handslagets nyckel → kontrollsumman av orden som parten hade framför sig.

    Raises:
        ValidationError: läsåret är stängt.
        HarAndrats: något av dem är inte längre det som parten läste. Inget är gjort.
        GarInteNu: personen är inte part, eller samtalet är inte fört.
    """
    rad, part = las_som_part(dialog, av)
    nu = nu or klockan_nu()
    if rad.tillstand not in EFTER:
        raise GarInteNu(FORE_SAMTALET)
    finns = {h.pk: h for h in rad.handslag.select_related("ansvarig__plats").prefetch_related("ja")}
    _krav_pa_samma(last, finns)
    nya = [h for pk in last if (h := finns[pk]) and not _har_ja(h, part)]
    if not nya:
        return []
    Handslagsja.objects.bulk_create(Handslagsja(handslag=h, part=part, person=av, nar=nu, hash=h.summa) for h in nya)
    bekraftade = _bekrafta_dem_med_allas(nya, list(rad.parter.all()), nu)
    folj_handslagen(rad, av=av, nu=nu)
    logga("bekrafta_handslag", av=av, pa=rad, plats_id=rad.plats_id, nu=nu, handslag=[h.pk for h in nya])
    beratta = beratta_om_bekraftelse if bekraftade == nya else beratta_om_ja
    beratta(rad, av, utom=part)
    return nya


def _har_ja(handslag: Handslag, part: Dialogpart) -> bool:
    """Redan bekräftat av alla, eller av parten."""
    if handslag.tillstand != Handslagslage.FORESLAGET:
        return True
    return any(j.part_id == part.pk and j.upphavt is None for j in handslag.ja.all())


def _krav_pa_samma(last: Mapping[int, str], finns: Mapping[int, Handslag]) -> None:
    """Raises: HarAndrats när orden som lästes inte är de som står, eller handslaget är borta."""
    andrat = [mening for pk, summa in last.items() for mening in _andrat(finns.get(pk), summa)]
    if andrat:
        raise HarAndrats(andrat)


def _andrat(handslag: Handslag | None, summa: str) -> list[str]:
    if handslag is None:
        return [BORTTAGET]
    if handslag.summa == summa:
        return []
    last = Handslagslydelse.objects.filter(handslag=handslag, hash=summa).last()
    return skillnader(last.orden if last else {}, handslag.orden())


def _bekrafta_dem_med_allas(handslag: Iterable[Handslag], parter: list[Dialogpart], nu: datetime) -> list[Handslag]:
    """Handslagen som nu har allas ja blir bekräftade, och får sin ställning som handling."""
    huvudman = Huvudman.objects.first()
    status = status_efter("bekrafta_handslag", kommunens=huvudman.upprattas_vid if huvudman else ())
    rader = Handslag.objects.filter(pk__in=[h.pk for h in handslag]).select_related("ansvarig__plats")
    klara = [h for h in rader.prefetch_related("ja") if alla_har_sagt_ja(h, parter)]
    for ett in klara:
        ett.tillstand = nasta_handslagslage(ett.tillstand, "bekrafta") or ett.tillstand
        ett.handlingsstatus, ett.bekraftat = Handlingsstatus(status), nu
    Handslag.objects.bulk_update(klara, ["tillstand", "handlingsstatus", "bekraftat"])
    return klara
