"""Sparningen av ett avsnitt i bakgrunden. Bara dörr, rätt och handling: rapporten läses inte för att spara en mening."""

from django.http import HttpResponse

from kvalitetsrapporter.behorighet import hinder_for_att_lasa_utkast, hinder_for_att_skriva
from kvalitetsrapporter.dorrar import hamta_avsnitt
from kvalitetsrapporter.forms import val_i_avsnittet
from kvalitetsrapporter.handlingar.skrivning import AGARE, spara_avsnitt
from styrkedja.begaran import Begaran
from styrkedja.behorighet import krav_pa_ratt
from styrkedja.handlingar.narvaro import andra_har
from styrkedja.skrivning import las_skrivelse, skrivvy, svara


@skrivvy
def spara(request: Begaran, slug: str, lasar: str, nyckel: str) -> HttpResponse:
    """Tar emot fälten och valen som ändrats i avsnittet. Svarar enligt skrivprotokollet (styrkedja/skrivning.py)."""
    avsnitt = hamta_avsnitt(request, slug, lasar, nyckel)
    krav_pa_ratt(hinder_for_att_lasa_utkast(request.user, avsnitt.rapport))
    krav_pa_ratt(hinder_for_att_skriva(request.user, avsnitt.rapport))
    skrivet = las_skrivelse(request, falt={falt.nyckel for falt in avsnitt.mall.falt.all()})
    sparat = spara_avsnitt(
        avsnitt=avsnitt,
        texter=skrivet.texter,
        versioner=skrivet.versioner,
        op=skrivet.op,
        av=request.user,
        **val_i_avsnittet(avsnitt, skrivet.val),
    )
    return svara(sparat, andra_har(AGARE, avsnitt.pk, utom=request.user))
