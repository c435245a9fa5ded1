"""Att placera flera på en gång: enheter i ett område, förskolor i ett chefsområde. Alla eller ingen."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from styrkedja.handlingar.organisation import satt_chefsomrade, satt_tillhorighet
from styrkedja.models import Enhet, Forskola, Lasar, Person, Verksamhetsomrade


@transaction.atomic
def satt_omrade_for(
    *, av: Person | None, enheter: Iterable[Enhet], lasar: Lasar, omrade: Verksamhetsomrade, nu: datetime | None = None
) -> int:
    """Sätter läsårets område för enheterna. Ger antalet."""
    return len([satt_tillhorighet(av=av, enhet=e, lasar=lasar, omrade=omrade, nu=nu) for e in enheter])


@transaction.atomic
def placera_forskolor(
    *, av: Person | None, forskolor: Iterable[Forskola], chefsomrade: Enhet, nu: datetime | None = None
) -> int:
    """Placerar förskolorna i chefsområdet. Ger antalet."""
    return len([satt_chefsomrade(av=av, forskola=f, chefsomrade=chefsomrade, nu=nu) for f in forskolor])
