"""Vad regler hänger på: vilka ankare en regel nämner och i vilken ordning posterna räknas."""

from collections.abc import Mapping
from graphlib import TopologicalSorter

from styrkedja.regler.hjul.tid import Regel

#: Enheternas tre dialoger; en regel ”en post per verksamhetsdialog” hänger på dem.
VD = ("vd1", "vd2", "vd3")
#: Där en termin antas börja när dagen inte är beslutad.
BORJAN_AV_TERMIN = {"ht": {"manad": 8, "dag": 15}, "vt": {"manad": 1, "dag": 8}}

#: Vilket fält i regeln som nämner ankaret.
_FALT = {"relativ": "till", "foljande_bun_mote": "efter"}


def ankare_i(regel: Regel) -> tuple[str, ...]:
    """Nycklarna till de poster som regeln räknar ifrån."""
    if regel.get("typ") == "varje_vd":
        return VD
    nyckel = regel.get(_FALT.get(regel.get("typ", ""), ""))
    return (nyckel,) if nyckel else ()


def i_rakneordning(regler: Mapping[str, Regel]) -> list[str]:
    """Nycklarna så att varje post kommer efter sina ankare.

    Raises:
        graphlib.CycleError: när reglerna pekar på varandra i en ring; `fel_i_regel` hindrar att det sparas.
    """
    graf = {nyckel: [a for a in ankare_i(regel) if a in regler] for nyckel, regel in regler.items()}
    return list(TopologicalSorter(graf).static_order())


def ring_fran(nyckel: str, regler: Mapping[str, Regel]) -> list[str]:
    """Vägen från posten tillbaka till den själv genom ankarna, eller tom lista. Varje post har en väg framåt."""
    att_ga = [[nyckel]]
    sedda: set[str] = set()
    while att_ga:
        vag = att_ga.pop()
        for nasta in ankare_i(regler.get(vag[-1], {})):
            if nasta == nyckel:
                return [*vag, nasta]
            if nasta not in sedda:
                sedda.add(nasta)
                att_ga.append([*vag, nasta])
    return []
