"""Diagram som egen SVG, med tabelltvilling: linje, stapel och gnista. Samma sträng i sida och PDF.

    diagram = linje("Behöriga till yrkesprogram, procent", ["2024", "2025", "2026"],
                    [Serie("Kvarnbacken", [84.2, 78, 82], egen=True), Serie("Kommunen", [88.3, 87.1, 87.7])])
    {{ diagram.svg }} {{ diagram.tabell }}

Ett värde är ett tal, None (uppgift saknas) eller texten som visas i stället ("..", "~100"). Allt som inte är ett tal är
en lucka: kurvan bryts, stapeln uteblir, och tabellen säger ordet. Det egna är tjockare, inte bara färgat.
"""

from styrkedja.diagram.diagram import Diagram
from styrkedja.diagram.kurvor import Serie, gnista, linje
from styrkedja.diagram.staplar import Stapel, stapel

__all__ = ["Diagram", "Serie", "Stapel", "gnista", "linje", "stapel"]
