"""VP HSS: sidan, bladet, kommentarerna, handlingarna, versionerna."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from styrkedja.begaran import Begaran
from styrkedja.behorighet import krav_pa_ratt
from styrkedja.forms.grund import Handlingsformular
from styrkedja.handlingar.lasar import aktuellt_lasar
from styrkedja.models import Huvudman, Kommentar, Person
from styrkedja.regler.handlingsstatus import BETYDER, Handlingsstatus, status_efter
from styrkedja.skrivning import skrivvy
from vp_uppdrag import behorighet as b
from vp_uppdrag.dorrar import hamta_lasar, hamta_plan, hamta_version, krav_pa_att_lasa
from vp_uppdrag.forms.huvudmannaplan import Ingenting, Plankommentar, Revidering
from vp_uppdrag.handlingar import huvudmannaplan as handlingar
from vp_uppdrag.handlingar.blad import PLAN, spara_planens_texter
from vp_uppdrag.models import Huvudmannaplan
from vp_uppdrag.plansida import Lydelse, sammanhang
from vp_uppdrag.regler.blad import PLANENS
from vp_uppdrag.views.blad import Blad, spara_i_bakgrunden, visa_eller_spara


@require_safe
def aktuell(request: Begaran) -> HttpResponse:
    """Kort adress till läsårets plan."""
    krav_pa_att_lasa(request)
    lasar = aktuellt_lasar()
    if lasar is None:
        raise Http404
    return redirect("plan-hss", lasar=lasar.slug)


@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: Begaran, lasar: str) -> HttpResponse:
    """Planen att läsa. Finns den inte än kan direktören börja den (POST)."""
    lasaret = hamta_lasar(request, lasar)
    if request.method == "POST":
        krav_pa_ratt(b.hinder_for_att_styra(request.user, lasaret))
        handlingar.borja_plan(lasar=lasaret, av=request.user)
        return redirect("plan-hss-skriv", lasar=lasar)
    if not Huvudmannaplan.objects.filter(lasar=lasaret).exists():
        namn = {"lasar": lasaret, "hinder": b.hinder_for_att_styra(request.user, lasaret)}
        return render(request, "vp_uppdrag/plan_hss_saknas.html", namn)
    return render(request, "vp_uppdrag/plan_hss.html", sammanhang(request.user, hamta_plan(request, lasar)))


# --- Skriva --------------------------------------------------------------------------------------
def _blad(plan: Huvudmannaplan) -> Blad:
    adress = [plan.lasar.slug]
    return Blad(
        agare=PLAN,
        agare_id=plan.pk,
        falt=PLANENS,
        spara=lambda **mer: spara_planens_texter(plan=plan, **mer),
        rubrik=f"VP HSS {plan.lasar}",
        ingress="Det du skriver är ditt tills du lägger fram planen. Då fryses en version som ledningsgruppen kommenterar.",
        ater=reverse("plan-hss", args=adress),
        ater_namn=str(plan),
        spara_adress=reverse("plan-hss-spara", args=adress),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def skriv(request: Begaran, lasar: str) -> HttpResponse:
    ett = hamta_plan(request, lasar)
    krav_pa_ratt(b.hinder_for_att_skriva_planen(request.user, ett))
    return visa_eller_spara(request, _blad(ett))


@skrivvy
def spara(request: Begaran, lasar: str) -> HttpResponse:
    """Tar emot det som ändrats på bladet, enligt skrivprotokollet."""
    ett = hamta_plan(request, lasar)
    krav_pa_ratt(b.hinder_for_att_skriva_planen(request.user, ett))
    return spara_i_bakgrunden(request, _blad(ett))


# --- Handlingarna --------------------------------------------------------------------------------
@dataclass(frozen=True)
class Planhandling:
    rubrik: str
    foljd: str
    knapp: str
    gjort: str
    hinder: Callable[[Person, Huvudmannaplan], str | None]
    gor: Callable[..., Any]
    formular: type[Handlingsformular] = Ingenting


HANDLINGAR: dict[str, Planhandling] = {
    "lagg-fram": Planhandling(
        "Lägg fram planen", "En version fryses. Ledningsgruppen kommenterar den, och skolledningarna kan läsa huvuddragen.",
        "Lägg fram", "Planen är framlagd.", b.hinder_for_att_lagga_fram, handlingar.lagg_fram,
    ),
    "faststall": Planhandling(
        "Fastställ planen", "En version fryses, och alla i kedjan kan läsa den.",
        "Fastställ", "Planen är fastställd.", b.hinder_for_att_faststalla_planen, handlingar.faststall_plan,
    ),
    "revidera": Planhandling(
        "Revidera planen", "Den går att skriva i igen. Den fastställda versionen läses tills nästa är fastställd.",
        "Revidera", "Planen går att skriva i igen.", b.hinder_for_att_revidera, handlingar.revidera_plan, Revidering,
    ),
}  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def gor(request: Begaran, lasar: str, handling: str) -> HttpResponse:
    """GET frågar med följd, POST gör."""
    ett = hamta_plan(request, lasar)
    sida = HANDLINGAR.get(handling)
    if sida is None:
        raise Http404
    krav_pa_ratt(sida.hinder(request.user, ett))
    formular = sida.formular(request.POST if request.method == "POST" else None)
    if formular.utfor(sida.gor, plan=ett, av=request.user):
        messages.success(request, sida.gjort)
        return redirect("plan-hss", lasar=lasar)
    huvudman = Huvudman.objects.first()
    namn = {
        "plan": ett,
        "sida": sida,
        "formular": formular,
        "betyder": BETYDER[status_efter("faststall", kommunens=huvudman.upprattas_vid if huvudman else ())]
        if handling == "faststall"
        else "",
        "utkast": ett.lasar.uppdrag.filter(tillstand="utkast").count() if handling == "faststall" else 0,
    }
    return render(request, "vp_uppdrag/plan_hss_handling.html", namn, status=400 if formular.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def kommentera(request: Begaran, lasar: str, falt: str) -> HttpResponse:
    """En kommentar vid ett avsnitt i den framlagda planen (`planen`: om den i stort), eller ett svar (?svar=)."""
    ett = hamta_plan(request, lasar)
    krav_pa_ratt(b.hinder_for_att_kommentera_planen(request.user, ett))
    nyckel = "" if falt == "planen" else falt
    avsnitt = next((f for f in ett.framlagd.innehall["falt"] if f["nyckel"] == nyckel), None) if ett.framlagd else None
    if nyckel and avsnitt is None:
        raise Http404
    svar_pa = _svar_pa(request, ett, nyckel)
    formular = Plankommentar(request.POST if request.method == "POST" else None)
    try:
        klart = formular.utfor(handlingar.kommentera_plan, plan=ett, falt=nyckel, svar_pa=svar_pa, av=request.user)
    except ValidationError as fel:
        formular.lagg_fel(fel)
        klart = False
    if klart:
        return redirect(f"{reverse('plan-hss', args=[lasar])}#f-{falt}")
    namn = {"plan": ett, "avsnitt": avsnitt, "svar_pa": svar_pa, "formular": formular}
    return render(request, "vp_uppdrag/plan_hss_kommentera.html", namn, status=400 if formular.errors else 200)


def _svar_pa(request: Begaran, plan: Huvudmannaplan, falt: str) -> Kommentar | None:
    pk = request.GET.get("svar", "")
    if not pk:
        return None
    if not pk.isdecimal() or len(pk) > 9:
        raise Http404
    egna = Kommentar.objects.filter(agare_slag=PLAN, agare_id=plan.pk, falt=falt, galler_slag=handlingar.GALLER)
    return get_object_or_404(egna.select_related("av", "svar_pa"), pk=pk)


# --- Versionerna ---------------------------------------------------------------------------------
@require_safe
def version(request: Begaran, lasar: str, nummer: int) -> HttpResponse:
    """En frusen version, så som den löd."""
    rad = hamta_version(request, lasar, nummer)
    namn = {"version": rad, "plan": rad.plan, "lasar": rad.plan.lasar, "lydelse": Lydelse(rad.innehall, rad),
            "betyder": BETYDER[Handlingsstatus(rad.handlingsstatus)]}  # fmt: skip
    return render(request, "vp_uppdrag/plan_hss_version.html", namn)
