"""Enheterna och enhetens rum: en sida per enhet, som rummen bidrar till (`<rum>/enhetsrum.py`)."""

from itertools import groupby

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from styrkedja.begaran import Begaran
from styrkedja.format import namnordning
from styrkedja.handlingar.lasar import aktuellt_lasar
from styrkedja.klocka import idag
from styrkedja.models import Befattning, Enhet, Tillhorighet
from styrkedja.regler.roller import Roll
from styrkedja.samla import ur_rummen


@require_safe
def enheter(request: Begaran) -> HttpResponse:
    """Alla enheter läsåret, områdesvis."""
    rader = list(
        Tillhorighet.objects.filter(lasar=aktuellt_lasar()).values_list(
            "omrade__ordning", "omrade__namn", "enhet__namn", "enhet__slug", "enhet__enhetsslag"
        )
    )
    rader.sort(key=lambda r: (r[0], namnordning(r[1]), namnordning(r[2])))
    grupper = [
        (namn, [{"namn": r[2], "slug": r[3], "slag": Enhet.Enhetsslag(r[4]).label} for r in grupp])
        for namn, grupp in groupby(rader, key=lambda r: r[1])
    ]
    return render(request, "enheter/lista.html", {"grupper": grupper, "antal": len(rader)})


@require_safe
def enhet(request: Begaran, slug: str) -> HttpResponse:
    """Enhetens rum: vilka som leder den, vad den är, och det som varje rum har att visa."""
    plats = get_object_or_404(Enhet, slug=slug)
    tillhorigheter = plats.tillhorigheter.select_related("omrade", "lasar").order_by("-lasar__fran")
    ledning = (
        Befattning.objects.galler(idag())
        .filter(plats=plats, roll__in=[Roll.REKTOR, Roll.BITRADANDE_REKTOR])
        .select_related("person")
        .order_by("-roll")
    )
    return render(
        request,
        "enheter/enhet.html",
        {
            "enhet": plats,
            "ledning": [
                {"namn": b.person.namn, "initialer": b.person.initialer, "roll": Roll(b.roll).label} for b in ledning
            ],
            "skolformer": list(plats.skolformer.select_related("skolform", "laroplan")),
            "forskolor": sorted(plats.forskolor.values_list("namn", flat=True), key=namnordning),
            "tillhorigheter": tillhorigheter,
            # Uppifrån och ned: det som människor har skrivit först, talen det bygger på sist.
            "delar": [del_ for bidrag in reversed(ur_rummen("enhetsrum", "delar")) for del_ in bidrag(request, plats)],
            "far_delegera": plats.pk in request.user.platser(Roll.REKTOR),
        },
    )
