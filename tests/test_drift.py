"""Driftens filer: hemligheter ur miljön, hälsokontroller, ingen root, och samma svar som koden ger."""

import re
import subprocess
from pathlib import Path

import pytest
import yaml
from django.core.management import call_command

from styrkedja.handlingar import puls

ROT = Path(__file__).resolve().parent.parent
KOMPOSITION = (ROT / "docker-compose.yml").read_text(encoding="utf-8")
TJANSTER = yaml.safe_load(KOMPOSITION)["services"]
EGNA = ("web", "arbetare", "klocka")


def test_alla_delar_finns():
    assert set(TJANSTER) == {"proxy", "web", "arbetare", "klocka", "postgres", "redis"}


@pytest.mark.parametrize("namn", TJANSTER)
def test_varje_tjanst_har_halsokontroll_och_startas_om(namn):
    assert TJANSTER[namn]["healthcheck"]["test"]
    assert TJANSTER[namn]["restart"] == "unless-stopped"


@pytest.mark.parametrize(
    "hemlighet", ["SECRET_KEY", "TEXTNYCKEL", "POSTGRES_PASSWORD", "REDIS_PASSWORD", "ALLOWED_HOSTS"]
)
def test_hemligheter_maste_ges_och_star_inte_i_filen(hemlighet):
    """${NAMN:?…} stannar med ett besked när namnet saknas; ${NAMN:-…} hade gett ett utgångsvärde."""
    anvanda = re.findall(rf"(?<!\$)\${{{hemlighet}(:?[?-])?", KOMPOSITION)
    assert anvanda
    assert set(anvanda) == {":?"}


def test_bara_proxyn_ar_oppen_utat():
    assert [namn for namn, tjanst in TJANSTER.items() if "ports" in tjanst] == ["proxy"]
    assert all("yttre" not in TJANSTER[namn]["networks"] for namn in ("postgres", "redis", "arbetare", "klocka"))


@pytest.mark.parametrize("namn", EGNA)
def test_egna_processer_ar_instangda(namn):
    tjanst = TJANSTER[namn]
    assert tjanst["read_only"] is True
    assert tjanst["cap_drop"] == ["ALL"]
    assert "no-new-privileges:true" in tjanst["security_opt"]


def test_webben_startar_forst_nar_driftkontrollen_gatt_igenom():
    skript = (ROT / "drift" / "webb.sh").read_text(encoding="utf-8")
    ordning = [skript.index(ord_) for ord_ in ("set -eu", "check --deploy", "migrate", "exec gunicorn")]
    assert ordning == sorted(ordning)


def test_bilden_kors_inte_som_root_och_laser_ett_hashat_las():
    bild = (ROT / "Dockerfile").read_text(encoding="utf-8")
    assert bild.index("USER styrkedjan") < bild.index('CMD ["sh"')
    assert "--require-hashes -r requirements/bas.txt" in bild
    for fil in re.findall(r"drift/\w+\.\w+", bild + KOMPOSITION):
        assert (ROT / fil).exists(), fil


def test_skalskripten_gar_att_lasa():
    for skript in ("drift/webb.sh", "skript/venv.sh"):
        subprocess.run(["sh", "-n", ROT / skript], check=True)
    subprocess.run(["bash", "-n", ROT / ".ci" / "run"], check=True)


@pytest.mark.django_db
def test_puls_sager_nar_bakgrunden_hordes(capsys):
    with pytest.raises(SystemExit) as slut:
        call_command("puls")
    assert slut.value.code == 1
    puls.sla()
    call_command("puls")
    ut = capsys.readouterr().out
    assert "aldrig hörts" in ut
    assert "hördes för 0 s sedan" in ut
