"""Rapportens punkter som är lyfta inför dialogen, så länge de inte redan står på dagordningen."""

from django.db.models import QuerySet

from dialoger.models import Dialog
from kvalitetsrapporter.models import Punkt, Rapport


def rapporten(dialog: Dialog) -> Rapport | None:
    """Enhetens rapport i dialogens läsår; None när dialogen inte gäller en enhet."""
    return Rapport.objects.filter(enhet=dialog.plats_id, lasar=dialog.lasar_id).select_related("enhet", "lasar").first()


def lyfta_punkter(dialog: Dialog) -> QuerySet[Punkt]:
    """De lyfta punkterna som inte står på dagordningen än, i rapportens ordning."""
    rapport = rapporten(dialog)
    if rapport is None or dialog.omgang is None:
        return Punkt.objects.none()
    tagna = dialog.dagordning.filter(punkt__isnull=False).values("punkt")
    return Punkt.objects.lyfta(rapport, dialog.omgang).exclude(pk__in=tagna)
