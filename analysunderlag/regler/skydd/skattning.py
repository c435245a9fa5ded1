"""Rimliga antal för rader vars tal ingen här vet: de som källan har dolt, och de som bara är "nästan alla".

De ska gå ihop med summorna, för att säga hur mycket en rad rymmer. En skattning visas aldrig.
"""

from math import inf

from analysunderlag.regler.skydd.tabell import RAKNAS, RESTEN, Rad, Tabell

VARV, UTAN_ANTAL, NARA = 500, 8.0, 0.01


def fyll_i(tabell: Tabell) -> None:
    """Sätter antalen på raderna som saknar dem, så att varje summa går ihop så nära som möjligt."""
    for vilket in (RAKNAS, RESTEN):
        okanda = {i for i, rad in enumerate(tabell.rader) if rad.antal[vilket] is None or rad.har_marke}
        for i in okanda:
            tabell.rader[i].antal[vilket] = _forst(tabell.rader[i], vilket)
        berorda = [summa for summa in tabell.summor if any(i in okanda for i, _ in summa)]
        for _ in range(VARV if okanda else 0):
            fel = [_jamna(tabell, summa, [(i, t) for i, t in summa if i in okanda], vilket) for summa in berorda]
            if max(fel, default=0) < NARA:
                break


def _forst(rad: Rad, vilket: int) -> float:
    if rad.har_marke:
        return sum(rad.markets_granser(vilket)) / 2
    return UTAN_ANTAL if rad.cell.n is None else rad.cell.n / 2


def _jamna(tabell: Tabell, summa: list[tuple[int, int]], okanda: list[tuple[int, int]], vilket: int) -> float:
    """Delar det som fattas i summan lika på de okända raderna, inom vad var och en kan vara. Ger det som fattades."""
    fattas = -sum(tecken * (tabell.rader[i].antal[vilket] or 0) for i, tecken in summa)
    for i, tecken in okanda:
        rad = tabell.rader[i]
        minst, mest = rad.markets_granser(vilket) if rad.har_marke else (0.0, inf)
        rad.antal[vilket] = min(max((rad.antal[vilket] or 0) + tecken * fattas / len(okanda), minst), mest)
    return abs(fattas)
