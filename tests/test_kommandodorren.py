"""Kommandodörren: det som bara läser koden går utan en enda inställning i miljön."""

import os
import subprocess
import sys
from pathlib import Path

ROT = Path(__file__).resolve().parent.parent


def test_migreringarna_ar_fardiga_och_gar_att_prova_utan_miljo(tmp_path):
    miljo = {"PATH": os.environ["PATH"], "VAR": str(tmp_path)}
    kommando = [sys.executable, "manage.py", "makemigrations", "--check", "--dry-run"]
    svar = subprocess.run(kommando, cwd=ROT, env=miljo, capture_output=True, text=True, check=False)
    assert svar.returncode == 0, svar.stdout + svar.stderr
