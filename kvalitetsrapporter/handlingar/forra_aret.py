"""Förra årets rapport bredvid årets, och att börja året i förra årets summerande analys."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction

from kvalitetsrapporter.behorighet import far_veta_om_inlamning, hinder_for_att_lasa_inlamning, leder_enheten
from kvalitetsrapporter.behorighet.sigill import tackta_omgangar
from kvalitetsrapporter.frysta import lasbart
from kvalitetsrapporter.handlingar import GarInteNu
from kvalitetsrapporter.handlingar.frysning import fryst_hela
from kvalitetsrapporter.handlingar.innehall import las_rapport
from kvalitetsrapporter.handlingar.skrivning import AGARE, spara_avsnitt
from kvalitetsrapporter.models import Avsnitt, Inlamning, Rapport, TidigareRapport
from kvalitetsrapporter.regler.forra_aret import SAMLAD, SUMMERANDE, borjan, motsvarar
from kvalitetsrapporter.regler.tidigare import Utdrag, utdrag
from styrkedja.handlingar.texter import Sparat, las_texter
from styrkedja.models import Person
from styrkedja.regler.riktext import ar_tom

Fryst = dict[str, Any]


@dataclass(frozen=True)
class Bredvid:
    """Ett avsnitt i år och det som motsvarar det förra året; endera kan saknas.

    `fore_systemet` är stycket om avsnittet i den intagna rapporten, när den har ett och förra året inte finns här.
    """

    nyckel: str
    rubrik: str
    forra: Fryst | None
    nu: Fryst | None
    fore_systemet: Utdrag | None = None


def forra_rapporten(rapport: Rapport) -> Rapport | None:
    """Enhetens rapport läsåret före."""
    forra = rapport.lasar.foregaende()
    rapporter = Rapport.objects.select_related("enhet", "lasar", "faststalld_av")
    return rapporter.filter(enhet=rapport.enhet_id, lasar=forra).first() if forra else None


def forra_i_fil(rapport: Rapport) -> TidigareRapport | None:
    """Förra årets rapport så som den togs in, när den skrevs före systemet."""
    forra = rapport.lasar.foregaende()
    rader = TidigareRapport.objects.select_related("lasar", "enhet")
    return rader.filter(enhet=rapport.enhet_id, lasar=forra).first() if forra else None


def tidigare_rubriker(avsnitt: Avsnitt) -> list[str]:
    """Namnen som avsnittet kan ha haft: mallens, läroplansområdets, och det som den samlade bedömningen börjar i."""
    omrade = avsnitt.mall.omraden.get(avsnitt.skolform.nyckel, "") if avsnitt.skolform else ""
    motsvarande = motsvarar(avsnitt.nyckel).replace("_", " ").capitalize()
    return list(dict.fromkeys(filter(None, (avsnitt.mall.rubrik, omrade, motsvarande))))


def inlamnat(rapport: Rapport, person: Person) -> dict[str, Fryst]:
    """Avsnitten i de senaste versionerna som personen får läsa, efter nyckel; den senare rundans gäller."""
    return {nyckel: avsnitt for nyckel, (avsnitt, _) in inlamnat_med_version(rapport, person).items()}


def inlamnat_med_version(rapport: Rapport, person: Person) -> dict[str, tuple[Fryst, Inlamning]]:
    """Som `inlamnat`, med versionen som avsnittet står i. En fråga utöver dem om rätten."""
    senaste: dict[int, Inlamning] = {}
    for version in rapport.inlamningar.select_related("omgang").order_by("omgang__ordning", "nummer"):
        version.rapport = rapport
        if far_veta_om_inlamning(person, version) and hinder_for_att_lasa_inlamning(person, version) is None:
            senaste[version.omgang_id] = version
    tackta = tackta_omgangar(person, rapport)
    return {a["nyckel"]: (a, v) for v in senaste.values() for a in lasbart(v, person, tackta)["avsnitt"]}


def bredvid(rapport: Rapport, person: Person) -> list[Bredvid]:
    """Årets avsnitt med förra årets bredvid. Den som leder enheten ser utkastet, de andra det inlämnade."""
    nu = (
        {a["nyckel"]: a for a in fryst_hela(las_rapport(rapport))["avsnitt"]}
        if leder_enheten(person, rapport)
        else inlamnat(rapport, person)
    )
    tidigare = forra_rapporten(rapport)
    forra = inlamnat(tidigare, person) if tidigare else {}
    fil = None if forra else forra_i_fil(rapport)
    avsnitten = list(rapport.avsnitt.select_related("mall", "skolform").order_by("ordning"))
    alla = [namn for a in avsnitten for namn in tidigare_rubriker(a)]
    rader = [
        Bredvid(
            a.nyckel,
            a.rubrik,
            _skrivet(forra.get(motsvarar(a.nyckel))),
            _skrivet(nu.get(a.nyckel)),
            _stycket(fil, a, alla),
        )
        for a in avsnitten
    ]
    visade = {motsvarar(a.nyckel) for a in avsnitten}
    rader += [Bredvid(n, a["rubrik"], _skrivet(a), None) for n, a in forra.items() if n not in visade]
    return [rad for rad in rader if rad.forra or rad.nu or rad.fore_systemet]


def _stycket(fil: TidigareRapport | None, avsnitt: Avsnitt, alla: list[str]) -> Utdrag | None:
    """Stycket om avsnittet ur den intagna rapporten, när den har avsnittets rubrik."""
    stycket = utdrag(fil.text, tidigare_rubriker(avsnitt), alla) if fil else None
    return stycket if stycket and stycket.om else None


def _skrivet(avsnitt: Fryst | None) -> Fryst | None:
    """Avsnittet om något är skrivet eller bedömt i det."""
    if avsnitt is None:
        return None
    har_text = any(not ar_tom(f["text"]) for f in avsnitt["falt"])
    return avsnitt if har_text or avsnitt.get("bedomning") or avsnitt.get("progression") else None


def summerande_analys(rapport: Rapport, person: Person) -> Fryst | None:
    """Förra årets summerande analys, inlämnad vid läsårets slut."""
    tidigare = forra_rapporten(rapport)
    analys = inlamnat(tidigare, person).get(SUMMERANDE) if tidigare else None
    return analys if analys and any(not ar_tom(f["text"]) for f in analys["falt"]) else None


def tomma_falt(avsnitt: Avsnitt) -> list[str]:
    """Avsnittets tomma fält, i mallens ordning."""
    texter = las_texter(AGARE, avsnitt.pk)
    nycklar = list(avsnitt.mall.falt.values_list("nyckel", flat=True))
    return [n for n in nycklar if (avsnitt.pk, n) not in texter or ar_tom(texter[avsnitt.pk, n].innehall)]


@transaction.atomic
def borja_i_forra_aret(*, avsnitt: Avsnitt, av: Person) -> Sparat:
    """Lägger förra årets summerande analys i den samlade bedömningens tomma fält, som en sparning av personen.

    Det som redan är skrivet rörs inte.

    Raises:
        GarInteNu: avsnittet är ett annat, analysen saknas, eller fälten är inte tomma.
    """
    if avsnitt.nyckel != SAMLAD:
        raise GarInteNu("Bara den samlade bedömningen börjar i förra årets summerande analys.")
    analys = summerande_analys(avsnitt.rapport, av)
    if analys is None:
        raise GarInteNu("Det finns ingen inlämnad summerande analys från förra läsåret.")
    Avsnitt.objects.select_for_update().get(pk=avsnitt.pk)
    texter = borjan(analys["falt"], tomma_falt(avsnitt))
    if not texter:
        raise GarInteNu("Fälten har redan text. Kopiera det du vill ha ur förra årets analys.")
    rader = las_texter(AGARE, avsnitt.pk)
    versioner = {n: rader[avsnitt.pk, n].version if (avsnitt.pk, n) in rader else 0 for n in texter}
    return spara_avsnitt(avsnitt=avsnitt, texter=texter, versioner=versioner, av=av)
