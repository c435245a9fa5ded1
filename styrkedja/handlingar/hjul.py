"""Att skapa ett läsårs hjul: alla nivåers poster ur mallarna, hur ofta som helst med samma följd.

Samma nyckel, läsår och plats är samma post. En post som en människa har flyttat rörs aldrig; det som hänger på den
följer efter. En post som reglerna inte längre ger tas bort, om ingen har flyttat den (krav 25–30, 85; F4, F5).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from django.db import transaction

from styrkedja.behorighet import krav_pa_ratt
from styrkedja.behorighet.hjul import hinder_for_att_skapa_hjulet
from styrkedja.handlingar import utkorg
from styrkedja.handlingar.hjulunderlag import (
    Flyttar,
    Platser,
    bygg_raknare,
    las_flyttar,
    las_mallar,
    las_platser,
)
from styrkedja.handlingar.logg import logga
from styrkedja.handlingar.omgangar import uppdatera_omgangar
from styrkedja.klocka import idag
from styrkedja.models import Hjulmall, Hjulpost, Lasar, Person, Utkorg
from styrkedja.regler.hjul import Mall, Raknare, Tid

#: Så många rader åt gången; håller minne och frågor små i en kommun med tusen enheter.
BUNT = 2000


class Innehall(NamedTuple):
    """Det i en post som mallen bestämmer. Fälten heter som modellens, i samma ordning som FALT."""

    mall_id: int
    forum_id: int | None
    niva: str
    slag: str
    rubrik: str
    roll: str
    fran: date | None
    till: date | None
    ungefar: str
    sorteras: date
    preliminar: bool
    hanger_pa: str


FALT = list(Innehall._fields)
#: (nyckel, plats): det som gör posten till samma post.
Postnyckel = tuple[str, int]


@dataclass(frozen=True)
class Hjulresultat:
    """Vad en körning gjorde. `flyttade` är poster som människor har satt och som därför stod kvar."""

    nya: int = 0
    andrade: int = 0
    oforandrade: int = 0
    flyttade: int = 0
    borttagna: int = 0

    @property
    def andrat(self) -> bool:
        return bool(self.nya or self.andrade or self.borttagna)


@transaction.atomic
def skapa_hjul(*, lasar: Lasar, av: Person | None = None, nu: datetime | None = None) -> Hjulresultat:
    """Skapar eller uppdaterar läsårets hjul på alla nivåer, och omgångarna som följer ur det.

    Raises:
        ValidationError: en mall har en regel som inte går att räkna med (den går i ring, pekar på sig själv …).
    """
    if av is not None:
        krav_pa_ratt(hinder_for_att_skapa_hjulet(av, lasar))
    las_for_skrivning(lasar)
    mallar, platser, flyttar = las_mallar(), las_platser(lasar), las_flyttar(lasar)
    raknare = bygg_raknare(lasar, mallar, flyttar, platser)
    onskade = dict(_poster(mallar.values(), platser, raknare, flyttar))
    resultat = _for_in(lasar, onskade, Hjulpost.objects.for_lasar(lasar))
    uppdatera_omgangar(lasar, raknare=raknare)
    if resultat.andrat:
        logga("skapa_hjul", av=av, pa=lasar, nu=nu, **vars(resultat))
    return resultat


@transaction.atomic
def rakna_om_det_som_foljer(post: Hjulpost, *, med_posten: bool = False) -> Hjulresultat:
    """Räknar om bara det som hänger på posten: på dess egen plats, eller överallt när posten är gemensam."""
    lasar = post.lasar
    mallar, platser, flyttar = las_mallar(), las_platser(lasar), las_flyttar(lasar)
    raknare = bygg_raknare(lasar, mallar, flyttar, platser)
    nyckel = post.mall.nyckel if post.mall else post.nyckel
    nycklar = raknare.som_foljer({nyckel}) | ({nyckel} if med_posten else set())
    bara = None if post.plats_id in platser.gemensamma else post.plats_id
    rorda = [mall for nyckel, mall in mallar.items() if nyckel in nycklar]
    onskade = dict(_poster(rorda, platser, raknare, flyttar))
    befintliga = Hjulpost.objects.for_lasar(lasar).filter(mall__nyckel__in=nycklar)
    if bara is None:
        return _for_in(lasar, onskade, befintliga)
    pa_platsen = {nyckel: innehall for nyckel, innehall in onskade.items() if nyckel[1] == bara}
    return _for_in(lasar, pa_platsen, befintliga.filter(plats=bara))


def las_for_skrivning(lasar: Lasar) -> None:
    """En i taget per läsår: två körningar samtidigt ger samma hjul som en."""
    Lasar.objects.select_for_update().get(pk=lasar.pk)


# --- Nattens och knappens arbete ---------------------------------------------------------------
def lagg_nattens_hjul() -> int:
    """Lägger dagens arbete med hjulet i utkorgen för aktuellt och kommande läsår. Ger hur många som lades nu.

    Tål att köras varje timme: ett arbete per läsår och dag, också när dagens redan är klart.
    """
    dag = idag()
    lasaren = Lasar.objects.filter(till__gte=dag, stangt=False).order_by("fran")[:2]
    return sum(_lagg_en_gang(lasar, f"{lasar.slug}:{dag.isoformat()}") for lasar in lasaren)


def _lagg_en_gang(lasar: Lasar, nyckel: str) -> bool:
    if Utkorg.objects.filter(slag="hjul", nyckel=nyckel).exists():
        return False
    utkorg.lagg("hjul", nyckel=nyckel, uppgifter={"lasar": lasar.pk})
    return True


@transaction.atomic
def bestall_hjul(*, lasar: Lasar, av: Person, nu: datetime | None = None) -> Utkorg:
    """Lägger arbetet i utkorgen nu. Väntar det redan ett är det samma arbete."""
    krav_pa_ratt(hinder_for_att_skapa_hjulet(av, lasar))
    rad = utkorg.lagg("hjul", nyckel=f"{lasar.slug}:nu", uppgifter={"lasar": lasar.pk})
    logga("bestall_hjul", av=av, pa=lasar, nu=nu)
    return rad


def hjulets_arbete(lasar: Lasar) -> Utkorg | None:
    """Det senaste arbetet med läsårets hjul: väntar, pågår, klart eller misslyckat."""
    return Utkorg.objects.filter(slag="hjul", nyckel__startswith=f"{lasar.slug}:").order_by("-pk").first()


# --- Från regel till rad -----------------------------------------------------------------------
def _poster(
    mallar: Iterable[Hjulmall], platser: Platser, raknare: Raknare, flyttar: Flyttar
) -> Iterator[tuple[Postnyckel, Innehall]]:
    """Mallarnas poster på alla deras platser: oftast en per plats, ibland flera, ibland ingen."""
    egna = {plats: raknare.for_plats(pa_platsen) for plats, pa_platsen in flyttar.items()}
    for mall in mallar:
        regel = raknare.mallar[mall.nyckel]
        for plats in platser.for_mall(mall):
            for nummer, tid in enumerate(egna.get(plats, raknare.grund)[mall.nyckel], 1):
                yield (regel.postnyckel(nummer), plats), _innehall(mall, regel, nummer, tid)


def _innehall(mall: Hjulmall, regel: Mall, nummer: int, tid: Tid) -> Innehall:
    return Innehall(
        mall_id=mall.pk,
        forum_id=mall.forum_id,
        niva=mall.niva,
        slag=mall.slag,
        rubrik=mall.rubrik,
        roll=mall.ansvarig,
        fran=tid.fran,
        till=tid.till,
        ungefar=tid.ungefar,
        sorteras=tid.sorteras,
        preliminar=tid.preliminar,
        hanger_pa=regel.ankare(nummer),
    )


def _for_in(lasar: Lasar, onskade: dict[Postnyckel, Innehall], befintliga) -> Hjulresultat:
    """Skriver skillnaden mellan det önskade och det som finns. Egna poster (utan mall) och flyttade rörs inte."""
    att_skriva = dict(onskade)
    oforandrade = flyttade = andrade = 0
    overflodiga: list[int] = []
    rader = befintliga.filter(mall__isnull=False).values_list("pk", "nyckel", "plats_id", "flyttad_nar", *FALT)
    for pk, nyckel, plats, flyttad, *falt in rader.iterator(chunk_size=BUNT):
        ny = att_skriva.get((nyckel, plats))
        if flyttad:
            flyttade += 1
        elif ny is None:
            overflodiga.append(pk)
            continue
        elif ny == tuple(falt):
            oforandrade += 1
        else:
            andrade += 1
            continue
        att_skriva.pop((nyckel, plats), None)
    _skriv(lasar, att_skriva)
    _ta_bort(overflodiga)
    return Hjulresultat(len(att_skriva) - andrade, andrade, oforandrade, flyttade, len(overflodiga))


def _skriv(lasar: Lasar, poster: dict[Postnyckel, Innehall]) -> None:
    Hjulpost.objects.bulk_create(
        (Hjulpost(lasar=lasar, nyckel=n, plats_id=p, **innehall._asdict()) for (n, p), innehall in poster.items()),
        batch_size=BUNT,
        update_conflicts=True,
        unique_fields=["lasar", "nyckel", "plats"],
        update_fields=[falt.removesuffix("_id") for falt in FALT],
    )


def _ta_bort(alla: Sequence[int]) -> None:
    for borjan in range(0, len(alla), BUNT):
        Hjulpost.objects.filter(pk__in=alla[borjan : borjan + BUNT]).delete()
