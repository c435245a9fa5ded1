"""make krav: vilka krav i docs/krav.md som är bevisade, av vilka prov, och vilka som inte är det än.

Kraven läses ur tabellerna (rader "| 66 | texten | källa | slag |"; slaget ram räknas inte), proven ur märket
@pytest.mark.krav(66). Ett prov som pekar på ett krav som inte finns, eller på ett ramkrav, är ett fel.
"""

import os
import re
import sys
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

import pytest

ROT = Path(__file__).resolve().parent.parent
FIL = ROT / "docs" / "krav.md"
_RAD = re.compile(r"^\|\s*(\d+)\s*\|(.+?)\|([^|]*)\|([^|]*)\|\s*$")


@dataclass(frozen=True)
class Krav:
    nr: int
    text: str
    avdelning: str
    ram: bool


@dataclass
class Insamling:
    """Pytest-tillägg som antecknar vilka krav varje prov pekar på."""

    prov: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        for ett in session.items:
            namn = ett.nodeid.partition("[")[0]
            for marke in ett.iter_markers("krav"):
                for nr in marke.args:
                    if namn not in self.prov[nr]:
                        self.prov[nr].append(namn)


def las_krav(text: str) -> dict[int, Krav]:
    """Kraven i filen, efter nummer. Kastar ValueError när ett nummer står två gånger."""
    krav: dict[int, Krav] = {}
    avdelning = ""
    for rad in text.splitlines():
        if rad.startswith("## "):
            avdelning = rad[3:].strip()
        if traff := _RAD.match(rad):
            nr = int(traff[1])
            if nr in krav:
                raise ValueError(f"Krav {nr} står två gånger i docs/krav.md.")
            krav[nr] = Krav(nr, traff[2].strip(), avdelning, "ram" in traff[4].lower())
    return krav


def samla_prov() -> dict[int, list[str]]:
    """Proven per krav, ur pytests insamling. Inget prov körs."""
    insamling = Insamling()
    tyst = os.open(os.devnull, os.O_WRONLY)
    ut = os.dup(1)
    sys.stdout.flush()
    os.dup2(tyst, 1)
    try:
        kod = pytest.main(["--collect-only", "-q", "-p", "no:cacheprovider"], plugins=[insamling])
    finally:
        sys.stdout.flush()
        os.dup2(ut, 1)
    if kod not in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED):
        raise SystemExit("Proven gick inte att samla in: kör make test och se varför.")
    return insamling.prov


def felaktiga(krav: dict[int, Krav], prov: dict[int, list[str]]) -> list[str]:
    """Meningar om prov som pekar fel: på ett nummer som inte finns, eller på ett ramkrav."""
    fel = []
    for nr, namn in sorted(prov.items()):
        if nr not in krav:
            fel.append(f"Krav {nr} finns inte, men {namn[0]} pekar på det.")
        elif krav[nr].ram:
            fel.append(f"Krav {nr} är ram och går inte att bevisa, men {namn[0]} pekar på det.")
    return fel


def rapport(krav: dict[int, Krav], prov: dict[int, list[str]]) -> str:
    """Läget avdelning för avdelning, i ord: bevisat av, inte än, ram."""
    rader = []
    avdelning = None
    for ett in krav.values():
        if ett.avdelning != avdelning:
            avdelning = ett.avdelning
            rader += ["", avdelning]
        lage = "ram     " if ett.ram else "bevisat " if prov.get(ett.nr) else "inte än "
        rader.append(f"  {ett.nr:>3}  {lage} {_kort(ett.text)}")
        rader += [f"                  {namn.removeprefix('tests/')}" for namn in prov.get(ett.nr, [])]
    provbara = [k for k in krav.values() if not k.ram]
    bevisade = [k for k in provbara if prov.get(k.nr)]
    rader += ["", f"{len(bevisade)} av {len(provbara)} krav är bevisade; {len(krav) - len(provbara)} är ram."]
    return "\n".join(rader)


def _kort(text: str, bredd: int = 96) -> str:
    return text if len(text) <= bredd else text[: bredd - 2].rsplit(" ", 1)[0] + " …"


def main() -> int:
    krav = las_krav(FIL.read_text(encoding="utf-8"))
    prov = samla_prov()
    print(rapport(krav, prov))
    fel = felaktiga(krav, prov)
    print("\n".join(["", *fel]) if fel else "", end="\n" if fel else "")
    return 1 if fel else 0


if __name__ == "__main__":
    sys.exit(main())
