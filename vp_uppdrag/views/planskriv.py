"""Att skriva i planen: målets blad med val och delar, och planens egna ord."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from styrkedja.begaran import Begaran
from styrkedja.behorighet import krav_pa_ratt
from styrkedja.handlingar.narvaro import andra_har
from styrkedja.skrivning import Nej, krock_i_ord, krockmening, las_skrivelse, skrivvy, svara
from vp_uppdrag.behorighet.plan import hinder_for_att_folja_upp, hinder_for_att_skriva_mal
from vp_uppdrag.forms.malblad import Malbladsformular, las_val
from vp_uppdrag.handlingar.blad import las_blad, senast_sparat
from vp_uppdrag.handlingar.malen import spara_mal
from vp_uppdrag.handlingar.planer import spara_planens_ord
from vp_uppdrag.handlingar.planinnehall import MAL, PLAN
from vp_uppdrag.malsida import malsida
from vp_uppdrag.models import Mal, Verksamhetsplan
from vp_uppdrag.plandorrar import hamta_mal, hamta_plan
from vp_uppdrag.regler.planord import MALETS_ORD, PLANENS_ORD
from vp_uppdrag.views.blad import Blad, spara_i_bakgrunden, visa_eller_spara


# --- Planens egna ord ----------------------------------------------------------------------------
def _ordens_blad(request: Begaran, plan: Verksamhetsplan) -> Blad:
    """Orden som går att skriva nu. I en fastställd plan bara de som följs upp."""
    adress = [plan.mapp, plan.plats.slug, plan.lasar.slug]
    oppen = hinder_for_att_skriva_mal(request.user, plan) is None
    return Blad(
        agare=PLAN,
        agare_id=plan.pk,
        falt=tuple(f for f in PLANENS_ORD if oppen or not f.fryses),
        spara=lambda **mer: spara_planens_ord(plan=plan, **mer),
        rubrik="Planens inledning och pengar" if oppen else "Planen och pengarna",
        ingress="Det som gäller hela planen. Målen har sina egna blad.",
        ater=reverse("plan", args=adress),
        ater_namn=f"Verksamhetsplan {plan.lasar}, {plan.plats.namn}",
        spara_adress=reverse("plan-ord-spara", args=adress),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def ord_(request: Begaran, mapp: str, slug: str, lasar: str) -> HttpResponse:
    """Planens inledning, delaktigheten, och hur den håller ihop med pengarna."""
    plan = hamta_plan(request, mapp, slug, lasar)
    krav_pa_ratt(hinder_for_att_folja_upp(request.user, plan))
    return visa_eller_spara(request, _ordens_blad(request, plan))


@skrivvy
def spara_ord(request: Begaran, mapp: str, slug: str, lasar: str) -> HttpResponse:
    plan = hamta_plan(request, mapp, slug, lasar)
    krav_pa_ratt(hinder_for_att_folja_upp(request.user, plan))
    return spara_i_bakgrunden(request, _ordens_blad(request, plan))


# --- Målets blad ---------------------------------------------------------------------------------
@require_http_methods(["GET", "HEAD", "POST"])
def mal(request: Begaran, mapp: str, slug: str, lasar: str, mal: int) -> HttpResponse:
    """Målet, orsaken, underlaget och bidragen att skriva; kriterier, indikatorer och aktiviteter under."""
    plan = hamta_plan(request, mapp, slug, lasar)
    krav_pa_ratt(hinder_for_att_skriva_mal(request.user, plan))
    ett = hamta_mal(plan, mal)
    rader = las_blad(MAL, ett.pk, MALETS_ORD)
    if request.method != "POST":
        return _visa(request, ett, Malbladsformular(blad=rader, mal=ett))
    formular = Malbladsformular(request.POST, blad=rader, mal=ett)
    if not formular.is_valid():
        return _visa(request, ett, formular, status=400)
    sparat = spara_mal(
        mal=ett, texter=formular.texter(), versioner=formular.versioner(), av=request.user, **formular.val()
    )
    if not sparat.krockar:
        return redirect(request.path)
    data = request.POST.copy()
    for falt, version in (sparat.versioner | {k.falt: k.version for k in sparat.krockar}).items():
        data[f"version-{falt}"] = str(version)
    nytt = Malbladsformular(data, blad=las_blad(MAL, ett.pk, MALETS_ORD), mal=ett)
    krockar = {k.falt: krock_i_ord(k) for k in sparat.krockar}
    return _visa(request, ett, nytt, status=409, krockar=krockar, krock_mening=krockmening(sparat.krockar))


def _visa(
    request: Begaran, mal: Mal, formular: Malbladsformular, status: int = 200, krockar: dict | None = None, **mer: Any
) -> HttpResponse:
    rutor = {r["falt"].nyckel: r for r in formular.rutor(krockar)}
    namn = {
        "mal": mal,
        "plan": mal.plan,
        "formular": formular,
        "rutor": rutor,
        "bidragsgrupper": formular.bidragsgrupper(),
        "sparat": senast_sparat(formular.blad),
        **malsida(request, mal),
        **mer,
    }
    return render(request, "vp_uppdrag/planmal.html", namn, status=status)


@skrivvy
def spara(request: Begaran, mapp: str, slug: str, lasar: str, mal: int) -> HttpResponse:
    """Tar emot det som ändrats på målets blad, ord och val, enligt skrivprotokollet."""
    plan = hamta_plan(request, mapp, slug, lasar)
    krav_pa_ratt(hinder_for_att_skriva_mal(request.user, plan))
    ett = hamta_mal(plan, mal)
    skrivet = las_skrivelse(request, falt=[f.nyckel for f in MALETS_ORD])
    try:
        sparat = spara_mal(
            mal=ett, texter=skrivet.texter, versioner=skrivet.versioner, op=skrivet.op, av=request.user,
            **las_val(ett, skrivet.val),
        )  # fmt: skip
    except ValidationError as fel:
        raise Nej(403, f"{' '.join(fel.messages)} Din text är inte borta: kopiera den.", texter=skrivet.texter) from fel
    return svara(sparat, andra_har(MAL, ett.pk, utom=request.user))
