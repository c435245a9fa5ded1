"""Felproven för inläsningen: arbetaren dödas mitt i, samma fil från två håll, och en stor fil från början till slut (F12, F24)."""

import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import connection, connections

from analysunderlag.handlingar.inlasning import bekrafta, granska, infor_direkt, satt_lasning, ta_emot
from analysunderlag.models import Inlasning, Varde
from skript.processer import vanta_tills
from styrkedja.handlingar import utkorg
from styrkedja.models import Enhet, Handelse, Skolenhetskod, Utkorg
from tests.analysunderlag.kalkylark import kalkylark

pytestmark = [pytest.mark.drill, pytest.mark.django_db(transaction=True)]

#: Stannar när värdena är skrivna men innan transaktionen är klar.
ARBETARE = """
import sys, time, pathlib, django
django.setup()
from analysunderlag.handlingar.inlasning import inforande
from styrkedja.handlingar import utkorg
def vanta(berorda):
    pathlib.Path(sys.argv[2]).touch()
    time.sleep(600)
inforande.rakna_om = vanta
utkorg.utfor_rad(int(sys.argv[1]))
"""
KOPPLING = {"kalla": "beslutsstodet", "nyckeltal": "franvaro_total", "period": "2025-11"}


@pytest.fixture
def tyst_ko(monkeypatch) -> list[int]:
    ids: list[int] = []
    monkeypatch.setattr("styrkedja.tasks.utfor.apply_async", lambda args, **_: ids.append(args[0]))
    return ids


def vantar(kommun, data: bytes, **koppling) -> Inlasning:
    rad = ta_emot(av=kommun.controller, data=data, filnamn="franvaro.xlsx")
    satt_lasning(av=kommun.controller, rad=rad, koppling=KOPPLING | koppling)
    rad.refresh_from_db()
    return rad


def _databasen() -> str:
    db = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{db['NAME']}"
    return f"postgres://{db['USER']}:{db['PASSWORD']}@{db['HOST']}:{db['PORT']}/{db['NAME']}"


def _for_in_och_do(rad: Utkorg, tecken: Path) -> None:
    """En annan process för in filen och dödas när värdena är skrivna men inte bekräftade."""
    arbetare = subprocess.Popen(
        [sys.executable, "-c", ARBETARE, str(rad.pk), str(tecken)],
        cwd=Path(__file__).resolve().parents[2],
        env={**os.environ, "DATABASE_URL": _databasen(), "VAR": str(settings.VAR)},
        start_new_session=True,
    )
    try:
        assert vanta_tills(lambda: tecken.exists() or arbetare.poll() is not None, sekunder=60)
        assert arbetare.poll() is None
    finally:
        arbetare.send_signal(signal.SIGKILL)
        arbetare.wait()


def test_f24_arbetaren_dodas_mitt_i_och_inget_finns_kvar_forran_nasta_gor_det_klart(underlag, tyst_ko, tmp_path, varv):
    for nr in range(varv(1, 20)):
        data = kalkylark([["Enhet", "Tal", "Antal"], ["Almskolan", 5.5 + nr, 40], ["Cedergymnasiet", 6.5 + nr, 50]])
        fore = Varde.objects.count()
        inlasning = vantar(underlag, data)
        bekrafta(av=underlag.controller, rad=inlasning)
        arbete = Utkorg.objects.get(nyckel=str(inlasning.pk))
        _for_in_och_do(arbete, tmp_path / str(nr))
        inlasning.refresh_from_db()
        assert (Varde.objects.count(), inlasning.status) == (fore, "pagar")
        assert Handelse.objects.filter(handling="las_in_underlag").count() == nr
        assert utkorg.utfor_rad(arbete.pk) == "redan"
        arbete.refresh_from_db()
        with time_machine.travel(arbete.lan_till + timedelta(seconds=1)):
            tyst_ko.clear()
            assert utkorg.svep() == 1
            assert utkorg.utfor_rad(tyst_ko[0]) == "klart"
        inlasning.refresh_from_db()
        assert (Varde.objects.count(), inlasning.status) == (fore + 2, "inford")
        assert Varde.objects.gallande().count() == 2


def test_f12_fem_som_for_in_samma_fil_pa_en_gang_blir_en(underlag, tyst_ko, varv):
    """En vinner, de andra får veta att importen pågår; på SQLite går de efter varandra."""
    for nr in range(varv(1, 30)):
        data = kalkylark([["Enhet", "Tal", "Antal"], ["Almskolan", 5.5 + nr, 40]])
        rader = [ta_emot(av=p, data=data, filnamn="x.xlsx") for p in (underlag.controller, None)]
        for rad in rader:
            satt_lasning(av=None, rad=rad, koppling=KOPPLING)
            rad.refresh_from_db()
        svar = _samtidigt([lambda rad=rad: bekrafta(av=rad.av, rad=rad) for rad in rader * 2])
        nekade = [s for s in svar if isinstance(s, ValidationError)]
        assert len(nekade) == 2
        assert all("Importen pågår" in " ".join(n.messages) for n in nekade)
        arbete = Utkorg.objects.order_by("-pk").first()
        assert sorted(_samtidigt([lambda pk=arbete.pk: utkorg.utfor_rad(pk)] * 3)) == ["klart", "redan", "redan"]
        assert Varde.objects.count() == nr + 1


def _samtidigt(gora: list) -> list:
    def en(gor):
        try:
            return gor()
        except ValidationError as fel:
            return fel
        finally:
            if connection.vendor != "sqlite":
                connections.close_all()

    if connection.vendor == "sqlite":
        return [en(gor) for gor in gora]
    with ThreadPoolExecutor(len(gora)) as tradar:
        return list(tradar.map(en, gora))


def test_tjugotusen_rader_ur_ett_kalkylark_fors_in_med_framsteg(underlag, tyst_ko, monkeypatch):
    """En termins frånvaro per enhet, månad, kön och årskurs. Antalet frågor växer med buntarna, inte med raderna."""
    for nr in range(100):
        Skolenhetskod.objects.create(enhet=Enhet.objects.create(namn=f"Skola {nr}"), kod=f"1000{nr:04}")
    rader = [
        [f"1000{e:04}", f"{ar}-{m:02}", kon, ak, round(3 + (e * m * ak) % 97 / 7, 1), 45 if kon == "samtliga" else 20 + ak % 2 * 5]
        for e in range(100) for ar in (2024, 2025) for m in range(1, 13) for kon in ("flickor", "pojkar", "samtliga") for ak in range(1, 10)
    ][:20_000]  # fmt: skip
    data = kalkylark([["Skolenhetskod", "Månad", "Kön", "Årskurs", "Tal", "Antal"], *rader])
    rad = vantar(underlag, data, period="")
    varningar = [v["nyckel"] for v in granska(rad)["varningar"]]
    steg: list[int] = []
    monkeypatch.setattr("analysunderlag.utkorg.visa_framsteg", lambda rad, procent: steg.append(procent))
    bekrafta(av=underlag.controller, rad=rad, bekraftade=varningar)
    assert utkorg.utfor_rad(Utkorg.objects.get().pk) == "klart"
    assert len(set(steg)) >= 4
    assert steg == sorted(steg)
    assert Varde.objects.gallande().count() == 20_000
    igen = vantar(underlag, data, period="")
    assert infor_direkt(rad=igen, bekraftade=varningar)["oforandrade"] == 20_000
