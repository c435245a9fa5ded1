"""Breven om en plan: en mening och en länk, aldrig något ur planen."""

from django.urls import reverse

from styrkedja.handlingar.mejl import lagg_mejl
from styrkedja.models import Person
from vp_uppdrag.behorighet.plan import agaren, narmaste_chefer
from vp_uppdrag.models import Mal, Verksamhetsplan


def planens_adress(plan: Verksamhetsplan) -> str:
    return reverse("plan", args=[plan.mapp, plan.plats.slug, plan.lasar.slug])


def beratta_om_avstamning(plan: Verksamhetsplan) -> None:
    """Till närmaste chef: en plan väntar."""
    assert plan.framlagd is not None
    for chef in narmaste_chefer(plan):
        lagg_mejl(
            till=chef,
            nyckel=f"plan-avstamning-{plan.framlagd.pk}",
            amne=f"En verksamhetsplan väntar på avstämning: {plan.plats.namn}",
            text=f"{plan.framlagd.av.namn} har skickat planen.",
            adress=planens_adress(plan),
        )


def beratta_kommentar(plan: Verksamhetsplan, mal: Mal, av: Person, *, svar: bool) -> None:
    """Till den andra parten. Flera i rad blir ett brev, så länge det inte har gått."""
    agare = agaren(plan)
    for person in narmaste_chefer(plan) if svar else filter(None, [agare]):
        lagg_mejl(
            till=person,
            nyckel=f"plan-kommentar-{plan.pk}",
            amne=f"{'Svar' if svar else 'En kommentar'} i verksamhetsplanen: {plan.plats.namn}",
            text=f"{av.namn} har skrivit vid ett mål.",
            adress=planens_adress(plan),
        )


def beratta_avstamd(plan: Verksamhetsplan, av: Person) -> None:
    """Till planens ägare: den kan fastställas."""
    assert plan.framlagd is not None
    if agare := agaren(plan):
        lagg_mejl(
            till=agare,
            nyckel=f"plan-avstamd-{plan.framlagd.pk}",
            amne="Verksamhetsplanen är avstämd",
            text=f"{av.namn} har stämt av den. Nu kan den fastställas.",
            adress=planens_adress(plan),
        )


def beratta_faststalld(plan: Verksamhetsplan) -> None:
    """Till närmaste chef: planen gäller."""
    assert plan.gallande is not None
    for chef in narmaste_chefer(plan):
        lagg_mejl(
            till=chef,
            nyckel=f"plan-faststalld-{plan.gallande.pk}",
            amne=f"Verksamhetsplanen är fastställd: {plan.plats.namn}",
            text=f"{plan.gallande.av.namn} har fastställt planen.",
            adress=planens_adress(plan),
        )
