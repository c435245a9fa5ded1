"""PDF av en del som arbetsmaterial, för skolledningen. Beställs, görs av arbetaren ur det som är sparat då, hämtas."""

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from kvalitetsrapporter.dorrar import hamta_utkast
from kvalitetsrapporter.models import Rapportdel
from styrkedja.begaran import Begaran
from styrkedja.handlingar import utkorg
from styrkedja.handlingar.dokument import dokument_for
from styrkedja.handlingar.logg import logga
from styrkedja.models import Utkorg

SLAG = "rapport_utkast_pdf"


def _hamta(request: Begaran, slug: str, lasar: str, omgang: str) -> Rapportdel:
    """Delen, för skolledningen.

    Raises:
        Http404, PermissionDenied: som hamta_utkast.
    """
    rapport = hamta_utkast(request, slug, lasar)
    delen = get_object_or_404(rapport.delar.select_related("omgang"), omgang__nyckel=omgang)
    delen.rapport = rapport
    return delen


@require_http_methods(["GET", "HEAD", "POST"])
def pdf(request: Begaran, slug: str, lasar: str, omgang: str) -> HttpResponse:
    """POST beställer. GET visar hur långt den kommit, och om något har ändrats sedan den gjordes."""
    delen = _hamta(request, slug, lasar, omgang)
    dokument = dokument_for(delen)
    gammal = dokument is not None and delen.andrad is not None and delen.andrad > dokument.skapad
    att_gora = dokument is None or gammal
    if request.method == "POST":
        if att_gora:
            utkorg.lagg(SLAG, nyckel=str(delen.pk), uppgifter={"del": delen.pk})
        return redirect(request.path)
    rad = Utkorg.objects.filter(slag=SLAG, nyckel=str(delen.pk)).order_by("-pk").first() if att_gora else None
    sammanhang = {
        "rapport": delen.rapport,
        "enhet": delen.rapport.enhet,
        "omgang": delen.omgang,
        "dokument": dokument,
        "gammal": gammal,
        "rad": rad,
        "adress": request.path,
        "filadress": reverse("rapport-utkast-pdf-fil", args=[slug, lasar, omgang]),
        "namn": "PDF av arbetsmaterialet",
        "gammal_for": "Texten har ändrats sedan PDF:en gjordes.",
    }
    mall = "delar/pdf.html" if request.htmx else "kvalitetsrapporter/pdf_utkast.html"
    return render(request, mall, sammanhang)


@require_safe
def fil(request: Begaran, slug: str, lasar: str, omgang: str) -> FileResponse:
    """Själva filen. Rätten prövas igen vid varje hämtning, och hämtningen loggas."""
    delen = _hamta(request, slug, lasar, omgang)
    dokument = dokument_for(delen)
    if dokument is None:
        raise Http404
    logga("hamta_pdf", av=request.user, pa=delen, plats_id=delen.rapport.enhet_id)
    return FileResponse(
        dokument.fil.open("rb"), as_attachment=True, filename=dokument.filnamn, content_type="application/pdf"
    )
