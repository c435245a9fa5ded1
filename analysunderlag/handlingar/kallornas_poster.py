"""Källorna i årshjulet: när var och en brukar ge tal, så att någon läser in dem i tid (krav 43, 50, 56).

En post per källa och månad, på huvudmannens nivå. Vad talen sedan används till har hjulets mallar egna poster för.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from analysunderlag.models import Kalla, Nyckeltal
from styrkedja.format import MANADER, antal_ord
from styrkedja.models import Hjulniva, Hjulpost, Huvudman, Lasar, Postslag
from styrkedja.regler.roller import Roll

#: Posternas nycklar börjar så; resten är källan och månaden.
BORJAN = "lasin-"


@dataclass(frozen=True)
class Vantan:
    """En källa och en månad i läsåret då den brukar ge tal, och hur många nyckeltal det gäller."""

    kalla: Kalla
    dag: date
    antal: int

    @property
    def nyckel(self) -> str:
        return f"{BORJAN}{self.kalla.nyckel}-{self.dag:%m}"

    @property
    def rubrik(self) -> str:
        namn = self.kalla.namn
        return f"Läs in {namn}: {antal_ord(self.antal, 'ett nyckeltal', 'nyckeltal')}"


@transaction.atomic
def satt_kallornas_poster(lasar: Lasar) -> None:
    """Ställer läsårets poster efter nyckeltalen. Idempotent; en post som någon har flyttat står kvar där den är."""
    huvudman = Huvudman.objects.first()
    if huvudman is None:
        return
    vantade = {v.nyckel: v for v in vantan(lasar)}
    finns = Hjulpost.objects.for_lasar(lasar).filter(plats=huvudman, nyckel__startswith=BORJAN)
    finns.filter(flyttad_nar__isnull=True).exclude(nyckel__in=vantade).delete()
    stallda = dict(finns.values_list("nyckel", "rubrik"))
    for nyckel, v in vantade.items():
        if nyckel in stallda and stallda[nyckel] != v.rubrik:
            finns.filter(nyckel=nyckel).update(rubrik=v.rubrik)
    Hjulpost.objects.bulk_create(_post(lasar, huvudman, v) for v in vantade.values() if v.nyckel not in stallda)


def vantan(lasar: Lasar) -> list[Vantan]:
    """Källorna och månaderna i läsåret, i tidens ordning. Ett nyckeltal med två källor räknas till den första."""
    antal: defaultdict[tuple[Kalla, int], int] = defaultdict(int)
    for nyckeltal in Nyckeltal.objects.gemensamma().i_bruk().prefetch_related("kallor"):
        kallor = list(nyckeltal.kallor.all())
        if kallor and nyckeltal.publiceras_manad:
            antal[kallor[0], nyckeltal.publiceras_manad] += 1
    rader = [Vantan(kalla, _dag(lasar, manad), hur_manga) for (kalla, manad), hur_manga in antal.items()]
    return sorted(rader, key=lambda v: (v.dag, v.kalla.ordning))


def _dag(lasar: Lasar, manad: int) -> date:
    """Första dagen i månaden, i läsåret."""
    return date(lasar.fran.year if manad >= lasar.fran.month else lasar.till.year, manad, 1)


def _post(lasar: Lasar, huvudman: Huvudman, v: Vantan) -> Hjulpost:
    return Hjulpost(
        lasar=lasar,
        plats=huvudman,
        nyckel=v.nyckel,
        niva=Hjulniva.HUVUDMAN,
        slag=Postslag.UNDERLAG,
        rubrik=v.rubrik[:160],
        roll=Roll.ANALYTIKER,
        ungefar=f"{MANADER[v.dag.month - 1]} {v.dag.year}",
        sorteras=v.dag,
    )
