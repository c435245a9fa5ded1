"""Bladen att skriva i: uppdragets analys och plan, och VP HSS. Allt skrivs genom kärnans skrivmekanism."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from styrkedja.handlingar.lasar import krav_pa_oppet
from styrkedja.handlingar.texter import Sparat, las_texter, spara_texter
from styrkedja.models import Person, Text
from styrkedja.models.text import Textslag
from styrkedja.regler.riktext import ar_tom
from vp_uppdrag.handlingar import GarInteNu
from vp_uppdrag.handlingar.las import las_for_andring
from vp_uppdrag.models import Huvudmannaplan, Uppdrag
from vp_uppdrag.regler.blad import Bladfalt
from vp_uppdrag.regler.tillstand import Planlage

#: Texternas ägare i kärnans skrivmekanism.
UPPDRAG, PLAN = "uppdrag", "huvudmannaplan"


@dataclass(frozen=True)
class Ifyllt:
    """Ett fält med sin text."""

    falt: Bladfalt
    text: Text | None

    @property
    def nyckel(self) -> str:
        return self.falt.nyckel

    @property
    def innehall(self) -> str:
        return self.text.innehall if self.text else ""

    @property
    def version(self) -> int:
        return self.text.version if self.text else 0

    @property
    def tomt(self) -> bool:
        return ar_tom(self.innehall)


def las_blad(agare: str, agare_id: int, falt: Iterable[Bladfalt]) -> list[Ifyllt]:
    """Bladets fält i ordning, med sina texter. En fråga."""
    texter = las_texter(agare, agare_id)
    return [Ifyllt(f, texter.get((agare_id, f.nyckel))) for f in falt]


def senast_sparat(blad: Iterable[Ifyllt]) -> Text | None:
    """Texten som sparades senast, eller None när inget är skrivet."""
    skrivna = [i.text for i in blad if i.text and i.text.andrad]
    return max(skrivna, key=lambda t: t.andrad, default=None)  # type: ignore[arg-type,return-value]


@transaction.atomic
def spara_uppdragets_texter(
    *,
    uppdrag: Uppdrag,
    texter: Mapping[str, str],
    av: Person,
    versioner: Mapping[str, int] | None = None,
    op: UUID | None = None,
    nu: datetime | None = None,
) -> Sparat:
    """Sparar fälten som ändrats. Argumenten är som i `spara_texter`.

    Raises:
        ValidationError: läsåret är stängt, eller uppdraget är slut.
    """
    las_for_andring(uppdrag)
    return _spara(UPPDRAG, uppdrag.pk, texter, av, versioner, op, nu)


@transaction.atomic
def spara_planens_texter(
    *,
    plan: Huvudmannaplan,
    texter: Mapping[str, str],
    av: Person,
    versioner: Mapping[str, int] | None = None,
    op: UUID | None = None,
    nu: datetime | None = None,
) -> Sparat:
    """Sparar fälten som ändrats i VP HSS.

    Raises:
        ValidationError: läsåret är stängt.
        GarInteNu: planen är fastställd och ska först revideras.
    """
    last = Huvudmannaplan.objects.select_for_update().get(pk=plan.pk)
    krav_pa_oppet(last.lasar)
    if last.tillstand == Planlage.FASTSTALLD:
        raise GarInteNu("Planen är fastställd. Revidera den, så går den att skriva i igen.")
    return _spara(PLAN, plan.pk, texter, av, versioner, op, nu)


def _spara(
    agare: str,
    agare_id: int,
    texter: Mapping[str, str],
    av: Person,
    versioner: Mapping[str, int] | None,
    op: UUID | None,
    nu: datetime | None,
) -> Sparat:
    return spara_texter(
        agare_slag=agare,
        agare_id=agare_id,
        texter=texter,
        av=av,
        versioner=versioner,
        op=op,
        slag=dict.fromkeys(texter, Textslag.RIK),
        nu=nu,
    )
