"""Huset som en fil läses i, uppslaget en gång: kommunen, nyckeltalen, rubrikernas lydelser, Skolverkets rapporter."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from analysunderlag.models import Nyckeltal, Rubrikalias
from analysunderlag.regler.former.skolverket import Rapport
from analysunderlag.regler.uppgift import Nyckeltalsfakta, Rubrik, Sammanhang
from styrkedja.models import Huvudman, Skolform
from styrkedja.regler.inlasning import normal

DATA = Path(__file__).resolve().parents[2] / "data"
#: Så kan en fil kalla kommunen som helhet, utöver dess namn.
HELA_KOMMUNEN = ("kommunen", "hela kommunen", "samtliga", "alla", "totalt", "huvudmannen")


@cache
def rapporter() -> tuple[Rapport, ...]:
    """Skolverkets rapporter som går att läsa. Att läsa en till kräver ny data, inte ny kod."""
    return tuple(
        Rapport(r["nyckel"], r["namn"], r.get("skolform", ""), r.get("arskurs", ""), tuple(r["kann_igen"]))
        for r in _las("rubriker.json")["rapporter"]
        if r.get("kann_igen")
    )


@cache
def lasaret_borjar() -> tuple[str, ...]:
    """Koladas mått vars år är det år läsåret börjar."""
    return tuple(_las("kolada.json")["lasaret_borjar"])


def hamta_sammanhang() -> Sammanhang:
    huvudman = Huvudman.den()
    return Sammanhang(
        orgnr=huvudman.orgnr,
        kommunkod=huvudman.kommunkod,
        huvudmannens_namn=frozenset(n.casefold() for n in (huvudman.namn, huvudman.kortnamn, *HELA_KOMMUNEN)),
        nyckeltal={n.nyckel: _fakta(n) for n in Nyckeltal.objects.i_bruk().prefetch_related("skolformer")},
        rubriker={(a.rapport, a.normal): Rubrik(a.roll, a.nyckeltal, a.kon) for a in Rubrikalias.objects.all()},
        skolformer={s.namn: s.nyckel for s in Skolform.objects.all()},
    )


def med_egna_rubriker(sammanhang: Sammanhang, rapport: str, egna: dict[str, str]) -> Sammanhang:
    """Sammanhanget med det som någon nyss sade om okända rubriker: rubrik → nyckeltalets nyckel, eller "anvands_inte"."""
    nya = {
        (rapport, normal(rubrik)): Rubrik(vad) if vad in Rubrikalias.Roll.values else Rubrik("tal", vad)
        for rubrik, vad in egna.items()
    }
    return Sammanhang(**(vars(sammanhang) | {"rubriker": {**sammanhang.rubriker, **nya}}))


def _fakta(nyckeltal: Nyckeltal) -> Nyckeltalsfakta:
    skolformer = [s.nyckel for s in nyckeltal.skolformer.all()]
    return Nyckeltalsfakta(
        nyckel=nyckeltal.nyckel,
        namn=nyckeltal.namn,
        matt=nyckeltal.matt,
        manniskor=nyckeltal.minsta_grupp is not None,
        period=nyckeltal.period,
        kolada_id=nyckeltal.kolada_id,
        skolform=skolformer[0] if len(skolformer) == 1 else "",
    )


def _las(fil: str) -> Any:
    return json.loads((DATA / fil).read_text(encoding="utf-8"))
