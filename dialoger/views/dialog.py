"""Dialogens sida: tid och deltagare för alla som ser den, resten för dem som läser samtalet."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from dialoger.dialogsida import sammanhang
from dialoger.dorrar import hamta_dialog
from styrkedja.begaran import Begaran


@require_safe
def dialog(request: Begaran, pk: int) -> HttpResponse:
    """Dialogen så långt personen får läsa den. ?punkt= väljer punkten, ?projektor=1 visar sidan för rummet."""
    dialog = hamta_dialog(request, pk)
    projektor = request.GET.get("projektor") == "1"
    namn = sammanhang(request.user, dialog, vald=request.GET.get("punkt", ""), projektor=projektor)
    return render(request, "dialoger/dialog.html", namn)
