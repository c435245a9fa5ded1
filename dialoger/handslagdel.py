"""Dialogsidans del om handslag: sedan sist, det ni kommer överens om nu, och vems ja som väntas."""

from typing import Any

from dialoger.behorighet.dialog import hinder_i_dialogen, insynen
from dialoger.behorighet.handslag import hinder_for_att_bekrafta
from dialoger.handslagsvisning import Handslagsrad, handslagsrader, i_spalter
from dialoger.models import Dialog, Handslag
from dialoger.regler.dialog import Insyn
from dialoger.sedan_sist import sedan_sist
from styrkedja.format import antal_ord
from styrkedja.models import Huvudman, Person
from styrkedja.regler.handlingsstatus import Handlingsstatus, status_efter


def handslagsdel(person: Person, dialog: Dialog) -> dict[str, Any]:
    """Namnen som `_handslag.html` och `_sedan_sist.html` läser. Direktören får de bekräftade, och inget om vägen dit."""
    laser = insynen(person, dialog) in (Insyn.PART, Insyn.LASER)
    rader = lasta_handslag(person, dialog)
    sist = handslagsrader(person, sedan_sist(dialog), dialog) if laser else []
    return {
        "sedan_sist": sist,
        "handslag_syns": laser or bool(rader),
        "handslag_rader": rader,
        "handslag_spalter": i_spalter(rader),
        "handslag_hinder": hinder_i_dialogen(person, dialog),
        "handslag_laget": _laget(rader, dialog) if laser else "",
        "att_bekrafta": _att_bekrafta(person, dialog, rader),
        "handslag_klara": [r for r in rader if r.handslag.bekraftat],
    }


def lasta_handslag(person: Person, dialog: Dialog) -> list[Handslagsrad]:
    """Dialogens handslag så långt personen läser dem."""
    synliga = Handslag.objects.synliga_for(person).filter(dialog=dialog).med_det_som_visas()
    return handslagsrader(person, synliga, dialog)


def _att_bekrafta(person: Person, dialog: Dialog, rader: list[Handslagsrad]) -> int:
    """Hur många som väntar på personens ja, när det går att säga."""
    if hinder_for_att_bekrafta(person, dialog):
        return 0
    return sum(r.vantar_pa_mig for r in rader)


def _laget(rader: list[Handslagsrad], dialog: Dialog) -> str:
    """Vad som händer härnäst, i en mening."""
    if not rader or dialog.ar_fore:
        return f"{alla_i_ord(dialog)} bekräftar efter samtalet."
    oklara = sum(r.handslag.bekraftat is None and bool(r.ja or r.handslag.tillstand == "foreslaget") for r in rader)
    if oklara:
        return f"{antal_ord(oklara, 'Ett handslag', 'handslag').capitalize()} väntar på ja."
    return f"{alla_i_ord(dialog)} har sagt ja till alla handslag."


def alla_i_ord(dialog: Dialog) -> str:
    return "Båda" if len(dialog.parter.all()) == 2 else "Alla parter"


def jaets_foljd(dialog: Dialog) -> str:
    """Vad ett ja från alla betyder, att läsa vid knappen."""
    huvudman = Huvudman.objects.first()
    status = status_efter("bekrafta_handslag", kommunens=huvudman.upprattas_vid if huvudman else ())
    vem = alla_i_ord(dialog).lower()
    if status == Handlingsstatus.UPPRATTAD:
        return f"När {vem} har sagt ja är handslagen en allmän handling, och vem som helst kan begära att få läsa dem."
    return f"När {vem} har sagt ja följer handslagen med till nästa dialog. De är fortfarande arbetsmaterial."
