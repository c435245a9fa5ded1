"""Skolverkets CSV-rapporter: titelrader, rubriker i en eller två rader, data, noter i samma kolumner.

Rubrikraden hittas på sin första cell ("Skola" eller "Kommun"), aldrig på sitt nummer. Rubrikernas lydelser är data
(Rubrikalias). Bara den egna huvudmannens rader läses; rikets rader tas med som jämförelse.
Källa: data/README.md "How Skolverket's exports look".
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from analysunderlag.regler.perioder import Periodfel, las_period
from analysunderlag.regler.rader import (
    Talceller,
    antalet,
    cell,
    heltal,
    las_kon,
    prova_decimaltecken,
    rattade,
    slag_ihop_dubbletter,
    talet,
)
from analysunderlag.regler.uppdelning import skriv_uppdelning
from analysunderlag.regler.uppgift import RIKET, Felslag, Formlasning, Radfel, Rubrik, Sammanhang, Uppgift
from styrkedja.regler.inlasning import Filfel, Rad, Rubrikfel, liknar_mest, normal

FORM, KALLA, GEMENSAMT = "skolverket_csv", "skolverket", "skolverket"
FORSTA_CELLEN = frozenset({"skola", "kommun"})
HELA_PROGRAMMET = frozenset({"nationellaprogram", "samtliga", "samtligaprogram", "totalt"})
_LASAR = re.compile(r"valt läsår:?\s*(.+)", re.IGNORECASE)


@dataclass(frozen=True)
class Rapport:
    """En av Skolverkets rapporter, ur rummets data. Känns igen på orden i titelraden."""

    nyckel: str
    namn: str
    skolform: str = ""
    arskurs: str = ""
    kann_igen: tuple[str, ...] = ()


@dataclass
class Kolumner:
    """Vilken kolumn som är vad. `tal` är (plats, rubrik, betydelse)."""

    rapport: Rapport
    rubriker: tuple[str, ...]
    fasta: dict[str, int] = field(default_factory=dict)
    antal: dict[str, int] = field(default_factory=dict)
    tal: list[tuple[int, str, Rubrik]] = field(default_factory=list)
    okanda: list[str] = field(default_factory=list)

    def text(self, rad: Rad, roll: str) -> str:
        return cell(rad, self.fasta.get(roll))


def ar_skolverkets(rader: Sequence[Rad]) -> bool:
    """Sant när en rad i början är Skolverkets rubrikrad."""
    return rubrikradens_plats(rader) is not None


def rubrikradens_plats(rader: Sequence[Rad]) -> int | None:
    for plats, rad in enumerate(rader[:40]):
        if normal(rad.celler[0]) in FORSTA_CELLEN and any(normal(c) == "kommunkod" for c in rad.celler):
            return plats
    return None


def rubriker_i(rader: Sequence[Rad], plats: int) -> tuple[str, ...]:
    """Rubrikerna, med kategoriraden ovanför framför sig när den finns: "Antal elever | Flickor"."""
    falt, ovanfor = rader[plats].celler, rader[plats - 1].celler if plats else ()
    kategorier = ovanfor if ovanfor and not ovanfor[0] and sum(map(bool, ovanfor)) > 1 else ()
    rubriker = (f"{kategori} | {namn}" if kategori and namn else namn for namn, kategori in _par(falt, kategorier))
    return tuple(" ".join(r.split()) for r in rubriker)


def las_skolverket(
    rader: Sequence[Rad],
    sammanhang: Sammanhang,
    rapporter: Sequence[Rapport],
    *,
    rattningar: Mapping[str, str] | None = None,
    hoppa: Sequence[int] = (),
) -> Formlasning:
    """Läser en rapport.

    Args:
        rader: filens alla rader, utan de tomma.
        rattningar: "radnummer:rubrik" → cellens nya text.
        hoppa: radnummer som inte ska läsas.

    Raises:
        Filfel: ingen rubrikrad, okänd rapport, eller läsåret saknas.
        Rubrikfel: en rubrik står två gånger, eller inget i filen går att läsa.
    """
    plats = rubrikradens_plats(rader)
    if plats is None:
        raise Filfel("Rubrikraden saknas. Den ska börja med Skola eller Kommun.")
    rapport = _rapporten(rader[:plats], rapporter)
    kolumner = _koppla(rubriker_i(rader, plats), rapport, sammanhang)
    lasning = Formlasning(FORM, KALLA, rapport.namn, kolumner.rubriker, rapport=rapport.nyckel)
    lasning.okanda = tuple(kolumner.okanda)
    period = _perioden(rader[:plats])
    data, lasning.noter = _utan_noter(rader[plats + 1 :], kolumner)
    talceller: Talceller = {}
    for rad in rattade(data, kolumner.rubriker, rattningar or {}, hoppa):
        lasning.rader[rad.nummer] = rad.celler
        _las_rad(rad, kolumner, sammanhang, period, lasning, talceller)
    prova_decimaltecken(lasning, talceller)
    slag_ihop_dubbletter(lasning)
    return lasning


# --- Huvudet ------------------------------------------------------------------------------------


def _rapporten(huvud: Sequence[Rad], rapporter: Sequence[Rapport]) -> Rapport:
    titel = " ".join(" ".join(rad.celler) for rad in huvud).casefold()
    for rapport in rapporter:
        if any(ord_ in titel for ord_ in rapport.kann_igen):
            return rapport
    kanda = ", ".join(r.namn for r in rapporter if r.kann_igen)
    raise Filfel(f"Rapporten känns inte igen på sin titel. De som går att läsa är {kanda}.")


def _perioden(huvud: Sequence[Rad]) -> str:
    for rad in huvud:
        for text in rad.celler:
            if traff := _LASAR.match(text):
                try:
                    return las_period(traff[1]).text
                except Periodfel as fel:
                    raise Filfel(f"Raden ”Valt läsår” går inte att läsa. {fel}") from fel
    raise Filfel("Raden ”Valt läsår” saknas ovanför tabellen. Hämta filen på nytt, eller skriv dit läsåret.")


def _koppla(rubriker: tuple[str, ...], rapport: Rapport, sammanhang: Sammanhang) -> Kolumner:
    kolumner = Kolumner(rapport, rubriker)
    sedda: dict[str, str] = {}
    for plats, rubrik in enumerate(rubriker):
        if not rubrik:
            continue
        if normal(rubrik) in sedda:
            raise Rubrikfel(f"Kolumnen {rubrik} står två gånger i rubrikraden. Ta bort den ena.")
        sedda[normal(rubrik)] = rubrik
        _satt(kolumner, plats, rubrik, sammanhang)
    _krav(kolumner, sammanhang)
    return kolumner


def _satt(kolumner: Kolumner, plats: int, rubrik: str, sammanhang: Sammanhang) -> None:
    betyder = sammanhang.rubrik(kolumner.rapport.nyckel, rubrik) or sammanhang.rubrik(GEMENSAMT, rubrik)
    if betyder is None:
        kolumner.okanda.append(rubrik)
    elif betyder.roll == "tal":
        kolumner.tal.append((plats, rubrik, betyder))
    elif betyder.roll == "antal":
        kolumner.antal[betyder.kon] = plats
    elif betyder.roll != "anvands_inte":
        kolumner.fasta[betyder.roll] = plats


def _krav(kolumner: Kolumner, sammanhang: Sammanhang) -> None:
    saknas = [namn for roll, namn in (("kommunkod", "Kommun-kod"),) if roll not in kolumner.fasta]
    if "namn" in kolumner.fasta and "kod" not in kolumner.fasta:
        saknas.append("Skol-enhetskod")
    if "namn" in kolumner.fasta and "orgnr" not in kolumner.fasta:
        saknas.append("Huvudman orgnr")
    if saknas:
        forslag = {namn: liknar_mest(namn, kolumner.okanda) for namn in saknas}
        ord_ = [f"{namn} (menade du {f}?)" if (f := forslag[namn]) else namn for namn in saknas]
        raise Rubrikfel(f"{'Kolumnen' if len(ord_) == 1 else 'Kolumnerna'} {', '.join(ord_)} saknas.", forslag)
    if not kolumner.tal and not kolumner.okanda:
        raise Rubrikfel("Ingen kolumn i filen har ett tal som går att läsa in.")


def _utan_noter(rader: Sequence[Rad], kolumner: Kolumner) -> tuple[list[Rad], int]:
    """Noterna står efter data, i samma kolumner. En rad med kommunkod, eller om riket, är data."""
    data: list[Rad] = []
    for nummer, rad in enumerate(rader):
        if normal(rad.celler[0]).startswith("rapportbeskrivning"):
            return data, len(rader) - nummer
        if _ar_data(rad, kolumner):
            data.append(rad)
    return data, len(rader) - len(data)


def _ar_data(rad: Rad, kolumner: Kolumner) -> bool:
    har_kod = bool(re.fullmatch(r"[0-9]{3,4}", kolumner.text(rad, "kommunkod")))
    return har_kod or _ar_riket(rad, kolumner) or bool(re.fullmatch(r"[0-9]{5,9}", kolumner.text(rad, "kod")))


def _ar_riket(rad: Rad, kolumner: Kolumner) -> bool:
    return any(kolumner.text(rad, roll).casefold() in RIKET for roll in ("namn", "kommun"))


# --- En rad -------------------------------------------------------------------------------------


def _las_rad(
    rad: Rad, kolumner: Kolumner, sammanhang: Sammanhang, period: str, lasning: Formlasning, talceller: Talceller
) -> None:
    namn = kolumner.text(rad, "namn") or kolumner.text(rad, "kommun")
    vem = _vem(rad, kolumner, sammanhang)
    if isinstance(vem, str):
        lasning.hoppa(rad.nummer, namn, vem)
        return
    kon = las_kon(kolumner.text(rad, "kon"))
    if kon is None:
        text = kolumner.text(rad, "kon")
        lasning.lagg_fel(rad.nummer, Radfel("Kön", text, "Kön skrivs Samtliga, Flickor eller Pojkar."))
        return
    amne = kolumner.text(rad, "amne")
    for plats, rubrik, betyder in kolumner.tal:
        text = cell(rad, plats)
        if not text and len(rad.celler) <= plats:
            mening = f"Raden har {len(rad.celler)} kolumner av {len(kolumner.rubriker)}. Saknas ett skiljetecken?"
            lasning.lagg_fel(rad.nummer, Radfel(rubrik, text, mening, Felslag.RAD))
            return
        fakta = sammanhang.nyckeltal.get(betyder.nyckeltal.replace("{amne}", normal(amne)))
        if fakta is None:
            lasning.hoppa(rad.nummer, f"{namn}, {amne}", "ämnet har inget eget nyckeltal för andelen")
            continue
        talceller.setdefault(rubrik, []).append((rad.nummer, text))
        last = talet(lasning, rad.nummer, rubrik, text, fakta.granser)
        if last.tomt:
            continue
        n_plats = kolumner.antal.get(betyder.kon)
        n = antalet(lasning, rad.nummer, cell_rubrik(kolumner, n_plats), cell(rad, n_plats))
        lasning.uppgifter.append(
            Uppgift(
                rad=rad.nummer, kolumn=rubrik, nyckeltal=fakta.nyckel, period=period, text=text, tal=last.tal,
                tecken=last.tecken, skolform=kolumner.rapport.skolform, kon=betyder.kon or kon,
                uppdelning=_uppdelning(rad, kolumner, betyder), antal=heltal(n), antal_tecken=n.tecken, **vem,
            )
        )  # fmt: skip


def cell_rubrik(kolumner: Kolumner, plats: int | None) -> str:
    return kolumner.rubriker[plats] if plats is not None else ""


def _vem(rad: Rad, kolumner: Kolumner, sammanhang: Sammanhang) -> dict[str, Any] | str:
    """Vad raden gäller, eller skälet till att den hoppas över."""
    if _ar_riket(rad, kolumner):
        return {"niva": "riket", "jamforelse": "riket"}
    typ, kommunal = kolumner.text(rad, "huvudmannatyp"), normal(kolumner.text(rad, "huvudmannatyp")) == "kommunal"
    egen_kommun = kolumner.text(rad, "kommunkod").zfill(4) == sammanhang.kommunkod
    if "namn" in kolumner.fasta and kolumner.text(rad, "kod"):
        if _siffror(kolumner.text(rad, "orgnr")) == _siffror(sammanhang.orgnr):
            return {"kod": kolumner.text(rad, "kod"), "namn": kolumner.text(rad, "namn")}
        return "en annan kommuns skola" if kommunal else "fristående skola: bara kommunens egna läses in"
    if not egen_kommun:
        return "en annan kommun"
    return {"niva": "huvudman"} if kommunal else f"{typ or 'alla huvudmän'}: bara kommunens egna skolor läses in"


def _uppdelning(rad: Rad, kolumner: Kolumner, betyder: Rubrik) -> str:
    program, delar = kolumner.text(rad, "program"), {}
    if program and normal(program) not in HELA_PROGRAMMET:
        delar["program"] = program
    if (amne := kolumner.text(rad, "amne")) and "{amne}" not in betyder.nyckeltal:
        delar |= {"amne": amne, "arskurs": kolumner.rapport.arskurs}
    return skriv_uppdelning(delar)


def _siffror(text: str) -> str:
    return re.sub(r"[^0-9]", "", text)


def _par(falt: Sequence[str], kategorier: Sequence[str]) -> list[tuple[str, str]]:
    return [(namn, kategorier[i] if i < len(kategorier) else "") for i, namn in enumerate(falt)]
