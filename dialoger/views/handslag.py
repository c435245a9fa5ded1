"""Handslagen i en dialog: föreslå, bekräfta, ändra, följa upp; och på en sida för den som läser på papper."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from dialoger.behorighet.dialog import hinder_i_dialogen
from dialoger.behorighet.handslag import hinder_for_att_bekrafta, hinder_for_handlingen
from dialoger.dorrar import hamta_dialog, hamta_handslag, hamta_samtal
from dialoger.forms.handslag import Jaformular, Ordformular
from dialoger.handlingar.handslag import foresla
from dialoger.handlingar.handslagsja import bekrafta as sag_ja
from dialoger.handslagdel import handslagsdel, jaets_foljd, lasta_handslag
from dialoger.handslagshandlingar import HANDLINGAR
from dialoger.models import Dialog
from dialoger.regler.handslag import Riktning
from styrkedja.begaran import Begaran
from styrkedja.behorighet import krav_pa_ratt
from styrkedja.format import antal_ord


def _data(request: Begaran) -> Any:
    return request.POST if request.method == "POST" else None


def _i_dialogen(dialog: Dialog) -> str:
    return f"{reverse('dialog', args=[dialog.pk])}#handslag"


@require_safe
def handslagen(request: Begaran, pk: int) -> HttpResponse:
    """Dialogens handslag på en sida, att läsa och skriva ut: alla för dem som läser samtalet, annars de bekräftade."""
    dialog = hamta_dialog(request, pk)
    return render(request, "dialoger/handslagen.html", {"dialog": dialog, **handslagsdel(request.user, dialog)})


@require_http_methods(["GET", "HEAD", "POST"])
def nytt(request: Begaran, pk: int) -> HttpResponse:
    """Ett nytt handslag. Med htmx byts bara handslagen på dialogens sida; samtalet står kvar."""
    dialog = hamta_samtal(request, pk)
    krav_pa_ratt(hinder_i_dialogen(request.user, dialog))
    borjan = {"riktning": r} if (r := request.GET.get("riktning", "")) in Riktning.values else None
    formular = Ordformular(_data(request), dialog=dialog, person=request.user, initial=borjan)
    if formular.utfor(foresla, dialog=dialog, av=request.user):
        if not request.htmx:
            messages.success(request, "Handslaget är föreslaget.")
            return redirect(_i_dialogen(dialog))
        dialog = hamta_samtal(request, pk)
        return _delen(request, dialog, {"handslag_nyss": formular.resultat})
    namn = {"formular": formular, "formular_adress": request.get_full_path()}
    if request.htmx:
        return _delen(request, dialog, namn)
    sida = {"rubrik": "Ett nytt handslag", "foljd": "Alla parter säger ja till det efter samtalet.", "knapp": "Föreslå"}
    return _sidan(request, dialog, sida, formular)


def _delen(request: Begaran, dialog: Dialog, namn: dict[str, Any]) -> HttpResponse:
    alla = {"dialog": dialog, **handslagsdel(request.user, dialog), **namn}
    return render(request, "dialoger/_handslag.html", alla)


def _sidan(
    request: Begaran, dialog: Dialog, sida: Any, formular: Any, rad: Any = None, status: int = 0
) -> HttpResponse:
    namn = {"dialog": dialog, "sida": sida, "formular": formular, "raden": rad, "ater": _i_dialogen(dialog)}
    return render(request, "dialoger/handslagsgor.html", namn, status=status or (400 if formular.errors else 200))


@require_http_methods(["GET", "HEAD", "POST"])
def bekrafta(request: Begaran, pk: int) -> HttpResponse:
    """Partens ja till de handslag som väntar på henne, så som de står på sidan. Har något ändrats blir svaret 409."""
    dialog = hamta_samtal(request, pk)
    krav_pa_ratt(hinder_for_att_bekrafta(request.user, dialog))
    rader = [r for r in lasta_handslag(request.user, dialog) if r.vantar_pa_mig]
    formular = Jaformular(
        _data(request), dialog=dialog, person=request.user, handslag_att_bekrafta=[r.handslag for r in rader]
    )
    if formular.utfor(sag_ja, dialog=dialog, av=request.user):
        antal = len(formular.resultat)
        sagt = (
            antal_ord(antal, "ett handslag är bekräftat", "handslag är bekräftade")
            if antal
            else "allt är redan bekräftat"
        )
        messages.success(request, f"{sagt.capitalize()} av dig.")
        return redirect(_i_dialogen(dialog))
    namn = {"dialog": dialog, "rader": rader, "formular": formular, "foljd": jaets_foljd(dialog)}
    status = 409 if formular.andrats is not None else 400 if formular.errors else 200
    return render(request, "dialoger/handslag_bekrafta.html", namn, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def gor(request: Begaran, pk: int, handslag: int, handling: str) -> HttpResponse:
    """En handling på ett handslag. Tabellen står i `handslagshandlingar.py`."""
    dialog = hamta_samtal(request, pk)
    rad = hamta_handslag(dialog, handslag)
    sida = HANDLINGAR.get(handling)
    if sida is None or (sida.egen and rad.dialog_id != dialog.pk):
        raise Http404
    krav_pa_ratt(hinder_for_handlingen(request.user, dialog, rad, sida.overgang))
    formular = sida.formular(_data(request), dialog=dialog, person=request.user, handslag=rad)
    if formular.utfor(sida.gor, handslag=rad, i_dialog=dialog, av=request.user):
        messages.success(request, sida.gjort)
        return redirect(_i_dialogen(dialog))
    return _sidan(request, dialog, sida, formular, rad)
