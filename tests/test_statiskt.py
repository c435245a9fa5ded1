"""I drift heter varje skript efter sitt innehåll, och modulerna hämtar varandra under de namnen."""

import re
from pathlib import Path

from styrkedja.statiskt import Statiskt


def test_modulerna_hamtar_varandra_under_namn_efter_innehall(tmp_path, settings):
    rot = Path(settings.BASE_DIR) / "static"
    lager = Statiskt(location=str(tmp_path), base_url="/static/")
    filer = {str(fil.relative_to(rot)): fil for fil in (rot / "js").rglob("*.js")}
    for namn, fil in filer.items():
        (tmp_path / namn).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / namn).write_bytes(fil.read_bytes())
    svar = list(lager.post_process({namn: (lager, namn) for namn in filer}))
    assert [fel for *_, fel in svar if isinstance(fel, Exception)] == []
    hamtade = re.findall(
        r'from "(\./[^"]+)"', (tmp_path / lager.stored_name("js/skriv.js")).read_text(encoding="utf-8")
    )
    assert len(hamtade) > 5
    for namn in hamtade:
        assert re.fullmatch(r"\./skriv/\w+\.[0-9a-f]{12}\.js", namn)
        assert (tmp_path / "js" / namn).exists()
