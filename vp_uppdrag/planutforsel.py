"""Planerna som ett kalkylblad: en rad per del av ett mål, i den lydelse som läsaren läser på sidan.

Nyckeltalens tal står inte här: de hämtas som fil ur analysunderlaget, med sitt skydd. Antalet frågor är detsamma för alla
antal planer; bara den egna planens utkast läses för sig.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from styrkedja.models import Lasar, Person
from styrkedja.regler.riktext import till_text
from styrkedja.utforsel import Cell
from vp_uppdrag.behorighet.plan import Lydelse
from vp_uppdrag.handlingar.planinnehall import Innehall, planens_innehall
from vp_uppdrag.models import Aktivitet, Planversion, Progression, Verksamhetsplan
from vp_uppdrag.planlista import Planrad, las_planer
from vp_uppdrag.regler.mal import Riktning

HUVUD = (
    "Plats", "Läsår", "Planens läge", "Mål", "Målet", "Del", "Text", "Nivå", "Ansvarig", "Från", "Till", "Läge", "Mått",
    "Start", "Målvärde", "Riktning", "Källa",
)  # fmt: skip
#: Antal celler efter "Text".
RESTEN = len(HUVUD) - 7


@dataclass(frozen=True)
class _Foljt:
    """Det som följs upp bredvid lydelserna, läst en gång för alla planer."""

    aktiviteter: dict[int, Aktivitet]
    progressioner: list[Progression]


def utforda_planer(person: Person, lasar: Lasar) -> Iterator[list[Cell]]:
    """Raderna för de planer som personen leder, stämmer av, eller som direktör följer."""
    planer = [(rad, rad.lydelse) for rad in las_planer(person, lasar) if rad.ser_gangen and not rad.plan.lank]
    versioner = Planversion.objects.in_bulk(filter(None, (_versionen(r.plan, lydelse) for r, lydelse in planer)))
    innehall = [(rad, _innehallet(rad.plan, lydelse, versioner)) for rad, lydelse in planer]
    foljt = _las_foljt(m["id"] for _, ett in innehall if ett for m in ett["mal"])
    for rad, ett in innehall:
        yield from _planens_rader(rad, lasar, ett, foljt)


def _versionen(plan: Verksamhetsplan, lydelse: Lydelse) -> int | None:
    return {Lydelse.FRAMLAGD: plan.framlagd_id, Lydelse.GALLANDE: plan.gallande_id}.get(lydelse)


def _innehallet(plan: Verksamhetsplan, lydelse: Lydelse, versioner: dict[int, Planversion]) -> Innehall | None:
    if lydelse == Lydelse.UTKAST:
        return planens_innehall(plan)
    version = versioner.get(_versionen(plan, lydelse) or 0)
    return version.innehall if version else None


def _las_foljt(malen: Iterable[int]) -> _Foljt:
    alla = list(malen)
    delade = Progression.objects.delade().filter(mal__in=alla).select_related("omgang")
    return _Foljt({a.pk: a for a in Aktivitet.objects.filter(mal__in=alla)}, list(delade))


def _planens_rader(rad: Planrad, lasar: Lasar, innehall: Innehall | None, foljt: _Foljt) -> Iterator[list[Cell]]:
    om: list[Cell] = [rad.plan.plats.namn, lasar.namn, rad.form.ord]
    if not innehall or not innehall["mal"]:
        yield [*om, None, None, "", "", *[None] * RESTEN]
        return
    for mal in innehall["mal"]:
        yield from ([*om, mal["nr"], mal["text"], *del_] for del_ in _malets_delar(mal, foljt))


def _malets_delar(mal: Innehall, foljt: _Foljt) -> Iterator[list[Cell]]:
    if mal["svarar_pa"]:
        yield _del("svarar på", mal["svarar_pa"]["text"])
    orsak = mal["orsak"]
    yield _del("orsak", till_text(orsak["text"]) or orsak["utan"], niva=orsak["niva_i_ord"])
    for kriterium in mal["kriterier"]:
        if kriterium["id"]:
            yield _del("målkriterium", kriterium["text"])
        yield from (_indikator(i) for i in kriterium["indikatorer"])
    yield from (_aktivitet(a, foljt.aktiviteter.get(a["id"])) for a in mal["aktiviteter"])
    yield from (_del("bidrar till", f"{b['namn']}, {b['mer']}") for b in mal["bidrag"])
    for runda in (p for p in foljt.progressioner if p.mal_id == mal["id"]):
        lage = ", ".join(steg["namn"] for steg in (runda.oppen_bedomning, runda.oppen_progression) if steg)
        yield _del(f"hur det går, {runda.omgang.namn}", " ".join(till_text(f["text"]) for f in runda.falt), lage=lage)


def _indikator(rad: Innehall) -> list[Cell]:
    start, mal = (float(rad[n]) if rad[n] else None for n in ("start", "mal"))
    riktning = str(Riktning(rad["riktning"]).label)
    return _del("indikator", rad["namn"], matt=rad["matt"], start=start, mal=mal, riktning=riktning, kalla=rad["kalla"])


def _aktivitet(rad: Innehall, nu: Aktivitet | None) -> list[Cell]:
    lage = f"{nu.get_lage_display()}: {nu.lagesord}" if nu and nu.lagesord else nu.get_lage_display() if nu else ""
    return _del(
        "aktivitet", rad["text"], niva=rad["niva_i_ord"], ansvarig=rad["ansvarig"], fran=rad["fran"], till=rad["till"],
        lage=lage,
    )  # fmt: skip


def _del(slag: str, text: str, **mer: Any) -> list[Cell]:
    falt = ("niva", "ansvarig", "fran", "till", "lage", "matt", "start", "mal", "riktning", "kalla")
    return [slag, text, *(mer.get(namn) for namn in falt)]
