"""Verksamhetschefernas iakttagelser i de rundor som har varit: berättelsens tio (§9), och ett par till per runda."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from dialoger.demo.handslag import Innehavare, dagen, las_data
from dialoger.handlingar.iakttagelser import spara_likvardigt
from dialoger.models import Dialog, Iakttagelse
from dialoger.regler.dialog import EFTER, Dialogslag
from styrkedja.demotid import Demotid, klockan
from styrkedja.models import EnhetSkolform, Laroplansomrade

#: Berättelsens iakttagelser hör till den här rundan.
LASAR, RUNDA = "2026/27", "vd1"


def ladda(tid: Demotid) -> None:
    data, innehavare = las_data(), Innehavare()
    rader = Dialog.objects.filter(slag=Dialogslag.VERKSAMHETSDIALOG, tillstand__in=EFTER, omgang__isnull=False)
    forda = list(rader.select_related("lasar", "omgang", "plats__enhet").prefetch_related("parter"))
    omraden = _omraden()
    _likvardigt(data, tid, innehavare, forda)
    Iakttagelse.objects.bulk_create(i for d in forda for i in _i_dialogen(d, data, tid, innehavare, omraden))


def _likvardigt(data: dict[str, Any], tid: Demotid, innehavare: Innehavare, forda: list[Dialog]) -> None:
    """Det verksamhetscheferna skrev ihop före berättelsens runda."""
    rundan = next((d for d in forda if (d.lasar.namn, d.omgang and d.omgang.nyckel) == (tid.lasar(LASAR), RUNDA)), None)
    if rundan is None or rundan.omgang is None:
        return
    chef, dag = next(p for p in rundan.parter.all() if p.roll == "verksamhetschef"), dagen(rundan) - timedelta(days=12)
    if av := innehavare.den(chef, dag):
        texter = {"text": f"<p>{data['likvardigt']}</p>"}
        spara_likvardigt(omgang=rundan.omgang, texter=texter, av=av, nu=klockan(dag, 15))


def _omraden() -> dict[tuple[int, str], Laroplansomrade]:
    """(enhet, områdets namn) → området i någon av enhetens läroplaner."""
    per_laroplan: dict[int, list[Laroplansomrade]] = {}
    for omrade in Laroplansomrade.objects.all():
        per_laroplan.setdefault(omrade.laroplan_id, []).append(omrade)
    rader = EnhetSkolform.objects.values_list("enhet", "laroplan")
    return {(enhet, o.namn): o for enhet, plan in rader for o in per_laroplan.get(plan, [])}


def _i_dialogen(
    dialog: Dialog, data: dict[str, Any], tid: Demotid, innehavare: Innehavare, omraden: dict
) -> Iterator[Iakttagelse]:
    assert dialog.omgang is not None
    nr, i_berattelsen = dialog.plats.ordning, (dialog.lasar.namn, dialog.omgang.nyckel) == (tid.lasar(LASAR), RUNDA)
    egna = [o for o in data["iakttagelser"] if o["nr"] == nr] if i_berattelsen else []
    bank = data["iakttagelsebank"]
    if i_berattelsen or (nr + dialog.omgang.ordning) % 3 == 0:
        egna = [*egna, bank[(nr + dialog.omgang.ordning * 3 + dialog.lasar.fran.year) % len(bank)]]
    chef = next(p for p in dialog.parter.all() if p.roll == "verksamhetschef")
    nar = klockan(dagen(dialog) - timedelta(days=2), 20, 10)
    if av := innehavare.den(chef, nar.date()):
        for ord_ in egna:
            yield Iakttagelse(
                enhet_id=dialog.plats_id, omgang=dialog.omgang, dialog=dialog, slag=ord_["slag"], text=ord_["text"],
                omrade=omraden.get((dialog.plats_id, ord_.get("omrade", ""))), av=av, nar=nar,
                delad=nar + timedelta(days=3) if ord_.get("delad") else None,
            )  # fmt: skip
