"""Hänvisningarna i rik text: bara husets egna adresser släpps in, orden är källans, och inget annat kan stå där."""

import pytest

from styrkedja.regler.riktext import rena, till_text, visning
from styrkedja.regler.riktext.hanvisningar import byt_ord, hanvisade, med_adress, orden_i

ID = "0f8fad5b-d9cb-469f-a165-70867728950e"
ANNAT = "7c9e6679-7425-40de-944b-e07fc1f90ae7"
TEXT = f'<p>Av niorna blev <a href="/hanvisning/{ID}/" rel="noopener noreferrer">82,0&nbsp;%</a> behöriga.</p>'


def test_en_hanvisning_kommer_tillbaka_byte_for_byte():
    assert rena(TEXT) == TEXT
    assert rena(rena(TEXT)) == TEXT
    assert f'href="/hanvisning/{ID}/"' in visning(TEXT)


@pytest.mark.parametrize(
    "adress",
    [
        "/logga-ut/", "/hanvisning/", "/hanvisning/1/", f"/hanvisning/{ID}", f"/hanvisning/{ID}/mer/", f"//ond.se/hanvisning/{ID}/",
        f"/hanvisning/{ID}/?x=1", f" /hanvisning/{ID}/", f"/hanvisning/{ID}/#x", f"hanvisning/{ID}/", f"javascript:/hanvisning/{ID}/",
        f"/hanvisning/{ID.upper()}/",
    ],
)  # fmt: skip
def test_ingen_annan_adress_i_huset_slapps_in(adress):
    ren = rena(f'<p><a href="{adress}">82,0 %</a></p>')
    assert "href" not in ren
    assert till_text(ren) == "82,0 %"


def test_orden_ar_kallans_och_skrivs_som_text():
    assert byt_ord(TEXT, {ID: "81,0\xa0%"}) == TEXT.replace("82,0", "81,0")
    ond = byt_ord(TEXT, {ID: "<script>alert(1)</script>"})
    assert "<script>" not in ond
    assert "&lt;script&gt;" in rena(ond)
    fet = TEXT.replace("82,0&nbsp;%", "<strong>åttiotvå</strong>")
    assert byt_ord(fet, {ID: "82,0\xa0%"}) == TEXT


def test_en_okand_hanvisning_ar_bara_ord():
    assert byt_ord(TEXT, {}) == "<p>Av niorna blev 82,0&nbsp;% behöriga.</p>"


def test_meningen_intill_star_i_texten_och_tal_en_rensning():
    efter = byt_ord(TEXT, {ID: "82,0\xa0%"}, {ID: "Talet har rättats efter inlämningen: 81,0\xa0%"})
    assert "<em>(Talet har rättats efter inlämningen: 81,0" in efter
    assert "82,0 % (Talet har rättats" in till_text(rena(efter)).replace("\xa0", " ")


def test_vilka_som_star_i_texten():
    bada = TEXT + TEXT.replace(ID, ANNAT) + TEXT
    assert hanvisade(bada) == [ID, ANNAT]
    assert hanvisade("<p>Inget citerat.</p>") == []
    assert orden_i(TEXT) == {ID: "82,0\xa0%"}


def test_pa_papper_leder_den_till_webben():
    assert f'href="https://styrkedjan.example/hanvisning/{ID}/"' in med_adress(TEXT, "https://styrkedjan.example/")
