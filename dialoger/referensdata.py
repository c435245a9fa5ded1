"""Dialogmallarna för ett läsår, lästa ur rummets `data/dialogmallar.json` (frö 001, 000 §7.3).

Ett läsår får sina mallar en gång: kopior av förra läsårets, så att kommunens ändringar följer med, annars filens.
"""

import json
from pathlib import Path
from typing import Any

from django.db import transaction

from dialoger.models import Dialogmall, Mallfraga, Mallpunkt, Mallunderlag
from dialoger.regler.dialog import Dialogslag
from styrkedja.models import Lasar
from styrkedja.regler.roller import Roll

FIL = Path(__file__).resolve().parent / "data" / "dialogmallar.json"
DELAR: tuple[Any, ...] = (Mallfraga, Mallpunkt, Mallunderlag)
#: Filens ord för gästernas förslagsställare → rollen.
GASTER = {"rektor_kan_foresla": Roll.REKTOR, "verksamhetschef_kan_foresla": Roll.VERKSAMHETSCHEF}


def ladda() -> None:
    """Referensdata för alla läsår som finns. Anropas av `manage.py ladda_referensdata`."""
    for lasar in Lasar.objects.order_by("fran"):
        ladda_dialogmallar(lasar)


@transaction.atomic
def ladda_dialogmallar(lasar: Lasar) -> None:
    """Läsårets mallar. Idempotent: ett läsår som redan har mallar lämnas som det är."""
    if Dialogmall.objects.filter(lasar=lasar).exists():
        return
    forra = Dialogmall.objects.filter(lasar__till__lt=lasar.fran).order_by("-lasar__fran").first()
    if forra:
        for mall in Dialogmall.objects.filter(lasar=forra.lasar_id):
            _kopiera(mall, lasar)
        return
    for ordning, rad in enumerate(las_mallar(), 1):
        _lagg(lasar, ordning, rad)


def las_mallar() -> list[dict[str, Any]]:
    return json.loads(FIL.read_text(encoding="utf-8"))["mallar"]


def _lagg(lasar: Lasar, ordning: int, rad: dict[str, Any]) -> None:
    gaster = rad["gaster"] or {}
    mall = Dialogmall.objects.create(
        lasar=lasar, nyckel=rad["nyckel"], rubrik=rad["rubrik"], ordning=ordning,
        slag=Dialogslag.HUVUDMANNADIALOG if rad["nyckel"].startswith("hd") else Dialogslag.VERKSAMHETSDIALOG,
        fokus=rad["fokus"]["rubrik"], fokus_text=rad["fokus"]["text"],
        minuter=sum(p["minuter_forslag"] for p in rad["dagordning"]),
        parter=rad["parter"], forberedelser=rad["forberedelser"],
        gaster={roll: gaster[ord_] for ord_, roll in GASTER.items() if ord_ in gaster},
        utanfor=[{"vad": u["vad"], "regel": u["regel"]} for u in rad["maste_sta_utanfor"]],
    )  # fmt: skip
    Mallfraga.objects.bulk_create(
        Mallfraga(mall=mall, ordning=i, text=f["text"], kalla=f["kalla"]) for i, f in enumerate(rad["fragor"])
    )
    Mallpunkt.objects.bulk_create(_punkt(mall, p, rad) for p in rad["dagordning"])
    Mallunderlag.objects.bulk_create(
        Mallunderlag(
            mall=mall, ordning=i, namn=u["namn"], skolformer=u["skolformer"] or [], nyckeltal=u["nyckeltal"],
            kopplas=u["kopplas"],
        )
        for i, u in enumerate(rad["underlag"])
    )  # fmt: skip


def _punkt(mall: Dialogmall, punkt: dict[str, Any], rad: dict[str, Any]) -> Mallpunkt:
    """Punkten, med områdena när den är läroplanens och delarna när den är det övriga."""
    return Mallpunkt(
        mall=mall, nr=punkt["nr"], rubrik=punkt["rubrik"], slag=punkt["slag"], minuter=punkt["minuter_forslag"],
        innehall=punkt["innehall"], omraden=rad["laroplansomraden"] if punkt["slag"] == Mallpunkt.Slag.LAROPLAN else {},
        delar=rad["ovrigt"] if punkt["slag"] == Mallpunkt.Slag.OVRIGT else [],
    )  # fmt: skip


def _kopiera(fran: Dialogmall, lasar: Lasar) -> None:
    delar = [(modell, list(modell.objects.filter(mall=fran))) for modell in DELAR]
    fran.pk, fran.lasar = None, lasar
    fran.save()
    for modell, rader in delar:
        for rad in rader:
            rad.pk, rad.mall = None, fran
        modell.objects.bulk_create(rader)
