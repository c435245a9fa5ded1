"""När en enhet börjar och slutar följa en läroplan: Gy11 löper ut årskurs för årskurs medan Gy25 växer."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from styrkedja.handlingar.logg import logga
from styrkedja.handlingar.organisation import krav_pa_att_administrera
from styrkedja.models import Enhet, EnhetSkolform, Laroplan, Person


@transaction.atomic
def folj_laroplan(
    *,
    av: Person | None,
    enhet: Enhet,
    laroplan: Laroplan,
    fran: date | None = None,
    till: date | None = None,
    arskurser: str = "",
    nu: datetime | None = None,
) -> EnhetSkolform:
    """Säger från när till när enheten följer läroplanen, och i vilka årskurser. Tomma dagar är sedan länge och tills vidare.

    Raises:
        ValidationError: slutet är före början.
    """
    krav_pa_att_administrera(av)
    if fran and till and till < fran:
        raise ValidationError({"till": "Läroplanen slutar gälla före sin början."})
    rad, _ = EnhetSkolform.objects.update_or_create(
        enhet=enhet,
        laroplan=laroplan,
        defaults={"skolform": laroplan.skolform, "fran": fran, "till": till, "arskurser": arskurser},
    )
    logga("folj_laroplan", av=av, pa=enhet, plats_id=enhet.pk, nu=nu, laroplan=laroplan.nyckel)
    return rad
