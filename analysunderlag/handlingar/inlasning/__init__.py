"""Att läsa in statistik ur en fil: ta emot, granska, bekräfta, föra in, ångra. Allt i filen förs in, eller inget.

Ordningen är filerna: `lasning` läser filen (sammanhang är huset den läses i), `planering` jämför med det som finns
(register), `granskning` säger det i ord, `mottagning` håller filen medan den väntar, `inforande` skriver, `angring` tar
tillbaka.
"""

from analysunderlag.handlingar.inlasning.angring import angra
from analysunderlag.handlingar.inlasning.granskning import fel_i_rader, sammanfatta
from analysunderlag.handlingar.inlasning.inforande import fel_i_ord, ge_tillbaka, infor, infor_direkt
from analysunderlag.handlingar.inlasning.lasning import Lasval
from analysunderlag.handlingar.inlasning.mottagning import (
    SLAG,
    SLAG_GRANSKA,
    Elevuppgift,
    ar_stor,
    avbryt,
    bekrafta,
    granska,
    lagg_granskning,
    planera_fil,
    planera_inlasning,
    satt_lasning,
    ta_emot,
)

__all__ = [
    "SLAG", "SLAG_GRANSKA", "Elevuppgift", "Lasval", "angra", "ar_stor", "avbryt", "bekrafta", "fel_i_ord", "fel_i_rader",
    "ge_tillbaka", "granska", "infor", "infor_direkt", "lagg_granskning", "planera_fil", "planera_inlasning", "sammanfatta",
    "satt_lasning", "ta_emot",
]  # fmt: skip
