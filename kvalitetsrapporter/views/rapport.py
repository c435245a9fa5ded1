"""Rapporten: översikten med sina delar, och avsnittet som det skrivs i."""

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from kvalitetsrapporter.behorighet import (
    hinder_for_att_faststalla,
    hinder_for_att_lamna_in,
    hinder_for_att_lasa_inlamning,
    hinder_for_att_lasa_utkast,
    hinder_for_att_skriva,
    leder_enheten,
    ser_status,
)
from kvalitetsrapporter.dorrar import hamta_rapport
from kvalitetsrapporter.forms import Avsnittsformular
from kvalitetsrapporter.handlingar.innehall import Avsnittslage, Rapportlage, las_rapport
from kvalitetsrapporter.handlingar.skrivning import spara_avsnitt
from kvalitetsrapporter.models import Inlamning, Rapport, Rapportdel
from kvalitetsrapporter.regler import Tillstand
from kvalitetsrapporter.visning import delens_lage, disposition, sparat_i_ord
from styrkedja.begaran import Begaran
from styrkedja.behorighet import krav_pa_ratt
from styrkedja.format import klockslag
from styrkedja.handlingar.lasar import aktuellt_lasar
from styrkedja.handlingar.texter import Sparat
from styrkedja.klocka import idag
from styrkedja.models import Omgang
from styrkedja.skrivning import krock_i_ord, krockmening

#: Delar som väntar på rektor.
VANTAR = (Tillstand.ARBETSMATERIAL, Tillstand.ATERLAMNAD)


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
    """Rapportens delar som kapitel i tiden. Skolledningen ser utkastet; övriga ser läget och det inlämnade."""
    rapport = hamta_rapport(request, slug, lasar)
    person, delar = request.user, _delar(rapport)
    sammanhang = {"rapport": rapport, "enhet": rapport.enhet, "ledare": leder_enheten(person, rapport)}
    if sammanhang["ledare"]:
        lage = las_rapport(rapport)
        sammanhang |= {
            "aktuell": lage.aktuell,
            "kapitel": disposition(lage, delar),
            "hinder_skriva": hinder_for_att_skriva(person, rapport),
            "hinder_lamna_in": hinder_for_att_lamna_in(person, rapport),
            "hinder_faststalla": hinder_for_att_faststalla(person, rapport),
            "antal_saknas": len({s.avsnitt_nyckel for s in lage.saknas(lage.aktuell)}) if lage.aktuell else 0,
        }
    sammanhang["delar"] = _delrader(person, rapport, delar)
    return render(request, "kvalitetsrapporter/rapport.html", sammanhang)


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
    rapport = hamta_rapport(request, slug, lasar)
    krav_pa_ratt(hinder_for_att_lasa_utkast(request.user, rapport))
    rapportlage = las_rapport(rapport)
    lage = next((a for a in rapportlage.avsnitt if a.avsnitt.nyckel == nyckel), None)
    if lage is None:
        raise Http404
    lage.avsnitt.rapport = rapport
    if request.method == "POST":
        return _spara(request, rapportlage, lage)
    return _visa(request, rapportlage, lage, Avsnittsformular(lage=lage, rapport=rapportlage))


def _spara(request: Begaran, rapportlage: Rapportlage, lage: Avsnittslage) -> HttpResponse:
    """Sparar, eller svarar varför inte: 403 utan rätt, 400 vid fel, 409 vid krock. Det skrivna följer alltid med."""
    hinder = hinder_for_att_skriva(request.user, rapportlage.rapport)
    if hinder and _vill_ha_json(request):
        return JsonResponse({"fel": f"{hinder} Din text är inte borta: kopiera den."}, status=403)
    krav_pa_ratt(hinder)
    formular = Avsnittsformular(request.POST, lage=lage, rapport=rapportlage)
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
    nytt = Avsnittsformular(data, lage=lage, rapport=rapportlage)
    return _visa(request, rapportlage, lage, nytt, status=409, krock_mening=mening, krockar=krockar)


def _visa(
    request: Begaran, rapportlage: Rapportlage, lage: Avsnittslage, formular, status: int = 200, **extra
) -> HttpResponse:
    rapport = rapportlage.rapport
    alla = [a.avsnitt.nyckel for a in rapportlage.avsnitt]
    plats = alla.index(lage.avsnitt.nyckel)
    krockar, delar = extra.pop("krockar", {}), _delar(rapport)
    return render(
        request,
        "kvalitetsrapporter/avsnitt.html",
        {
            "rapport": rapport,
            "enhet": rapport.enhet,
            "lage": lage,
            "mall": lage.avsnitt.mall,
            "kapitel": disposition(rapportlage, delar, lage.avsnitt.nyckel),
            "aktuell": rapportlage.aktuell,
            "att_lamna_in": _att_lamna_in(rapportlage, delar),
            "formular": formular,
            "falt": [_faltruta(f, lage, formular, krockar.get(f.nyckel)) for f in lage.falt],
            "sparat": sparat_i_ord(lage),
            "hinder_skriva": hinder_for_att_skriva(request.user, rapport),
            "hinder_lamna_in": hinder_for_att_lamna_in(request.user, rapport),
            "steg": list(rapportlage.skala.values()),
            "forra": forra_aret(lage),
            "del_senaste": _senaste(lage, delar),
            "foregaende": alla[plats - 1] if plats else "",
            "nasta": alla[plats + 1] if plats + 1 < len(alla) else "",
            **extra,
        },
        status=status,
    )


def _att_lamna_in(lage: Rapportlage, delar: dict[str, Rapportdel]) -> Omgang | None:
    """Omgången som väntar på inlämning: den aktuella, om den inte redan är inne som den är."""
    delen = delar.get(lage.aktuell.nyckel) if lage.aktuell else None
    if delen is None or delen.tillstand in VANTAR or delen.andrad_efter_inlamning:
        return lage.aktuell
    return None


def _senaste(lage: Avsnittslage, delar: dict[str, Rapportdel]) -> Inlamning | None:
    """Den senast inlämnade versionen av delen som avsnittet hör till."""
    delen = delar.get(lage.omgang.nyckel) if lage.omgang else None
    return delen.senaste if delen else None


def _faltruta(falt, lage: Avsnittslage, formular, krock: dict | None) -> dict:
    """Ett fält att rita: mallens ord, formulärets fält, och den andres text när det krockar."""
    skolform = lage.avsnitt.skolform.nyckel if lage.avsnitt.skolform else ""
    return {
        "mall": falt.mall,
        "anvisning": falt.mall.anvisning_per_skolform.get(skolform, falt.mall.anvisning),
        "ips_namn": falt.mall.get_ips_display(),
        "falt": formular[f"falt-{falt.nyckel}"],
        "version": formular[f"version-{falt.nyckel}"],
        "krock": krock,
    }


def forra_aret(lage: Avsnittslage) -> dict | None:
    """Vad förra läsårets senaste inlämnade version sade i samma avsnitt. Två frågor."""
    rapport = lage.avsnitt.rapport
    forra = rapport.lasar.foregaende()
    if forra is None:
        return None
    inlamning = (
        Inlamning.objects.filter(rapport__enhet=rapport.enhet_id, rapport__lasar=forra)
        .select_related("omgang")
        .order_by("-omgang__ordning", "-nummer")
    )
    nyckel = "summerande_analys" if lage.avsnitt.nyckel == "samlad_bedomning" else lage.avsnitt.nyckel
    for version in inlamning:
        for avsnitt_ in version.innehall["avsnitt"]:
            if avsnitt_["nyckel"] == nyckel:
                return {"lasar": forra.namn, "inlamning": version, **avsnitt_}
    return None
