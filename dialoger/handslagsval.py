"""Det som ett handslag kan hänga ihop med i en dialog: enhetens mål, lyfta punkter, uppdragen, dagordningen."""

from dialoger.handlingar.handslag import Band
from dialoger.models import Dialog
from kvalitetsrapporter.models import Punkt
from styrkedja.models import Person
from vp_uppdrag.models import Mal, Uppdrag

#: Gruppens rubrik → [(nyckel, text, tinget)].
Grupper = list[tuple[str, list[tuple[str, str, Band]]]]


def bandval(person: Person, dialog: Dialog) -> Grupper:
    """Valen, grupp för grupp; en tom grupp utelämnas. Målen är de som båda läser: de fastställda."""
    mal = Mal.objects.i_planen().i_kraft().for_plats(dialog.plats_id, dialog.lasar_id)
    punkter = Punkt.objects.i_texten().filter(
        avsnitt__rapport__enhet=dialog.plats_id, avsnitt__rapport__lasar=dialog.lasar_id, lyft__isnull=False
    )
    uppdrag = Uppdrag.objects.synliga_for(person).pagaende().for_lasar(dialog.lasar)
    grupper: Grupper = [
        ("Verksamhetsmål", [(f"mal-{m.pk}", m.gallande_text, m) for m in mal]),
        ("Punkter ur rapporten", [(f"punkt-{p.pk}", p.text, p) for p in punkter]),
        ("VP-uppdrag", [(f"uppdrag-{u.pk}", f"{u.nr}. {u.rubrik}", u) for u in uppdrag]),
        ("Dagordningen", [(f"dagordningspunkt-{p.pk}", p.rubrik, p) for p in dialog.dagordning.filter(bortvald=None)]),
    ]
    return [(rubrik, rader) for rubrik, rader in grupper if rader]
