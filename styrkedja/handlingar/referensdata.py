"""Referensdata: skolformer, läroplaner med områden, nivåer, forum och deras länkar, årshjulets mallar.

Det som gäller lika i alla kommuner och läsår, läst ur `styrkedja/data/`. Laddas hur ofta som helst: raderna känns
igen på sin nyckel och uppdateras, inget tas bort (gamla texter kan peka på dem).
"""

import json
from datetime import date
from pathlib import Path
from typing import Any

from django.db import transaction

from styrkedja.handlingar.referensdata_hjul import ladda_hjulmallar
from styrkedja.models import Forum, Forumlank, Laroplan, Laroplansomrade, Niva, Skolform

DATA = Path(__file__).resolve().parent.parent / "data"


def las_data(fil: str) -> Any:
    """Innehållet i en av kärnans datafiler, till exempel "organisation_mall.json"."""
    return json.loads((DATA / fil).read_text(encoding="utf-8"))


@transaction.atomic
def ladda_referensdata() -> None:
    """Lägger in eller uppdaterar kärnans referensdata. Två gånger ger samma som en."""
    organisation, laroplaner = las_data("organisation_mall.json"), las_data("laroplansomraden.json")
    _skolformer(organisation)
    _laroplaner(laroplaner)
    _nivaer(organisation["nivaer"])
    _forum(organisation["forum"], organisation["lankar"])
    ladda_hjulmallar()


def satt_omrade(*, laroplan: Laroplan, rubrik: str, alias: list[str] | None = None) -> Laroplansomrade:
    """Området med rubriken ("2.2 Kunskaper") i läroplanen; skapas sist om det saknas."""
    nummer, namn = dela_rubrik(rubrik)
    omrade, ny = Laroplansomrade.objects.get_or_create(laroplan=laroplan, namn=namn, defaults={"nummer": nummer})
    omrade.nummer, omrade.alias = nummer or omrade.nummer, alias if alias is not None else omrade.alias
    if ny:
        omrade.ordning = laroplan.omraden.count()
    omrade.save()
    return omrade


def dela_rubrik(rubrik: str) -> tuple[str, str]:
    """("2.2", "Kunskaper") ur "2.2 Kunskaper"; ("", "Normer och värden") när numret saknas."""
    forst, _, rest = rubrik.partition(" ")
    return (forst, rest) if forst[:1].isdigit() else ("", rubrik)


def _skolformer(mall: dict[str, Any]) -> None:
    rapport = {namn: rad["nyckel"] for rad in mall["skolformsrapporter"] for namn in rad["skolformer"]}
    for ordning, rad in enumerate(mall["skolformer"], 1):
        Skolform.objects.update_or_create(
            nyckel=rad["nyckel"],
            defaults={"namn": rad["namn"], "ordning": ordning, "rapport": rapport.get(rad["namn"], "")},
        )


def _laroplaner(data: dict[str, Any]) -> None:
    skolform = {s.namn: s for s in Skolform.objects.all()}
    for ordning, rad in enumerate(data["skolformer"], 1):
        laroplan, _ = Laroplan.objects.update_or_create(
            nyckel=rad["nyckel"],
            defaults={
                "namn": rad["laroplan"],
                "skolform": skolform[rad["skolform"]],
                "galler_fran": _dag(rad["fran"]),
                "galler_till": _dag(rad["till"]),
                "anm": rad["anm"],
                "ordning": ordning,
            },
        )
        for rubrik in rad["omraden"]:
            satt_omrade(laroplan=laroplan, rubrik=rubrik, alias=data["alias"].get(dela_rubrik(rubrik)[1], []))


def _dag(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _nivaer(rader: list[dict[str, Any]]) -> None:
    nivaer: dict[str | None, Niva | None] = {None: None}
    for rad in rader:
        nivaer[rad["nyckel"]], _ = Niva.objects.update_or_create(
            nyckel=rad["nyckel"],
            defaults={
                "namn": rad["namn"],
                "ordning": rad["ordning"],
                "overordnad": nivaer[rad["overordnad"]],
                "beskrivning": rad["beskrivning"],
            },
        )


def _forum(rader: list[dict[str, Any]], lankar: list[dict[str, str]]) -> None:
    niva = {n.nyckel: n for n in Niva.objects.all()}
    forum = {}
    for rad in rader:
        forum[rad["nyckel"]], _ = Forum.objects.update_or_create(
            nyckel=rad["nyckel"],
            defaults={
                "namn": rad["namn"],
                "niva": niva[rad["niva"]],
                "slag": rad["slag"],
                "deltagare": rad["deltagare"],
                "nar": rad["nar"] or "",
            },
        )
    for lank in lankar:
        # Källans första länk går från nivån arbetslag till APT; den sägs redan av att APT står på den nivån.
        if lank["fran"] in forum:
            Forumlank.objects.update_or_create(
                fran=forum[lank["fran"]], till=forum[lank["till"]], defaults={"riktning": lank["riktning"]}
            )
