"""Det som alla tabellformer delar: rättade celler, cellen i en kolumn, kön, decimaltecken och dubbletter."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from analysunderlag.regler.tal import FRITT, Granser, LastTal, Talfel, decimaltecknet, las_antal, las_tal
from analysunderlag.regler.uppgift import Felslag, Formlasning, Radfel, Uppgift
from styrkedja.regler.inlasning import Rad, normal

KON = {
    "": "", "samtliga": "", "totalt": "", "alla": "", "bada": "", "t": "",
    "flickor": "K", "flicka": "K", "kvinnor": "K", "kvinna": "K", "k": "K", "f": "K",
    "pojkar": "M", "pojke": "M", "man": "M", "m": "M", "p": "M",
}  # fmt: skip

#: (kolumn, rad, text): cellerna som ska ha samma decimaltecken.
Talceller = dict[str, list[tuple[int, str]]]


def cell(rad: Rad, plats: int | None) -> str:
    """Cellens text; tomt när kolumnen saknas eller raden är kortare."""
    return rad.celler[plats] if plats is not None and plats < len(rad.celler) else ""


def rattade(
    rader: Iterable[Rad], rubriker: Sequence[str], rattningar: Mapping[str, str], hoppa: Iterable[int] = ()
) -> list[Rad]:
    """Raderna med rättade celler, utan dem som ska hoppas över.

    Args:
        rattningar: "radnummer:rubrik" → cellens nya text.
    """
    per_rad: dict[int, dict[str, str]] = defaultdict(dict)
    for nyckel, text in rattningar.items():
        nummer, _, rubrik = nyckel.partition(":")
        per_rad[int(nummer)][rubrik] = text
    bort = set(hoppa)
    return [_rattad(rad, rubriker, per_rad.get(rad.nummer)) for rad in rader if rad.nummer not in bort]


def _rattad(rad: Rad, rubriker: Sequence[str], nya: Mapping[str, str] | None) -> Rad:
    if not nya:
        return rad
    celler = tuple(nya.get(rubrik, text) for rubrik, text in zip(rubriker, rad.celler, strict=False))
    return replace(rad, celler=celler + rad.celler[len(celler) :])


def las_kon(text: str) -> str | None:
    """ "Flickor" → "K", "Samtliga" → "". None när ordet inte är känt."""
    return KON.get(normal(text))


def talet(lasning: Formlasning, rad: int, kolumn: str, text: str, granser: Granser = FRITT) -> LastTal:
    """Läser cellen; felet hamnar på raden."""
    return _forsok(lasning, rad, kolumn, text, lambda: las_tal(text, granser))


def antalet(lasning: Formlasning, rad: int, kolumn: str, text: str) -> LastTal:
    return _forsok(lasning, rad, kolumn, text, lambda: las_antal(text))


def heltal(last: LastTal) -> int | None:
    return int(last.tal) if last.tal is not None else None


def _forsok(lasning: Formlasning, rad: int, kolumn: str, text: str, las) -> LastTal:
    try:
        return las()
    except Talfel as fel:
        lasning.lagg_fel(rad, Radfel(kolumn, text, str(fel), Felslag.TAL, fel.forslag))
        return LastTal()


def prova_decimaltecken(lasning: Formlasning, celler: Talceller) -> None:
    """En kolumn har ett decimaltecken. De rader som har det ovanligare får felet."""
    for kolumn, rader in celler.items():
        per_tecken: dict[str, list[tuple[int, str]]] = defaultdict(list)
        for nummer, text in rader:
            if tecken := decimaltecknet(text):
                per_tecken[tecken].append((nummer, text))
        if len(per_tecken) == 2:
            farre, fler = sorted(per_tecken.items(), key=lambda par: (len(par[1]), par[0] == ","))
            _blandat(lasning, kolumn, farre[1], fler[1][0][0])


def _blandat(lasning: Formlasning, kolumn: str, rader: list[tuple[int, str]], annan: int) -> None:
    for nummer, text in rader:
        rattat = text.replace(".", "§").replace(",", ".").replace("§", ",")
        mening = (
            f"Kolumnen blandar decimalkomma och decimalpunkt: rad {annan} skrivs med det andra. Menade filen {rattat}?"
        )
        lasning.lagg_fel(nummer, Radfel(kolumn, text, mening, Felslag.TAL, rattat))


def slag_ihop_dubbletter(lasning: Formlasning) -> None:
    """Samma värde två gånger med samma innehåll är en upprepad rad; med olika innehåll är det fel på båda raderna."""
    forsta: dict[tuple, Uppgift] = {}
    kvar = []
    for u in lasning.uppgifter:
        nyckel = (
            u.nyckeltal,
            u.niva,
            u.kod or normal(u.namn),
            u.jamforelse,
            u.grupp,
            u.skolform,
            u.period,
            u.kon,
            u.uppdelning,
        )
        tidigare = forsta.setdefault(nyckel, u)
        if tidigare is u:
            kvar.append(u)
        elif _innehall(tidigare) != _innehall(u):
            for ena, andra in ((tidigare, u), (u, tidigare)):
                mening = f"Samma värde står också på rad {andra.rad}, med {andra.text}. Ta bort den ena raden."
                lasning.lagg_fel(ena.rad, Radfel(ena.kolumn, ena.text, mening, Felslag.RAD))
        else:
            lasning.hoppa(u.rad, u.namn, "upprepad rad")
    lasning.uppgifter = kvar


def _innehall(u: Uppgift) -> tuple[Decimal | None, str, int | None, str, int | None]:
    return u.tal, u.tecken, u.antal, u.antal_tecken, u.taljare
