"""Kommunens inställningar: namn, färg, gränsen för små grupper, vad som upprättar en handling."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect

from styrkedja.begaran import Begaran
from styrkedja.forms.organisation import Huvudmansformular, huvudmannens_varden
from styrkedja.handlingar.organisation import andra_huvudman
from styrkedja.models import Huvudman
from styrkedja.views.administration.dorrar import SKRIV, administratoren, formularsida, ifyllt


@SKRIV
@administratoren
def huvudman(request: Begaran) -> HttpResponse:
    den = get_object_or_404(Huvudman)
    formular = Huvudmansformular(ifyllt(request), initial=huvudmannens_varden(den))
    if formular.utfor(andra_huvudman, av=request.user, huvudman=den):
        messages.success(request, "Sparat.")
        if rad := formular.rad():
            messages.warning(request, rad)
        return redirect("administration-huvudman")
    return formularsida(request, formular, den.namn, "Spara", "administration")
