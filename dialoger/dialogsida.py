"""Det som dialogens sida visar, efter vad personen får läsa."""

from typing import Any

from dialoger.behorighet.dialog import ar_part, insynen
from dialoger.dialoglista import FORM, nar
from dialoger.handslagdel import handslagsdel
from dialoger.iakttagelsedel import dialogens_iakttagelser
from dialoger.models import Dialog
from dialoger.parterna import Parterna
from dialoger.privatdel import privatdel
from dialoger.regler.dialog import EFTER, Dialoglage, Insyn
from dialoger.samtalsdel import minnesdel, samtalsdel
from dialoger.tiddel import tiddel
from kvalitetsrapporter.models import Rapport
from kvalitetsrapporter.tvabilder import Tvabilder, tva_bilder
from styrkedja.models import Person


def sammanhang(person: Person, dialog: Dialog, *, vald: str = "", projektor: bool = False) -> dict[str, Any]:
    """Huvudet för alla som ser dialogen; samtalet för dem som läser det.

    Args:
        vald: punkten som visas under samtalet.
        projektor: sidan visas för fler än den inloggade; det egna är inte med.
    """
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
        "ford": dialog.tillstand in EFTER,
        "projektor": projektor,
    }
    if not projektor:
        namn |= privatdel(person, dialog) | dialogens_iakttagelser(person, dialog)
    if namn["laser"]:
        namn |= samtalsdel(person, dialog, vald) | {"bilder": _bilderna(person, dialog)}
        namn |= {} if namn["ford"] else tiddel(person, dialog)
    else:
        namn |= minnesdel(person, dialog)
    return namn | handslagsdel(person, dialog)


def _bilderna(person: Person, dialog: Dialog) -> Tvabilder | None:
    """Rektors och verksamhetschefens bedömningar, när dialogen gäller en enhets del och personen är en av parterna."""
    if dialog.omgang is None:
        return None
    rapport = Rapport.objects.filter(enhet=dialog.plats_id, lasar=dialog.lasar_id).select_related("lasar").first()
    return tva_bilder(rapport, dialog.omgang, person) if rapport else None
