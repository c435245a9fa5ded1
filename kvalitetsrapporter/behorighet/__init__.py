"""Vem får läsa, skriva, lämna in, lämna tillbaka och fastställa en kvalitetsrapport, ett ämne per fil.

Källa: design/model.md "Who reads what, decided"; matrisens rader Kvalitetsrapport utkast, inlämnad, fastställd.
"""

from kvalitetsrapporter.behorighet.fragor import (
    hinder_for_att_andra_fraga,
    hinder_for_att_fraga,
    hinder_for_att_satta_fragebudget,
    ser_fragorna,
)
from kvalitetsrapporter.behorighet.inlamning import (
    hinder_for_att_faststalla,
    hinder_for_att_lamna_in,
    hinder_for_att_lamna_tillbaka,
)
from kvalitetsrapporter.behorighet.kommentarer import (
    far_lasa_kommentarer,
    hinder_for_att_aterkoppla,
    hinder_for_att_svara,
)
from kvalitetsrapporter.behorighet.lasa import (
    ar_egen_verksamhetschef,
    far_veta_om_inlamning,
    hinder_for_att_lasa_avsnitt,
    hinder_for_att_lasa_inlamning,
    hinder_for_att_lasa_utkast,
    laser_delarna,
    laser_faststallt,
    leder_enheten,
    medskriver,
    ser_status,
)
from kvalitetsrapporter.behorighet.medverkan import (
    arbetar_pa,
    hinder_for_att_andra_inspel,
    hinder_for_att_lamna_inspel,
    hinder_for_att_valja_medskrivare,
)
from kvalitetsrapporter.behorighet.skriva import (
    hinder_for_att_bedoma,
    hinder_for_att_skriva,
    hinder_for_att_skriva_i,
)
from kvalitetsrapporter.behorighet.stodbehov import ar_behovets_mottagare, far_lasa_behovet, ser_stodet
from kvalitetsrapporter.behorighet.tidigare import far_lasa_tidigare, hinder_for_att_ta_in

__all__ = [
    "ar_behovets_mottagare", "ar_egen_verksamhetschef", "arbetar_pa", "far_lasa_behovet", "far_lasa_kommentarer",
    "far_lasa_tidigare", "far_veta_om_inlamning", "hinder_for_att_andra_fraga",
    "hinder_for_att_andra_inspel", "hinder_for_att_aterkoppla",
    "hinder_for_att_bedoma", "hinder_for_att_faststalla", "hinder_for_att_fraga", "hinder_for_att_lamna_in",
    "hinder_for_att_lamna_inspel", "hinder_for_att_lamna_tillbaka", "hinder_for_att_lasa_avsnitt",
    "hinder_for_att_lasa_inlamning", "hinder_for_att_lasa_utkast", "hinder_for_att_satta_fragebudget",
    "hinder_for_att_skriva", "hinder_for_att_skriva_i", "hinder_for_att_svara", "hinder_for_att_ta_in",
    "hinder_for_att_valja_medskrivare", "laser_delarna", "laser_faststallt", "leder_enheten", "medskriver",
    "ser_fragorna", "ser_status", "ser_stodet",
]  # fmt: skip
