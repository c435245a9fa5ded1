"""Behållarens hälsokontroll: frågar webben på den egna maskinen, under ett namn som den svarar på."""

import os
import sys
import urllib.request

vard = os.environ.get("ALLOWED_HOSTS", "localhost").split(",")[0].strip().lstrip(".*") or "localhost"
fraga = urllib.request.Request("http://127.0.0.1:8000/healthz", headers={"Host": vard})
with urllib.request.urlopen(fraga, timeout=4) as svar:
    sys.exit(0 if svar.status == 200 else 1)
