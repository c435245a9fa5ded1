"""Det som dialogens sida visar, efter vad personen får läsa."""

from typing import Any

from dialoger.behorighet.dialog import ar_part, insynen
from dialoger.dialoglista import FORM, nar
from dialoger.handslagdel import handslagsdel
from dialoger.models import Dialog
from dialoger.parterna import Parterna
from dialoger.privatdel import privatdel
from dialoger.regler.dialog import Dialoglage, Insyn
from styrkedja.models import Person


def sammanhang(person: Person, dialog: Dialog) -> dict[str, Any]:
    """Huvudet för alla som ser dialogen; dagordningen och mallens frågor för dem som läser samtalet."""
    ton, ikon = FORM[Dialoglage(dialog.tillstand)]
    insyn = insynen(person, dialog)
    namn: dict[str, Any] = {
        "dialog": dialog,
        "nar": nar(dialog),
        "deltagare": Parterna([dialog]).deltagare(dialog),
        "ton": ton,
        "ikon": ikon,
        "laser": insyn in (Insyn.PART, Insyn.LASER),
        "ar_part": ar_part(person, dialog),
    }
    namn |= privatdel(person, dialog)
    if namn["laser"]:
        namn["dagordning"] = list(dialog.dagordning.all())
        namn["fragor"] = list(dialog.mall.fragor.all()) if dialog.mall else []
    return namn | handslagsdel(person, dialog)
