"""Ett nyckeltal över enheterna."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from analysunderlag import nyckeltalssida, pm
from analysunderlag.behorighet.inlasning import hinder_for_att_andra_nyckeltal
from analysunderlag.behorighet.insyn import egen_kedja
from analysunderlag.dorrar import hamta_nyckeltal
from analysunderlag.models import Nyckeltal
from styrkedja.begaran import Begaran
from styrkedja.format import uppraknat
from styrkedja.handlingar.lasar import aktuellt_lasar
from styrkedja.klocka import idag
from styrkedja.models import Enhet, Handelse, Omgang, Verksamhetsomrade

#: Så många ändringar visas, de senaste.
ANDRINGAR = 6


@require_safe
def nyckeltalet(request: Begaran, nyckel: str) -> HttpResponse:
    """Enheterna bredvid varandra, högst först, med åren bakom."""
    nyckeltal = hamta_nyckeltal(request, nyckel)
    omrade, delar, vald = las_urvalet(request, nyckeltal)
    return render(
        request,
        "analysunderlag/nyckeltal.html",
        {
            "nyckeltal": nyckeltal,
            "dag": idag(),
            "rubrik": nyckeltalssida.rubrik(vald),
            "delar": delar,
            "vald": vald,
            "rader": [_rad(vald, rad) for rad in vald.rader] if vald else [],
            "jamforelser": [(s, [(p.text, s.punkter.get(p.text)) for p in vald.perioder]) for s in vald.jamforelser]
            if vald
            else [],
            "andrar": hinder_for_att_andra_nyckeltal(request.user, nyckeltal) is None,
            "andringar": _andringar(nyckeltal),
            "bilagor": pm.om_nyckeltalet(nyckeltal),
            "omrade": omrade,
            "omraden": list(Verksamhetsomrade.objects.all()),
            "rundor": _rundor(nyckeltal),
        },
    )


def las_urvalet(
    request: Begaran, nyckeltal: Nyckeltal
) -> tuple[Verksamhetsomrade | None, list[nyckeltalssida.Del], nyckeltalssida.Del | None]:
    """Området och delen som adressen väljer, och delarna att välja bland."""
    omrade = Verksamhetsomrade.objects.filter(slug=request.GET.get("omrade", "")).first()
    enheter = list(Enhet.objects.i_omrade(omrade, aktuellt_lasar())) if omrade else None
    delar = nyckeltalssida.las_delar(request.user, nyckeltal, enheter, egna=egen_kedja(request.user))
    return omrade, delar, nyckeltalssida.urval(delar, request.GET.get("del", ""))


def _rad(del_: nyckeltalssida.Del, rad: nyckeltalssida.Enhetsrad) -> dict:
    return {
        "rad": rad,
        "celler": [(p.text, rad.punkt(p.text)) for p in del_.perioder],
        "senaste": rad.punkt(del_.senaste.text) if del_.senaste else None,
        "andring": nyckeltalssida.andring(rad.serie, del_.nyckeltal.hogre_ar_battre),
        "ut": nyckeltalssida.utstickare_i_ord(rad.ut) if rad.ut else None,
    }


def _andringar(nyckeltal: Nyckeltal) -> list[tuple[Handelse, str]]:
    """Nyckeltalets historik: när det lades till, ändrades och avslutades, av vem, och vilka fält."""
    verb = ("skapa_nyckeltal", "andra_nyckeltal", "avsluta_nyckeltal")
    rader = Handelse.objects.om("nyckeltal", nyckeltal.pk).filter(handling__in=verb)
    return [(rad, _falten(rad)) for rad in rader[:ANDRINGAR]]


def _falten(rad: Handelse) -> str:
    falten = (Nyckeltal._meta.get_field(namn) for namn in rad.uppgifter.get("falt", []))
    return uppraknat([str(getattr(falt, "verbose_name", falt.name)) for falt in falten])


def _rundor(nyckeltal: Nyckeltal) -> list[str]:
    """Rundornas namn, så som läsåret kallar dem."""
    namn = dict(Omgang.objects.filter(lasar=aktuellt_lasar()).values_list("nyckel", "namn"))
    return [namn[nyckel] for nyckel in nyckeltal.omgangar if nyckel in namn]
