"""Vem får läsa, besluta, planera, rapportera och godkänna; ett ämne per fil. Meningen läses av knapp, sida och prov.

Källa: design/model.md "States" och "Who reads what"; matrisens rad VP-uppdrag.
"""

from vp_uppdrag.behorighet.huvudmannaplan import (
    far_lasa_version,
    far_veta_om_planen,
    hinder_for_att_faststalla_planen,
    hinder_for_att_kommentera_planen,
    hinder_for_att_lagga_fram,
    hinder_for_att_revidera,
    hinder_for_att_skriva_planen,
    hinder_for_att_styra,
)
from vp_uppdrag.behorighet.uppdrag import (
    deltar_i,
    haller_ihop,
    hinder_for_att_andra_ordern,
    hinder_for_att_avbryta,
    hinder_for_att_begara_godkannande,
    hinder_for_att_besluta,
    hinder_for_att_godkanna,
    hinder_for_att_lara,
    hinder_for_att_mata,
    hinder_for_att_planera,
    hinder_for_att_rapportera,
    hinder_for_att_skala_upp,
    hinder_for_att_skapa,
    hinder_for_att_skriva,
    hinder_for_att_slutrapportera,
    hinder_for_att_starta,
    hinder_for_att_ta_bort,
    hinder_for_att_valja_uppfoljning,
)

__all__ = [
    "deltar_i", "far_lasa_version", "far_veta_om_planen", "haller_ihop", "hinder_for_att_andra_ordern",
    "hinder_for_att_avbryta", "hinder_for_att_begara_godkannande", "hinder_for_att_besluta",
    "hinder_for_att_faststalla_planen", "hinder_for_att_godkanna", "hinder_for_att_kommentera_planen",
    "hinder_for_att_lagga_fram", "hinder_for_att_lara", "hinder_for_att_mata", "hinder_for_att_planera",
    "hinder_for_att_rapportera", "hinder_for_att_revidera", "hinder_for_att_skala_upp", "hinder_for_att_skapa",
    "hinder_for_att_skriva", "hinder_for_att_skriva_planen", "hinder_for_att_slutrapportera", "hinder_for_att_starta",
    "hinder_for_att_styra", "hinder_for_att_ta_bort", "hinder_for_att_valja_uppfoljning",
]  # fmt: skip
