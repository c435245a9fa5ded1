"""Hur länge en egen anteckning finns: en tid efter dialogen, eller en månad efter att den som skrev den slutat.

Källa: design/reliability.md §6 "Private notes".
"""

import calendar
from datetime import date, timedelta

#: Så länge ligger den kvar sedan personens sista befattning tog slut, så att den hinner hämtas.
EFTER_SLUT = timedelta(days=30)


def gallringsdag(samtalet: date, manader: int) -> date:
    """Dagen då anteckningen gallras: så många månader efter samtalet, den sista i månaden när dagen inte finns."""
    ar, manad = divmod(samtalet.year * 12 + samtalet.month - 1 + manader, 12)
    return date(ar, manad + 1, min(samtalet.day, calendar.monthrange(ar, manad + 1)[1]))
