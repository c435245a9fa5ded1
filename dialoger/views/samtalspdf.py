"""PDF av samtalets papper: underlaget i ett häfte, och de fastställda minnesanteckningarna. Beställs, görs, hämtas."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Model
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from dialoger.behorighet.samtal import far_haftet, laser_minnesanteckningarna
from dialoger.dorrar import hamta_dialog
from dialoger.models import Dialog, Minnesanteckning
from dialoger.samtalshandlingar import minnet
from styrkedja.begaran import Begaran
from styrkedja.handlingar import utkorg
from styrkedja.handlingar.dokument import dokument_for
from styrkedja.handlingar.logg import logga
from styrkedja.klocka import nu
from styrkedja.models import Dokument, Person, Utkorg

#: Så länge är ett häfte färskt medan det förbereds; sedan går det att göra ett nytt.
FARSKT = timedelta(minutes=10)


@dataclass(frozen=True)
class Papper:
    """Ett papper: utkorgens slag, sidans ord, och tinget som dokumentet hör till, för den som läser det."""

    slag: str
    rubrik: str
    ingress: str
    ting: Callable[[Person, Dialog], Model | None]
    andras: bool = False


def _haftets(person: Person, dialog: Dialog) -> Dialog | None:
    return dialog if far_haftet(person, dialog) else None


def _minnenas(person: Person, dialog: Dialog) -> Minnesanteckning | None:
    minne = minnet(dialog)
    if minne is None or not minne.faststalld:
        return None
    return minne if laser_minnesanteckningarna(person, dialog, minne) else None


PAPPER = {
    "haftet": Papper(
        "dialoghafte_pdf", "Underlaget i ett häfte",
        "Dagordningen, förberedelserna som är klara, rapportens inlämnade del, målen och sedan sist. Bedömningarna är inte "
        "med, och ingens egna anteckningar.", _haftets, andras=True,
    ),
    "minnesanteckningar": Papper(
        "minnesanteckningar_pdf", "PDF av minnesanteckningarna", "De fastställda, så som de frystes.", _minnenas,
    ),
}  # fmt: skip


def _hamta(request: Begaran, pk: int, vilket: str) -> tuple[Dialog, Papper, Model]:
    """Raises: Http404 när papperet inte finns, eller inte för personen."""
    dialog = hamta_dialog(request, pk)
    papper = PAPPER.get(vilket)
    ting = papper.ting(request.user, dialog) if papper else None
    if papper is None or ting is None:
        raise Http404
    return dialog, papper, ting


@require_http_methods(["GET", "HEAD", "POST"])
def pdf(request: Begaran, pk: int, vilket: str) -> HttpResponse:
    """POST beställer (en gång, hur många gånger man än trycker). GET visar hur långt den kommit."""
    dialog, papper, ting = _hamta(request, pk, vilket)
    dokument = dokument_for(ting)
    gammal = bool(dokument and papper.andras and _ar_gammal(dokument, dialog))
    vantar = dokument is None or gammal
    if request.method == "POST":
        if vantar:
            utkorg.lagg(papper.slag, nyckel=str(pk), uppgifter={"dialog": pk})
        return redirect(request.path)
    namn = {
        "dialog": dialog,
        "papper": papper,
        "dokument": dokument,
        "gammal": gammal,
        "rad": Utkorg.objects.filter(slag=papper.slag, nyckel=str(pk)).order_by("-pk").first() if vantar else None,
        "adress": request.path,
        "filadress": reverse("samtal-pdf-fil", args=[pk, vilket]),
        "namn": papper.rubrik,
        "gammal_for": "Något kan ha ändrats sedan häftet gjordes.",
    }
    return render(request, "delar/pdf.html" if request.htmx else "dialoger/samtal_pdf.html", namn)


def _ar_gammal(dokument: Dokument, dialog: Dialog) -> bool:
    return dialog.ar_fore and dokument.skapad < nu() - FARSKT


@require_safe
def fil(request: Begaran, pk: int, vilket: str) -> FileResponse:
    """Själva filen. Rätten prövas igen vid varje hämtning, och hämtningen loggas."""
    dialog, _, ting = _hamta(request, pk, vilket)
    dokument = dokument_for(ting)
    if dokument is None:
        raise Http404
    logga("hamta_pdf", av=request.user, pa=dialog, plats_id=dialog.plats_id, vilket=vilket)
    return FileResponse(
        dokument.fil.open("rb"), as_attachment=True, filename=dokument.filnamn, content_type="application/pdf"
    )
