"""Åren på axeln: vilka perioder en kurva har, luckorna däremellan, och vad som har ändrats sedan sist.

Källa: data/README.md "School statistics have a gap 2019/20–2021/22", ux.md "honest gaps".
"""

from collections.abc import Iterable, Mapping, Sequence

from analysunderlag.regler.perioder import Period, kalenderar, las_period, lasar

#: Läsår som började de här åren: då gavs ingen statistik per skola ut i landet.
UTAN_STATISTIK = range(2019, 2022)
INGEN_STATISTIK = "ingen statistik"
LUCKAN = "Mellan 2019/20 och 2021/22 finns ingen statistik per skola."
#: Fler än så skrivs åren utan sekel.
MANGA = 6


def axel(perioder: Iterable[Period]) -> list[Period]:
    """Perioderna i ordning, var och en en gång, och de läsår eller år som saknas däremellan.

    Terminer och månader fylls inte i: där följer källorna olika terminer.
    """
    finns = sorted(set(perioder))
    for slag, gor in ((ar_lasar, lasar), (ar_kalenderar, kalenderar)):
        if len(finns) > 1 and all(slag(p) for p in finns):
            return [gor(ar) for ar in range(finns[0].fran.year, finns[-1].fran.year + 1)]
    return finns


def ar_lasar(period: Period) -> bool:
    return "/" in period.text


def ar_kalenderar(period: Period) -> bool:
    return period.text.isdecimal()


def utan_statistik(period: Period) -> bool:
    """Sant för de läsår då ingen statistik per skola gavs ut."""
    return ar_lasar(period) and period.fran.year in UTAN_STATISTIK


def etiketter(perioder: Sequence[Period]) -> list[str]:
    """Axelns ord: "2024/25", eller "24/25" när de är många."""
    if len(perioder) <= MANGA:
        return [p.text for p in perioder]
    return [p.text[2:] if ar_lasar(p) else p.text for p in perioder]


def jamforbar(period: Period, bland: Iterable[str]) -> str:
    """Samma period ett år tidigare, om den finns bland periodernas texter: ht jämförs med ht. Annars tomt."""
    ett_ar_fore = _ett_ar_fore(period)
    return ett_ar_fore if ett_ar_fore in set(bland) else ""


def _ett_ar_fore(period: Period) -> str:
    ar = period.fran.year
    if ar_lasar(period):
        return lasar(ar - 1).text
    if ar_kalenderar(period):
        return kalenderar(ar - 1).text
    return period.text.replace(str(ar), str(ar - 1))


def las_perioder(texter: Iterable[str]) -> Mapping[str, Period]:
    """Varje text som period, läst en gång."""
    return {text: las_period(text) for text in set(texter)}
