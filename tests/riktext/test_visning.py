"""Rik text ut: mallfiltret rensar en gång till, också det som kom i databasen förbi rensningen."""

import pytest
from django.template import Context, Template

from tests.riktext.test_rensning import FIENTLIGA, bara_tillatet


def rita(mall: str, text: str | None) -> str:
    return Template(mall).render(Context({"text": text}))


@pytest.mark.parametrize("angrepp", [a for a, _ in FIENTLIGA.values()], ids=list(FIENTLIGA))
def test_det_som_ligger_i_databasen_ar_ofarligt_nar_det_visas(angrepp):
    assert bara_tillatet(rita("{{ text|riktext }}", angrepp))
    assert bara_tillatet(rita("{{ text|riktext }}", f"<p>före</p>{angrepp}<p>efter</p>"))


def test_ren_och_rik_text_visas_med_sin_form():
    assert rita("{{ text|riktext }}", "ett\n\ntvå <b>") == "<p>ett</p><p>två &lt;b&gt;</p>"
    assert rita("{{ text|riktext }}", "<ul><li><p>ett</p></li></ul>") == "<ul><li><p>ett</p></li></ul>"
    assert rita("{{ text|riktext }}", None) == ""


def test_klartext_ar_text():
    assert rita("{{ text|klartext }}", "<h3>Rubrik</h3><p>a &lt;b&gt;</p>") == "Rubrik\n\na &lt;b&gt;"
