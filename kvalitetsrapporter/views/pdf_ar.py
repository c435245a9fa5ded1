"""PDF av hela året: de inlämnade delarna i ett papper. Beställs, görs av arbetaren, hämtas."""

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from kvalitetsrapporter.behorighet import far_veta_om_inlamning, hinder_for_att_lasa_inlamning, laser_delarna
from kvalitetsrapporter.behorighet.sigill import tackta_omgangar
from kvalitetsrapporter.dorrar import hamta_rapport
from kvalitetsrapporter.models import Inlamning, Rapport
from kvalitetsrapporter.utskrift_ar import andrad_efter, versioner
from styrkedja.begaran import Begaran
from styrkedja.behorighet import krav_pa_ratt
from styrkedja.handlingar import utkorg
from styrkedja.handlingar.dokument import dokument_for
from styrkedja.handlingar.logg import logga
from styrkedja.models import Utkorg

FORSEGLAT = "Hela årets PDF läser du när du har satt din bild av rundan. Delens egen PDF går att läsa redan nu."
SLAG = "rapport_ar_pdf"


def _hamta(request: Begaran, slug: str, lasar: str) -> tuple[Rapport, list[Inlamning]]:
    """Rapporten och dess inlämnade delar. Papperet är ett: den som inte får läsa någon av delarna får inte det.

    Raises:
        Http404: rapporten finns inte för personen.
        PermissionDenied: en av delarna får inte läsas än.
    """
    rapport = hamta_rapport(request, slug, lasar)
    inne = versioner(rapport)
    for version in inne:
        version.rapport = rapport
    if not laser_delarna(request.user, rapport) or not all(far_veta_om_inlamning(request.user, v) for v in inne):
        raise Http404
    for version in inne:
        krav_pa_ratt(hinder_for_att_lasa_inlamning(request.user, version))
    tackta = tackta_omgangar(request.user, rapport)
    krav_pa_ratt(FORSEGLAT if any(v.omgang_id in tackta for v in inne) else None)
    return rapport, inne


@require_http_methods(["GET", "HEAD", "POST"])
def pdf(request: Begaran, slug: str, lasar: str) -> HttpResponse:
    """POST beställer (en gång, hur många gånger man än trycker). GET visar hur långt den kommit."""
    rapport, inne = _hamta(request, slug, lasar)
    dokument = dokument_for(rapport)
    gammal = dokument is not None and andrad_efter(rapport, inne, dokument.skapad)
    att_gora = bool(inne) and (dokument is None or gammal)
    if request.method == "POST":
        if att_gora:
            utkorg.lagg(SLAG, nyckel=str(rapport.pk), uppgifter={"rapport": rapport.pk})
        return redirect(request.path)
    rad = Utkorg.objects.filter(slag=SLAG, nyckel=str(rapport.pk)).order_by("-pk").first() if att_gora else None
    sammanhang = {
        "rapport": rapport,
        "enhet": rapport.enhet,
        "inne": inne,
        "dokument": dokument,
        "gammal": gammal,
        "rad": rad,
        "adress": request.path,
        "filadress": reverse("rapport-ar-pdf-fil", args=[slug, lasar]),
        "namn": "PDF av hela året",
        "gammal_for": "En del har fått en ny version eller ett nytt läge sedan PDF:en gjordes.",
    }
    mall = "delar/pdf.html" if request.htmx else "kvalitetsrapporter/pdf_ar.html"
    return render(request, mall, sammanhang)


@require_safe
def fil(request: Begaran, slug: str, lasar: str) -> FileResponse:
    """Själva filen. Rätten prövas igen vid varje hämtning, och hämtningen loggas."""
    rapport, _ = _hamta(request, slug, lasar)
    dokument = dokument_for(rapport)
    if dokument is None:
        raise Http404
    logga("hamta_pdf", av=request.user, pa=rapport, plats_id=rapport.enhet_id)
    return FileResponse(
        dokument.fil.open("rb"), as_attachment=True, filename=dokument.filnamn, content_type="application/pdf"
    )
