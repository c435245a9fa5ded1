"""En post i årshjulet: sidan, att flytta den, att låta hjulet räkna ut den igen."""

from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from styrkedja.begaran import Begaran
from styrkedja.behorighet import krav_pa_ratt
from styrkedja.behorighet.hjul import hinder_for_att_flytta
from styrkedja.format import antal_ord, dag_lang, datum_lang, nar_fran_idag, period, tidpunkt
from styrkedja.forms.hjul import Flyttformular
from styrkedja.handlingar.hjulposter import flytta_post, slapp_post
from styrkedja.hjulvisning import Hjulrad, las_rader
from styrkedja.klocka import idag
from styrkedja.models import Hjulmall, Hjulniva, Hjulpost, Lasar
from styrkedja.models.hjul import GEMENSAMMA, HjulpostQuerySet
from styrkedja.regler.dagar import ledig_som
from styrkedja.regler.hjul import ankare_i, ansvarig_i_ord, regel_i_ord

#: Så många andra platser visas på sidan.
SYSKON = 60


def _hamta_post(request: Begaran, slug: str, pk: int) -> Hjulpost:
    """Posten i adressen; 404 för den som inte ser den."""
    lasar = get_object_or_404(Lasar, slug=slug)
    poster = Hjulpost.objects.synliga_for(request.user, lasar)
    return get_object_or_404(poster.select_related("lasar", "plats", "forum", "mall", "flyttad_av"), pk=pk)


@require_safe
def post(request: Begaran, slug: str, pk: int) -> HttpResponse:
    """Posten: när, varför, vem som svarar, vad den hänger på och vad som hänger på den."""
    posten = _hamta_post(request, slug, pk)
    return _postsida(request, posten, Flyttformular.for_post(posten))


@require_POST
def post_flytta(request: Begaran, slug: str, pk: int) -> HttpResponse:
    """Flyttar posten. En ledig dag går bra, men sägs."""
    posten = _hamta_post(request, slug, pk)
    krav_pa_ratt(hinder_for_att_flytta(request.user, posten))
    formular = Flyttformular.for_post(posten, request.POST)
    if not formular.utfor(flytta_post, post=posten, av=request.user):
        posten.refresh_from_db()
        return _postsida(request, posten, formular, status=400)
    foljde = formular.resultat.andrade
    messages.success(request, "Datumet är flyttat; hjulet behåller din flytt." + _foljde_i_ord(foljde))
    if ledig := posten.fran and ledig_som(posten.fran):
        messages.warning(request, f"{datum_lang(posten.fran)} är ledig ({ledig}).")
    return redirect("arshjul-post", slug=slug, pk=pk)


def _foljde_i_ord(antal: int) -> str:
    if not antal:
        return ""
    return f" {antal_ord(antal, 'en post', 'poster').capitalize()} följde med."


@require_POST
def post_slapp(request: Begaran, slug: str, pk: int) -> HttpResponse:
    """Låter hjulet räkna ut posten igen."""
    posten = _hamta_post(request, slug, pk)
    krav_pa_ratt(hinder_for_att_flytta(request.user, posten))
    if posten.flyttad_nar and posten.mall_id:
        slapp_post(post=posten, av=request.user)
        messages.success(request, "Hjulet har räknat ut dagen igen.")
    return redirect("arshjul-post", slug=slug, pk=pk)


def _postsida(request: Begaran, posten: Hjulpost, formular: Flyttformular, status: int = 200) -> HttpResponse:
    synliga = Hjulpost.objects.synliga_for(request.user, posten.lasar)
    pa_samma = synliga if posten.niva in GEMENSAMMA else synliga.filter(plats=posten.plats_id)
    andra = list(_syskon(synliga, posten)[: SYSKON + 1])
    return render(
        request,
        "arshjul/post.html",
        {
            "post": posten,
            "lasar": posten.lasar,
            "niva": Hjulniva(posten.niva).label,
            "nar": _nar(posten),
            "nara": _nara(posten, idag()),
            "svarar": ansvarig_i_ord(posten.roll),
            "medverkar": ", ".join(map(ansvarig_i_ord, posten.mall.medverkande)) if posten.mall else "",
            "regel": _regel(posten),
            "fore": _ankare(synliga, posten)[:3],
            "efter": las_rader(pa_samma.filter(hanger_pa=posten.nyckel)),
            "syskon": andra[:SYSKON],
            "fler_syskon": len(andra) > SYSKON,
            "flyttad": tidpunkt(posten.flyttad_nar) if posten.flyttad_nar else "",
            "hinder": hinder_for_att_flytta(request.user, posten),
            "formular": formular,
        },
        status=status,
    )


def _nar(posten: Hjulpost) -> str:
    if posten.fran is None:
        return posten.ungefar
    if posten.till in (None, posten.fran):
        return dag_lang(posten.fran)
    return period(posten.fran, posten.till)


def _nara(posten: Hjulpost, dag: date) -> str:
    """om 8 dagar, pågår nu, 3 dagar sedan; tomt när dagen inte är känd."""
    if posten.fran is None:
        return ""
    sist = posten.till or posten.fran
    if posten.fran < dag <= sist:
        return "pågår nu"
    return nar_fran_idag(sist if sist < dag else posten.fran, dag)


def _ankare(synliga: HjulpostQuerySet, posten: Hjulpost) -> list[Hjulrad]:
    """Det posten hänger på: samma plats först, annars det gemensamma, annars alla platsers."""
    if not posten.hanger_pa:
        return []
    alla = synliga.filter(nyckel=posten.hanger_pa)
    egna = alla.filter(plats=posten.plats_id)
    return las_rader(egna if egna.exists() else alla)


def _regel(posten: Hjulpost) -> str:
    if posten.mall is None:
        return "Egen post; dagen är satt av den som la in den."
    regel = posten.mall.regel
    rubriker = dict(Hjulmall.objects.filter(nyckel__in=ankare_i(regel)).values_list("nyckel", "rubrik"))
    return regel_i_ord(regel, rubriker)


def _syskon(synliga: HjulpostQuerySet, posten: Hjulpost) -> HjulpostQuerySet:
    """Samma post på andra platser."""
    andra = synliga.filter(nyckel=posten.nyckel, mall=posten.mall_id).exclude(pk=posten.pk)
    return andra.filter(mall__isnull=False).select_related("plats").order_by("plats__ordning", "plats__namn")
