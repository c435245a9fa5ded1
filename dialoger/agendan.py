"""Agendan under samtalet: tiderna räknade från när det startade, punkten som visas, och hur lång tid som är kvar."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from dialoger.models import Dagordningspunkt, Dialog
from dialoger.regler.dagordning import Tid, minuter_kvar, tidplan
from styrkedja.format import antal_ord, lokal_dag
from styrkedja.klocka import idag, nu


@dataclass(frozen=True)
class Agendarad:
    punkt: Dagordningspunkt
    borjar: datetime | None
    klass: str


@dataclass(frozen=True)
class Agenda:
    """Raderna, punkten som visas, nästa punkt att gå till, och klockan när samtalet pågår i dag."""

    rader: list[Agendarad]
    visad: Dagordningspunkt | None
    pagar: bool
    nu: datetime
    slutar: datetime | None
    kvar: str
    bortvalda: list[Dagordningspunkt]


def agendan(dialog: Dialog, punkter: Sequence[Dagordningspunkt], vald: str = "") -> Agenda:
    """Agendan ur punkterna, som redan är lästa. `vald` är en punkts nyckel; annars visas den första som inte är klar."""
    kvar = [p for p in punkter if not p.bortvald]
    pagar = bool(dialog.genomford and lokal_dag(dialog.genomford) == idag())
    startade = dialog.genomford if pagar else dialog.borjar
    tider = {t.pk: t for t in tidplan(startade, [(p.pk, p.minuter) for p in kvar])} if startade else {}
    oppna = [p for p in kvar if not p.klar]
    visad = next((p for p in kvar if str(p.pk) == vald), None) or next(iter(oppna or kvar[:1]), None)
    pagar = pagar and bool(oppna)
    tid = tider.get(oppna[0].pk) if oppna else None
    return Agenda(
        [Agendarad(p, tider[p.pk].borjar if p.pk in tider else None, _klass(p, visad)) for p in kvar],
        visad, pagar, nu(), tid.slutar if tid and pagar else None, _kvar(oppna[0], tid) if tid and pagar else "",
        [p for p in punkter if p.bortvald],
    )  # fmt: skip


def _klass(punkt: Dagordningspunkt, visad: Dagordningspunkt | None) -> str:
    if visad and punkt.pk == visad.pk:
        return "nu"
    return "gjord" if punkt.klar else ""


def _kvar(punkt: Dagordningspunkt, tid: Tid) -> str:
    """26 minuter kvar av målen i verksamhetsplanen"""
    minuter = minuter_kvar(tid, nu())
    if minuter < 0:
        return f"{antal_ord(-minuter, 'en minut', 'minuter')} över tiden för {punkt.rubrik}"
    return f"{antal_ord(minuter, 'en minut', 'minuter')} kvar av {punkt.rubrik}"
