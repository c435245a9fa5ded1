"""Dialogsidans del om samtalet: förberedelserna, dagordningen och underlagen före; agendan, texten och talen under."""

from typing import Any

from analysunderlag import pm
from dialoger.agendan import agendan
from dialoger.behorighet.dialog import hinder_fore_samtalet, hinder_i_dialogen
from dialoger.behorighet.samtal import (
    far_haftet,
    hinder_for_att_anteckna_gemensamt,
    hinder_for_att_faststalla_minnen,
    hinder_for_att_foresla_bort,
    hinder_for_att_starta,
    hinder_for_att_svara_bort,
    hinder_for_att_ta_bort,
    hinder_under_samtalet,
    laser_minnesanteckningarna,
)
from dialoger.forberett import forberedelser
from dialoger.handlingar.minnesanteckningar import MINNE, orden
from dialoger.lyfta import lyfta_punkter
from dialoger.models import Dagordningspunkt, Dialog
from dialoger.parterna import leder_i_ord
from dialoger.punktens import punktens
from dialoger.regler.dialog import EFTER
from dialoger.regler.samtalsord import MINNESFALT
from dialoger.samtalshandlingar import minnet
from dialoger.underlagsrader import underlagsrader
from styrkedja.format import uppraknat
from styrkedja.models import Enhet, Person
from vp_uppdrag.forms.blad import Bladformular
from vp_uppdrag.handlingar.blad import las_blad, senast_sparat

#: Är parterna fler än så nämns de som inte är klara i en mening.
FA = 2


def samtalsdel(person: Person, dialog: Dialog, vald: str = "") -> dict[str, Any]:
    """Namnen som `_fore.html` och `_under.html` läser, för den som läser samtalet.

    Args:
        vald: ?punkt=, punkten som visas under samtalet.
    """
    punkter = list(dialog.dagordning.select_related("omrade", "mallpunkt", "punkt", "tillagd_av__plats",
                                                    "bort_foreslagen_av__plats"))  # fmt: skip
    for punkt in punkter:
        punkt.dialog = dialog
    alla = forberedelser(person, dialog)
    visade = [f for f in alla if f.egen or f.rad.klar] if len(alla) > FA else alla
    namn = {
        "forberedelser": alla,
        "visade_forberedelser": visade,
        "vantar_pa": uppraknat([f.vem for f in alla if f not in visade]),
        "far_haftet": far_haftet(person, dialog),
        "leder": leder_i_ord(dialog),
        "hinder_leder": hinder_i_dialogen(person, dialog),
        "fragor": list(dialog.mall.fragor.all()) if dialog.mall else [],
    }
    if dialog.tillstand in EFTER:
        return namn | _under(person, dialog, punkter, vald)
    return namn | _fore(person, dialog, punkter)


def _fore(person: Person, dialog: Dialog, punkter: list[Dagordningspunkt]) -> dict[str, Any]:
    kvar = [p for p in punkter if not p.bortvald]
    return {
        "dagordning": [(p, _far(person, p)) for p in punkter],
        "dagordningens_minuter": sum(p.minuter for p in kvar),
        "underlagsrader": underlagsrader(person, dialog),
        "fran_avdelningar": _fran_avdelningar(dialog),
        "lyfta": list(lyfta_punkter(dialog)),
        "utanfor": dialog.mall.utanfor if dialog.mall else [],
        "hinder_ordna": hinder_fore_samtalet(person, dialog),
        "hinder_starta": hinder_for_att_starta(person, dialog),
    }


def _far(person: Person, punkt: Dagordningspunkt) -> dict[str, bool]:
    """Vad personen kan göra med punkten nu."""
    return {
        "ordna": hinder_fore_samtalet(person, punkt.dialog) is None,
        "valj_bort": hinder_for_att_foresla_bort(person, punkt) is None,
        "svara_bort": hinder_for_att_svara_bort(person, punkt) is None,
        "ta_bort": hinder_for_att_ta_bort(person, punkt) is None,
    }


def _fran_avdelningar(dialog: Dialog) -> list[Any]:
    """Avdelningarnas PM om enheten inför rundan (krav 103)."""
    enhet = Enhet.objects.filter(pk=dialog.plats_id).first()
    return list(pm.om_enheter([enhet], set(), dialog.omgang)) if enhet else []


def _under(person: Person, dialog: Dialog, punkter: list[Dagordningspunkt], vald: str) -> dict[str, Any]:
    agenda = agendan(dialog, punkter, vald)
    return {
        "agenda": agenda,
        "punkten": punktens(person, dialog, agenda.visad) if agenda.visad else None,
        "hinder_under": hinder_under_samtalet(person, dialog),
        **minnesdel(person, dialog),
    }


def minnesdel(person: Person, dialog: Dialog) -> dict[str, Any]:
    """Minnesanteckningarna: att skriva i, eller att läsa. Direktören läser de fastställda."""
    minne = minnet(dialog)
    if minne is None or not laser_minnesanteckningarna(person, dialog, minne):
        return {}
    hinder = hinder_for_att_anteckna_gemensamt(person, dialog, minne)
    namn: dict[str, Any] = {
        "minne": minne,
        "hinder_minne": hinder,
        "hinder_faststall": hinder_for_att_faststalla_minnen(person, dialog, minne),
        "hinder_valja": hinder_i_dialogen(person, dialog),
    }
    if hinder:
        skrivet = orden(minne)
        return namn | {"minnesorden": [(f.etikett, skrivet.get(f.nyckel, "")) for f in MINNESFALT]}
    formular = Bladformular(blad=las_blad(MINNE, minne.pk, MINNESFALT))
    return namn | {"minnesrutor": formular.rutor(), "minnen_sparade": senast_sparat(formular.blad)}
