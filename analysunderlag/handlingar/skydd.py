"""Att räkna om skyddet när värden har ändrats, och att se det oskyddade. Källa: reliability.md §6."""

from collections import defaultdict
from collections.abc import Callable, Iterable
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
from styrkedja.models import Huvudman, Person, Plats, Tillhorighet

#: Arbetets slag i utkorgen.
SLAG = "rakna_om_skyddet"
#: Så många tabeller räknas åt gången, i var sin transaktion.
BUNT = 50
FALT = (
    "pk", "nyckeltal_id", "period", "niva", "plats_id", "skolform_id", "grupp", "kon", "uppdelning", "jamforelse",
    "kalla_id", "kalla__eget_skydd", "tal", "tecken", "antal", "taljare", "skydd", "skydd_egen", "har_visats",
    "version", "galler", "skapad", "inlasning__angrad",
)  # fmt: skip


@transaction.atomic
def rakna_om(berorda: Iterable[tuple[int, str]]) -> int:
    """Räknar om skyddet för tabellerna (nyckeltalets id, periodens text) och sparar det som ändrades.

    Också de versioner som inte längre gäller är med: det som har visats är känt och binder resten. Anropas inifrån
    inläsningens transaktion, sedan värdena är skrivna. Antalet frågor beror inte på antalet enheter.

    Returns:
        Så många värden som fick ett annat skydd.
    """
    tabeller = _las_tabellerna(set(berorda))
    nya: dict[tuple[str, str, bool], list[int]] = defaultdict(list)
    for rader in tabeller.values():
        beslut = avgor([cell for cell, _ in rader])
        for cell, forut in rader:
            if cell.galler and (nu := _sparas(beslut[cell.id], har_visats=forut[2])) != forut:
                nya[nu].append(cell.id)
    for (skydd, egen, visats), id_ in nya.items():
        Varde.objects.filter(pk__in=id_).update(skydd=skydd, skydd_egen=egen, har_visats=visats)
    return sum(map(len, nya.values()))


def rakna_om_allt(vid_steg: Callable[[int], None] = lambda procent: None) -> int:
    """Räknar om varje tabell, en bunt åt gången: gränsen har ändrats. Får göras två gånger.

    Args:
        vid_steg: får hur många procent som är gjort.
    """
    alla = sorted(set(Varde.objects.values_list("nyckeltal_id", "period")))
    andrade = 0
    for borjan in range(0, len(alla), BUNT):
        andrade += rakna_om(alla[borjan : borjan + BUNT])
        vid_steg(100 * min(borjan + BUNT, len(alla)) // len(alla))
    return andrade


def _sparas(beslut: Beslut, *, har_visats: bool) -> tuple[str, str, bool]:
    return beslut.skydd.value, beslut.skydd_egen.value, har_visats or beslut.skydd == Skydd.VISAS


def _las_tabellerna(berorda: set[tuple[int, str]]) -> dict[tuple[int, str], list]:
    """Tabellernas celler i alla versioner, var och en med skyddet som det är sparat."""
    nyckeltal = {n.pk: n for n in Nyckeltal.objects.filter(pk__in={pk for pk, _ in berorda})}
    huvudmannens = Huvudman.objects.values_list("minsta_grupp", flat=True).first() or 10
    rader = Varde.objects.filter(nyckeltal__in=nyckeltal, period__in={p for _, p in berorda})
    omraden = _omraden()
    tabeller: dict[tuple[int, str], list] = defaultdict(list)
    for rad in rader.order_by("pk").values_list(*FALT, named=True):
        if (tabell := (rad.nyckeltal_id, rad.period)) in berorda:
            forut = rad.skydd, rad.skydd_egen, rad.har_visats
            cell = _cell(rad, nyckeltal[rad.nyckeltal_id], huvudmannens, omraden.get(rad.plats_id, 0))
            tabeller[tabell].append((cell, forut))
    return tabeller


def _omraden() -> dict[int, int]:
    """Enhet → området den hör till nu: dess chef ser enhetens tal från fem."""
    return dict(Tillhorighet.objects.order_by("lasar__fran").values_list("enhet_id", "omrade_id"))


def _cell(rad, nyckeltal: Nyckeltal, huvudmannens: int, omrade: int) -> Cell:
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
        omrade=omrade,
        visad=rad.har_visats,
        visad_egen=rad.skydd_egen == Skydd.VISAS,
        version=rad.version,
        skapad=rad.skapad,
        angrad=rad.inlasning__angrad,
        galler=rad.galler,
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
