"""Att hämta från Kolada: riktiga anrop mot en server som provet startar på den egna maskinen."""

import json
import re
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.storage import default_storage

from analysunderlag.handlingar.inlasning import granska, infor_direkt
from analysunderlag.handlingar.koladahamtning import bestall
from analysunderlag.models import Inlasning, Nyckeltal, Varde
from styrkedja.handlingar import utkorg
from styrkedja.models import Enhet, Utkorg

#: De fem sista är andras skolor.
ENHETER = [
    {"id": f"V15E1283{nr:05}", "title": f"Skola {nr}" if nr < 40 else f"Stiftelsen Ugglan {nr}"} for nr in range(45)
]


class Kolada:
    """En liten Kolada: svarar per sida, och faller när provet säger det."""

    def __init__(self) -> None:
        self.fragor: list[str] = []
        self.faller: dict[str, int] = {}
        self.vart = ""

    def svar(self, vag: str) -> tuple[int, dict]:
        self.fragor.append(vag)
        for borjan, kod in list(self.faller.items()):
            if vag.startswith(borjan):
                del self.faller[borjan]
                return kod, {}
        if vag.startswith("/v3/ou?"):
            return 200, self._sida(vag, ENHETER)
        delar = re.fullmatch(r"/v3/(data|oudata)/kpi/([^/]+)/(?:municipality|ou)/([^/]+)/year/([^?]+)(.*)", vag)
        assert delar, vag
        slag, kpi, platser, ar, _ = delar.groups()
        nyckel = "municipality" if slag == "data" else "ou"
        poster = [
            {"kpi": k, nyckel: p, "period": int(a), "values": [{"gender": "T", "value": 50.5, "status": "", "isdeleted": False}]}
            for k in kpi.split(",") if k in ("N15436", "N15419") for p in platser.split(",") for a in ar.split(",")
        ]  # fmt: skip
        return 200, self._sida(vag, poster)

    def _sida(self, vag: str, varden: list) -> dict:
        """Två sidor för den första frågan om enheterna."""
        if vag.startswith("/v3/ou?") and "sida=2" not in vag:
            return {"values": varden[:30], "next_url": f"{self.vart}{vag}&sida=2"}
        return {"values": varden[30:] if vag.startswith("/v3/ou?") else varden, "next_url": None}


@pytest.fixture
def kolada(settings) -> Iterator[Kolada]:
    spel = Kolada()

    class Hanterare(BaseHTTPRequestHandler):
        def do_GET(self):
            kod, svar = spel.svar(self.path)
            data = json.dumps(svar).encode()
            self.send_response(kod)
            if kod == 302:
                self.send_header("Location", "http://127.0.0.1:1/")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Hanterare)
    trad = threading.Thread(target=server.serve_forever, daemon=True)
    trad.start()
    spel.vart = settings.KOLADA_ADRESS = f"http://127.0.0.1:{server.server_address[1]}"
    yield spel
    server.shutdown()
    server.server_close()
    trad.join()


def kor(rad: Utkorg) -> str:
    """Kör raden nu, också när den väntar efter ett fel."""
    Utkorg.objects.filter(pk=rad.pk).update(tidigast=rad.skapad)
    return utkorg.utfor_rad(rad.pk)


@pytest.fixture
def tyst_ko(monkeypatch) -> None:
    monkeypatch.setattr("styrkedja.tasks.utfor.apply_async", lambda args, **_: None)


@pytest.mark.krav(96)
def test_hamtas_i_omgangar_och_vantar_pa_granskning(underlag, kolada, tyst_ko):
    for e in ENHETER[:40]:
        Enhet.objects.create(namn=e["title"])
    rad = bestall(av=underlag.controller, fran=2024, till=2025)
    assert bestall(av=underlag.controller, fran=2024, till=2025).pk == rad.pk
    assert kor(rad) == "klart"
    matt = Nyckeltal.objects.exclude(kolada_id="").count()
    omgangar = -(-matt // 20)
    assert len(kolada.fragor) == 2 + omgangar * (1 + 3)
    assert max(len(del_.split(",")) for vag in kolada.fragor for del_ in vag.split("/")) <= 20
    inlasning = Inlasning.objects.get()
    assert (inlasning.status, inlasning.av, inlasning.kalla.nyckel) == ("vantar", underlag.controller, "kolada")
    assert not Varde.objects.exists()
    assert granska(inlasning)["summa"]["hoppade"] == {"enheten finns inte hos er": 5 * 2 * 2}
    infor_direkt(rad=inlasning)
    assert Varde.objects.filter(niva="enhet").count() == 40 * 2 * 2
    assert {v.jamforelse for v in Varde.objects.filter(niva="riket")} == {"riket"}


def test_tar_vid_dar_den_slutade(underlag, kolada, tyst_ko):
    rad = bestall(av=underlag.controller, fran=2025, till=2025)
    kolada.faller = {"/v3/oudata/": 503}
    assert kor(rad) == "vantar"
    hamtade = len(kolada.fragor) - 1
    assert not Inlasning.objects.exists()
    assert kor(rad) == "klart"
    assert len(kolada.fragor) == len(set(kolada.fragor)) + 1
    assert kolada.fragor.count(kolada.fragor[hamtade]) == 2
    assert not any(default_storage.exists(f"kolada/{rad.pk}/{nr}.json") for nr in range(20))


@pytest.mark.parametrize(("kod", "mening"), [(404, "Kolada svarar 404"), (302, "Kolada svarar 302")])
def test_ett_fel_i_fragan_gors_inte_om(underlag, kolada, tyst_ko, kod, mening):
    rad = bestall(av=underlag.controller, fran=2025, till=2025)
    kolada.faller = {"/v3/ou": kod}
    assert kor(rad) == "misslyckat"
    rad.refresh_from_db()
    assert mening in rad.fel


def test_en_sida_som_pekar_nagon_annanstans_foljs_inte(underlag, kolada, tyst_ko):
    kolada.vart = "http://127.0.0.1:1"
    rad = bestall(av=underlag.controller, fran=2025, till=2025)
    assert kor(rad) == "misslyckat"
    rad.refresh_from_db()
    assert "en annan adress" in rad.fel


def test_avstangt_fran_borjan_och_bara_for_den_som_far(underlag, settings, kolada):
    with pytest.raises(PermissionDenied):
        bestall(av=underlag.rektor, fran=2025, till=2025)
    with pytest.raises(ValidationError, match="i ordning"):
        bestall(av=underlag.controller, fran=2026, till=2025)
    settings.KOLADA_ADRESS = ""
    with pytest.raises(ValidationError, match="inte påslagen"):
        bestall(av=underlag.controller, fran=2025, till=2025)
