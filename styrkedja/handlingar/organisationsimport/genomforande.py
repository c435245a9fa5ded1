"""Att göra det som planen säger: allt i en transaktion, genom samma handlingar som administrationens sidor."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from styrkedja.behorighet.organisation import krav_pa_att_administrera
from styrkedja.handlingar.logg import logga
from styrkedja.handlingar.organisation import (
    andra_enhet,
    satt_chefsomrade,
    satt_tillhorighet,
    skapa_enhet,
    skapa_forskola,
    skapa_omrade,
)
from styrkedja.handlingar.organisationsimport.plan import Enhetsplan, Forskoleplan, Plan
from styrkedja.handlingar.platser import byt_namn
from styrkedja.models import Enhet, Huvudman, Person, Verksamhetsomrade


@transaction.atomic
def genomfor(*, av: Person | None, plan: Plan, kalla: str, sha256: str, nu: datetime | None = None) -> dict[str, Any]:
    """Gör allt som planen säger, i en transaktion.

    Raises:
        ValidationError: planen har rader med fel.
    """
    krav_pa_att_administrera(av)
    if plan.fel:
        raise ValidationError(f"{len(plan.fel)} rader har fel. Inget är inläst.")
    huvudman = Huvudman.objects.select_for_update().get()
    for namn in plan.nya_omraden:
        skapa_omrade(av=av, namn=namn, nu=nu)
    omraden = {o.namn.casefold(): o for o in Verksamhetsomrade.objects.filter(upphord=None)}
    enheter = [_gor_enhet(p, av, nu) for p in plan.enheter]
    for p, enhet in zip(plan.enheter, enheter, strict=True):
        if p.omrade and plan.lasar:
            satt_tillhorighet(av=av, enhet=enhet, lasar=plan.lasar, omrade=omraden[p.omrade.casefold()], nu=nu)
    chefsomraden = {e.namn.casefold(): e for e in enheter if e.enhetsslag == Enhet.Enhetsslag.CHEFSOMRADE}
    for f in plan.forskolor:
        _gor_forskola(f, chefsomraden, av, nu)
    utfall = sammanfatta(plan)
    antal = {slag: utfall[slag] for slag in ("enheter", "forskolor", "chefsomraden")}
    logga("las_in_organisation", av=av, pa=huvudman, nu=nu, fil=kalla, sha256=sha256, **antal)
    return utfall


def sammanfatta(plan: Plan) -> dict[str, Any]:
    """Antalen i planen, för sidan, kommandot och kvittot."""
    skal: dict[str, int] = {}
    for rad in plan.tolkning.overhoppade:
        skal[rad.skal] = skal.get(rad.skal, 0) + 1
    skolor = [p for p in plan.enheter if p.enhetsslag == Enhet.Enhetsslag.SKOLA]
    chefsomraden = [p for p in plan.enheter if p.enhetsslag == Enhet.Enhetsslag.CHEFSOMRADE]
    return {
        "rader": len(plan.tabell.rader),
        "teckenkodning": plan.tabell.kodning,
        "enheter": _antal([(p.enhet, p.andringar) for p in skolor]),
        "chefsomraden": _antal([(p.enhet, p.andringar) for p in chefsomraden]),
        "forskolor": _antal([(p.forskola, p.andringar) for p in plan.forskolor]),
        "nya_omraden": plan.nya_omraden,
        "skolformer": _per_skolform(plan),
        "overhoppade": skal,
        "fel": len(plan.fel),
    }


def _antal(planer: list[tuple[Any, list[str]]]) -> dict[str, int]:
    nya = sum(1 for finns, _ in planer if finns is None)
    uppdaterade = sum(1 for finns, andringar in planer if finns is not None and andringar)
    return {"nya": nya, "uppdaterade": uppdaterade, "oforandrade": len(planer) - nya - uppdaterade}


def _per_skolform(plan: Plan) -> dict[str, int]:
    antal: dict[str, int] = {}
    for rad in plan.tolkning.rader:
        antal[rad.skolform] = antal.get(rad.skolform, 0) + 1
    return antal


def _gor_enhet(plan: Enhetsplan, av: Person | None, nu: datetime | None) -> Enhet:
    if plan.enhet is None:
        return skapa_enhet(
            av=av,
            namn=plan.namn,
            skolformer=plan.skolformer,
            koder=plan.koder,
            enhetsslag=plan.enhetsslag,
            arskurser=plan.arskurser,
            nu=nu,
        )
    if plan.andringar:
        byt_namn(av=av, plats=plan.enhet, namn=plan.namn, nu=nu)
        andra_enhet(
            av=av, enhet=plan.enhet, skolformer=plan.skolformer, koder=plan.koder, arskurser=plan.arskurser, nu=nu
        )
    return plan.enhet


def _gor_forskola(plan: Forskoleplan, chefsomraden: dict[str, Enhet], av: Person | None, nu: datetime | None) -> None:
    chefsomrade = chefsomraden.get(plan.chefsomrade.casefold())
    if plan.forskola is None:
        skapa_forskola(av=av, namn=plan.namn, chefsomrade=chefsomrade, nu=nu)
    elif plan.andringar:
        byt_namn(av=av, plats=plan.forskola, namn=plan.namn, nu=nu)
        if chefsomrade:
            satt_chefsomrade(av=av, forskola=plan.forskola, chefsomrade=chefsomrade, nu=nu)
