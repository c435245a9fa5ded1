"""Rummets del av enhetens rum: dialogerna, läsår för läsår."""

from django.template.loader import render_to_string

from dialoger.dialoglista import las_rader
from dialoger.handslagsvisning import handslagsrader
from dialoger.models import Dialog
from dialoger.oppna_handslag import oppna_for
from styrkedja.begaran import Begaran
from styrkedja.enhetsrum import Rumsdel
from styrkedja.handlingar.lasar import aktuellt_lasar
from styrkedja.models import Enhet


def delar(request: Begaran, enhet: Enhet) -> list[Rumsdel]:
    """Läsårets dialoger på enheten, för den som får veta om dem; annars ingenting."""
    lasar = aktuellt_lasar()
    synliga = Dialog.objects.synliga_for(request.user).filter(plats=enhet)
    if lasar is None or not synliga.exists():
        return []
    rader = [r for r in las_rader(request.user, lasar) if r.dialog.plats_id == enhet.pk]
    namn = {"rader": rader, "handslag": handslagsrader(request.user, oppna_for(request.user, enhet.slug))}
    return [Rumsdel("dialoger", "Dialoger", render_to_string("dialoger/_enhetsrum.html", namn, request))]
