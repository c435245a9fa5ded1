"""Läser in en fil med uppdrag till ett läsår: allt i filen, eller inget. Två gånger ger samma uppdrag."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction

from styrkedja.handlingar.lasar import krav_pa_oppet
from styrkedja.models import Avdelning, EnhetSkolform, Forum, Lasar, Plats, Skolform, Tillhorighet, Verksamhetsomrade
from styrkedja.regler.roller import Roll
from vp_uppdrag.handlingar.tider import lagg_aterrapportering, lagg_leverans
from vp_uppdrag.handlingar.uppdrag import satt_parter, skapa_uppdrag
from vp_uppdrag.models import Uppdrag
from vp_uppdrag.regler.parter import Partuppgift
from vp_uppdrag.regler.uppdragsfil import Etikett, Filfel, Uppdragsrad

#: Etiketterna som är alla i en befattning.
GRUPPER = {
    "verksamhetschefer": Roll.VERKSAMHETSCHEF,
    "alla verksamhetschefer": Roll.VERKSAMHETSCHEF,
    "avdelningschefer": Roll.AVDELNINGSCHEF,
    "rektorer": Roll.REKTOR,
}
#: Avdelningarnas namn i förkortning, så som filerna nämner dem.
AVDELNINGAR = {
    "avd_rvu": "resultat- och verksamhetsuppföljning",
    "avdelningschef RVU": "resultat- och verksamhetsuppföljning",
    "avd_administration_juridik": "administration och juridik",
}


@dataclass(frozen=True)
class Inlast:
    """Vad inläsningen gjorde: nya uppdrag, och nummer som redan fanns och lämnades som de är."""

    nya: list[Uppdrag]
    fanns: list[int]


@transaction.atomic
def las_in_uppdrag(*, rader: list[Uppdragsrad], lasar: Lasar, parter: Mapping[str, str] | None = None) -> Inlast:
    """Filens uppdrag som utkast i läsåret.

    Args:
        parter: etikett → platsens adress (slug), för de etiketter som filen inte själv förklarar.

    Raises:
        ValidationError: läsåret är stängt.
        Filfel: en etikett, ett forum eller en skolform går inte att hitta i kommunen; inget är inläst.
    """
    krav_pa_oppet(lasar)
    kommun = _Kommun(lasar, parter or {})
    kommun.krav_pa_allt(rader)
    har = set(Uppdrag.objects.for_lasar(lasar).values_list("nr", flat=True))
    nya = [_las_in(rad, lasar, kommun) for rad in rader if rad.nr not in har]
    return Inlast(nya, [rad.nr for rad in rader if rad.nr in har])


def _las_in(rad: Uppdragsrad, lasar: Lasar, kommun: "_Kommun") -> Uppdrag:
    uppdrag = skapa_uppdrag(
        lasar=lasar,
        rubrik=rad.rubrik,
        text=rad.text,
        nr=rad.nr,
        av=None,
        skolformer=[kommun.skolformer[namn] for namn in rad.skolformer],
        godkanns_av=kommun.forum.get(rad.godkanns_av),
        **rad.falt,
    )
    satt_parter(uppdrag=uppdrag, parter=[kommun.part(p) for p in rad.parter], av=None)
    for leverans in rad.leveranser:
        lagg_leverans(uppdrag=uppdrag, slag=leverans.slag, vad=leverans.vad, tid=leverans.tid, av=None)
    for rapport in rad.aterrapporteringar:
        tider = [rapport.tid] if rapport.tid else None
        lagg_aterrapportering(uppdrag=uppdrag, forum=kommun.forum[rapport.forum], tider=tider, av=None)
    return uppdrag


class _Kommun:
    """Kommunens platser, forum och skolformer, så som filens ord hittar dem."""

    def __init__(self, lasar: Lasar, valda: Mapping[str, str]):
        self.lasar, self.valda = lasar, dict(valda)
        self.skolformer = {s.namn: s for s in Skolform.objects.all()}
        self.forum = {f.nyckel: f for f in Forum.objects.all()}
        self._avdelningar = {a.namn.lower().partition(" (")[0]: a for a in Avdelning.objects.all()}
        self._omraden = {o.slug: o for o in Verksamhetsomrade.objects.all()}

    def part(self, etikett: Etikett) -> Partuppgift:
        if etikett.ar_namn:
            return Partuppgift(etikett.roll, namn=etikett.ord, inom=etikett.inom)
        if grupp := GRUPPER.get(etikett.ord):
            return Partuppgift(etikett.roll, grupp=grupp)
        plats = self._plats(etikett.ord)
        assert plats is not None, "krav_pa_allt har prövat etiketten"
        return Partuppgift(etikett.roll, plats=plats.pk)

    def krav_pa_allt(self, rader: list[Uppdragsrad]) -> None:
        """Raises: Filfel med allt som inte går att hitta, på en gång."""
        etiketter = {p.ord for r in rader for p in r.parter if not p.ar_namn and p.ord not in GRUPPER}
        saknas = sorted(e for e in etiketter if self._plats(e) is None)
        forum = {r.godkanns_av for r in rader if r.godkanns_av} | {a.forum for r in rader for a in r.aterrapporteringar}
        saknas += sorted(f"forumet {f}" for f in forum - set(self.forum))
        saknas += sorted(
            {f"skolformen {s}" for r in rader for s in r.skolformer} - {f"skolformen {s}" for s in self.skolformer}
        )
        if saknas:
            raise Filfel(f"Det här finns inte i kommunen, eller går inte att avgöra: {', '.join(saknas)}.")

    def _plats(self, ord_: str) -> Plats | None:
        if slug := self.valda.get(ord_):
            return Plats.objects.filter(slug=slug, slag__in=("avdelning", "verksamhetsomrade")).first()
        namn = AVDELNINGAR.get(ord_) or ord_.removeprefix("avd_").removeprefix("avdelningschef ").replace("_", " ")
        if avdelning := self._avdelning(namn.lower()):
            return avdelning
        return self._ensamt_omrade(ord_.removeprefix("verksamhetschef_"))

    def _avdelning(self, namn: str) -> Avdelning | None:
        """Avdelningen med namnet, också skrivet utan prickar: avd_elevhalsan är Elevhälsan."""
        prickfri = str.maketrans("åäö", "aao")
        traffar = [a for n, a in self._avdelningar.items() if namn in (n, n.translate(prickfri))]
        return traffar[0] if traffar else None

    def _ensamt_omrade(self, skolform: str) -> Verksamhetsomrade | None:
        """Området som ensamt har skolformen: ”verksamhetschefen för gymnasieskolorna”."""
        enheter = EnhetSkolform.objects.filter(skolform__nyckel=skolform).values("enhet")
        omraden = set(Tillhorighet.objects.filter(lasar=self.lasar, enhet__in=enheter).values_list("omrade", flat=True))
        return Verksamhetsomrade.objects.get(pk=omraden.pop()) if len(omraden) == 1 else None
