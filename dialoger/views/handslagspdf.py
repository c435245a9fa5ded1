"""PDF av en dialogs bekräftade handslag: beställs, görs av arbetaren, hämtas. Sidan går att lämna medan den görs."""

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from dialoger.dorrar import hamta_dialog
from dialoger.models import Dialog, Handslagsblad
from styrkedja.begaran import Begaran
from styrkedja.handlingar import utkorg
from styrkedja.handlingar.dokument import dokument_for
from styrkedja.handlingar.logg import logga
from styrkedja.models import Dokument, Handelse, Utkorg

SLAG = "handslag_pdf"


def _hamta(request: Begaran, pk: int) -> Dialog:
    """Dialogen, när den har något bekräftat att läsa. Papperet bär inget annat: det är detsamma för alla som läser det.

    Raises:
        Http404: personen får inte veta om dialogen, eller inget är bekräftat.
    """
    dialog = hamta_dialog(request, pk)
    if not dialog.handslag.bekraftade().exists():
        raise Http404
    return dialog


def _ar_gammal(dokument: Dokument, dialog: Dialog) -> bool:
    """Ett handslag är följt upp, kanske i en senare dialog, eller något har hänt med handslagen i den här."""
    handelser = Handelse.objects.filter(objekt_slag="dialog", objekt_id=str(dialog.pk), handling__endswith="_handslag")
    foljt_upp = dialog.handslag.filter(utfall_nar__gt=dokument.skapad)
    return foljt_upp.exists() or handelser.filter(nar__gt=dokument.skapad).exists()


def _dokument(dialog: Dialog) -> Dokument | None:
    return dokument_for(Handslagsblad(pk=dialog.pk))


@require_http_methods(["GET", "HEAD", "POST"])
def pdf(request: Begaran, pk: int) -> HttpResponse:
    """POST beställer (en gång, hur många gånger man än trycker). GET visar hur långt den kommit."""
    dialog = _hamta(request, pk)
    dokument = _dokument(dialog)
    gammal = dokument is not None and _ar_gammal(dokument, dialog)
    if request.method == "POST":
        if dokument is None or gammal:
            utkorg.lagg(SLAG, nyckel=str(pk), uppgifter={"dialog": pk})
        return redirect(request.path)
    vantar = dokument is None or gammal
    sammanhang = {
        "dialog": dialog,
        "dokument": dokument,
        "gammal": gammal,
        "rad": Utkorg.objects.filter(slag=SLAG, nyckel=str(pk)).order_by("-pk").first() if vantar else None,
        "adress": request.path,
        "filadress": reverse("handslag-pdf-fil", args=[pk]),
        "namn": "PDF av handslagen",
        "gammal_for": "Handslagen har ändrats sedan PDF:en gjordes.",
    }
    return render(request, "delar/pdf.html" if request.htmx else "dialoger/handslag_pdf.html", sammanhang)


@require_safe
def fil(request: Begaran, pk: int) -> FileResponse:
    """Själva filen. Rätten prövas igen vid varje hämtning, och hämtningen loggas."""
    dialog = _hamta(request, pk)
    dokument = _dokument(dialog)
    if dokument is None:
        raise Http404
    logga("hamta_pdf", av=request.user, pa=dialog, plats_id=dialog.plats_id)
    return FileResponse(
        dokument.fil.open("rb"), as_attachment=True, filename=dokument.filnamn, content_type="application/pdf"
    )
