"""Att räkna om skyddet när värden har ändrats, och att se det oskyddade. Källa: reliability.md §6."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from analysunderlag.behorighet.insyn import hinder_for_att_se_oskyddat
from analysunderlag.models import Nyckeltal, Varde
from analysunderlag.regler.skydd import avgor
from analysunderlag.regler.skydd.celler import Beslut, Cell, Nyckel, minsta_grupp
from analysunderlag.regler.skydd.taljare import mojlig_taljare
from analysunderlag.regler.skydd_ord import Insyn, Skydd
from styrkedja.behorighet import krav_pa_ratt
from styrkedja.handlingar.logg import logga
from styrkedja.models import Huvudman, Person, Plats

FALT = (
    "pk", "nyckeltal_id", "period", "niva", "plats_id", "skolform_id", "grupp", "kon", "uppdelning", "jamforelse",
    "kalla_id", "kalla__eget_skydd", "tal", "tecken", "antal", "taljare", "skydd", "skydd_egen", "har_visats",
)  # fmt: skip


@transaction.atomic
def rakna_om(berorda: Iterable[tuple[int, str]]) -> int:
    """Räknar om skyddet för tabellerna (nyckeltalets id, periodens text) och sparar det som ändrades.

    Anropas inifrån inläsningens transaktion, sedan värdena är skrivna. Antalet frågor beror inte på antalet enheter.

    Returns:
        Så många värden som fick ett annat skydd.
    """
    tabeller = _las_tabellerna(set(berorda))
    nya: dict[tuple[str, str, bool], list[int]] = defaultdict(list)
    for rader in tabeller.values():
        beslut = avgor([cell for cell, _ in rader])
        for cell, forut in rader:
            if (nu := _sparas(beslut[cell.id], har_visats=forut[2])) != forut:
                nya[nu].append(cell.id)
    for (skydd, egen, visats), id_ in nya.items():
        Varde.objects.filter(pk__in=id_).update(skydd=skydd, skydd_egen=egen, har_visats=visats)
    return sum(map(len, nya.values()))


def _sparas(beslut: Beslut, *, har_visats: bool) -> tuple[str, str, bool]:
    return beslut.skydd.value, beslut.skydd_egen.value, har_visats or beslut.skydd == Skydd.VISAS


def _las_tabellerna(berorda: set[tuple[int, str]]) -> dict[tuple[int, str], list]:
    """Tabellernas gällande celler, var och en med skyddet som det är sparat."""
    nyckeltal = {n.pk: n for n in Nyckeltal.objects.filter(pk__in={pk for pk, _ in berorda})}
    huvudmannens = Huvudman.objects.values_list("minsta_grupp", flat=True).first() or 10
    rader = Varde.objects.gallande().filter(nyckeltal__in=nyckeltal, period__in={p for _, p in berorda})
    tabeller: dict[tuple[int, str], list] = defaultdict(list)
    for rad in rader.order_by("pk").values_list(*FALT, named=True):
        if (tabell := (rad.nyckeltal_id, rad.period)) in berorda:
            forut = rad.skydd, rad.skydd_egen, rad.har_visats
            tabeller[tabell].append((_cell(rad, nyckeltal[rad.nyckeltal_id], huvudmannens), forut))
    return tabeller


def _cell(rad, nyckeltal: Nyckeltal, huvudmannens: int) -> Cell:
    return Cell(
        id=rad.pk,
        nyckel=Nyckel(
            rad.niva, rad.plats_id or 0, rad.skolform_id or 0, rad.grupp, rad.kon, rad.uppdelning, rad.jamforelse
        ),
        kalla=rad.kalla_id,
        minst=minsta_grupp(rad.niva, nyckeltal.minsta_grupp, huvudmannens),
        n=rad.antal,
        x=mojlig_taljare(
            tal=rad.tal, tecken=rad.tecken, n=rad.antal, taljare=rad.taljare,
            matt=nyckeltal.matt, raknar=nyckeltal.raknar, decimaler=nyckeltal.decimaler,
        ),
        tecken=rad.tecken,
        raknar=nyckeltal.raknar,
        eget_skydd=rad.kalla__eget_skydd,
    )  # fmt: skip


@transaction.atomic
def se_oskyddat(
    *, av: Person, plats: Plats | None, nyckeltal: Iterable[Nyckeltal], nu: datetime | None = None
) -> Insyn:
    """Öppnar de skyddade talen för den vars uppgift det är. Varje visning är en händelse: vem, vad, när, aldrig talet.

    Args:
        plats: enheten eller huvudmannen; None är hela kommunen.
        nyckeltal: de nyckeltal som visas.

    Raises:
        PermissionDenied: med meningen ur `hinder_for_att_se_oskyddat`.
    """
    krav_pa_ratt(hinder_for_att_se_oskyddat(av, plats))
    pa = plats or Huvudman.den()
    logga("se_oskyddat", av=av, pa=pa, plats_id=pa.pk, nu=nu, nyckeltal=[n.nyckel for n in nyckeltal])
    return Insyn.OSKYDDAD
