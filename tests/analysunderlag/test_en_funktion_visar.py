"""Ett värdes tal läses bara där skyddet är prövat: varje annan väg till en sida, en export eller ett diagram är stängd."""

import re
from pathlib import Path

from django.conf import settings

ROT = Path(settings.BASE_DIR)
#: Filerna som får läsa `Varde.tal` och varför. En fil till här är en dörr till: den ska inte visa något.
FAR_LASA = {
    "analysunderlag/models/varde.py": "modellen själv",
    "analysunderlag/visning.py": "avgör vad som visas",
    "analysunderlag/models/inlasning.py": "en kolumns roll heter så",
    "analysunderlag/handlingar/inlasning/planering.py": "gör filens celler till värden",
    "analysunderlag/handlingar/inlasning/granskning.py": "ordet i en mening",
    "analysunderlag/handlingar/inlasning/sammanhang.py": "en kolumns roll heter så",
    "analysunderlag/forms/inlasning.py": "en kolumns roll heter så",
    "analysunderlag/forms/nyckeltal.py": "fältet heter så, och perioden läses ur det skrivna",
    "templates/analysunderlag/_import_felrad.html": "felets slag heter så",
    "analysunderlag/handlingar/skydd.py": "räknar ut skyddet",
    "analysunderlag/handlingar/varden.py": "skriver värden, och jämför den nya lydelsen med den gamla",
    "analysunderlag/demo/berattelsen.py": "demons egna rader, innan de är värden",
    "analysunderlag/demo/recept.py": "demons egna rader, innan de är värden",
    "analysunderlag/demodata.py": "gör demons rader till värden",
}
#: Reglerna är rena och når inget värde: där är talet en cell i en fil som läses in, eller en cell i skyddets tabell.
UTOM = {"migrations", "regler"}
#: Att läsa `.tal` ur det som redan är prövat (Visat) eller ur svenska formatet är fritt.
FRIA = ("visat", "regler", "format", "svenska", "f")
LASER = re.compile(r"\b(\w+)\.tal\b(?!\()|[\"']tal[\"']|__tal\b")


def _lasningar(text: str) -> list[str]:
    return [m.group() for m in LASER.finditer(text) if m.group(1) not in FRIA]


def test_bara_visningen_laser_talet():
    filer = [p for rum in settings.RUM if rum != "styrkedja" for p in (ROT / rum).rglob("*.py")]
    filer += (ROT / "templates").rglob("*.html")
    assert len(filer) > 200
    funna = {
        str(fil.relative_to(ROT)): lasta
        for fil in filer
        if not UTOM & set(fil.parts) and (lasta := _lasningar(_utan_klasser(fil)))
    }
    assert {fil: lasta for fil, lasta in funna.items() if fil not in FAR_LASA} == {}
    assert set(FAR_LASA) <= set(funna), "en fil i listan läser inte längre talet: ta bort den"


def _utan_klasser(fil: Path) -> str:
    """I en mall är class="tal" en stil och inget tal."""
    text = fil.read_text(encoding="utf-8")
    return re.sub(r"class=\"[^\"]*\"", "", text) if fil.suffix == ".html" else text


def test_provet_ser_lasningarna():
    assert _lasningar("punkt(rad.tal)") == ["rad.tal"]
    assert _lasningar("v.values_list('tal')") == ["'tal'"]
    assert _lasningar("{{ varde.tal }}") == ["varde.tal"]
    assert _lasningar("visat.tal + svenska.tal(3)") == []
