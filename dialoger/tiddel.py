"""Dialogsidans del om tiden och gästerna: förslaget som väntar, vem som svarar, och det som man vill veta om dagen."""

from typing import Any

from dialoger.behorighet.dialog import hinder_fore_samtalet, hinder_i_dialogen
from dialoger.behorighet.tid import (
    hinder_for_att_acceptera,
    hinder_for_att_avboka,
    hinder_for_att_avsluta,
    hinder_for_att_godkanna,
    hinder_for_att_planera_om,
)
from dialoger.krockar import krockar
from dialoger.models import Dialog, Gast, Tidsforslag
from dialoger.regler.tid import varningar
from styrkedja.format import klockslag, lokal_dag, lokal_tid, veckodag_datum
from styrkedja.models import Person
from styrkedja.regler.dagar import Period


def tiddel(person: Person, dialog: Dialog) -> dict[str, Any]:
    """Namnen som `_tiden.html` läser, för den som läser samtalet."""
    forslag = dialog.tidsforslag.filter(svar=Tidsforslag.Svar.VANTAR).select_related("av_person").first()
    if forslag:
        forslag.dialog = dialog
    return {
        "tidsforslag": forslag,
        "forslaget": _i_ord(forslag) if forslag else "",
        "forslagets_varningar": _varningar(person, forslag) if forslag else [],
        "far_svara_tid": forslag is not None and hinder_for_att_acceptera(person, forslag) is None,
        "far_foresla_tid": hinder_fore_samtalet(person, dialog) is None,
        "far_avboka": hinder_for_att_avboka(person, dialog) is None,
        "far_planera_om": hinder_for_att_planera_om(person, dialog) is None,
        "far_bjuda": hinder_i_dialogen(person, dialog) is None,
        "gasterna": [_gast(person, dialog, g) for g in dialog.gaster.all() if g.avslutad is None],
    }


def _i_ord(forslag: Tidsforslag) -> str:
    return f"{veckodag_datum(forslag.borjar)} {klockslag(forslag.borjar)}–{klockslag(forslag.slutar)}"


def _varningar(person: Person, forslag: Tidsforslag) -> list[str]:
    lov = [Period(lov.fran, lov.till) for lov in forslag.dialog.lasar.lov.all()]
    fran, till = lokal_tid(forslag.borjar).time(), lokal_tid(forslag.slutar).time()
    sagt = varningar(lokal_dag(forslag.borjar), fran, till, lov)
    return sagt + krockar(person, forslag.dialog, forslag.borjar, forslag.slutar)


def _gast(person: Person, dialog: Dialog, gast: Gast) -> dict[str, Any]:
    gast.dialog = dialog
    return {
        "gast": gast,
        "far_svara": hinder_for_att_godkanna(person, gast) is None,
        "far_avsluta": hinder_for_att_avsluta(person, gast) is None,
    }
