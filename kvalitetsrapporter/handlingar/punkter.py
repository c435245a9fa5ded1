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
    falten = [falt for falt in SLAG if falt in texter] if har_punkter(avsnitt) else []
    if not falten:
        return
    slagen = [SLAG[falt] for falt in falten]
    alla = list(Punkt.objects.filter(avsnitt=avsnitt, slag__in=slagen).order_by("ordning"))
    nya: list[Punkt] = []
    andrade: list[Punkt] = []
    borta: list[Punkt] = []
    for falt in falten:
        slagets = [p for p in alla if p.slag == SLAG[falt]]
        _folj(avsnitt, SLAG[falt], slagets, dela_i_punkter(texter[falt]), nya, andrade, borta)
    _ta_bort(borta, nu)
    Punkt.objects.bulk_update(andrade, ["text", "ordning", "borttagen"])
    Punkt.objects.bulk_create(nya)


def _folj(
    avsnitt: Avsnitt,
    slag: str,
    alla: list[Punkt],
    rader: list[str],
    nya: list[Punkt],
    andrade: list[Punkt],
    borta: list[Punkt],
) -> None:
    """Parar ihop fältets rader med dess punkter, och lägger vad som ska skrivas i de tre listorna."""
    har = [p for p in alla if p.borttagen is None]
    tidigare = {p.text: p for p in alla if p.borttagen is not None}
    kvar = {p.pk: p for p in har}
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
    borta += kvar.values()


def _ta_bort(punkter: list[Punkt], nu: datetime) -> None:
    """Den som aldrig lett vidare försvinner med sin rad; den som är lyft eller blev ett mål står kvar som borttagen."""
    vidare = [p.pk for p in punkter if p.lyft or p.mal_id]
    ovriga = [p.pk for p in punkter if not (p.lyft or p.mal_id)]
    if vidare:
        Punkt.objects.filter(pk__in=vidare).update(borttagen=nu)
    if ovriga:
        Punkt.objects.filter(pk__in=ovriga).delete()
