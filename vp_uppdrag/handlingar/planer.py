"""Planerna själva: skapa läsårets, skriva deras ord, länka en som ligger på annat håll, pengarna."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction

from styrkedja.handlingar.logg import logga
from styrkedja.handlingar.texter import Sparat, spara_texter
from styrkedja.handlingar.webbadress import ren_webbadress
from styrkedja.klocka import nu as klockan_nu
from styrkedja.models import Avdelning, Enhet, Hjulpost, Lasar, Person, Plats
from styrkedja.models.text import Textslag
from vp_uppdrag.handlingar import GarInteNu
from vp_uppdrag.handlingar.planinnehall import PLAN
from vp_uppdrag.handlingar.planlas import har_skrivits, las_for_skrivning, las_for_uppfoljning
from vp_uppdrag.models import Planpost, Verksamhetsplan
from vp_uppdrag.regler.planord import PLANENS_ORD

#: Hjulets poster för när planen ska vara fastställd: enhetens, och avdelningens.
SISTA_DAG = ("vp_faststall", "avd_verksamhetsplan")
FOLJS_UPP = {f.nyckel for f in PLANENS_ORD if not f.fryses}


@transaction.atomic
def skapa_planer(*, lasar: Lasar, nu: datetime | None = None) -> int:
    """Skapar det som fattas av läsårets planer, en per enhet och avdelning, och låter sista dagen följa hjulet.

    Idempotent; ger antalet nya. Enheter utan skolform får ingen plan, som de inte får någon rapport.
    """
    nu, dagar = nu or klockan_nu(), _sista_dagar(lasar)
    enheter = Enhet.objects.verksamma(lasar).filter(skolformer__isnull=False).distinct()
    platser = [*enheter.values_list("pk", flat=True), *Avdelning.objects.values_list("pk", flat=True)]
    har = {p.plats_id: p for p in Verksamhetsplan.objects.for_lasar(lasar)}
    nya = [
        Verksamhetsplan(plats_id=pk, lasar=lasar, skapad=nu, sista_dag=dagar.get(pk)) for pk in platser if pk not in har
    ]
    Verksamhetsplan.objects.bulk_create(nya)
    flyttade = [p for p in har.values() if p.sista_dag != dagar.get(p.plats_id)]
    for plan in flyttade:
        plan.sista_dag = dagar.get(plan.plats_id)
    Verksamhetsplan.objects.bulk_update(flyttade, ["sista_dag"])
    if nya:
        logga("skapa_planer", av=None, pa=lasar, nu=nu, antal=len(nya))
    return len(nya)


def _sista_dagar(lasar: Lasar) -> dict[int, date]:
    poster = Hjulpost.objects.for_lasar(lasar).filter(nyckel__in=SISTA_DAG)
    return {plats: dag for plats, fran, till in poster.values_list("plats_id", "fran", "till") if (dag := till or fran)}


@transaction.atomic
def planen_for(*, plats: Plats, lasar: Lasar, nu: datetime | None = None) -> Verksamhetsplan:
    """Platsens plan för läsåret; den läggs upp om den fattas."""
    nytt = {"skapad": nu or klockan_nu(), "sista_dag": _sista_dagar(lasar).get(plats.pk)}
    plan, _ = Verksamhetsplan.objects.get_or_create(plats_id=plats.pk, lasar=lasar, defaults=nytt)
    return plan


@transaction.atomic
def spara_planens_ord(
    *,
    plan: Verksamhetsplan,
    texter: Mapping[str, str],
    av: Person,
    versioner: Mapping[str, int] | None = None,
    op: UUID | None = None,
    nu: datetime | None = None,
) -> Sparat:
    """Sparar planens egna ord. Det som följs upp (pengarna) skrivs också i en fastställd plan.

    Raises:
        ValidationError: läsåret är stängt, eller planen är fastställd och orden hör till den fastställda lydelsen.
    """
    last = (las_for_uppfoljning if set(texter) <= FOLJS_UPP else las_for_skrivning)(plan)
    sparat = spara_texter(
        agare_slag=PLAN, agare_id=plan.pk, texter=texter, av=av, versioner=versioner, op=op,
        slag=dict.fromkeys(texter, Textslag.RIK), nu=nu,
    )  # fmt: skip
    har_skrivits(last)
    return sparat


@transaction.atomic
def lanka_plan(*, plan: Verksamhetsplan, lank: str, av: Person, nu: datetime | None = None) -> Verksamhetsplan:
    """Säger var en avdelnings plan ligger. En tom länk tar bort den.

    Raises:
        ValidationError: planen är en enhets, eller länken är ingen webbadress.
    """
    last = las_for_uppfoljning(plan)
    if not last.ar_avdelningens:
        raise GarInteNu("En enhets plan finns här och länkas inte.")
    last.lank = ren_webbadress(lank, "lank")
    last.save(update_fields=["lank"])
    logga("lanka_plan", av=av, pa=last, plats_id=last.plats_id, nu=nu)
    return last


@transaction.atomic
def satt_pengar(
    *, plan: Verksamhetsplan, rader: Mapping[str, tuple[Decimal | None, str]], av: Person, nu: datetime | None = None
) -> list[Planpost]:
    """Raderna om pengarna: slag → (belopp, vad det går till). En rad utan både belopp och ord tas bort.

    Raises:
        ValidationError: ett belopp är under noll, läsåret är stängt, eller planen är avslutad.
    """
    last = las_for_uppfoljning(plan)
    if fel := {
        f"belopp-{slag}": "Skriv beloppet utan minus." for slag, (b, _) in rader.items() if b is not None and b < 0
    }:
        raise ValidationError(fel)
    for slag, (belopp, text) in rader.items():
        _satt_post(last, Planpost.Slag(slag), {"belopp": belopp, "text": text.strip()[:300]})
    logga("satt_pengar", av=av, pa=last, plats_id=last.plats_id, nu=nu, slag=sorted(rader))
    return list(last.pengar.all())


def _satt_post(plan: Verksamhetsplan, slag: str, uppgifter: dict[str, Any]) -> None:
    if uppgifter["belopp"] is None and not uppgifter["text"]:
        plan.pengar.filter(slag=slag).delete()
    else:
        Planpost.objects.update_or_create(plan=plan, slag=slag, defaults=uppgifter)
