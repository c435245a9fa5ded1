"""Forumens mötesdagar: nämndens sammanträden och andra gruppers. Årshjulets regler hänger på dem."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from styrkedja.behorighet.organisation import krav_pa_att_administrera
from styrkedja.handlingar.logg import logga
from styrkedja.models import Forum, Motesdag, Person


@transaction.atomic
def lagg_motesdag(*, av: Person | None, forum: Forum, dag: date, nu: datetime | None = None) -> Motesdag:
    """Lägger en mötesdag.

    Raises:
        ValidationError: forumet möts redan den dagen.
    """
    krav_pa_att_administrera(av)
    if forum.motesdagar.filter(dag=dag).exists():
        raise ValidationError({"dag": "Mötet finns redan den dagen."})
    motesdag = Motesdag.objects.create(forum=forum, dag=dag)
    logga("lagg_motesdag", av=av, pa=motesdag, nu=nu)
    return motesdag


@transaction.atomic
def ta_bort_motesdag(*, av: Person | None, motesdag: Motesdag, nu: datetime | None = None) -> None:
    """Tar bort en mötesdag. Poster som hänger på den räknas om nästa gång hjulet skapas."""
    krav_pa_att_administrera(av)
    logga("ta_bort_motesdag", av=av, pa=motesdag, nu=nu)
    motesdag.delete()
