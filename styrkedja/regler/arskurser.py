"""Årskurser skrivna kort: registrets "F123456" blir "F–6"."""

import re

ORDNING = "F123456789"


def skriv_arskurser(text: str) -> str:
    """ "F123456" → "F–6", "12345689" → "1–6, 8–9". Det som inte är registrets form lämnas som det är."""
    tecken = text.replace(" ", "").upper()
    if not re.fullmatch(r"F?1?2?3?4?5?6?7?8?9?", tecken) or not tecken:
        return text.strip()
    grupper: list[list[str]] = []
    for arskurs in tecken:
        if grupper and ORDNING.index(arskurs) == ORDNING.index(grupper[-1][-1]) + 1:
            grupper[-1].append(arskurs)
        else:
            grupper.append([arskurs])
    return ", ".join(g[0] if len(g) == 1 else f"{g[0]}–{g[-1]}" for g in grupper)
