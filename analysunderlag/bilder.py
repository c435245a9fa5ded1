"""Bilderna så som de ritas: rubriken, diagrammet, tabellen bakom, källan och det som är värt att veta om talen.

Samma bild står på enhetens sida, i rapportens högra spalt och på papper. Tar bara emot `Visat`.
"""

from collections.abc import Iterable, Sequence
from functools import cached_property

from django.utils.safestring import SafeString

from analysunderlag.handlingar.serier import Bild, Matpunkt, Serie
from analysunderlag.models import Kon, Niva
from analysunderlag.regler.perioder import Period
from analysunderlag.regler.sticker_ut import riktning
from analysunderlag.regler.trend import INGEN_STATISTIK, LUCKAN, axel, etiketter, utan_statistik
from analysunderlag.regler.uppdelning import i_ord
from analysunderlag.visning import LAG_SVARSFREKVENS
from styrkedja import diagram as d
from styrkedja.diagram.diagram import BREDD
from styrkedja.diagram.tabell import tabell
from styrkedja.format import FAST, procent, uppraknat

#: Rapportens högra spalt är smal; texten ska ändå vara lika stor.
SMAL = 330.0
#: Nivåerna i ord, så som en linje kallas.
LINJE = {Niva.HUVUDMAN: "kommunen", Niva.RIKET: "riket", Niva.KOMMUNGRUPP: "kommungruppen"}


class Ritad:
    """En bild med sitt namn, färdig för mallen."""

    def __init__(self, bild: Bild, enhetens_namn: str, *, visa_skolform: bool = False) -> None:
        self.bild, self.namn, self.visa_skolform = bild, enhetens_namn, visa_skolform
        self.nyckeltal = bild.nyckeltal

    # --- Ord ----------------------------------------------------------------------------------
    @cached_property
    def rubrik(self) -> str:
        """ "Nationella prov, minst E: matematik, årskurs 9"; skolformen sägs när enheten har flera."""
        delar = [i_ord(self.bild.uppdelning)]
        if self.visa_skolform and self.bild.skolform:
            delar.append(self.bild.skolform.namn)
        tillagg = ", ".join(filter(None, delar))
        namn = self.nyckeltal.namn.replace(" %", f"{FAST}%")
        skiljs = ", " if ":" in namn else ": "
        return f"{namn}{skiljs}{tillagg}" if tillagg else namn

    @property
    def ankare(self) -> str:
        skolform = self.bild.skolform.nyckel if self.bild.skolform else ""
        return ankare(self.nyckeltal.nyckel, skolform, self.bild.uppdelning)

    @property
    def senaste(self) -> Matpunkt | None:
        return self.bild.senaste

    @property
    def forra(self) -> Matpunkt | None:
        return self.bild.egen.forra

    @property
    def lage(self) -> tuple[str, str] | None:
        """(form, ord) för ändringen sedan samma period året före, när båda talen visas."""
        nu, da = self.senaste, self.forra
        if nu is None or da is None or nu.visat.tal is None or da.visat.tal is None:
            return None
        return riktning(da.visat.tal, nu.visat.tal, self.nyckeltal.hogre_ar_battre)

    @property
    def kommunen(self) -> Matpunkt | None:
        return self._jamfort(Niva.HUVUDMAN)

    @property
    def riket(self) -> Matpunkt | None:
        return self._jamfort(Niva.RIKET)

    def _jamfort(self, niva: str) -> Matpunkt | None:
        serie = next((s for s in self.bild.jamforelser if s.vilken.niva == niva), None)
        return serie.punkter.get(self.senaste.period.text) if serie and self.senaste else None

    @property
    def citerbara(self) -> list[Matpunkt]:
        """Den senaste periodens tal, ett per källa, som alla får se."""
        senaste = self.senaste
        return [p for p in self.bild.egen.i(senaste.period.text) if citerbar(p)] if senaste else []

    @property
    def bara_kedjan(self) -> bool:
        """Sant när talet bara visas för den egna kedjan: det ska inte skrivas in i en text som andra läser."""
        return bool(self.senaste and self.senaste.visat.tal is not None and not self.senaste.oppet)

    @property
    def fa_svarade(self) -> bool:
        """För svarsfrekvensen själv: sant när den är så låg att svaren läses med försiktighet."""
        senaste = self.senaste
        return bool(senaste and senaste.visat.tal is not None and senaste.visat.tal < LAG_SVARSFREKVENS)

    @property
    def kallrad(self) -> str:
        """ "Källa: beslutsstödet, 2025/26, 118 i gruppen. Preliminärt." Två källor nämns båda."""
        senaste = self.senaste
        if senaste is None:
            return ""
        alla = self.bild.egen.i(senaste.period.text)
        kallor = uppraknat(list(dict.fromkeys(p.visat.kalla.removeprefix("Källa: ") for p in alla)))
        forst = ", ".join(filter(None, (f"Källa: {kallor}", senaste.period.text, senaste.visat.n)))
        return " ".join([f"{forst}.", *self._forbehall(alla)])

    def _forbehall(self, alla: Sequence[Matpunkt]) -> Iterable[str]:
        if any(p.visat.preliminart for p in alla):
            yield "Preliminärt."
        if len({p.visat.text for p in alla}) > 1:
            yield f"Källorna skiljer sig: {uppraknat([f'{p.visat.text} ({p.kalla})' for p in alla])}. Båda visas."
        if any(utan_statistik(p) for p in self.perioder):
            yield LUCKAN

    # --- Diagram och tabell -------------------------------------------------------------------
    @cached_property
    def perioder(self) -> list[Period]:
        return axel(p.period for p in self.bild.egen.alla)

    @property
    def har_kurva(self) -> bool:
        """En kurva behöver minst två tal."""
        return sum(p.visat.tal is not None for p in self.bild.egen.punkter.values()) > 1

    @cached_property
    def diagram(self) -> d.Diagram:
        return self._med_jamforelser(BREDD, self.namn)

    @cached_property
    def smalt_diagram(self) -> d.Diagram:
        return self._med_jamforelser(SMAL, "enheten")

    @cached_property
    def gnista(self) -> SafeString:
        return d.gnista(self.rubrik, etiketter(self.perioder), self.varden(self.bild.egen)).svg

    def _med_jamforelser(self, bredd: float, namn: str) -> d.Diagram:
        linjer = [d.Serie(namn, self.varden(self.bild.egen), egen=True)]
        linjer += [d.Serie(serienamn(s), self.varden(s)) for s in self.bild.jamforelser if self._har_tal(s)]
        return self.linje(linjer, bredd)

    def linje(self, linjer: Sequence[d.Serie], bredd: float = BREDD) -> d.Diagram:
        """Linjerna över bildens perioder; var och en ur `varden`."""
        titel = f"{self.rubrik}, {self.nyckeltal.matt}"
        return d.linje(titel, etiketter(self.perioder), linjer, decimaler=self._decimaler, bredd=bredd)

    @property
    def _decimaler(self) -> int:
        return 0 if self.nyckeltal.matt in ("antal", "kr") else self.nyckeltal.decimaler

    def _har_tal(self, serie: Serie) -> bool:
        return any(p.text in serie.punkter and serie.punkter[p.text].visat.tal is not None for p in self.perioder)

    def varden(self, serie: Serie) -> list:
        """Talet, eller ordet som står där talet inte visas."""
        return [_varde(serie.punkter.get(p.text), p) for p in self.perioder]

    @cached_property
    def tabell(self) -> SafeString:
        """Diagrammets tvilling: en rad per källa, kön, klass och jämförelse, och hur många talet gäller."""
        return tabell(f"{self.rubrik}, {self.nyckeltal.matt}", ["", *(p.text for p in self.perioder)], self.tabellrader)

    @property
    def tabellrader(self) -> list[tuple[str, list[str]]]:
        rader = [(f"{self.namn}, {kalla}", celler) for kalla, celler in self._per_kalla()]
        antal = [str(p.visat.antal) if p and p.visat.antal else "" for p in self._egna()]
        if any(antal):
            rader.append(("Antal i gruppen", antal))
        if any(p and p.svarsfrekvens is not None for p in self._egna()):
            rader.append(("Svarsfrekvens", [_svarsfrekvens(p) for p in self._egna()]))
        for serie in (*self.bild.kon, *self.bild.klasser, *self.bild.jamforelser):
            rader.append((serienamn(serie).capitalize(), [_cell(serie.punkter.get(p.text)) for p in self.perioder]))
        return rader

    def _egna(self) -> list[Matpunkt | None]:
        return [self.bild.egen.punkter.get(p.text) for p in self.perioder]

    def _per_kalla(self) -> list[tuple[str, list[str]]]:
        per_kalla = sorted(self.bild.egen.per_kalla.values(), key=lambda per: next(iter(per.values())).kalla.ordning)
        return [
            (str(next(iter(per.values())).kalla), [_cell(per.get(p.text), p) for p in self.perioder])
            for per in per_kalla
        ]


def ankare(nyckel: str, skolform: str, uppdelning: str) -> str:
    """Platsen på enhetens sida, utan #."""
    return "-".join(filter(None, ("n", nyckel, skolform, *i_ord(uppdelning).replace(",", "").split())))


def citerbar(punkt: Matpunkt) -> bool:
    """Sant när alla får se talet: då får det stå i en text."""
    return punkt.oppet and punkt.visat.tal is not None


def _varde(punkt: Matpunkt | None, period: Period) -> float | str | None:
    if punkt is None:
        return INGEN_STATISTIK if utan_statistik(period) else None
    return punkt.visat.kort if punkt.visat.tal is None else punkt.visat.tal


def _cell(punkt: Matpunkt | None, period: Period | None = None) -> str:
    if punkt is None:
        return INGEN_STATISTIK if period and utan_statistik(period) else "–"
    return f"{punkt.visat.text} (preliminärt)" if punkt.visat.preliminart else punkt.visat.text


def _svarsfrekvens(punkt: Matpunkt | None) -> str:
    return procent(punkt.svarsfrekvens, 0) if punkt and punkt.svarsfrekvens is not None else "–"


def serienamn(serie: Serie) -> str:
    """Linjens namn: kommunen, riket, flickor, klassens namn, eller kommungruppens."""
    vilken = serie.vilken
    if vilken.kon:
        return Kon(vilken.kon).label
    if vilken.niva == Niva.KLASS:
        return vilken.grupp
    if vilken.niva == Niva.SKOLFORM:
        return "skolformen i kommunen"
    return vilken.jamforelse or LINJE.get(Niva(vilken.niva), vilken.niva)
