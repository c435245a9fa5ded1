"""Rapporten: översikten med sina delar, och avsnittet som det skrivs i."""

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from kvalitetsrapporter.arsoversikt import inlamnade_omraden, kedja, laget_i_ord, laroplansomraden
from kvalitetsrapporter.avsnittssida import Sida, sammanhang
from kvalitetsrapporter.behorighet import (
    hinder_for_att_bedoma,
    hinder_for_att_faststalla,
    hinder_for_att_lamna_in,
    hinder_for_att_lasa_inlamning,
    hinder_for_att_skriva,
    hinder_for_att_skriva_i,
    laser_delarna,
    leder_enheten,
    ser_status,
)
from kvalitetsrapporter.disposition import VANTAR, disposition
from kvalitetsrapporter.dorrar import avsnittet_i, hamta_avsnitt, hamta_rapport, las_utkast
from kvalitetsrapporter.forms import Avsnittsformular
from kvalitetsrapporter.handlingar.innehall import Avsnittslage, Rapportlage, las_rapport
from kvalitetsrapporter.handlingar.skrivning import spara_avsnitt
from kvalitetsrapporter.models import ENHETENS_VAL, Inlamning, Rapport, Rapportdel
from kvalitetsrapporter.views.medskrivare import medskrivarens_sida
from kvalitetsrapporter.visning import delens_lage
from styrkedja.begaran import Begaran
from styrkedja.behorighet import krav_pa_ratt
from styrkedja.format import klockslag
from styrkedja.handlingar.lasar import aktuellt_lasar
from styrkedja.handlingar.texter import Sparat
from styrkedja.klocka import idag
from styrkedja.skrivning import krock_i_ord, krockmening


def _delar(rapport: Rapport) -> dict[str, Rapportdel]:
    return {d.omgang.nyckel: d for d in rapport.delar.select_related("omgang", "senaste")}


@require_safe
def aktuell(request: Begaran, slug: str) -> HttpResponse:
    """Kort adress till årets rapport."""
    lasar = aktuellt_lasar()
    if lasar is None:
        raise Http404
    return redirect("rapport", slug=slug, lasar=lasar.slug)


@require_safe
def oversikt(request: Begaran, slug: str, lasar: str) -> HttpResponse:
    """Rapportens delar som kapitel i tiden. Skolledningen ser utkastet, medskrivaren sina avsnitt, andra det inlämnade."""
    rapport = hamta_rapport(request, slug, lasar)
    if not laser_delarna(request.user, rapport):
        return medskrivarens_sida(request, rapport)
    person, delar = request.user, _delar(rapport)
    namn = {"rapport": rapport, "enhet": rapport.enhet, "ledare": leder_enheten(person, rapport)}
    lage = las_rapport(rapport) if namn["ledare"] else None
    namn["mening"], namn["skal"] = laget_i_ord(rapport, lage, delar, ser_status=ser_status(person, rapport))
    if lage:
        namn |= {
            "omraden": laroplansomraden(lage),
            "hinder_skriva": hinder_for_att_skriva(person, rapport),
            "hinder_lamna_in": hinder_for_att_lamna_in(person, rapport),
            "hinder_faststalla": hinder_for_att_faststalla(person, rapport),
        }
    else:
        namn["omraden"] = inlamnade_omraden(rapport, person, [d.omgang for d in delar.values()])
    kapitel = {k.nyckel: k for k in disposition(lage, delar)} if lage else {}
    rader = _delrader(person, rapport, delar)
    for rad in rader:
        rad["kapitel"] = kapitel.get(rad["del"].omgang.nyckel)
    namn |= {
        "delar": rader,
        "fritt": kapitel.get(ENHETENS_VAL),
        "kedja": kedja(delar, {rad["del"].omgang.nyckel: rad["lage"] for rad in rader}),
    }
    return render(request, "kvalitetsrapporter/rapport.html", namn)


def _delrader(person, rapport: Rapport, delar: dict[str, Rapportdel]) -> list[dict]:
    """Delarna med läge och versioner, så långt personen får se dem."""
    versioner: dict[str, list[Inlamning]] = {}
    for inlamning in rapport.inlamningar.select_related("omgang", "av", "rapport").defer("innehall"):
        inlamning.rapport = rapport
        versioner.setdefault(inlamning.omgang.nyckel, []).append(inlamning)
    visa_lage = ser_status(person, rapport)
    rader = []
    for nyckel, delen in delar.items():
        lasbara = [v for v in versioner.get(nyckel, []) if hinder_for_att_lasa_inlamning(person, v) is None]
        ikon, ord_, ton = (
            delens_lage(delen) if visa_lage or lasbara else ("las", "läses när rundan har stängt", "lugnt")
        )
        rader.append({
            "del": delen, "ikon": ikon, "lage": ord_, "ton": ton, "versioner": lasbara,
            "att_lamna_in": delen.omgang.oppnar <= idag() and (delen.tillstand in VANTAR or delen.andrad_efter_inlamning),
        })  # fmt: skip
    return rader


@require_http_methods(["GET", "HEAD", "POST"])
def avsnitt(request: Begaran, slug: str, lasar: str, nyckel: str) -> HttpResponse:
    """Avsnittet i skrivläge. Den som leder enheten men inte får skriva just nu läser, och ser varför."""
    avsnittet = hamta_avsnitt(request, slug, lasar, nyckel)
    rapportlage = las_utkast(request.user, avsnittet.rapport)
    lage = avsnittet_i(rapportlage, avsnittet)
    if request.method == "POST":
        return spara_formularet(request, rapportlage, lage)
    return _visa(request, rapportlage, lage, _formular(request, rapportlage, lage))


def _formular(request: Begaran, rapportlage: Rapportlage, lage: Avsnittslage, data=None) -> Avsnittsformular:
    far_bedoma = hinder_for_att_bedoma(request.user, rapportlage.rapport) is None
    return Avsnittsformular(data, lage=lage, rapport=rapportlage, far_bedoma=far_bedoma)


def spara_formularet(request: Begaran, rapportlage: Rapportlage, lage: Avsnittslage) -> HttpResponse:
    """Sparar, eller svarar varför inte: 403 utan rätt, 400 vid fel, 409 vid krock. Det skrivna följer alltid med."""
    hinder = hinder_for_att_skriva_i(request.user, lage.avsnitt)
    if hinder and _vill_ha_json(request):
        return JsonResponse({"fel": f"{hinder} Din text är inte borta: kopiera den."}, status=403)
    krav_pa_ratt(hinder)
    formular = _formular(request, rapportlage, lage, request.POST)
    if not formular.is_valid():
        if _vill_ha_json(request):
            meningar = [f"{formular.fields[f].label}: {fel[0]}" for f, fel in formular.errors.items()]
            return JsonResponse({"fel": " ".join(meningar)}, status=400)
        return _visa(request, rapportlage, lage, formular, status=400)
    sparat = spara_avsnitt(
        avsnitt=lage.avsnitt,
        texter=formular.texter(),
        versioner=formular.versioner(),
        av=request.user,
        omgang=lage.omgang,
        mottagare=formular.mottagare(),
        malen=formular.malen(),
        **formular.bedomning(),
    )
    if sparat.krockar:
        return _visa_krock(request, rapportlage, lage, formular, sparat)
    if _vill_ha_json(request):
        return JsonResponse({"sparat": klockslag(sparat.nar), "versioner": sparat.versioner})
    return redirect(request.path)


def _vill_ha_json(request: Begaran) -> bool:
    return request.accepts("application/json") and not request.accepts("text/html")


def _visa_krock(request, rapportlage, lage, formular, sparat: Sparat) -> HttpResponse:
    """Båda texterna finns kvar: den egna i fältet och som gren, den andres bredvid. Nästa sparning gäller."""
    krockar = {krock.falt: krock_i_ord(krock) for krock in sparat.krockar}
    mening = krockmening(sparat.krockar)
    if _vill_ha_json(request):
        return JsonResponse({"fel": mening, "krockar": list(krockar.values())}, status=409)
    data = formular.data.copy()
    for falt, version in (sparat.versioner | {k.falt: k.version for k in sparat.krockar}).items():
        data[f"version-{falt}"] = version
    nytt = _formular(request, rapportlage, lage, data)
    return _visa(request, rapportlage, lage, nytt, status=409, krock_mening=mening, krockar=krockar)


def _visa(
    request: Begaran, rapportlage: Rapportlage, lage: Avsnittslage, formular, status: int = 200, **extra
) -> HttpResponse:
    krockar = extra.pop("krockar", {})
    delar = {
        d.omgang.nyckel: d
        for d in rapportlage.rapport.delar.select_related(
            "omgang", "senaste__av", "senaste__aterlamnad_av", "senaste__rapport"
        )
    }
    sida = Sida(request.user, rapportlage, lage, formular, delar, krockar)
    return render(request, sida.mallfil, sammanhang(sida) | extra, status=status)
