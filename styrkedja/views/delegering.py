"""Rektors delegering av skrivrätten till en biträdande (krav 7). Skolledningen ser den; rektor ändrar."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from styrkedja.begaran import Begaran
from styrkedja.behorighet import krav_pa_ratt
from styrkedja.behorighet.organisation import hinder_for_att_delegera, hinder_for_att_se_delegeringar
from styrkedja.forms.personer import Delegeringsformular
from styrkedja.handlingar.befattningar import avsluta_delegering, delegera
from styrkedja.klocka import idag
from styrkedja.models import Delegering, Enhet, Person


def _hamta(person: Person, slug: str) -> Enhet:
    """Enheten, för den som ingår i skolledningen där; för andra finns sidan inte."""
    enhet = get_object_or_404(Enhet, slug=slug)
    if hinder_for_att_se_delegeringar(person, enhet):
        raise Http404
    return enhet


@require_http_methods(["GET", "HEAD", "POST"])
def delegering(request: Begaran, slug: str) -> HttpResponse:
    """Vem som får skriva, till när. Rektor lägger till."""
    enhet = _hamta(request.user, slug)
    hinder = hinder_for_att_delegera(request.user, enhet)
    if request.method == "POST":
        krav_pa_ratt(hinder)
    formular = Delegeringsformular(request.POST if request.method == "POST" else None, enhet=enhet)
    if formular.utfor(delegera, av=request.user):
        messages.success(request, f"{formular.resultat.befattning.person} får skriva i rapporten.")
        return redirect("delegering", slug=slug)
    rader = Delegering.objects.filter(befattning__plats_id=enhet.pk).select_related("befattning__person", "av")
    sammanhang = {
        "enhet": enhet,
        "hinder": hinder,
        "formular": formular,
        "galler": [d for d in rader if d.till >= idag()],
        "tidigare": [d for d in rader if d.till < idag()],
        "idag": idag(),
    }
    return render(request, "enheter/delegering.html", sammanhang, status=400 if formular.errors else 200)


@require_POST
def delegering_avsluta(request: Begaran, slug: str, pk: int) -> HttpResponse:
    enhet = _hamta(request.user, slug)
    rader = Delegering.objects.select_related("befattning__person", "befattning__plats")
    rad = get_object_or_404(rader, pk=pk, befattning__plats_id=enhet.pk, till__gte=idag())
    avsluta_delegering(av=request.user, delegering=rad)
    messages.success(request, f"{rad.befattning.person} får inte längre skriva i rapporten.")
    return redirect("delegering", slug=slug)
