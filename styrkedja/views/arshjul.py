"""Årshjulet för alla roller: läsåret som lista, och att skapa hjulet nu."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from styrkedja.begaran import Begaran
from styrkedja.behorighet import krav_pa_ratt
from styrkedja.behorighet.hjul import hinder_for_att_skapa_hjulet
from styrkedja.format import datum_lang, klockslag
from styrkedja.handlingar.hjul import bestall_hjul, hjulets_arbete
from styrkedja.handlingar.lasar import aktuellt_lasar
from styrkedja.hjulvisning import Manad, ingress, las_rader, manader, rubrik
from styrkedja.klocka import idag
from styrkedja.models import Hjulniva, Hjulpost, Lasar, Person, Utkorg
from styrkedja.models.hjul import NAMNDENS, HjulpostQuerySet

#: Filtret: mitt först, sedan kedjan uppifrån och ned.
NIVAVAL = {
    "": "Mitt",
    Hjulniva.NAMND: "Nämnden",
    Hjulniva.HUVUDMAN: "Huvudmannen",
    Hjulniva.VERKSAMHETSOMRADE: "Områden",
    Hjulniva.AVDELNING: "Avdelningar",
    Hjulniva.ENHET: "Enheter",
    Hjulniva.KF_KS: "Fullmäktige",
    Hjulniva.STAT: "Staten",
    "allt": "Allt",
}


@require_safe
def arshjul(request: Begaran) -> HttpResponse:
    """Leder till det aktuella läsårets hjul."""
    lasar = aktuellt_lasar() or Lasar.objects.first()
    if lasar is None:
        return render(request, "arshjul/inget_lasar.html")
    return redirect("arshjul-lasar", slug=lasar.slug)


@require_safe
def lasarets_hjul(request: Begaran, slug: str) -> HttpResponse:
    """Läsåret månad för månad: mitt, en nivå eller allt."""
    lasar, dag = get_object_or_404(Lasar, slug=slug), idag()
    val = nivaval(request.user)
    niva = request.GET.get("niva", "")
    niva = niva if niva in val else ""
    rader = las_rader(_urval(request.user, lasar, niva))
    far_skapa = hinder_for_att_skapa_hjulet(request.user, lasar) is None
    return render(
        request,
        "arshjul/lista.html",
        {
            "lasar": lasar,
            "lasaren": list(Lasar.objects.order_by("fran")),
            "rubrik": rubrik(lasar, rader, request.user, dag),
            "ingress": ingress(rader, dag),
            "bara_namnden": _bara_namnden(request.user),
            **_delat_i_dag(list(manader(rader, lasar, request.user, dag))),
            "nivaer": val.items(),
            "niva": niva,
            "far_skapa": far_skapa,
            **(_arbetet(lasar) if far_skapa else {}),
        },
    )


def nivaval(person: Person) -> dict[str, str]:
    """Filtrets val för personen: bara nivåer som den kan se något på."""
    if not _bara_namnden(person):
        return NIVAVAL
    return {n: NIVAVAL[n] for n in ("", Hjulniva.NAMND, Hjulniva.HUVUDMAN, Hjulniva.KF_KS)}


def _bara_namnden(person: Person) -> bool:
    return {b.roll for b in person.befattningar_nu} <= NAMNDENS


def _delat_i_dag(alla: list[Manad]) -> dict:
    """Månaderna som har varit för sig, hopvikta, så att sidan börjar där vi är. Ett annat läsår visas helt."""
    nu = next((n for n, manad in enumerate(alla) if manad.idag), 0)
    varit = alla[:nu]
    namn = [manad.namn.lower() for manad in varit]
    return {"varit": varit, "varit_namn": " till ".join(dict.fromkeys(namn[:1] + namn[-1:])), "manader": alla[nu:]}


def _urval(person: Person, lasar: Lasar, niva: str) -> HjulpostQuerySet:
    if not niva:
        return Hjulpost.objects.mitt_for(person, lasar)
    synliga = Hjulpost.objects.synliga_for(person, lasar)
    return synliga if niva == "allt" else synliga.filter(niva=niva)


# --- Skapa hjulet nu ---------------------------------------------------------------------------
@require_POST
def skapa(request: Begaran, slug: str) -> HttpResponse:
    """Lägger arbetet i utkorgen. Trycks knappen två gånger är det samma arbete."""
    lasar = get_object_or_404(Lasar, slug=slug)
    krav_pa_ratt(hinder_for_att_skapa_hjulet(request.user, lasar))
    bestall_hjul(lasar=lasar, av=request.user)
    return redirect("arshjul-lasar", slug=slug)


@require_safe
def arbete(request: Begaran, slug: str) -> HttpResponse:
    """Hur långt arbetet har kommit, som fragment; utan htmx leder den tillbaka till hjulet."""
    lasar = get_object_or_404(Lasar, slug=slug)
    krav_pa_ratt(hinder_for_att_skapa_hjulet(request.user, lasar))
    if not request.htmx:
        return redirect("arshjul-lasar", slug=slug)
    return render(request, "arshjul/_arbete.html", {"lasar": lasar, **_arbetet(lasar)})


def _arbetet(lasar: Lasar) -> dict:
    rad = hjulets_arbete(lasar)
    return {
        "arbete": rad,
        "pagar": rad is not None and rad.utfall in (Utkorg.Utfall.VANTAR, Utkorg.Utfall.PAGAR),
        "misslyckat": rad is not None and rad.utfall == Utkorg.Utfall.MISSLYCKAT,
        "klart": f"{datum_lang(rad.klar)} {klockslag(rad.klar)}" if rad and rad.klar else "",
    }
