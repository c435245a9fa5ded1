"""Svaren på demons stödbehov, och rektorernas ord om dem (demoberättelsen §10). Ett behov har inget svar."""

import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from dialoger.handlingar.stod import svara_pa_behov, ta_stallning
from dialoger.handlingar.stodbrev import mottagarna, rektorerna
from dialoger.models import Stodsvar
from kvalitetsrapporter.models import Stodbehov
from styrkedja.demotid import Demotid, klockan
from styrkedja.format import lokal_dag
from styrkedja.models import Omgang

FIL = Path(__file__).resolve().parent.parent / "data" / "demostod.json"


def ladda(tid: Demotid) -> None:
    """Svarar på de behov som har hunnit få sitt svar."""
    rader = {rad["vad"]: rad for rad in json.loads(FIL.read_text(encoding="utf-8"))["svar"]}
    behoven = Stodbehov.objects.filter(vad__in=rader, sant__isnull=False).select_related(
        "avsnitt__rapport__lasar", "avsnitt__rapport__enhet"
    )
    for behov in behoven:
        _svara(behov, rader[behov.vad], tid)


def _svara(behov: Stodbehov, rad: dict[str, Any], tid: Demotid) -> None:
    assert behov.sant is not None
    dag = lokal_dag(behov.sant) + timedelta(days=rad["dagar"])
    mottagare = next(iter(mottagarna(behov)), None)
    if dag >= tid.idag or mottagare is None:
        return
    falt = {namn: rad[namn] for namn in ("svar", "text", "kraver", "fran", "till")}
    foljs_upp = Omgang.objects.filter(lasar=behov.avsnitt.rapport.lasar, nyckel=rad["foljs_upp"]).first()
    svar = svara_pa_behov(behov=behov, av=mottagare, foljs_upp=foljs_upp, nu=klockan(dag, 15, 10), **falt)
    _rektorn(svar, behov, rad, klockan(dag + timedelta(days=rad["last_efter"]), 16))


def _rektorn(svar: Stodsvar, behov: Stodbehov, rad: dict[str, Any], nar: datetime) -> None:
    """Rektor läser svaret, och säger vad det var värt."""
    rektor = next(iter(rektorerna(behov)), None)
    if rektor is None or not rad["last_efter"]:
        return
    Stodsvar.objects.filter(pk=svar.pk).update(last_av_rektor=nar)
    if rad["rektors"]:
        ta_stallning(behov=behov, rektors=rad["rektors"], skal=rad["skal"], av=rektor, nu=nar + timedelta(minutes=5))
