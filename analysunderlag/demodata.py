"""Demokommunens tal, genom samma handling som allt annat som förs in: det som har kommit till och med i dag (§5)."""

import json
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from django.db import transaction

from analysunderlag.demo import importlogg, pm
from analysunderlag.demo.berattelsen import ur_berattelsen
from analysunderlag.demo.rader import Demorad
from analysunderlag.demo.recept import Kok, sagt_i, ur_recepten
from analysunderlag.demo.svar import Svar
from analysunderlag.handlingar.kallornas_poster import satt_kallornas_poster
from analysunderlag.handlingar.skydd import rakna_om
from analysunderlag.handlingar.varden import Sats, for_in_historik
from analysunderlag.models import Kalla, Niva, Nyckeltal, Varde
from styrkedja.demotid import Demotid, klockan
from styrkedja.models import Enhet, Huvudman, Lasar, Skolform

FIL = Path(__file__).resolve().parent / "data" / "demotal.json"


@transaction.atomic
def ladda(tid: Demotid) -> None:
    """För in varje källas värden den dag de kom, och läser in analytikerns filer."""
    skrivet = for_in_historik(satser=_satser(tid), av=None)
    rakna_om(skrivet.berorda)
    for lasar in Lasar.objects.filter(stangt=False):
        satt_kallornas_poster(lasar)
    importlogg.ladda(tid)
    pm.ladda(tid)


def demorader(tid: Demotid) -> Iterator[Demorad]:
    """Alla rader, också de som inte har kommit än."""
    data: dict[str, Any] = json.loads(FIL.read_text(encoding="utf-8"))
    svar = Svar(data)
    yield from ur_berattelsen(data, tid, svar)
    yield from ur_recepten(data, Kok(data["grupper"], tid, svar, sagt_i(data)))


def _satser(tid: Demotid) -> list[Sats]:
    bygg, satser = _Byggare(), defaultdict(list)
    for rad in demorader(tid):
        if tid.har_varit(rad.kom):
            satser[rad.kalla, rad.kom].append(bygg.varde(rad))
    return [Sats(bygg.kallor[kalla], _klockan(dag), rader) for (kalla, dag), rader in satser.items()]


def _klockan(dag: date) -> Any:
    return klockan(dag, 6, 30)


class _Byggare:
    """Gör rader till värden: slår upp nyckeltal, källor, enheter och skolformer en gång."""

    def __init__(self) -> None:
        self.nyckeltal = {n.nyckel: n for n in Nyckeltal.objects.all()}
        self.kallor = {k.nyckel: k for k in Kalla.objects.all()}
        self.enheter = {e.ordning: e for e in Enhet.objects.all()}
        self.skolformer = {s.nyckel: s for s in Skolform.objects.all()}
        self.huvudman = Huvudman.den()

    def varde(self, rad: Demorad) -> Varde:
        return Varde(
            nyckeltal=self.nyckeltal[rad.nyckel],
            kalla=self.kallor[rad.kalla],
            skolform=self.skolformer[rad.skolform] if rad.skolform else None,
            period=rad.period.text,
            period_till=rad.period.till,
            kon=rad.kon,
            uppdelning=rad.uppdelning,
            tal=rad.tal,
            tecken=rad.tecken,
            antal=rad.antal,
            taljare=rad.taljare,
            svarsfrekvens=rad.svarsfrekvens,
            preliminart=rad.preliminart,
            skapad=_klockan(rad.kom),
            **self._plats(rad),
        )

    def _plats(self, rad: Demorad) -> dict[str, Any]:
        if rad.riket:
            return {"niva": Niva.RIKET, "jamforelse": "riket"}
        if rad.enhet is None:
            return {"niva": Niva.HUVUDMAN, "plats": self.huvudman}
        return {"niva": Niva.ENHET, "plats": self.enheter[rad.enhet]}
