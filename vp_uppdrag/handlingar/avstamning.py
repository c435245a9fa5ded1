"""Avstämningen: närmaste chef kommenterar vid målet, skolledningen svarar, och chefen säger ja till det hon läste."""

from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from styrkedja.handlingar.logg import logga
from styrkedja.klocka import nu as klockan_nu
from styrkedja.models import Person
from styrkedja.regler.riktext import ar_tom
from vp_uppdrag.handlingar.planbrev import beratta_avstamd, beratta_kommentar
from vp_uppdrag.handlingar.planinnehall import Innehall, ej_avstamda, malens_rader, malets_hash, planens_innehall
from vp_uppdrag.handlingar.planlas import HarAndrats, las_for_overgang, las_for_uppfoljning
from vp_uppdrag.models import Avstamning, Mal, Planversion, Verksamhetsplan
from vp_uppdrag.regler.plan import Planskillnad, planskillnader


@transaction.atomic
def kommentera_mal(*, mal: Mal, text: str, av: Person, svar: bool = False, nu: datetime | None = None) -> Avstamning:
    """En kommentar vid målet, eller skolledningens svar. Samma ord av samma person direkt igen är samma rad.

    Raises:
        ValidationError: texten är tom, eller läsåret är stängt.
    """
    historik, nu = nu is not None, nu or klockan_nu()
    plan = las_for_uppfoljning(mal.plan_id)
    if ar_tom(text):
        raise ValidationError({"text": "Skriv något först."})
    slag = Avstamning.Slag.SVAR if svar else Avstamning.Slag.KOMMENTAR
    senaste = mal.avstamningar.last()
    if senaste and (senaste.av_id, senaste.slag, senaste.text) == (av.pk, slag, text.strip()):
        return senaste
    rad = Avstamning.objects.create(mal=mal, slag=slag, text=text.strip()[:4000], av=av, nar=nu)
    logga("kommentera_mal", av=av, pa=mal, plats_id=plan.plats_id, nu=nu, slag=str(slag))
    if not historik:
        beratta_kommentar(plan, mal, av, svar=svar)
    return rad


@transaction.atomic
def stam_av(
    *,
    plan: Verksamhetsplan,
    last_version: int,
    av: Person,
    mal: Mal | None = None,
    text: str = "",
    nu: datetime | None = None,
) -> Verksamhetsplan:
    """Närmaste chef säger ja till ett mål, eller till hela planen, så som det stod i den version hon läste.

    När varje mål i planen har ett ja är planen avstämd.

    Args:
        last_version: numret på den sända version som hon hade framför sig.
        mal: bara det målet; None är alla.
        text: några ord vid målet; med None bara vid de mål som inte redan är avstämda.

    Raises:
        ValidationError: läsåret är stängt.
        HarAndrats: det hon läste är inte längre det som står i planen. Inget är gjort.
        GarInteNu: planen är inte sänd, eller redan avstämd.
    """
    historik, nu = nu is not None, nu or klockan_nu()
    last, till = las_for_overgang(plan, "stam_av")
    assert last.framlagd is not None, "en plan som avstäms är sänd"
    sand, skriven = last.framlagd.innehall, planens_innehall(last)
    _krav_pa_samma(last, last_version, skriven, mal)
    alla = malens_rader(last)
    valda = [m for m in sand["mal"] if mal is None or m["id"] == mal.pk]
    _markera(valda, {m.pk: m for m in alla}, text=text, av=av, nu=nu)
    if not ej_avstamda(skriven, alla) and _samma_mal(sand, skriven):
        last.tillstand = till
        last.save(update_fields=["tillstand"])
    logga("stam_av", av=av, pa=last, plats_id=last.plats_id, nu=nu, version=last_version, mal=mal.pk if mal else 0)
    if not historik and last.tillstand == till:
        beratta_avstamd(last, av)
    return last


def _krav_pa_samma(plan: Verksamhetsplan, version: int, skriven: Innehall, mal: Mal | None) -> None:
    """Raises: HarAndrats när en nyare version är sänd, eller när målen har skrivits om sedan de sändes."""
    assert plan.framlagd is not None
    sand = plan.framlagd.innehall
    if version != plan.framlagd.nummer:
        last = Planversion.objects.filter(plan=plan, slag=plan.framlagd.slag, nummer=version).first()
        raise HarAndrats(planskillnader(last.innehall if last else {"mal": []}, sand), sand=True)
    skillnader = planskillnader(sand, skriven)
    if rorda := [s for s in skillnader if mal is None or s.mal == mal.pk]:
        raise HarAndrats(rorda, sand=False)


def _samma_mal(sand: Innehall, skriven: Innehall) -> bool:
    return {m["id"] for m in sand["mal"]} == {m["id"] for m in skriven["mal"]}


def _markera(valda: Iterable[Innehall], alla: dict[int, Mal], *, text: str, av: Person, nu: datetime) -> None:
    """Skriver ja:et på målen, och en rad i samtalet vid dem som inte redan hade det."""
    rader = []
    for ett in valda:
        mal, summa = alla[ett["id"]], malets_hash(ett)
        if mal.avstamd_hash == summa:
            continue
        mal.avstamd_hash = summa
        mal.save(update_fields=["avstamd_hash"])
        rader.append(Avstamning(mal=mal, slag=Avstamning.Slag.AVSTAMD, text=text.strip()[:4000], av=av, nar=nu))
    Avstamning.objects.bulk_create(rader)


def andrade_sedan_de_sandes(plan: Verksamhetsplan, skriven: Innehall) -> list[Planskillnad]:
    """Vad som skiljer det skrivna från det som närmaste chef läser; tomt när inget är sänt."""
    return planskillnader(plan.framlagd.innehall, skriven) if plan.framlagd else []
