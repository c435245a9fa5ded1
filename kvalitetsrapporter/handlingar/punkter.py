"""Punkterna följer texten när den sparas. Det är ingen händelse, det är sparningen själv; att lyfta står i lyft.py."""

from collections.abc import Mapping
from datetime import datetime

from kvalitetsrapporter.models import Avsnitt, Avsnittsmall, Punkt
from kvalitetsrapporter.regler.punkter import SLAG, dela_i_punkter, para_ihop


def har_punkter(avsnitt: Avsnitt) -> bool:
    """Punkter finns i IPS-avsnitten; i övriga avsnitt är samma fältnamn löptext."""
    return avsnitt.mall.typ == Avsnittsmall.Typ.IPS


def folj_texten(*, avsnitt: Avsnitt, texter: Mapping[str, str], nu: datetime) -> None:
    """Låter avsnittets punkter följa de fält som just sparats. Anropas i sparningens transaktion, med avsnittet låst.

    Args:
        texter: fält → klartext, bara de som ändrats. Fält som inte är punkter hoppas över.
    """
    if har_punkter(avsnitt):
        for falt, slag in SLAG.items():
            if falt in texter:
                _folj(avsnitt, slag, dela_i_punkter(texter[falt]), nu)


def _folj(avsnitt: Avsnitt, slag: str, rader: list[str], nu: datetime) -> None:
    alla = list(Punkt.objects.filter(avsnitt=avsnitt, slag=slag))
    har = [p for p in alla if p.borttagen is None]
    tidigare = {p.text: p for p in alla if p.borttagen is not None}
    nya, andrade, kvar = [], [], {p.pk: p for p in har}
    for ordning, (rad, plats) in enumerate(zip(rader, para_ihop([p.text for p in har], rader), strict=True), 1):
        # En lyft punkt som tagits bort och skrivs igen med samma ord är samma punkt.
        punkt = har[plats] if plats is not None else tidigare.pop(rad, None)
        if punkt is None:
            nya.append(Punkt(avsnitt=avsnitt, slag=slag, text=rad, ordning=ordning))
            continue
        kvar.pop(punkt.pk, None)
        if (punkt.text, punkt.ordning, punkt.borttagen) != (rad, ordning, None):
            punkt.text, punkt.ordning, punkt.borttagen = rad, ordning, None
            andrade.append(punkt)
    _ta_bort(list(kvar.values()), nu)
    Punkt.objects.bulk_update(andrade, ["text", "ordning", "borttagen"])
    Punkt.objects.bulk_create(nya)


def _ta_bort(punkter: list[Punkt], nu: datetime) -> None:
    """Den som aldrig lyfts försvinner med sin rad; den lyfta står kvar som borttagen, så att vägen tillbaka finns."""
    lyfta = [p.pk for p in punkter if p.lyft]
    olyfta = [p.pk for p in punkter if not p.lyft]
    if lyfta:
        Punkt.objects.filter(pk__in=lyfta).update(borttagen=nu)
    if olyfta:
        Punkt.objects.filter(pk__in=olyfta).delete()
