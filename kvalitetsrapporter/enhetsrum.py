"""Rapportens del av enhetens rum: årens rapporter, så långt personen får se dem."""

from django.template.loader import render_to_string

from kvalitetsrapporter.behorighet import far_lasa_tidigare, hinder_for_att_ta_in, ser_status
from kvalitetsrapporter.models import Rapport, TidigareRapport
from kvalitetsrapporter.visning import delens_lage
from styrkedja.begaran import Begaran
from styrkedja.enhetsrum import Rumsdel
from styrkedja.models import Enhet


def delar(request: Begaran, enhet: Enhet) -> list[Rumsdel]:
    """Kvalitetsrapporterna, senaste läsåret först."""
    rapporter = (
        Rapport.objects.synliga_for(request.user)
        .filter(enhet=enhet)
        .select_related("lasar", "enhet")
        .prefetch_related("delar__omgang", "delar__senaste")
        .order_by("-lasar__fran")
    )
    rader = [
        {
            "rapport": r,
            "delar": [
                dict(zip(("ikon", "lage", "ton"), delens_lage(d), strict=True)) | {"namn": d.omgang.namn}
                for d in r.delar.all()
            ]
            if ser_status(request.user, r) or r.faststalld
            else [],
        }
        for r in rapporter
    ]
    laser = far_lasa_tidigare(request.user, enhet)
    sammanhang = {
        "rader": rader,
        "enhet": enhet,
        "tidigare": TidigareRapport.objects.filter(enhet=enhet).select_related("lasar") if laser else [],
        "far_ta_in": hinder_for_att_ta_in(request.user, enhet) is None,
    }
    html = render_to_string("kvalitetsrapporter/_enhetsrum.html", sammanhang, request)
    return [Rumsdel("rapport", "Kvalitetsrapporter", html)]
