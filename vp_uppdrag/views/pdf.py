"""PDF av en version av VP HSS: beställs, görs av arbetaren, hämtas. Sidan går att lämna medan den görs."""

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from styrkedja.begaran import Begaran
from styrkedja.handlingar import utkorg
from styrkedja.handlingar.dokument import dokument_for
from styrkedja.handlingar.logg import logga
from styrkedja.models import Utkorg
from vp_uppdrag.dorrar import hamta_version

SLAG = "vp_hss_pdf"


@require_http_methods(["GET", "HEAD", "POST"])
def pdf(request: Begaran, lasar: str, nummer: int) -> HttpResponse:
    """POST beställer (en gång, hur många gånger man än trycker). GET visar hur långt den kommit."""
    version = hamta_version(request, lasar, nummer)
    dokument = dokument_for(version)
    if request.method == "POST":
        if dokument is None:
            utkorg.lagg(SLAG, nyckel=str(version.pk), uppgifter={"version": version.pk})
        return redirect(request.path)
    rad = Utkorg.objects.filter(slag=SLAG, nyckel=str(version.pk)).order_by("-pk").first() if dokument is None else None
    namn = {
        "version": version,
        "plan": version.plan,
        "lasar": version.plan.lasar,
        "dokument": dokument,
        "rad": rad,
        "adress": request.path,
        "filadress": reverse("plan-hss-pdf-fil", args=[lasar, nummer]),
    }
    return render(request, "delar/pdf.html" if request.htmx else "vp_uppdrag/plan_pdf.html", namn)


@require_safe
def fil(request: Begaran, lasar: str, nummer: int) -> FileResponse:
    """Själva filen. Rätten prövas igen vid varje hämtning, och hämtningen loggas."""
    version = hamta_version(request, lasar, nummer)
    dokument = dokument_for(version)
    if dokument is None:
        raise Http404
    logga("hamta_pdf", av=request.user, pa=version)
    return FileResponse(
        dokument.fil.open("rb"), as_attachment=True, filename=dokument.filnamn, content_type="application/pdf"
    )
