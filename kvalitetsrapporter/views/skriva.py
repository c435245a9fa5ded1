"""Sparningen av ett avsnitt i bakgrunden. Bara dörr, rätt och handling: rapporten läses inte för att spara en mening."""

from typing import Any

from django.http import HttpResponse

from kvalitetsrapporter.behorighet import hinder_for_att_bedoma, hinder_for_att_skriva_i
from kvalitetsrapporter.dorrar import hamta_avsnitt_att_spara
from kvalitetsrapporter.forms import val_i_avsnittet
from kvalitetsrapporter.handlingar.egna_falt import nycklar_att_skriva
from kvalitetsrapporter.handlingar.skrivning import AGARE, spara_avsnitt
from kvalitetsrapporter.models import Avsnitt
from styrkedja.begaran import Begaran
from styrkedja.behorighet import krav_pa_ratt
from styrkedja.handlingar.narvaro import andra_har
from styrkedja.skrivning import Skrivelse, las_skrivelse, skrivvy, svara


@skrivvy
def spara(request: Begaran, slug: str, lasar: str, nyckel: str) -> HttpResponse:
    """Tar emot fälten och valen som ändrats i avsnittet. Svarar enligt skrivprotokollet (styrkedja/skrivning.py)."""
    avsnitt = hamta_avsnitt_att_spara(request, slug, lasar, nyckel)
    krav_pa_ratt(hinder_for_att_skriva_i(request.user, avsnitt))
    skrivet = las_skrivelse(request, falt=nycklar_att_skriva(avsnitt))
    sparat = spara_avsnitt(
        avsnitt=avsnitt,
        texter=skrivet.texter,
        versioner=skrivet.versioner,
        op=skrivet.op,
        av=request.user,
        **_val(request, avsnitt, skrivet),
    )
    return svara(sparat, andra_har(AGARE, avsnitt.pk, utom=request.user))


def _val(request: Begaran, avsnitt: Avsnitt, skrivet: Skrivelse) -> dict[str, Any]:
    """Valen är bedömningen, och den är rektors: en medskrivares sida har dem inte."""
    if not skrivet.val or hinder_for_att_bedoma(request.user, avsnitt.rapport):
        return {}
    return val_i_avsnittet(avsnitt, skrivet.val)
