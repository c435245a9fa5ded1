"""Läsårets uppdrag som ett kalkylblad: en rad per uppdrag, samma uppdrag och ord som personen läser i listan.

Det som ett uppdrag inte säger är en tom cell. Antalet frågor är detsamma för alla antal uppdrag.
"""

from collections.abc import Iterable, Iterator

from django.db.models import prefetch_related_objects

from styrkedja.format import lokal_dag
from styrkedja.models import Lasar, Person
from styrkedja.utforsel import Cell
from vp_uppdrag.models import Aterrapportering, Leverans, Uppdrag
from vp_uppdrag.regler.parter import Partroll
from vp_uppdrag.uppdragslista import Uppdragsrad, las_rader
from vp_uppdrag.visning import ROLLER, foljs_upp_i_ord, galler_i_ord

HUVUD = (
    "Läsår", "Nr", "Uppdrag", "Ordern", "Gången", "Läget", "Läget i en mening", "Bedömt", *ROLLER.values(), "Gäller",
    "Ursprung", "Nämndens mål", "Följs upp i", "Leveranser", "Återrapporteringar", "Godkänns av", "Godkänt",
    "Kom i gång", "Orört sedan",
)  # fmt: skip


def utforda_uppdrag(person: Person, lasar: Lasar) -> Iterator[list[Cell]]:
    """Raderna för de uppdrag som personen ser."""
    rader = las_rader(person, lasar)
    prefetch_related_objects([r.uppdrag for r in rader], "skolformer", "enheter", "namndmal")
    return (_rad(rad, lasar) for rad in rader)


def _rad(rad: Uppdragsrad, lasar: Lasar) -> list[Cell]:
    ett = rad.uppdrag
    return [
        lasar.namn, ett.nr, ett.rubrik, ett.text, str(ett.get_tillstand_display()), rad.lage.ord, rad.mening, rad.bedomt,
        *(_parterna(ett, roll) for roll in ROLLER), galler_i_ord(ett),
        ett.ursprung_text or str(ett.get_ursprung_display()),
        "; ".join(str(m) for m in ett.namndmal.all()), foljs_upp_i_ord(ett), _tiderna(ett.leveranser.all()),
        _tiderna(ett.aterrapporteringar.all()), ett.godkanns_av.namn if ett.godkanns_av else None,
        lokal_dag(ett.godkant).isoformat() if ett.godkant else None, rad.sent or None,
        rad.still.isoformat() if rad.still else None,
    ]  # fmt: skip


def _parterna(uppdrag: Uppdrag, roll: Partroll) -> str:
    return ", ".join(p.vem for p in uppdrag.parter.all() if p.roll == roll)


def _tiderna(rader: Iterable[Leverans] | Iterable[Aterrapportering]) -> str:
    """Förslag: senast 30 nov 2026 (klar); Rapport till ledningsgrupp: april/maj?"""
    return "; ".join(f"{rad}: {rad.nar}{' (klar)' if rad.klar else ''}" for rad in rader)
