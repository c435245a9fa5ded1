"""Summor som inte går ihop. Källan kan ha rätt ändå: en varning som människan bekräftar (reliability.md §3 rad 13)."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator

from analysunderlag.regler.uppgift import Uppgift, Varning
from styrkedja.regler.inlasning import normal

#: Så mycket får täljaren och talet skilja: källor avrundar till hela procent.
AVRUNDNING = 0.6


def varna_for_summor(uppgifter: Iterable[Uppgift], *, procent: Callable[[str], bool]) -> list[Varning]:
    """Varningarna, en per slag av summa.

    Args:
        procent: nyckeltalets nyckel → om talet är en andel av antalet.
    """
    uppgifter = list(uppgifter)
    slag = (
        ("kon", "Antalet flickor och pojkar blir inte antalet samtliga på rad {}.", _kon(uppgifter)),
        ("taljare", "Täljaren delad med antalet ger ett annat tal på rad {}.", _taljare(uppgifter, procent)),
        ("helhet", "Enheternas antal blir inte hela kommunens antal på rad {}.", _helhet(uppgifter)),
    )
    return [
        Varning(f"summor_{nyckel}", mening.format(_rader_i_ord(rader)), tuple(rader))
        for nyckel, mening, funna in slag
        if (rader := sorted(set(funna)))
    ]


def _rader_i_ord(rader: list[int]) -> str:
    return ", ".join(map(str, rader[:8])) + (f" och {len(rader) - 8} till" if len(rader) > 8 else "")


def _plats(u: Uppgift) -> tuple[Hashable, ...]:
    return u.niva, u.kod or normal(u.namn), u.jamforelse, u.grupp


def _grupper(uppgifter: list[Uppgift], nyckel: Callable[[Uppgift], Hashable]) -> Iterable[list[Uppgift]]:
    grupper: dict[Hashable, list[Uppgift]] = defaultdict(list)
    for u in uppgifter:
        grupper[nyckel(u)].append(u)
    return grupper.values()


def _kon(uppgifter: list[Uppgift]) -> Iterator[int]:
    for grupp in _grupper(uppgifter, lambda u: (u.nyckeltal, *_plats(u), u.skolform, u.period, u.uppdelning)):
        antal = {u.kon: u.antal for u in grupp if u.antal is not None and not u.antal_tecken}
        if len(antal) == 3 and antal[""] != antal["K"] + antal["M"]:
            yield from (u.rad for u in grupp if not u.kon)


def _taljare(uppgifter: list[Uppgift], procent: Callable[[str], bool]) -> Iterator[int]:
    for u in uppgifter:
        if u.taljare is None or not u.antal or u.tal is None or not procent(u.nyckeltal):
            continue
        if abs(100 * u.taljare / u.antal - float(u.tal)) > AVRUNDNING:
            yield u.rad


def _helhet(uppgifter: list[Uppgift]) -> Iterator[int]:
    """Bara när varje enhets antal är känt: en skyddad enhet gör summan okänd."""
    med_niva = [u for u in uppgifter if u.niva in ("enhet", "huvudman")]
    for grupp in _grupper(med_niva, lambda u: (u.nyckeltal, u.skolform, u.period, u.kon, u.uppdelning)):
        enheter = [u for u in grupp if u.niva == "enhet"]
        hela = next((u for u in grupp if u.niva == "huvudman" and u.antal is not None and not u.antal_tecken), None)
        if hela is None or not enheter or any(u.antal is None or u.antal_tecken for u in enheter):
            continue
        if sum(u.antal for u in enheter if u.antal is not None) != hela.antal:
            yield hela.rad
