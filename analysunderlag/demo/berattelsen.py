"""Berättelsens egna tal (demoberättelsen §5), ordagrant: antal som går ihop, och tecknen som källorna skriver."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from analysunderlag.demo.rader import Demorad, andel, kom, period_i
from analysunderlag.demo.svar import Svar
from analysunderlag.regler.trend import utan_statistik
from styrkedja.demotid import Demotid


def ur_berattelsen(data: dict[str, Any], tid: Demotid, svar: Svar) -> Iterator[Demorad]:
    """Raderna i den ordning de står, med summan för kommunen efter sina enheter.

    Läsåren utan statistik per skola är verkliga; de flyttas inte med berättelsen, och får inga tal.
    """
    for grupp in data["berattelsen"]:
        for text, enheter in grupp["perioder"].items():
            period = period_i(tid, text)
            if not utan_statistik(period):
                gemensamt: dict[str, Any] = {
                    "nyckel": grupp["nyckel"], "kalla": grupp["kalla"], "skolform": grupp["skolform"],
                    "kon": grupp.get("kon", ""), "uppdelning": grupp.get("uppdelning", ""),
                    "period": period, "kom": kom(period, grupp["kommer"]),
                }  # fmt: skip
                yield from _enheterna(enheter, gemensamt, svar, grupp.get("svarade", ""), text)
                if grupp.get("summa"):
                    yield _summan(enheter.values(), gemensamt)


def _enheterna(enheter: dict, gemensamt: dict, svar: Svar, malgrupp: str, text: str) -> Iterator[Demorad]:
    for nr, cell in enheter.items():
        frekvens = svar.frekvens(int(nr), malgrupp, text) if malgrupp else None
        yield Demorad(enhet=int(nr), svarsfrekvens=frekvens, **_cellen(cell), **gemensamt)


def _cellen(cell: Any) -> dict[str, Any]:
    """ "..", "cirka 430", [50, 61] (täljare, antal) eller [7.1, 8] (medelvärde, antal)."""
    if isinstance(cell, str):
        ordet, _, tal = cell.partition(" ")
        return {"tal": Decimal(tal), "tecken": ordet} if tal else {"tecken": cell}
    forst, antal = cell
    if isinstance(forst, float):
        return {"tal": Decimal(str(forst)), "antal": antal}
    return {"tal": andel(forst, antal), "antal": antal, "taljare": forst}


def _summan(celler: Any, gemensamt: dict[str, Any]) -> Demorad:
    taljare, antal = (sum(tal) for tal in zip(*celler, strict=True))
    return Demorad(tal=andel(taljare, antal), antal=antal, taljare=taljare, **gemensamt)
