"""Husets ordning: rummen i settings, i import-kontrakten och i repot är samma rum i samma ordning."""

import re
import tomllib
from pathlib import Path

from django.conf import settings

KONTRAKT = tomllib.loads((Path(settings.BASE_DIR) / "pyproject.toml").read_text(encoding="utf-8"))["tool"][
    "importlinter"
]


def _kontrakt(id_: str) -> dict:
    return next(k for k in KONTRAKT["contracts"] if k["id"] == id_)


def test_lagren_ar_rummen_uppifran_och_ned():
    assert _kontrakt("rummen")["layers"] == list(reversed(settings.RUM))
    assert sorted(KONTRAKT["root_packages"]) == sorted(settings.RUM)


def test_varje_rum_har_sina_egna_vaningar():
    """Alla rum utom att de ligger i olika mappar har samma våningar."""
    vaningar = {rum: _kontrakt(rum)["layers"] for rum in settings.RUM}
    assert len({tuple(v) for v in vaningar.values()}) == 1
    assert all(_kontrakt(rum)["containers"] == [rum] for rum in settings.RUM)
    assert {f"{rum}.regler" for rum in settings.RUM} == set(_kontrakt("regler")["source_modules"])


def test_varje_rum_finns():
    assert all((Path(settings.BASE_DIR) / rum / "apps.py").exists() for rum in settings.RUM)


def test_bara_demo_och_import_anger_en_annan_tid():
    """Handlingarna tar `nu=` för historien; ingen vy, inget formulär och ingen uppgift får använda den dörren."""
    dorrar = [
        fil
        for rum in settings.RUM
        for fil in (Path(settings.BASE_DIR) / rum).rglob("*.py")
        if fil.name in ("tasks.py", "forms.py") or {"views", "forms"} & set(fil.parts)
    ]
    assert len(dorrar) > 20
    assert [str(fil) for fil in dorrar if re.search(r"\bnu=", fil.read_text(encoding="utf-8"))] == []
