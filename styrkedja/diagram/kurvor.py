"""Kurvor: linjediagrammet och den lilla gnistan. Lägena räknas ut med geometri.py och skrivs med svg.py."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from styrkedja.diagram import geometri as g
from styrkedja.diagram import svg as s
from styrkedja.diagram.diagram import BREDD, RADHOJD, Diagram, kort_namn
from styrkedja.diagram.tabell import i_ord, tabell


@dataclass(frozen=True)
class Serie:
    """En linje: värdena i samma ordning som axelns etiketter. `egen` är den som diagrammet handlar om."""

    namn: str
    varden: Sequence[g.Varde]
    egen: bool = False


# --- Linje -------------------------------------------------------------------------------------
def linje(
    titel: str,
    etiketter: Sequence[str],
    serier: Sequence[Serie],
    *,
    mal: float | None = None,
    decimaler: int | None = None,
    bredd: float = BREDD,
) -> Diagram:
    """Linjediagram över tid.

    Args:
        etiketter: axelns ord, ett per värde i varje serie (annars ValueError).
        mal: en streckad linje att nå.
        decimaler: så många i etikett och tabell; None låter varje tal ha sina egna.
        bredd: så bred bilden är; en smal spalt ger en smal bild med lika stor text.
    """
    _kontrollera(etiketter, serier)
    rit = _Linjeruta(etiketter, serier, mal, decimaler, bredd)
    innehall = s.samman(rit.luckor(), rit.axel(), rit.mallinje(), rit.kurvor(), rit.etiketter_till_hoger(), rit.start())
    return Diagram(
        titel,
        s.duk(_linjens_titel(titel, etiketter, serier, decimaler), bredd, rit.botten + 24, innehall, "diagram-bild"),
        _linjens_tabell(titel, etiketter, serier, decimaler),
    )


def _kontrollera(etiketter: Sequence[str], serier: Sequence[Serie]) -> None:
    fel = [serie.namn for serie in serier if len(serie.varden) != len(etiketter)]
    if fel or not etiketter:
        raise ValueError(
            f"Serierna ska ha ett värde per etikett ({len(etiketter)}): {', '.join(fel) or 'inga etiketter'}"
        )


class _Linjeruta:
    """Linjediagrammets lägen, uträknade en gång, och delarna som ritas i dem."""

    def __init__(
        self,
        etiketter: Sequence[str],
        serier: Sequence[Serie],
        mal: float | None,
        decimaler: int | None,
        bredd: float,
    ) -> None:
        self.etiketter, self.mal, self.decimaler, self.bredd = etiketter, mal, decimaler, bredd
        # Den egna sist, så att den ligger överst.
        self.serier = sorted(serier, key=lambda serie: serie.egen)
        self.ord = [_slutord(serie, etiketter, decimaler) for serie in self.serier]
        self.botten = max(150.0, 12 + len(self.serier) * RADHOJD)
        vanster = max(14.0, s.textbredd(etiketter[0]) / 2, self._starttalens_bredd())
        hoger = bredd - 14 - max((s.textbredd(o, 14) for o in self.ord), default=0)
        self.x = g.jamnt(len(etiketter), vanster, max(hoger, bredd / 3))
        alla = [v for serie in serier for v in serie.varden] + [mal]
        self.y = g.skala(g.spann(alla), (self.botten - 4, 12))
        self.punkter = [g.punkter(serie.varden, self.x, self.y) for serie in self.serier]

    def axel(self) -> list[SafeString]:
        plats = max(s.textbredd(o) for o in self.etiketter) + 8
        synliga = g.glesa(len(self.etiketter), max(2, int((self.x[-1] - self.x[0]) / plats) + 1))
        golv = s.streck(self.x[0] - 6, self.botten, self.x[-1] + 6, self.botten, "d-axel")
        return [golv] + [self._axelord(i) for i in synliga]

    def _axelord(self, i: int) -> SafeString:
        return s.text(self.x[i], self.botten + 18, self.etiketter[i], ankare="middle")

    def luckor(self) -> list[SafeString]:
        """Ett fält där ingen serie har något tal, med ordet för varför när det får plats. Luckor intill varandra är en."""
        halv = (self.x[1] - self.x[0]) / 2 if len(self.x) > 1 else 20.0
        tomma = g.tomma_kolumner([serie.varden for serie in self.serier])
        return [self._lucka(forst, sist, halv) for forst, sist in g.foljder(tomma)]

    def _lucka(self, forst: int, sist: int, halv: float) -> SafeString:
        vanster, hoger = max(self.x[forst] - halv, self.x[0]), min(self.x[sist] + halv, self.x[-1])
        falt = s.ruta(vanster, 12, hoger - vanster, self.botten - 12, "d-falt", s.YTA)
        ord_ = i_ord(self.serier[-1].varden[forst], self.decimaler)
        if s.textbredd(ord_, 12) > hoger - vanster:
            return falt
        return s.samman(falt, s.text((vanster + hoger) / 2, self.botten - 8, ord_, stor=12.0, ankare="middle"))

    def mallinje(self) -> list[SafeString]:
        if self.mal is None:
            return []
        y = self.y(self.mal)
        return [
            s.streck(self.x[0] - 6, y, self.x[-1] + 6, y, "d-mal", stroke_dasharray="4 4"),
            s.text(self.x[0] - 6, y - 4, f"mål {i_ord(self.mal, self.decimaler)}", stor=12.0),
        ]

    def kurvor(self) -> list[SafeString]:
        ritade = []
        for serie, punkter in zip(self.serier, self.punkter, strict=True):
            ritade += [s.kurva(bit, serie.egen) for bit in g.bitar(punkter)]
            if serie.egen and _antal(punkter):
                ritade.append(s.prick(_sista(punkter)))
        return ritade

    def etiketter_till_hoger(self) -> list[SafeString]:
        med = [i for i, punkter in enumerate(self.punkter) if _antal(punkter)]
        lagen = g.sprid([_sista(self.punkter[i]).y for i in med], RADHOJD, 12, self.botten - 4)
        return [
            s.text(self.x[-1] + 12, y + 5, self.ord[i], stor=14.0, stark=self.serier[i].egen)
            for i, y in zip(med, lagen, strict=True)
        ]

    def _starttalens_bredd(self) -> float:
        ord_ = [i_ord(serie.varden[0], self.decimaler) for serie in self.serier if serie.egen]
        return max((s.textbredd(o, 14) + 14 for o in ord_), default=0)

    def start(self) -> list[SafeString]:
        """Det egna första talet till vänster om sin punkt: början och slutet går att jämföra utan tabell."""
        egna = [
            _forsta(punkter, serie.varden)
            for serie, punkter in zip(self.serier, self.punkter, strict=True)
            if serie.egen and _antal(punkter) > 1
        ]
        lagen = g.sprid([punkt.y for punkt, _ in egna], RADHOJD, 12, self.botten - 4)
        return [
            s.text(punkt.x - 9, y + 5, i_ord(varde, self.decimaler), stor=14.0, ankare="end", stark=True)
            for (punkt, varde), y in zip(egna, lagen, strict=True)
        ]


def _forsta(punkter: Sequence[g.Punkt | None], varden: Sequence[g.Varde]) -> tuple[g.Punkt, g.Varde]:
    return next((p, v) for p, v in zip(punkter, varden, strict=True) if p)


def _antal(punkter: Sequence[g.Punkt | None]) -> int:
    return sum(punkt is not None for punkt in punkter)


def _sista(punkter: Sequence[g.Punkt | None]) -> g.Punkt:
    return next(p for p in reversed(punkter) if p)


def _slutord(serie: Serie, etiketter: Sequence[str], decimaler: int | None) -> str:
    """93 Ängskroken; slutar serien i en lucka sägs vilket år talet är från."""
    sista = next((i for i in reversed(range(len(etiketter))) if g.ar_tal(serie.varden[i])), None)
    namn = kort_namn(serie.namn)
    if sista is None:
        return namn
    fran = "" if sista == len(etiketter) - 1 else f" ({etiketter[sista]})"
    return f"{i_ord(serie.varden[sista], decimaler)} {namn}{fran}"


def _linjens_titel(titel: str, etiketter: Sequence[str], serier: Sequence[Serie], decimaler: int | None) -> str:
    """Det bilden säger, i ord: de egna seriernas första och sista tal."""
    egna = [serie for serie in serier if serie.egen] or list(serier)[:1]
    return " ".join([f"{titel}.", *(_i_en_mening(serie, etiketter, decimaler) for serie in egna)])


def _i_en_mening(serie: Serie, etiketter: Sequence[str], decimaler: int | None) -> str:
    tal = [(etikett, v) for etikett, v in zip(etiketter, serie.varden, strict=True) if g.ar_tal(v)]
    if not tal:
        return f"{serie.namn}: inga tal att visa."
    led = [f"{i_ord(v, decimaler)} ({etikett})" for etikett, v in (tal[0], tal[-1])]
    return f"{serie.namn}: från {led[0]} till {led[1]}." if len(tal) > 1 else f"{serie.namn}: {led[0]}."


def _linjens_tabell(titel: str, etiketter: Sequence[str], serier: Sequence[Serie], decimaler: int | None) -> SafeString:
    rader = [(serie.namn, [i_ord(v, decimaler) for v in serie.varden]) for serie in serier]
    return tabell(titel, ["", *etiketter], rader)


# --- Gnista ------------------------------------------------------------------------------------
def gnista(titel: str, etiketter: Sequence[str], varden: Sequence[g.Varde], *, mal: float | None = None) -> Diagram:
    """En liten kurva utan axlar, att ha bredvid sina tal: kurvan, sista punkten och målet som streckad linje."""
    serie = Serie("", varden, egen=True)
    _kontrollera(etiketter, [serie])
    x = g.jamnt(len(varden), 5, 127)
    y = g.skala(g.spann([*varden, mal]), (40, 4))
    lagen = g.punkter(varden, x, y)
    mallinje = [] if mal is None else [s.streck(0, y(mal), 132, y(mal), "d-mal", stroke_dasharray="3 3")]
    kurvor = [s.kurva(bit, egen=True) for bit in g.bitar(lagen)]
    slut = [s.prick(_sista(lagen))] if _antal(lagen) else []
    mening = _i_en_mening(Serie(titel, varden), etiketter, None).removesuffix(".")
    malord = "" if mal is None else f", målet är {i_ord(mal, None)}"
    return Diagram(
        titel,
        s.duk(f"{mening}{malord}.", 132.0, 44.0, s.samman(mallinje, kurvor, slut), "gnista"),
        tabell(titel, ["", *etiketter], [(titel, [i_ord(v, None) for v in varden])]),
    )
