"""Tidens och gästernas rader i tabellen över det som går att göra i samtalet och inför det (se `samtalshandlingar.py`)."""

from dialoger.behorighet import tid as b
from dialoger.behorighet.dialog import hinder_fore_samtalet, hinder_i_dialogen
from dialoger.forms import tid as former
from dialoger.handlingar import gaster, tid
from dialoger.samtalshandlingar import Samtalshandling, dialogens, radens

TIDSHANDLINGAR: dict[str, Samtalshandling] = {
    "tid": Samtalshandling(
        "Föreslå en tid",
        "Den andra parten säger ja, eller föreslår en annan. En bokad tid gäller tills den nya har fått ja.",
        "Föreslå", "Förslaget väntar på den andra parten.", dialogens(hinder_fore_samtalet), tid.foresla_tid,
        former.Tidsformular, ankare="tiden",
    ),
    "ja-tid": Samtalshandling(
        "Säg ja till tiden", "Dialogen är bokad, och den andra parten får veta det.", "Ja, boka", "Dialogen är bokad.",
        radens(b.hinder_for_att_acceptera), tid.acceptera_tid, slag="tidsforslag", ankare="tiden",
    ),
    "avboka": Samtalshandling(
        "Avboka tiden", "Det ni har förberett står kvar. Dialogen väntar på en ny tid.", "Avboka", "Tiden är avbokad.",
        dialogens(b.hinder_for_att_avboka), tid.avboka, former.Skal, ankare="tiden", fara=True,
    ),
    "stall-in": Samtalshandling(
        "Ställ in dialogen", "Dialogen hålls inte. Den går att planera igen.", "Ställ in", "Dialogen är inställd.",
        dialogens(hinder_fore_samtalet), tid.stall_in, former.Skal, ankare="tiden", fara=True,
    ),
    "planera-om": Samtalshandling(
        "Planera dialogen igen", "Dialogen ska hållas ändå, och väntar på en ny tid.", "Planera igen",
        "Dialogen väntar på en tid.", dialogens(b.hinder_for_att_planera_om), tid.planera_om, ankare="tiden",
    ),
    "bjud": Samtalshandling(
        "Föreslå en gäst", "Personen får veta det, och läser det gemensamma, först när den andra parten har sagt ja.",
        "Föreslå", "Förslaget väntar på den andra parten.", dialogens(hinder_i_dialogen), gaster.foresla_gast,
        former.Gastformular, ankare="gaster",
    ),
    "ja-gast": Samtalshandling(
        "Säg ja till gästen", "Gästen bjuds in med ett brev och läser det gemensamma i dialogen.", "Ja, bjud in",
        "Gästen är inbjuden.", radens(b.hinder_for_att_godkanna), gaster.godkann_gast, slag="gast", ankare="gaster",
    ),
    "avsluta-gast": Samtalshandling(
        "Ta bort gästen", "Gästen läser inte dialogen längre.", "Ta bort", "Gästen är borttagen.",
        radens(b.hinder_for_att_avsluta), gaster.avsluta_gast, slag="gast", ankare="gaster", fara=True,
    ),
}  # fmt: skip
