"""Källorna, nyckeltalen och rubrikernas lydelser, lästa ur rummets `data/`. Hur ofta som helst: de känns igen på sin nyckel.

Huvudmannens egna ändringar i administrationen skrivs inte över: bara det som är nytt i filen läggs till.
"""

import json
from pathlib import Path
from typing import Any

from django.db import transaction

from analysunderlag.models import Kalla, Nyckeltal, Rubrikalias
from analysunderlag.regler.skydd_ord import Raknar
from styrkedja.models import Skolform
from styrkedja.regler.inlasning import normal

DATA = Path(__file__).resolve().parent / "data"
PERIOD = {period.label: period for period in Nyckeltal.Period}
#: Det som kommer i de här månaderna gäller läsåret eller året som pågår, om filen inte säger något annat.
UNDER_LASARET = (3, 4, 5, 6, 12)


@transaction.atomic
def ladda() -> None:
    """Anropas av `manage.py ladda_referensdata`."""
    ladda_kallor()
    ladda_nyckeltal()
    ladda_rubriker()


def ladda_kallor() -> None:
    for ordning, rad in enumerate(_las("kallor.json"), 1):
        Kalla.objects.get_or_create(nyckel=rad["nyckel"], defaults=rad | {"ordning": ordning})


def ladda_nyckeltal() -> None:
    kallor = {kalla.namn: kalla for kalla in Kalla.objects.all()}
    skolformer = {skolform.namn: skolform for skolform in Skolform.objects.all()}
    finns = set(Nyckeltal.objects.values_list("nyckel", flat=True))
    for ordning, rad in enumerate(_las("nyckeltal.json")["nyckeltal"], 1):
        if rad["nyckel"] not in finns:
            nyckeltal = Nyckeltal.objects.create(ordning=ordning, **_falt(rad))
            nyckeltal.kallor.set(kallor[namn] for namn in rad["kalla"].split(" / "))
            nyckeltal.skolformer.set(skolformer[namn] for namn in rad["skolformer"] or () if namn in skolformer)


def ladda_rubriker() -> None:
    """Rubrikernas lydelser i källornas filer. De som kommunen själv har lagt till står kvar."""
    finns = set(Rubrikalias.objects.values_list("rapport", "normal"))
    rader = {
        (rapport["nyckel"], normal(rubrik)): Rubrikalias(
            rapport=rapport["nyckel"], rubrik=rubrik, normal=normal(rubrik), roll=rad["roll"],
            nyckeltal=rad.get("nyckeltal", ""), kon=rad.get("kon", ""),
        )
        for rapport in _las("rubriker.json")["rapporter"]
        for rad in rapport["rubriker"]
        for rubrik in rad["rubriker"]
    }  # fmt: skip
    Rubrikalias.objects.bulk_create(rad for nyckel, rad in rader.items() if nyckel not in finns)


def _las(fil: str) -> Any:
    return json.loads((DATA / fil).read_text(encoding="utf-8"))


def _falt(rad: dict[str, Any]) -> dict[str, Any]:
    return {
        "nyckel": rad["nyckel"],
        "namn": rad["namn"],
        "definition": rad["definition"],
        "matt": rad["enhet"],
        "hogre_ar_battre": rad["hogre_ar_battre"],
        "period": PERIOD[rad["period"]],
        "kallans_ord": rad["kalla"],
        "kolada_id": rad["kolada_id"] or "",
        "publiceras": rad["publiceras"]["text"] or "",
        "publiceras_manad": rad["publiceras"]["manad"],
        "ges_ut_under": rad["publiceras"].get("under_perioden", rad["publiceras"]["manad"] in UNDER_LASARET),
        "arskurser": rad.get("arskurser", ""),
        "minsta_grupp": rad["minsta_grupp"],
        "raknar": rad.get("raknar", Raknar.MANNISKOR),
        "laroplansomrade": rad["laroplansomrade"] or "",
        "omgangar": [vd.lower() for vd in rad["vd"]],
        "nivaer": rad["nivaer"],
        "anm": rad["anm"] or "",
    }
