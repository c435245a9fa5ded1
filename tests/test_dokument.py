"""Dokumenten är sanna: de som skrivs ur koden är aktuella, kraven är hela, och README säger det som finns."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings

from skript import ordlista, tillstand

ROT = Path(settings.BASE_DIR)
DOCS = ROT / "docs"
README = ROT / "README.md"
KRAVRAD = re.compile(r"^\| (\d+) \| ([^|]+) \| ([^|]+) \| (ram )?\|$", re.MULTILINE)
SKRIVS_OM = "Kör `make dokument` och lägg till filen i ändringen."


def las(fil: Path) -> str:
    return fil.read_text(encoding="utf-8")


def egna_filer(monster: str) -> list[Path]:
    """Filer i husets egna mappar: rummen och skripten, aldrig installerade paket."""
    return [f for mapp in [*settings.RUM, "skript"] for f in (ROT / mapp).rglob(monster)]


@pytest.mark.parametrize(
    ("fil", "innehall"),
    [
        (tillstand.SIDA, tillstand.sida),
        (tillstand.BILD, tillstand.bild),
        (ordlista.SIDA, ordlista.sida),
    ],
    ids=lambda varde: getattr(varde, "name", ""),
)
def test_det_som_skrivs_ur_koden_ar_aktuellt(fil, innehall):
    assert las(fil) == innehall(), SKRIVS_OM


def test_kraven_ar_alla_en_gang_var():
    rader = KRAVRAD.findall(las(DOCS / "krav.md"))
    assert [int(nr) for nr, *_ in rader] == list(range(1, 115))
    assert all(text.endswith((".", "?")) and re.match(r"0\d\d ?", kalla) for _, text, kalla, _ in rader)


def test_varje_krav_som_ett_prov_pekar_pa_finns_och_gar_att_bevisa():
    ram = {int(nr) for nr, _, _, slag in KRAVRAD.findall(las(DOCS / "krav.md")) if slag}
    for fil in (ROT / "tests").rglob("*.py"):
        for nummer in re.findall(r"mark\.krav\(([\d, ]+)\)", las(fil)):
            pekade = {int(n) for n in nummer.split(",") if n.strip()}
            assert pekade <= set(range(1, 115)) - ram, f"{fil.name}: {nummer}"


@pytest.mark.parametrize("rum", settings.RUM)
def test_readme_och_arkitekturen_har_rummet_pa_kartan(rum):
    assert f"`{rum}/`" in las(README)
    assert re.search(rf"^\d +{rum} +finns ", las(DOCS / "arkitektur.md"), re.MULTILINE)


def lasta_ur_miljon() -> set[str]:
    return set(re.findall(r"""env(?:\.\w+)?\(\s*"([A-Z_]+)\"""", las(ROT / "styrkedja" / "settings.py")))


def test_readme_namner_varje_miljovariabel():
    namnda = set(re.findall(r"^\| `([A-Z_]+)` \|", las(README), re.MULTILINE))
    assert lasta_ur_miljon() == namnda


def test_readme_namner_varje_dorr_i_makefile():
    dorrar = set(re.findall(r"^([a-z-]+)[^:\n]*:[^#\n]*## ", las(ROT / "Makefile"), re.MULTILINE))
    assert dorrar, "make help visar inga dörrar"
    assert dorrar <= set(re.findall(r"`make ([a-z-]+)", las(README))) | {"help"}


def test_arkitekturen_namner_allt_som_samlas_ur_rummen():
    text = las(DOCS / "arkitektur.md")
    for fil in egna_filer("*.py"):
        for modul, namn in re.findall(r"""ur_rummen\(\s*"(\w+)",\s*"(\w+)\"""", las(fil)):
            rad = next((r for r in text.splitlines() if r.startswith("| `") and f"`{modul}.py`" in r), "")
            assert f"`{namn}`" in rad, f"{fil.name} samlar {modul}.{namn}: skriv det i docs/arkitektur.md"


def test_varje_modell_star_i_ordlistan():
    ord_ = {rad["ord"] for rad in ordlista.ord_och_kod()["koden"] if rad["slag"] == "modell"}
    modeller = {m.__name__ for rum in settings.RUM for m in apps.get_app_config(rum).get_models()}
    assert modeller - ord_ == set(), "Lägg till modellen i styrkedja/data/ordlista.json"
    assert ord_ - modeller == set(), "Ordlistan nämner en modell som inte finns"


def test_varje_beslut_star_i_listan():
    lista = las(DOCS / "beslut" / "README.md")
    beslut = sorted(f.name for f in (DOCS / "beslut").glob("0*.md"))
    assert [int(b[:4]) for b in beslut] == list(range(1, len(beslut) + 1))
    for namn in beslut:
        assert f"({namn})" in lista
        assert re.findall(r"^## (.+)$", las(DOCS / "beslut" / namn), re.MULTILINE) == [
            "Läge",
            "Beslut",
            "Följder",
            "Vad vi valde bort",
        ]


def markdownsidor() -> list[Path]:
    return [README, ROT / "CHANGELOG.md", *DOCS.rglob("*.md")]


@pytest.mark.parametrize("sida", markdownsidor(), ids=lambda f: f.name)
def test_lankarna_i_dokumenten_leder_nagonstans(sida):
    for mal in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", las(sida)):
        if not mal.startswith(("http://", "https://", "mailto:")):
            assert (sida.parent / mal).exists(), f"{sida.name} länkar till {mal}, som inte finns"


@pytest.mark.parametrize("sida", markdownsidor(), ids=lambda f: f.name)
def test_dokumenten_pekar_inte_utanfor_repot(sida):
    text = las(sida)
    assert "../shared" not in text
    assert "/work/" not in text
