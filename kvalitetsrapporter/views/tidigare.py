"""Tidigare års rapporter: listan, att ta in en, läsa den, hämta filen, ta bort den."""

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from kvalitetsrapporter.behorighet import far_lasa_tidigare, hinder_for_att_ta_in
from kvalitetsrapporter.forms import Intagsformular
from kvalitetsrapporter.handlingar import GarInteNu
from kvalitetsrapporter.handlingar.tidigare import Intagen, ta_bort, ta_in
from kvalitetsrapporter.models import TidigareRapport
from styrkedja.begaran import Begaran
from styrkedja.behorighet import krav_pa_ratt
from styrkedja.format import antal_ord
from styrkedja.handlingar.logg import logga
from styrkedja.models import Enhet
from styrkedja.utforsel import pdf_som_hamtning


def _enhet(request: Begaran, slug: str) -> Enhet:
    """Enheten, för den som läser eller tar in dess tidigare rapporter; för andra finns sidan inte."""
    enhet = get_object_or_404(Enhet, slug=slug)
    if not far_lasa_tidigare(request.user, enhet) and hinder_for_att_ta_in(request.user, enhet):
        raise Http404
    return enhet


def _rapport(request: Begaran, slug: str, lasar: str) -> TidigareRapport:
    enhet = _enhet(request, slug)
    rader = TidigareRapport.objects.select_related("enhet", "lasar", "av")
    return get_object_or_404(rader, enhet=enhet, lasar__slug=lasar)


@require_http_methods(["GET", "HEAD", "POST"])
def tidigare(request: Begaran, slug: str) -> HttpResponse:
    """De intagna rapporterna, och för rektor och systemadministratören formuläret."""
    enhet = _enhet(request, slug)
    hinder = hinder_for_att_ta_in(request.user, enhet)
    formular = None if hinder else Intagsformular(enhet=enhet)
    if request.method == "POST":
        krav_pa_ratt(hinder)
        formular = Intagsformular(request.POST, request.FILES, enhet=enhet)
        if formular.is_valid():
            try:
                intagen = ta_in(enhet=enhet, av=request.user, **formular.till_handlingen())
            except GarInteNu as nej:
                formular.add_error(None, str(nej))
            else:
                messages.success(request, _i_ord(intagen))
                return redirect("tidigare-rapport", slug=slug, lasar=intagen.rapport.lasar.slug)
    sammanhang = {
        "enhet": enhet,
        "rader": TidigareRapport.objects.filter(enhet=enhet).select_related("lasar", "av"),
        "formular": formular,
        "laser": far_lasa_tidigare(request.user, enhet),
    }
    status = 400 if formular is not None and formular.errors else 200
    return render(request, "kvalitetsrapporter/tidigare.html", sammanhang, status=status)


def _i_ord(intagen: Intagen) -> str:
    if intagen.sidor and intagen.text_ur_filen:
        return f"Rapporten är intagen. Texten på {antal_ord(intagen.sidor, 'en sida', 'sidor')} gick att läsa ur filen."
    if intagen.sidor and not intagen.rapport.text:
        return "Rapporten är intagen. Det gick inte att läsa någon text ur filen; den kan vara inskannad."
    return "Rapporten är intagen."


@require_safe
def en_tidigare(request: Begaran, slug: str, lasar: str) -> HttpResponse:
    """Den intagna rapportens text."""
    rapport = _rapport(request, slug, lasar)
    sammanhang = {
        "enhet": rapport.enhet,
        "rapport": rapport,
        "laser": far_lasa_tidigare(request.user, rapport.enhet),
        "far_ta_in": hinder_for_att_ta_in(request.user, rapport.enhet) is None,
    }
    return render(request, "kvalitetsrapporter/tidigare_en.html", sammanhang)


@require_safe
def fil(request: Begaran, slug: str, lasar: str) -> FileResponse:
    """Filen, alltid som en hämtning: den visas aldrig i vår egen adress. Hämtningen loggas."""
    rapport = _rapport(request, slug, lasar)
    if not rapport.fil:
        raise Http404
    krav_pa_ratt(None if far_lasa_tidigare(request.user, rapport.enhet) else "Filen läses av dem som läser rapporten.")
    logga("hamta_tidigare", av=request.user, pa=rapport, plats_id=rapport.enhet_id)
    return pdf_som_hamtning(rapport.fil, f"kvalitetsrapport-{rapport.lasar.slug}-{rapport.enhet.slug}.pdf")


@require_http_methods(["GET", "HEAD", "POST"])
def bort(request: Begaran, slug: str, lasar: str) -> HttpResponse:
    """Frågar med följd, och tar sedan bort rapporten och filen."""
    rapport = _rapport(request, slug, lasar)
    krav_pa_ratt(hinder_for_att_ta_in(request.user, rapport.enhet))
    if request.method == "POST":
        ta_bort(rapport=rapport, av=request.user)
        messages.success(request, f"Rapporten för {rapport.lasar} är borttagen.")
        return redirect("tidigare", slug=slug)
    return render(request, "kvalitetsrapporter/tidigare_bort.html", {"enhet": rapport.enhet, "rapport": rapport})
