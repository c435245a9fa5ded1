"""Skolverkets öppna svar om en skolenhet, Planned Educations version 4: statistik per läsår.

Källa: data/planned_educations_v4_sample.json. Talen står som text med källans tecken.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from analysunderlag.regler.perioder import Periodfel, las_period
from analysunderlag.regler.rader import talet
from analysunderlag.regler.uppgift import Felslag, Formlasning, Radfel, Sammanhang, Uppgift
from styrkedja.regler.inlasning import Filfel

FORM, KALLA, RAPPORT = "planned_educations", "skolverket", "planned_educations"
RUBRIKER = ("schoolUnit", "mått", "timePeriod", "value")


def ar_planned_educations(svar: Any) -> bool:
    return any(True for _ in _enheter(svar))


def las_planned_educations(svar: Any, sammanhang: Sammanhang, *, hoppa: Sequence[int] = ()) -> Formlasning:
    """Läser ett svar om en eller flera skolenheter.

    Raises:
        Filfel: ingen skolenhet i filen har statistik.
    """
    lasning = Formlasning(FORM, KALLA, "Skolenhetens statistik", RUBRIKER, rapport=RAPPORT)
    okanda: list[str] = []
    nummer = 0
    for enhet in _enheter(svar):
        for matt, post in _poster(enhet):
            nummer += 1
            if nummer not in hoppa:
                _las_post(nummer, str(enhet["schoolUnit"]), matt, post, lasning, sammanhang, okanda)
    if not nummer:
        raise Filfel("Filen innehåller inga rader.")
    lasning.okanda = tuple(dict.fromkeys(okanda))
    return lasning


def _enheter(svar: Any) -> Iterator[dict[str, Any]]:
    if isinstance(svar, list):
        for del_ in svar:
            yield from _enheter(del_)
    elif isinstance(svar, dict):
        if isinstance(svar.get("schoolUnit"), str):
            yield svar
        else:
            for del_ in svar.values():
                if isinstance(del_, (dict, list)):
                    yield from _enheter(del_)


def _poster(enhet: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for matt, poster in enhet.items():
        for post in poster if isinstance(poster, list) else ():
            if isinstance(post, dict) and "value" in post:
                yield matt, post


def _las_post(
    nummer: int,
    kod: str,
    matt: str,
    post: dict[str, Any],
    lasning: Formlasning,
    sammanhang: Sammanhang,
    okanda: list[str],
) -> None:
    text, nar = str(post["value"] if post["value"] is not None else ""), str(post.get("timePeriod", ""))
    lasning.rader[nummer] = (kod, matt, nar, text)
    betyder = sammanhang.rubrik(RAPPORT, matt)
    if betyder is None:
        okanda.append(matt)
    if betyder is None or betyder.roll != "tal" or betyder.nyckeltal not in sammanhang.nyckeltal:
        lasning.hoppa(nummer, kod, f"{matt} används inte")
        return
    fakta = sammanhang.nyckeltal[betyder.nyckeltal]
    try:
        period = las_period(nar).text
    except Periodfel as fel:
        lasning.lagg_fel(nummer, Radfel("timePeriod", nar, str(fel), Felslag.RAD))
        return
    last = talet(lasning, nummer, "value", text, fakta.granser)
    if not last.tomt:
        lasning.uppgifter.append(
            Uppgift(
                rad=nummer, kolumn="value", nyckeltal=fakta.nyckel, period=period, text=text, tal=last.tal,
                tecken=last.tecken, kod=kod, skolform=fakta.skolform,
            )
        )  # fmt: skip
