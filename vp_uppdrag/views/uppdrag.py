"""Uppdragen: listan, uppdragets sida, bladet att skriva i, och det vi har lärt."""

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from styrkedja.begaran import Begaran
from styrkedja.behorighet import krav_pa_ratt
from styrkedja.handlingar.lasar import aktuellt_lasar
from styrkedja.handlingar.logg import logga
from styrkedja.klocka import idag
from styrkedja.models import Lasar
from styrkedja.skrivning import skrivvy
from styrkedja.utforsel import FORMER, filsvar
from vp_uppdrag.behorighet import hinder_for_att_skapa, hinder_for_att_skriva
from vp_uppdrag.dorrar import hamta_lasar, hamta_uppdrag, krav_pa_att_lasa
from vp_uppdrag.handlingar.blad import UPPDRAG, spara_uppdragets_texter
from vp_uppdrag.larande import sok_larande
from vp_uppdrag.models import Uppdrag
from vp_uppdrag.regler.blad import UPPDRAGETS
from vp_uppdrag.uppdragslista import ingress, las_rader, med_uppfoljning, rubrik
from vp_uppdrag.uppdragssida import sammanhang
from vp_uppdrag.uppdragsutforsel import HUVUD, utforda_uppdrag
from vp_uppdrag.views.blad import Blad, spara_i_bakgrunden, visa_eller_spara


def _valt_lasar(request: Begaran) -> Lasar | None:
    """Läsåret i ?lasar=, annars det som pågår."""
    slug = request.GET.get("lasar", "")
    return get_object_or_404(Lasar, slug=slug) if slug else aktuellt_lasar()


@require_safe
def uppdragen(request: Begaran) -> HttpResponse:
    """Läsårets uppdrag, med läget först."""
    krav_pa_att_lasa(request)
    lasar = _valt_lasar(request)
    rader = las_rader(request.user, lasar) if lasar else []
    namn = {
        "lasar": lasar,
        "lasaren": _lasaren(request, lasar),
        "rader": rader,
        "rubrik": rubrik(lasar, rader) if lasar else "Inget läsår är upplagt än.",
        "ingress": ingress(rader),
        "hinder_skapa": hinder_for_att_skapa(request.user, lasar) if lasar else "",
    }
    return render(request, "vp_uppdrag/uppdragen.html", namn)


@require_safe
def fil(request: Begaran, lasar: str, form: str) -> HttpResponse:
    """Uppdragen som personen ser i listan, som kalkylblad. Hämtningen loggas."""
    lasaret = hamta_lasar(request, lasar)
    if form not in FORMER:
        raise Http404
    rader = list(utforda_uppdrag(request.user, lasaret))
    logga("hamta_uppdrag", av=request.user, pa=lasaret, form=form, rader=len(rader))
    return filsvar(form, f"VP-uppdrag {lasaret} {idag()}", HUVUD, rader)


def _lasaren(request: Begaran, valt: Lasar | None) -> list[Lasar]:
    """Läsåren som har uppdrag, och det valda; senaste först."""
    med = Uppdrag.objects.synliga_for(request.user).order_by().values("lasar")
    return list(Lasar.objects.filter(Q(pk__in=med) | Q(pk=valt.pk if valt else None)).order_by("-fran"))


@require_safe
def uppdrag(request: Begaran, lasar: str, nr: int) -> HttpResponse:
    """Ordern, läget, milstolparna, planen, effekten, det vi lärt, historiken."""
    ett = hamta_uppdrag(request, lasar, nr)
    ett = med_uppfoljning(Uppdrag.objects.filter(pk=ett.pk)).prefetch_related(
        "skolformer", "enheter", "namndmal", "styrsignaler"
    )[0]
    return render(request, "vp_uppdrag/uppdrag.html", sammanhang(request, ett))


def _blad(uppdrag: Uppdrag) -> Blad:
    adress = [uppdrag.lasar.slug, uppdrag.nr]
    return Blad(
        agare=UPPDRAG,
        agare_id=uppdrag.pk,
        falt=UPPDRAGETS,
        spara=lambda **mer: spara_uppdragets_texter(uppdrag=uppdrag, **mer),
        rubrik="Analys och plan",
        ingress="Uppdragets parter skriver tillsammans. Andra som läser uppdraget ser texten när genomförandet har börjat.",
        ater=reverse("uppdrag", args=adress),
        ater_namn=f"VP-uppdrag {uppdrag.nr}: {uppdrag.rubrik}",
        spara_adress=reverse("uppdrag-spara", args=adress),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def skriv(request: Begaran, lasar: str, nr: int) -> HttpResponse:
    """Nulägesanalysen, det önskade läget och planen att skriva i."""
    ett = hamta_uppdrag(request, lasar, nr)
    krav_pa_ratt(hinder_for_att_skriva(request.user, ett))
    return visa_eller_spara(request, _blad(ett))


@skrivvy
def spara(request: Begaran, lasar: str, nr: int) -> HttpResponse:
    """Tar emot det som ändrats på bladet, enligt skrivprotokollet."""
    ett = hamta_uppdrag(request, lasar, nr)
    krav_pa_ratt(hinder_for_att_skriva(request.user, ett))
    return spara_i_bakgrunden(request, _blad(ett))


@require_safe
def larande(request: Begaran) -> HttpResponse:
    """Gjort, lärt, lurt ur alla uppdrag och läsår, att söka i (krav 22)."""
    krav_pa_att_lasa(request)
    fraga = request.GET.get("q", "").strip()
    traffar = Paginator(sok_larande(request.user, fraga), 20)
    namn = {"fraga": fraga[:200], "sidor": traffar.get_page(request.GET.get("sida")), "antal": traffar.count}
    return render(request, "vp_uppdrag/larande.html", namn)
