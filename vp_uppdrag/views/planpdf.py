"""PDF av en fastställd plan: beställs, görs av arbetaren, hämtas. Sidan går att lämna medan den görs."""

from django.http import FileResponse, Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from styrkedja.begaran import Begaran
from styrkedja.handlingar import utkorg
from styrkedja.handlingar.dokument import dokument_for
from styrkedja.handlingar.logg import logga
from styrkedja.models import Dokument, Utkorg
from vp_uppdrag.models import Planversion, Progression
from vp_uppdrag.plandorrar import hamta_plan, hamta_version

SLAG = "plan_pdf"


def _bestallning(version: Planversion) -> Utkorg | None:
    return Utkorg.objects.filter(slag=SLAG, nyckel=str(version.pk)).order_by("-pk").first()


def _sager_for_mycket(dokument: Dokument, version: Planversion) -> bool:
    """Papperet bär ord ur en del som har lämnats tillbaka sedan dess: de delas inte längre."""
    return Progression.objects.filter(mal__plan=version.plan_id, aterlamnad__gt=dokument.skapad).exists()


def _ar_gammal(dokument: Dokument, version: Planversion) -> bool:
    """Papperet säger hur det går för målen; har en runda lämnats in eller tillbaka sedan dess görs ett nytt."""
    nya = Progression.objects.filter(mal__plan=version.plan_id, delad__gt=dokument.skapad)
    return nya.exists() or _sager_for_mycket(dokument, version)


@require_http_methods(["GET", "HEAD", "POST"])
def pdf(request: Begaran, mapp: str, slug: str, lasar: str, nummer: int) -> HttpResponse:
    """POST beställer (en gång, hur många gånger man än trycker). GET visar hur långt den kommit."""
    version = hamta_version(hamta_plan(request, mapp, slug, lasar), nummer)
    dokument = dokument_for(version)
    gammal = dokument is not None and _ar_gammal(dokument, version)
    if request.method == "POST":
        if dokument is None or gammal:
            utkorg.lagg(SLAG, nyckel=str(version.pk), uppgifter={"version": version.pk})
        return redirect(request.path)
    sammanhang = {
        "plan": version.plan,
        "version": version,
        "dokument": dokument,
        "gammal": gammal,
        "rad": _bestallning(version) if dokument is None or gammal else None,
        "adress": request.path,
        "filadress": reverse("plan-pdf-fil", args=[mapp, slug, lasar, nummer]),
        "gammal_for": "En runda har lämnats in eller tillbaka sedan PDF:en gjordes.",
    }
    return render(request, "delar/pdf.html" if request.htmx else "vp_uppdrag/planpdf.html", sammanhang)


@require_safe
def fil(request: Begaran, mapp: str, slug: str, lasar: str, nummer: int) -> FileResponse | HttpResponseRedirect:
    """Själva filen. Rätten prövas igen vid varje hämtning, och hämtningen loggas. Säger den för mycket görs en ny först."""
    version = hamta_version(hamta_plan(request, mapp, slug, lasar), nummer)
    dokument = dokument_for(version)
    if dokument is None:
        raise Http404
    if _sager_for_mycket(dokument, version):
        return redirect("plan-pdf", mapp, slug, lasar, nummer)
    logga("hamta_pdf", av=request.user, pa=version, plats_id=version.plan.plats_id)
    return FileResponse(
        dokument.fil.open("rb"), as_attachment=True, filename=dokument.filnamn, content_type="application/pdf"
    )
