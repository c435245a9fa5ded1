"""Den röda tråden till oss själva: kraven läses rätt, och inget prov pekar fel."""

import pytest

from skript.krav import FIL, Insamling, felaktiga, las_krav, rapport

TEXT = """
## Metod

| nr | krav | källa | slag |
|---|---|---|---|
| 14 | Arbetet går runt. | 000 §2 | |
| 16 | Tre system hänger ihop. | 000 §5 | ram |

## Dialogen

| 66 | Utfallet är ett ställningstagande. | 001 | |
"""


def test_kraven_lases_ur_tabellerna():
    krav = las_krav(TEXT)
    assert list(krav) == [14, 16, 66]
    assert krav[16].ram
    assert not krav[14].ram
    assert krav[66].avdelning == "Dialogen"


def test_ett_nummer_far_inte_sta_tva_ganger():
    with pytest.raises(ValueError, match="Krav 14 står två gånger"):
        las_krav(TEXT + "| 14 | igen | 000 | |\n")


def test_rapporten_sager_vad_som_ar_bevisat_av_vad_och_vad_som_inte_ar_det():
    ut = rapport(las_krav(TEXT), {66: ["tests/test_x.py::test_a"]})
    assert " 66  bevisat  Utfallet" in ut
    assert "test_x.py::test_a" in ut
    assert " 14  inte än  Arbetet" in ut
    assert ut.endswith("1 av 2 krav är bevisade; 1 är ram.")


def test_prov_som_pekar_fel_sags():
    fel = felaktiga(las_krav(TEXT), {99: ["a"], 16: ["b"], 14: ["c"]})
    assert fel == [
        "Krav 16 är ram och går inte att bevisa, men b pekar på det.",
        "Krav 99 finns inte, men a pekar på det.",
    ]


def test_projektets_egna_krav_ar_numrerade_utan_luckor(request):
    """Filen har varje nummer en gång, och de prov som samlats i den här körningen pekar på krav som finns."""
    krav = las_krav(FIL.read_text(encoding="utf-8"))
    assert list(krav) == list(range(1, len(krav) + 1))
    insamling = Insamling()
    insamling.pytest_collection_finish(request.session)
    assert felaktiga(krav, insamling.prov) == []
