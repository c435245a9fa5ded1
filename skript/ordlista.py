"""Skriver docs/ordlista.md ur styrkedja/data/ordlista.json: `python -m skript.ordlista`."""

import json
from pathlib import Path

from styrkedja.format import namnordning

ROT = Path(__file__).resolve().parent.parent
KALLA = ROT / "styrkedja" / "data" / "ordlista.json"
SIDA = ROT / "docs" / "ordlista.md"

INLEDNING = """# Ordlista

Domänens ord är svenska, i gränssnittet och i koden. Här står varje ord på klarspråk, på engelska och, där det finns, med
namnet det har i koden (å och ä blir a, ö blir o). Alla ord är inte byggda än; ett ord utan kodnamn är domänens, inte ett löfte.

Sidan skrivs av `python -m skript.ordlista` ur `styrkedja/data/ordlista.json`, som också hjälpsidan läser. Ändra där.
"""
RUBRIKER = {
    "modell": "Modeller",
    "tillstånd": "Tillstånd",
    "handling": "Handlingar",
    "ord i koden": "Ord som återkommer",
}


def ord_och_kod() -> dict[str, list[dict[str, str]]]:
    """Ordlistan så som den står i filen: `domanen` och `koden`, var och en en lista av rader."""
    return json.loads(KALLA.read_text())


def tabell(rubriker: list[str], rader: list[list[str]]) -> str:
    """En tabell i Markdown."""
    linjer = [rubriker, ["---"] * len(rubriker), *rader]
    return "\n".join(f"| {' | '.join(rad)} |".replace("|  |", "| |") for rad in linjer)


def i_kod(namn: str) -> str:
    """Kodens namn som kod, vart och ett för sig."""
    return ", ".join(f"`{n.strip()}`" for n in namn.split(",")) if namn else ""


def sida() -> str:
    """Hela docs/ordlista.md som text, sorterad på svenskt vis."""
    listor = ord_och_kod()
    domanen = sorted(listor["domanen"], key=lambda rad: namnordning(rad["term"]))
    delar = [INLEDNING, "## Domänens ord\n"]
    delar.append(
        tabell(
            ["svenska", "betyder", "engelska", "i koden"],
            [[rad["term"], rad["betyder"], rad["engelska"], i_kod(rad["kod"])] for rad in domanen],
        )
    )
    delar.append("\n## Kodens ord")
    for slag, rubrik in RUBRIKER.items():
        rader = sorted((r for r in listor["koden"] if r["slag"] == slag), key=lambda r: namnordning(r["ord"]))
        delar.append(f"\n### {rubrik}\n")
        delar.append(
            tabell(["namn", "betyder", "engelska"], [[i_kod(r["ord"]), r["betyder"], r["engelska"]] for r in rader])
        )
    return "\n".join(delar) + "\n"


if __name__ == "__main__":
    SIDA.write_text(sida())
    print(f"Skrev {SIDA.relative_to(ROT)}")
