"""Lämna in, läsa det inlämnade, lämna tillbaka, fastställa."""

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kvalitetsrapporter.behorighet import (
    ar_egen_verksamhetschef,
    hinder_for_att_faststalla,
    hinder_for_att_lamna_in,
    hinder_for_att_lamna_tillbaka,
    hinder_for_att_lasa_utkast,
)
from kvalitetsrapporter.behorighet.sigill import hinder_for_att_satta_bild
from kvalitetsrapporter.dorrar import hamta_inlamning, hamta_omgang, hamta_rapport
from kvalitetsrapporter.forms import Aterlamningsformular, Inlamningsformular
from kvalitetsrapporter.handlingar import GarInteNu
from kvalitetsrapporter.handlingar.anmarkningar import fore_inlamning
from kvalitetsrapporter.handlingar.inlamning import faststall as faststall_rapport
from kvalitetsrapporter.handlingar.inlamning import lamna_in as lamna_in_del
from kvalitetsrapporter.handlingar.inlamning import lamna_tillbaka as lamna_tillbaka_del
from kvalitetsrapporter.handlingar.inlamning import markera_last
from kvalitetsrapporter.handlingar.innehall import las_rapport
from kvalitetsrapporter.handlingar.versioner import forra_for
from kvalitetsrapporter.lasordning import las_i_rad
from kvalitetsrapporter.models import Inlamning
from kvalitetsrapporter.regler import Saknasslag
from kvalitetsrapporter.samtal import versionens_kommentarer
from kvalitetsrapporter.tvabilder import tva_bilder
from styrkedja.begaran import Begaran
from styrkedja.behorighet import krav_pa_ratt
from styrkedja.format import klockslag, tidpunkt
from styrkedja.models import Huvudman
from styrkedja.regler.handlingsstatus import BETYDER, Handlingsstatus, status_efter
from styrkedja.samla import ur_rummen


def _skickat(request: Begaran) -> QueryDict | None:
    """Det som skickats, också när det är tomt; None när sidan bara visas."""
    return request.POST if request.method == "POST" else None


@require_http_methods(["GET", "HEAD", "POST"])
def lamna_in(request: Begaran, slug: str, lasar: str, omgang: str) -> HttpResponse:
    """Frågar med följd: vad som saknas, vad som låses, vad det blir för handling. Sedan låses versionen."""
    rapport = hamta_rapport(request, slug, lasar)
    krav_pa_ratt(hinder_for_att_lasa_utkast(request.user, rapport))
    krav_pa_ratt(hinder_for_att_lamna_in(request.user, rapport))
    rundan = hamta_omgang(rapport, omgang)
    lage = las_rapport(rapport, rundan)
    att_lasa = fore_inlamning(lage, rundan, request.POST.getlist("egna_val"))
    formular = Inlamningsformular(_skickat(request), rapport=lage, saknas=bool(att_lasa))
    if request.method == "POST" and formular.is_valid():
        tidigare = set(rapport.inlamningar.filter(omgang=rundan).values_list("pk", flat=True))
        try:
            inlamning = lamna_in_del(rapport=rapport, omgang=rundan, av=request.user, **formular.cleaned_data)
        except GarInteNu as hinder:
            formular.add_error("skal", str(hinder))
        else:
            _sag_inlamnad(request, inlamning, dubbel=inlamning.pk in tidigare)
            return redirect("rapport", slug=slug, lasar=lasar)
    delen = rapport.delar.select_related("senaste__av", "omgang").get(omgang=rundan)
    huvudman = Huvudman.objects.first()
    sammanhang = {
        "rapport": rapport,
        "enhet": rapport.enhet,
        "omgang": rundan,
        "del": delen,
        "formular": formular,
        "att_lasa": att_lasa,
        "saknas": [rad for rad in att_lasa if rad.slag == Saknasslag.SAKNAS],
        "anmarkta": [rad for rad in att_lasa if rad.slag != Saknasslag.SAKNAS],
        "klara": len(lage.for_omgang(rundan)) - len({rad.avsnitt_nyckel for rad in att_lasa}),
        "version": (delen.senaste.nummer if delen.senaste else 0) + 1,
        "betyder": BETYDER[status_efter("lamna_in", kommunens=huvudman.upprattas_vid if huvudman else ())],
    }
    return render(request, "kvalitetsrapporter/lamna_in.html", sammanhang, status=400 if formular.errors else 200)


def _sag_inlamnad(request: Begaran, inlamning: Inlamning, *, dubbel: bool) -> None:
    if dubbel:
        messages.info(
            request, f"Det är redan gjort, av {inlamning.av.namn} {tidpunkt(inlamning.nar)}. Inget mer behövs."
        )
        return
    sent = " Den kom efter sista dagen, och märks som sen." if inlamning.sen else ""
    messages.success(
        request,
        f"Inlämnad {klockslag(inlamning.nar)}. Version {inlamning.nummer} är låst "
        f"och din verksamhetschef kan läsa den.{sent}",
    )


@require_safe
def inlamning(request: Begaran, slug: str, lasar: str, omgang: str, nummer: int) -> HttpResponse:
    """Den frusna versionen, så som den löd."""
    version = hamta_inlamning(request, slug, lasar, omgang, nummer)
    rapport = version.rapport
    senaste = rapport.inlamningar.filter(omgang=version.omgang).order_by("-nummer").values_list("nummer", flat=True)[0]
    egen_chef = ar_egen_verksamhetschef(request.user, rapport)
    return render(
        request,
        "kvalitetsrapporter/inlamning.html",
        {
            "rapport": rapport,
            "enhet": rapport.enhet,
            "version": version,
            **versionens_kommentarer(request.user, version),
            "nyare": senaste if senaste != version.nummer else 0,
            "egen_chef": egen_chef,
            "i_rad": las_i_rad(request.user, version) if egen_chef else None,
            "forra": forra_for(version, request.user),
            "last": egen_chef and version.lasningar.filter(person=request.user).exists(),
            "hinder_tillbaka": hinder_for_att_lamna_tillbaka(request.user, version) if egen_chef else "",
            "betyder": BETYDER[Handlingsstatus(version.handlingsstatus)],
            "bilder": tva_bilder(rapport, version.omgang, request.user),
            "far_satta_bild": egen_chef and hinder_for_att_satta_bild(request.user, version) is None,
            "bredvid": [d for rummets in ur_rummen("versionssida", "delar") for d in rummets(request, version)],
        },
    )


@require_POST
def last(request: Begaran, slug: str, lasar: str, omgang: str, nummer: int) -> HttpResponse:
    """Verksamhetschefen markerar versionen som läst."""
    version = hamta_inlamning(request, slug, lasar, omgang, nummer)
    krav_pa_ratt(
        None
        if ar_egen_verksamhetschef(request.user, version.rapport)
        else "Bara enhetens verksamhetschef märker som läst."
    )
    markera_last(inlamning=version, av=request.user)
    messages.success(request, "Märkt som läst.")
    return redirect("rapport-inlamning", slug=slug, lasar=lasar, omgang=omgang, nummer=nummer)


@require_http_methods(["GET", "HEAD", "POST"])
def lamna_tillbaka(request: Begaran, slug: str, lasar: str, omgang: str, nummer: int) -> HttpResponse:
    """Verksamhetschefen skriver vad som behöver ändras, och delen går tillbaka till rektor."""
    version = hamta_inlamning(request, slug, lasar, omgang, nummer)
    krav_pa_ratt(hinder_for_att_lamna_tillbaka(request.user, version))
    formular = Aterlamningsformular(_skickat(request), avsnitt=version.innehall["avsnitt"])
    if request.method == "POST" and formular.is_valid():
        try:
            lamna_tillbaka_del(
                inlamning=version,
                kommentar=formular.cleaned_data["kommentar"],
                vid_avsnitt=formular.vid_avsnitt(),
                av=request.user,
            )
        except GarInteNu as hinder:
            formular.add_error("kommentar", str(hinder))
        else:
            messages.success(request, "Delen är återlämnad. Rektor ser din kommentar.")
            return redirect("rapport-inlamning", slug=slug, lasar=lasar, omgang=omgang, nummer=nummer)
    sammanhang = {"rapport": version.rapport, "enhet": version.rapport.enhet, "version": version, "formular": formular}
    return render(request, "kvalitetsrapporter/lamna_tillbaka.html", sammanhang, status=400 if formular.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def faststall(request: Begaran, slug: str, lasar: str) -> HttpResponse:
    """Rektor fastställer läsårets rapport. Därefter är den låst."""
    rapport = hamta_rapport(request, slug, lasar)
    krav_pa_ratt(hinder_for_att_lasa_utkast(request.user, rapport))
    krav_pa_ratt(hinder_for_att_faststalla(request.user, rapport))
    if request.method == "POST":
        try:
            faststall_rapport(rapport=rapport, av=request.user)
        except GarInteNu as hinder:
            messages.error(request, str(hinder))
        else:
            messages.success(request, "Rapporten är fastställd och låst för läsåret.")
        return redirect("rapport", slug=slug, lasar=lasar)
    return render(request, "kvalitetsrapporter/faststall.html", {"rapport": rapport, "enhet": rapport.enhet})
