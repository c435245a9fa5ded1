"""Det som hör till ett mål: målkriterier, indikatorer, aktiviteter och deras läge, mätningar på egna mått."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from analysunderlag.behorighet.insyn import insyn_for
from analysunderlag.models import Nyckeltal
from styrkedja.handlingar.logg import logga
from styrkedja.klocka import dagen
from styrkedja.klocka import nu as klockan_nu
from styrkedja.models import Person
from styrkedja.regler.riktext import ar_tom
from vp_uppdrag.handlingar.planlas import har_skrivits, las_for_uppfoljning, las_mal, ta_bort_eller_slapp
from vp_uppdrag.indikatorvarden import Indikator, serie_for
from vp_uppdrag.models import Aktivitet, Aktivitetsandring, Mal, Malindikator, Malkriterium, Malmatning, Verksamhetsplan
from vp_uppdrag.regler.mal import (
    BARA_INDIVID,
    Aktivitetslage,
    Ipsniva,
    Riktning,
    fel_i_aktiviteten,
    fel_i_indikatorn,
    fel_i_tiden,
)

Maldel = Malkriterium | Malindikator | Aktivitet


@transaction.atomic
def satt_kriterium(
    *, mal: Mal, text: str, av: Person, rad: Malkriterium | None = None, nu: datetime | None = None
) -> Malkriterium:
    """Ett nytt målkriterium, eller ett som skrivs om.

    Raises:
        ValidationError: texten fattas, eller planen går inte att skriva i.
    """
    last, plan = las_mal(mal)
    if ar_tom(text):
        raise ValidationError({"text": "Skriv vad man ser när målet är på väg."})
    rad = rad or Malkriterium(mal=last, ordning=last.kriterier.count())
    rad.text = _en_rad(text)
    rad.save()
    har_skrivits(plan)
    _logga("satt_kriterium", plan, last, av, nu)
    return rad


@transaction.atomic
def satt_indikator(
    *,
    mal: Mal,
    av: Person,
    rad: Malindikator | None = None,
    kriterium: Malkriterium | None = None,
    nyckeltal: Nyckeltal | None = None,
    namn: str = "",
    nu: datetime | None = None,
    **mer: Any,
) -> Malindikator:
    """En ny indikator, eller en som skrivs om: ett nyckeltal, eller ett eget mått med namn.

    Ett nyckeltals start är den senaste period som personen ser ett tal för; talet läses alltid ur analysunderlaget.

    Args:
        mer: skolform, uppdelning, matt, kalla, start, malvarde, riktning.

    Raises:
        ValidationError: varken nyckeltal eller namn, målvärdet går åt fel håll, eller planen går inte att skriva i.
    """
    last, plan = las_mal(mal)
    rad = rad or Malindikator(mal=last, ordning=last.indikatorer.count())
    if nyckeltal is None and ar_tom(namn):
        raise ValidationError({"namn": "Välj ett nyckeltal, eller skriv ett eget mått."})
    rad.kriterium, rad.nyckeltal = kriterium, nyckeltal
    rad.namn = "" if nyckeltal else _en_rad(namn)
    for falt in ("skolform", "uppdelning", "matt", "kalla", "malvarde"):
        if falt in mer:
            setattr(rad, falt, mer[falt])
    rad.start = None if nyckeltal else mer.get("start", rad.start)
    rad.riktning = mer.get("riktning") or riktning_for(nyckeltal)
    _prova_indikatorn(rad, plan, av)
    rad.save()
    har_skrivits(plan)
    _logga("satt_indikator", plan, last, av, nu)
    return rad


def riktning_for(nyckeltal: Nyckeltal | None) -> Riktning:
    """Det håll som nyckeltalet ska gå åt när ingen säger något annat."""
    return Riktning.MINSKA if nyckeltal and nyckeltal.hogre_ar_battre is False else Riktning.OKA


def _prova_indikatorn(rad: Malindikator, plan: Verksamhetsplan, av: Person) -> None:
    """Sätter nyckeltalets startperiod, och jämför målet med det tal som personen själv ser."""
    start: Decimal | float | None = rad.start
    if rad.nyckeltal is not None:
        serie = serie_for(Indikator.ur(rad), plan.plats, av, insyn_for(av, plan.plats))
        punkt = serie.vid(rad.startperiod) or serie.senast
        rad.startperiod = punkt.period if punkt else ""
        start = punkt.varde if punkt else None
    if fel := fel_i_indikatorn(start, rad.malvarde, rad.riktning):
        raise ValidationError({"malvarde": fel})


@transaction.atomic
def satt_aktivitet(
    *,
    mal: Mal,
    text: str,
    niva: str,
    ansvarig: str,
    av: Person,
    rad: Aktivitet | None = None,
    fran: date | None = None,
    till: date | None = None,
    nu: datetime | None = None,
) -> Aktivitet:
    """En ny aktivitet, eller en som skrivs om. Den ändrar arbetssätten eller organisationen, aldrig barnen (krav 17).

    Raises:
        ValidationError: orden eller den ansvariga fattas, nivån är varken process eller struktur, tiden ligger utanför
            läsåret, eller planen går inte att skriva i.
    """
    last, plan = las_mal(mal)
    nu = nu or klockan_nu()
    _prova_aktiviteten(plan, text, niva, ansvarig, fran, till)
    rad = rad or Aktivitet(mal=last, ordning=last.aktiviteter.count())
    rad.text, rad.niva, rad.ansvarig = _en_rad(text), niva, " ".join(ansvarig.split())[:120]
    rad.fran, rad.till, rad.rord = fran, till, nu
    rad.save()
    har_skrivits(plan)
    _logga("satt_aktivitet", plan, last, av, nu)
    return rad


def _prova_aktiviteten(
    plan: Verksamhetsplan, text: str, niva: str, ansvarig: str, fran: date | None, till: date | None
) -> None:
    fel = fel_i_tiden(fran, till, plan.lasar.fran, plan.lasar.till)
    if ar_tom(text):
        fel["text"] = "Skriv vad ni ska göra."
    elif barnens := fel_i_aktiviteten(text):
        fel["text"] = barnens
    if niva not in Ipsniva.values:
        fel["niva"] = BARA_INDIVID if niva == "I" else "Välj process eller struktur."
    if ar_tom(ansvarig):
        fel["ansvarig"] = "Skriv vem som ser till att det blir gjort. En, inte alla."
    if fel:
        raise ValidationError(fel)


@transaction.atomic
def ta_bort_del(*, rad: Maldel, av: Person, nu: datetime | None = None) -> None:
    """Tar bort ett kriterium, en indikator eller en aktivitet. Har planen varit fastställd står raden kvar som släppt."""
    last, plan = las_mal(rad.mal)
    _logga(f"ta_bort_{SLAGET[type(rad)]}", plan, last, av, nu)
    ta_bort_eller_slapp(rad, plan, nu or klockan_nu())
    har_skrivits(plan)


SLAGET: dict[type, str] = {Malkriterium: "kriterium", Malindikator: "indikator", Aktivitet: "aktivitet"}


# --- Det som följs upp också i en fastställd plan ---------------------------------------------------
@transaction.atomic
def satt_aktivitetslage(
    *, rad: Aktivitet, lage: str, av: Person, text: str = "", nu: datetime | None = None
) -> Aktivitet:
    """Hur det går för aktiviteten. Varje gång blir en rad i historien; samma läge och ord igen rör den bara.

    Raises:
        ValidationError: läget finns inte, en risk saknar ord, läsåret är stängt, eller planen är avslutad.
    """
    plan, nu = las_for_uppfoljning(rad.mal.plan_id), nu or klockan_nu()
    if lage not in Aktivitetslage.values:
        raise ValidationError({"lage": "Välj ett läge."})
    if lage in (Aktivitetslage.RISK, Aktivitetslage.INSTALLD) and ar_tom(text):
        raise ValidationError({"text": "Skriv vad som står i vägen, i några ord."})
    last = Aktivitet.objects.select_for_update().get(pk=rad.pk)
    ord_ = _en_rad(text)[:200]
    if (last.lage, last.lagesord) != (lage, ord_):
        Aktivitetsandring.objects.create(aktivitet=last, lage=lage, text=ord_, av=av, nar=nu)
    last.lage, last.lagesord, last.rord = lage, ord_, nu
    last.save(update_fields=["lage", "lagesord", "rord"])
    _logga("satt_aktivitetslage", plan, rad.mal, av, nu)
    return last


@transaction.atomic
def lagg_matning(*, rad: Malindikator, dag: date, varde: Decimal, av: Person, nu: datetime | None = None) -> Malmatning:
    """Ett mätt värde på ett eget mått. Samma dag igen rättar värdet.

    Raises:
        ValidationError: dagen ligger framåt, indikatorn är ett nyckeltal, läsåret är stängt, eller planen är avslutad.
    """
    plan = las_for_uppfoljning(rad.mal.plan_id)
    if rad.nyckeltal_id:
        raise ValidationError("Nyckeltalets värden kommer ur analysunderlaget och läggs inte in här.")
    if dag > dagen(nu):
        raise ValidationError({"dag": "Dagen har inte varit än. En mätning är gjord."})
    matning, _ = Malmatning.objects.update_or_create(indikator=rad, dag=dag, defaults={"varde": varde, "av": av})
    _logga("lagg_matning", plan, rad.mal, av, nu)
    return matning


def _logga(verb: str, plan: Verksamhetsplan, mal: Mal, av: Person, nu: datetime | None) -> None:
    logga(verb, av=av, pa=mal, plats_id=plan.plats_id, nu=nu)


def _en_rad(text: str) -> str:
    return " ".join(text.split())[:300]
