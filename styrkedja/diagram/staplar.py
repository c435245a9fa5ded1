"""Liggande staplar från noll, med namnet före och talet efter."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from styrkedja.diagram import geometri as g
from styrkedja.diagram import svg as s
from styrkedja.diagram.diagram import BREDD, RADHOJD, Diagram, kort_namn
from styrkedja.diagram.tabell import i_ord, tabell


@dataclass(frozen=True)
class Stapel:
    namn: str
    varde: g.Varde
    egen: bool = False


def stapel(
    titel: str,
    staplar: Sequence[Stapel],
    *,
    hogst: float | None = None,
    decimaler: int | None = None,
    matt: str = "Värde",
) -> Diagram:
    """Liggande staplar från noll, i den ordning de kommer.

    Args:
        hogst: vad hela bredden står för (100 för procent); None tar det högsta värdet.
        matt: kolumnens rubrik i tabellen.

    Raises:
        ValueError: när ett värde är mindre än noll; en stapel börjar alltid i noll.
    """
    varden = [rad.varde for rad in staplar]
    if any(v < 0 for v in g.bara_tal(varden)):
        raise ValueError("En stapel kan inte visa tal under noll.")
    vanster = max((s.textbredd(kort_namn(rad.namn)) for rad in staplar), default=0) + 10
    hela = hogst or max(g.bara_tal(varden), default=0) or 1.0
    till_bredd = g.skala((0, hela), (0, BREDD - vanster - 60))
    rader = [_stapelrad(i, rad, vanster, till_bredd, decimaler) for i, rad in enumerate(staplar)]
    hojd = len(staplar) * (RADHOJD + 3) + 4
    return Diagram(
        titel,
        s.duk(f"{titel}. {_staplarnas_mening(staplar, decimaler)}", BREDD, hojd, s.samman(rader), "diagram-bild"),
        tabell(titel, ["", matt], [(rad.namn, [i_ord(rad.varde, decimaler)]) for rad in staplar]),
    )


def _stapelrad(i: int, rad: Stapel, vanster: float, till_bredd: g.Skala, decimaler: int | None) -> SafeString:
    topp = i * (RADHOJD + 3) + 4
    bredd = till_bredd(float(rad.varde)) if g.ar_tal(rad.varde) else 0.0
    klass, farg = ("d-stapel", s.ACCENT) if rad.egen else ("d-stapel2", s.LJUS)
    delar = [s.text(vanster - 8, topp + 12, kort_namn(rad.namn), ankare="end", stark=rad.egen)]
    if g.ar_tal(rad.varde):
        delar.append(s.ruta(vanster, topp, bredd, 14, klass, farg))
    delar.append(s.text(vanster + bredd + 6, topp + 12, i_ord(rad.varde, decimaler), stark=g.ar_tal(rad.varde)))
    return s.samman(delar)


def _staplarnas_mening(staplar: Sequence[Stapel], decimaler: int | None) -> str:
    med = sorted((float(rad.varde), rad.namn, i_ord(rad.varde, decimaler)) for rad in staplar if g.ar_tal(rad.varde))
    if not med:
        return "Inga tal att visa."
    (_, lagst, lagst_tal), (_, hogst, hogst_tal) = med[0], med[-1]
    return f"Högst {hogst} {hogst_tal}, lägst {lagst} {lagst_tal}."
