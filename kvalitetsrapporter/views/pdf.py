"""PDF av en inlämnad version: beställs, görs av arbetaren, hämtas. Sidan går att lämna medan den görs."""

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from kvalitetsrapporter.behorighet.sigill import ar_tackt
from kvalitetsrapporter.dorrar import hamta_inlamning
from kvalitetsrapporter.models import Inlamning, TacktInlamning
from styrkedja.begaran import Begaran
from styrkedja.handlingar import utkorg
from styrkedja.handlingar.dokument import dokument_for
from styrkedja.handlingar.logg import logga
from styrkedja.models import Dokument, Person, Utkorg

SLAG = "rapport_pdf"


def _papperets(person: Person, version: Inlamning) -> Inlamning:
    """Versionen så som personens papper är: täckt för verksamhetschefen som inte har satt sin bild."""
    if not ar_tackt(person, version):
        return version
    return TacktInlamning.objects.select_related("rapport__enhet", "rapport__lasar", "omgang").get(pk=version.pk)


def _nyckel(version: Inlamning) -> str:
    return f"{version.pk}-tackt" if isinstance(version, TacktInlamning) else str(version.pk)


def _bestallning(version: Inlamning) -> Utkorg | None:
    return Utkorg.objects.filter(slag=SLAG, nyckel=_nyckel(version)).order_by("-pk").first()


def _ar_gammal(dokument: Dokument, version: Inlamning) -> bool:
    """Papperet säger versionens läge; har den lämnats tillbaka eller fastställts sedan dess görs ett nytt."""
    andrad = [nar for nar in (version.aterlamnad, version.rapport.faststalld) if nar]
    return any(nar > dokument.skapad for nar in andrad)


@require_http_methods(["GET", "HEAD", "POST"])
def pdf(request: Begaran, slug: str, lasar: str, omgang: str, nummer: int) -> HttpResponse:
    """POST beställer (en gång, hur många gånger man än trycker). GET visar hur långt den kommit."""
    version = _papperets(request.user, hamta_inlamning(request, slug, lasar, omgang, nummer))
    dokument = dokument_for(version)
    gammal = dokument is not None and _ar_gammal(dokument, version)
    if request.method == "POST":
        if dokument is None or gammal:
            uppgifter = {"inlamning": version.pk, "tackt": isinstance(version, TacktInlamning)}
            utkorg.lagg(SLAG, nyckel=_nyckel(version), uppgifter=uppgifter)
        return redirect(request.path)
    sammanhang = {
        "rapport": version.rapport,
        "enhet": version.rapport.enhet,
        "version": version,
        "dokument": dokument,
        "gammal": gammal,
        "rad": _bestallning(version) if dokument is None or gammal else None,
        "adress": request.path,
        "filadress": reverse("rapport-pdf-fil", args=[slug, lasar, omgang, nummer]),
        "namn": "PDF av rapportens del",
        "gammal_for": "Delen har fått ett nytt läge sedan PDF:en gjordes.",
    }
    mall = "delar/pdf.html" if request.htmx else "kvalitetsrapporter/pdf.html"
    return render(request, mall, sammanhang)


@require_safe
def fil(request: Begaran, slug: str, lasar: str, omgang: str, nummer: int) -> FileResponse:
    """Själva filen. Rätten prövas igen vid varje hämtning, och hämtningen loggas."""
    version = _papperets(request.user, hamta_inlamning(request, slug, lasar, omgang, nummer))
    dokument = dokument_for(version)
    if dokument is None:
        raise Http404
    logga("hamta_pdf", av=request.user, pa=version, plats_id=version.rapport.enhet_id)
    return FileResponse(
        dokument.fil.open("rb"), as_attachment=True, filename=dokument.filnamn, content_type="application/pdf"
    )
