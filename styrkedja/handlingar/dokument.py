"""Dokument som hör till ett ting: hitta det."""

from django.db import models

from styrkedja.models import Dokument


def dokument_for(ting: models.Model) -> Dokument | None:
    """Tingets dokument, om arbetaren har gjort det."""
    return Dokument.objects.filter(agare_slag=ting._meta.model_name, agare_id=ting.pk).first()
