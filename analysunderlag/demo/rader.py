"""En rad i demons tal, och hur dess tid flyttas med berättelsens läsår."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from analysunderlag.regler.perioder import Period, las_period
from styrkedja.demotid import Demotid

_AR = re.compile(r"\d{4}")


@dataclass(frozen=True)
class Demorad:
    """Ett värde ur demon. `enhet` är numret i demokommun.json; None är kommunen, eller riket när `riket` är sant."""

    nyckel: str
    kalla: str
    period: Period
    enhet: int | None = None
    riket: bool = False
    skolform: str = ""
    kon: str = ""
    uppdelning: str = ""
    tal: Decimal | None = None
    tecken: str = ""
    antal: int | None = None
    taljare: int | None = None
    svarsfrekvens: Decimal | None = None
    kom: date = date.min
    preliminart: bool = False


def period_i(tid: Demotid, text: str) -> Period:
    """Berättelsens period i det flyttade året: "2025/26", "ht 2025", "2025"."""
    if "/" in text:
        return las_period(tid.lasar(text))
    return las_period(_AR.sub(lambda t: str(int(t[0]) + tid.ar), text))


def perioder(slag: str) -> Iterator[str]:
    """Berättelsens perioder av ett slag, äldst först: de tre läsåren, året före och det som pågår."""
    for ar in range(2023, 2027):
        if slag == "lasar":
            yield f"{ar}/{(ar + 1) % 100:02d}"
        if slag in ("ht", "termin") and ar > 2023:
            yield f"ht {ar}"
        if slag in ("vt", "termin"):
            yield f"vt {ar + 1}"
        if slag == "ar":
            yield str(ar)


def ar_for(text: str) -> int:
    """Året som en period i berättelsen börjar: det som trend och brus räknas från."""
    traff = _AR.search(text)
    assert traff, text
    return int(traff[0])


def kom(period: Period, dagar: int) -> date:
    """Dagen då källan gav ut värdet, räknad från periodens sista dag."""
    return period.till + timedelta(days=dagar)


def andel(taljare: int, antal: int) -> Decimal:
    return round(Decimal(100 * taljare) / Decimal(antal), 4)
