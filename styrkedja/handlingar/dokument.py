"""Dokument som hör till ett ting: hitta det, spara det som arbetaren har gjort."""

from datetime import datetime
from uuid import uuid4

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import models, transaction

from styrkedja.models import Dokument


def dokument_for(ting: models.Model) -> Dokument | None:
    """Tingets dokument, om arbetaren har gjort det."""
    return Dokument.objects.filter(agare_slag=ting._meta.model_name, agare_id=ting.pk).first()


def spara_dokument(*, ting: models.Model, titel: str, filnamn: str, data: bytes, sidor: int, nu: datetime) -> Dokument:
    """Tingets enda dokument, nytt eller i stället för det förra. Filen skrivs först och raden sist.

    Går något fel står det förra dokumentet kvar; en fil som ingen rad pekar på tas bort.
    """
    fil = default_storage.save(f"dokument/{nu:%Y/%m}/{uuid4().hex}.pdf", ContentFile(data))
    uppgifter = {"titel": titel, "filnamn": filnamn, "fil": fil, "sidor": sidor, "storlek": len(data), "skapad": nu}
    try:
        return _byt_rad(ting, uppgifter)
    except BaseException:
        default_storage.delete(fil)
        raise


@transaction.atomic
def _byt_rad(ting: models.Model, uppgifter: dict) -> Dokument:
    """Skriver raden och tar bort den förra filen när bytet är bekräftat."""
    dokument, nytt = Dokument.objects.select_for_update().get_or_create(
        agare_slag=ting._meta.model_name, agare_id=ting.pk, defaults=uppgifter
    )
    if nytt:
        return dokument
    forra = str(dokument.fil.name)
    for falt, varde in uppgifter.items():
        setattr(dokument, falt, varde)
    dokument.save()
    transaction.on_commit(lambda: default_storage.delete(forra))
    return dokument
