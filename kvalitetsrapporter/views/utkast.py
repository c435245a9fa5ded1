"""Hela utkastet i ett stycke: att läsa från början till slut, på telefon eller utskrivet."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kvalitetsrapporter.behorighet import hinder_for_att_lasa_utkast
from kvalitetsrapporter.disposition import kapitlens_avsnitt
from kvalitetsrapporter.dorrar import hamta_rapport
from kvalitetsrapporter.handlingar.innehall import Avsnittslage, Malbedomning, Rapportlage, las_rapport
from styrkedja.begaran import Begaran
from styrkedja.behorighet import krav_pa_ratt
from styrkedja.klocka import idag
from styrkedja.models import Skalsteg


@require_safe
def utkast(request: Begaran, slug: str, lasar: str) -> HttpResponse:
    """Rapporten så som den ser ut nu, runda för runda. Bara skolledningen: det är arbetsmaterial."""
    rapport = hamta_rapport(request, slug, lasar)
    krav_pa_ratt(hinder_for_att_lasa_utkast(request.user, rapport))
    lage = las_rapport(rapport)
    kapitel = [(rubrik, [_avsnitt(lage, a) for a in egna]) for rubrik, egna in kapitlens_avsnitt(lage)]
    skrivna = [(rubrik, [a for a in egna if a["skrivet"]]) for rubrik, egna in kapitel]
    namn = {
        "rapport": rapport,
        "enhet": rapport.enhet,
        "dag": idag(),
        "kapitel": [(rubrik, egna) for rubrik, egna in skrivna if egna],
        "oskrivna": [a["lage"].avsnitt for _, egna in kapitel for a in egna if not a["skrivet"]],
    }
    return render(request, "kvalitetsrapporter/utkast.html", namn)


def _avsnitt(lage: Rapportlage, a: Avsnittslage) -> dict:
    b = a.bedomning
    return {
        "lage": a,
        "falt": [f for f in a.falt if f.ifyllt],
        "bedomning": lage.skala.get((Skalsteg.Slag.BEDOMNING, b.niva)) if b else None,
        "progression": lage.skala.get((Skalsteg.Slag.PROGRESSION, b.progression)) if b else None,
        "malen": [_mal(lage, m) for m in a.malen],
        "skrivet": any(f.ifyllt for f in a.falt) or a.bedomt,
    }


def _mal(lage: Rapportlage, ett: Malbedomning) -> dict:
    b = ett.bedomning
    return {
        "nr": ett.mal.gallande_nr,
        "text": ett.mal.gallande_text or ett.mal.text,
        "bedomning": lage.skala.get((Skalsteg.Slag.BEDOMNING, b.niva)) if b else None,
        "progression": lage.skala.get((Skalsteg.Slag.PROGRESSION, b.progression)) if b else None,
    }
