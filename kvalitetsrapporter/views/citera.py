"""Att citera ett tal i avsnittets text: en hänvisning som följer med talet tills delen lämnas in."""

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from analysunderlag.hanvisningar import SLAG
from kvalitetsrapporter.behorighet import hinder_for_att_skriva_i
from kvalitetsrapporter.dorrar import hamta_avsnitt
from kvalitetsrapporter.handlingar.skrivning import AGARE
from styrkedja.begaran import Begaran
from styrkedja.behorighet import krav_pa_ratt
from styrkedja.handlingar.hanvisningar import GarInteAttCitera, hanvisa


@require_POST
def citera(request: Begaran, slug: str, lasar: str, nyckel: str) -> HttpResponse:
    """Skapar hänvisningen. Sidans skript får den som JSON och sätter in den; utan skript visas talet att kopiera."""
    avsnitt = hamta_avsnitt(request, slug, lasar, nyckel)
    krav_pa_ratt(hinder_for_att_skriva_i(request.user, avsnitt))
    try:
        rad = hanvisa(
            agare_slag=AGARE,
            agare_id=avsnitt.pk,
            falt=request.POST.get("falt", "")[:60],
            kalla_slag=SLAG,
            kalla_id=request.POST.get("varde", "")[:80],
            av=request.user,
            plats_id=avsnitt.rapport.enhet_id,
        )
    except GarInteAttCitera as nej:
        return _nej(request, str(nej), slug, lasar, nyckel)
    if _vill_ha_json(request):
        return JsonResponse({"text": rad.visning, "adress": reverse("hanvisning", args=[rad.pk])})
    messages.info(request, f"Talet att kopiera in i texten: {rad.visning}")
    return redirect("rapport-avsnitt", slug=slug, lasar=lasar, nyckel=nyckel)


def _nej(request: Begaran, mening: str, *plats: str) -> HttpResponse:
    if _vill_ha_json(request):
        return JsonResponse({"fel": mening}, status=400)
    messages.error(request, mening)
    return redirect("rapport-avsnitt", *plats)


def _vill_ha_json(request: Begaran) -> bool:
    return request.accepts("application/json") and not request.accepts("text/html")
