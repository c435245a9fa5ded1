"""Gymnasieprogrammens träd: nationella program är yrkesprogram och högskoleförberedande, och de är sina program.

Källa: skollagen 16 kap., Skolverkets tabell Avgångselever, som har alla nivåerna i samma kolumn.
"""

from collections.abc import Container, Iterable, Iterator

_YRKES = (
    "barn- och fritidsprogrammet", "bygg- och anläggningsprogrammet", "el- och energiprogrammet",
    "fordons- och transportprogrammet", "försäljnings- och serviceprogrammet", "frisör- och stylistprogrammet",
    "handels- och administrationsprogrammet", "hantverksprogrammet", "hotell- och turismprogrammet",
    "industritekniska programmet", "naturbruksprogrammet", "restaurang- och livsmedelsprogrammet",
    "vvs- och fastighetsprogrammet", "vård- och omsorgsprogrammet",
)  # fmt: skip
_HOGSKOLE = (
    "ekonomiprogrammet", "estetiska programmet", "humanistiska programmet", "naturvetenskapsprogrammet",
    "samhällsvetenskapsprogrammet", "teknikprogrammet",
)  # fmt: skip
TRAD = {
    "nationella program": ("yrkesprogram", "högskoleförberedande program"),
    "yrkesprogram": _YRKES,
    "högskoleförberedande program": _HOGSKOLE,
}


def delar_under(namn: str, finns: Container[str]) -> list[str]:
    """Delarna av programmet som finns i tabellen, närmast under: finns inte mellannivån tas dess delar."""
    return [d for del_ in TRAD.get(namn, ()) for d in ([del_] if del_ in finns else delar_under(del_, finns))]


def overst(finns: Iterable[str]) -> list[str]:
    """Delarna som inte ingår i någon annan som finns."""
    namnen = list(finns)
    under = {d for namn in namnen for d in _alla_under(namn)}
    return [namn for namn in namnen if namn not in under]


def _alla_under(namn: str) -> Iterator[str]:
    for del_ in TRAD.get(namn, ()):
        yield del_
        yield from _alla_under(del_)
