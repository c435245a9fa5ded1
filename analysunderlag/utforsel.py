"""Det som sidorna visar, som rader i en fil: ett tal per rad, med samma skydd och samma ord."""

from collections.abc import Iterable, Iterator

from analysunderlag.bilder import Ritad, serienamn
from analysunderlag.handlingar.serier import Matpunkt, Serie
from analysunderlag.models import Nyckeltal
from analysunderlag.nyckeltalssida import Del
from analysunderlag.omradessida import Talrad
from analysunderlag.regler.uppdelning import i_ord
from styrkedja.models import Enhet, Skolform
from styrkedja.utforsel import Cell

HUVUD = (
    "Nyckeltal", "Uppdelning", "Skolform", "Gäller", "Period", "Tal", "Mått", "Så som det visas", "Antal i gruppen",
    "Svarsfrekvens", "Källa", "Preliminärt", "Visas för", "Förbehåll",
)  # fmt: skip


def enhetens_rader(ritade: Iterable[Ritad]) -> Iterator[list[Cell]]:
    """Varje tal på enhetens sida: de egna åren källa för källa, könen, klasserna och jämförelserna."""
    for r in ritade:
        om = (r.nyckeltal, r.bild.uppdelning, r.bild.skolform)
        yield from _serien(r.bild.egen, r.namn, *om)
        for serie in (*r.bild.kon, *r.bild.klasser, *r.bild.jamforelser):
            yield from _serien(serie, serienamn(serie), *om)


def nyckeltalets_rader(del_: Del | None) -> Iterator[list[Cell]]:
    if del_ is None:
        return
    om = (del_.nyckeltal, del_.uppdelning, del_.skolform)
    for rad in del_.rader:
        yield from _serien(rad.serie, rad.namn, *om)
    for serie in del_.jamforelser:
        yield from _serien(serie, serienamn(serie), *om)


def omradets_rader(rader: Iterable[Talrad], enheter: Iterable[Enhet]) -> Iterator[list[Cell]]:
    namn = {e.pk: e.namn for e in enheter}
    for rad in rader:
        for plats, serie in rad.serier.items():
            yield from _serien(serie, namn[plats], rad.nyckeltal, rad.uppdelning, rad.skolform)


def _serien(
    serie: Serie, namn: str, nyckeltal: Nyckeltal, uppdelning: str, skolform: Skolform | None
) -> Iterator[list[Cell]]:
    for punkt in sorted(serie.alla, key=lambda p: (p.period, p.kalla.ordning)):
        yield [
            nyckeltal.namn, i_ord(uppdelning), skolform.namn if skolform else "", namn, punkt.period.text,
            *_talet(punkt, nyckeltal),
        ]  # fmt: skip


def _talet(punkt: Matpunkt, nyckeltal: Nyckeltal) -> list[Cell]:
    """Talet bara när läsaren ser det; annars ordet som står i stället, och varför."""
    visat = punkt.visat
    svarsfrekvens = None if visat.skyddat or punkt.svarsfrekvens is None else round(punkt.svarsfrekvens, 1)
    forbehall = " ".join(filter(None, (visat.skal, visat.varning)))
    return [
        None if visat.tal is None else round(visat.tal, nyckeltal.decimaler),
        nyckeltal.matt,
        visat.text.replace("\xa0", " "),
        visat.antal,
        svarsfrekvens,
        str(punkt.kalla),
        "ja" if visat.preliminart else "",
        "alla" if punkt.oppet else "bara den egna kedjan" if visat.tal is not None else "ingen",
        forbehall,
    ]
