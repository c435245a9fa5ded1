"""Att svara på en önskan om genomgång."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from analysunderlag.behorighet.bilagor import hinder_for_att_svara_pa_genomgang
from analysunderlag.dorrar import krav_pa_underlaget
from analysunderlag.forms.bilagor import Svarsformular
from analysunderlag.handlingar.genomgangar import svara_pa_genomgang
from analysunderlag.models import Genomgang
from styrkedja.begaran import Begaran
from styrkedja.behorighet import krav_pa_ratt


@require_http_methods(["GET", "HEAD", "POST"])
def svara(request: Begaran, pk: int) -> HttpResponse:
    """Ja med en dag, eller nej med ett skäl."""
    krav_pa_underlaget(request)
    rader = Genomgang.objects.select_related("bilaga", "omrade", "av", "svarad_av")
    genomgang = get_object_or_404(rader.filter(bilaga__tillbakadragen__isnull=True), pk=pk)
    krav_pa_ratt(hinder_for_att_svara_pa_genomgang(request.user))
    formular = Svarsformular(request.POST if request.method == "POST" else None)
    if formular.utfor(svara_pa_genomgang, genomgang=genomgang, av=request.user):
        messages.success(request, f"Svaret är sänt till {genomgang.av}.")
        return redirect("underlag-pm-ett", pk=genomgang.bilaga_id)
    sammanhang = {"genomgang": genomgang, "formular": formular}
    return render(request, "analysunderlag/genomgang.html", sammanhang, status=400 if formular.errors else 200)
