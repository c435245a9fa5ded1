"""Underlagets del av enhetens rum: det viktigaste talet bland grannarna, och några att läsa med."""

from django.db.models import Q
from django.template.loader import render_to_string

from analysunderlag.behorighet.insyn import laser_underlaget
from analysunderlag.bilder import Ritad
from analysunderlag.enhetssida import las_ritade
from analysunderlag.handlingar.serier import Serie, las_serier
from analysunderlag.models import Niva
from styrkedja import diagram as d
from styrkedja.begaran import Begaran
from styrkedja.enhetsrum import Rumsdel
from styrkedja.models import Enhet, Tillhorighet

#: Det första av dem som enheten har tal för är det som ritas.
HUVUDTAL = (
    "behorighet_yrkesprogram", "minst_e_matematik_6", "examen_inom_3_ar", "genomstromning_im", "amnesprov_ib",
    "skoltempen_forskola_omsorg", "skoltempen_trygghet",
)  # fmt: skip
LAS_MED = (
    "skoltempen_trygghet", "skoltempen_svarsfrekvens", "franvaro_over_20", "skoltempen_inflytande", "myran_progression",
    "medarbetarengagemang", "anpassad_progression",
)  # fmt: skip
#: Så många grannar ryms i bilden utan att namnen trängs.
GRANNAR = 6


def delar(request: Begaran, enhet: Enhet) -> list[Rumsdel]:
    """Resultaten, för den som underlaget finns för och när enheten har några tal."""
    if not laser_underlaget(request.user):
        return []
    ritade = las_ritade(request.user, enhet, [*HUVUDTAL, *LAS_MED])
    if not ritade:
        return []
    huvud = next((r for nyckel in HUVUDTAL for r in ritade if r.nyckeltal.nyckel == nyckel and r.har_kurva), None)
    sammanhang = {
        "enhet": enhet,
        "huvud": huvud,
        "diagram": _med_grannar(request, enhet, huvud) if huvud else None,
        "las_med": [r for r in ritade if r.nyckeltal.nyckel in LAS_MED and r is not huvud],
    }
    return [Rumsdel("resultat", "Resultaten", render_to_string("analysunderlag/_enhetsrum.html", sammanhang, request))]


def _med_grannar(request: Begaran, enhet: Enhet, r: Ritad) -> d.Diagram:
    """Enhetens kurva med områdets andra enheter tunt bakom."""
    grannar = _grannarna(enhet)
    vilken = r.bild.egen.vilken
    last = las_serier(request.user, [r.nyckeltal], Q(plats__in=grannar, niva=Niva.ENHET, kon=""))
    serier = [
        d.Serie(grannar[v.plats or 0], r.varden(serie))
        for v, serie in last.serier.items()
        if (v.skolform, v.uppdelning) == (vilken.skolform, vilken.uppdelning) and _har_tal(serie)
    ]
    return r.linje([d.Serie(enhet.namn, r.varden(r.bild.egen), egen=True), *serier[:GRANNAR]])


def _grannarna(enhet: Enhet) -> dict[int, str]:
    """De andra enheterna i områdets senaste läsår. En fråga."""
    nu = Tillhorighet.objects.filter(enhet=enhet).order_by("-lasar__fran").values("omrade", "lasar")[:1]
    rader = Tillhorighet.objects.filter(omrade=nu.values("omrade"), lasar=nu.values("lasar")).exclude(enhet=enhet)
    return dict(rader.values_list("enhet", "enhet__namn"))


def _har_tal(serie: Serie) -> bool:
    return any(p.visat.tal is not None for p in serie.punkter.values())
