"""Rik text in: det synliga står kvar, ingenting annat kommer igenom, och det redigeraren skrev kommer tillbaka orört."""

import re
import string
from html import escape, unescape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from styrkedja.regler.riktext import ar_rik, ar_tom, fran_text, lydelse, rena, till_text, visning

A = '<a href="https://exempel.se/a?b=1&amp;c=2" rel="noopener noreferrer">'
REDIGERARENS = [
    "<p>Läsningen går framåt.</p>",
    "<p>Två  mellanslag &amp; ett &lt;tecken&gt;&nbsp;här </p><p></p><p>tredje</p>",
    "<h3>Rubrik</h3><p>Text</p><h4>Underrubrik</h4><p><strong>fet <em>båda</em></strong><em> kursiv</em></p>",
    "<ul><li><p>ett</p><ul><li><p>inre</p></li></ul></li><li><p>två<br>rader</p><p>nytt stycke</p></li></ul>",
    '<ol><li><p>ett</p></li></ol><p>mellan</p><ol start="2"><li><p>två</p></li></ol>',
    f"<p>Se {A}<strong>källan</strong></a>.</p>",
    "<blockquote><p>Sagt av en elev.</p></blockquote>",
    "<table><tbody><tr><th><p>År</p></th><th><p>Andel</p></th></tr>"
    '<tr><td colspan="2"><p>1</p><ul><li><p>i en cell</p></li></ul></td></tr></tbody></table>',
    "<h3></h3><p> inlett med mellanslag</p><h3> också här</h3>",
]


@pytest.mark.parametrize("html", REDIGERARENS)
def test_det_som_redigeraren_skriver_kommer_tillbaka_byte_for_byte(html):
    assert rena(html) == html
    assert ar_rik(html)


FIENTLIGA = {
    "script": ("<p>hej<script>alert(1)</script> då</p>", "hej då"),
    "onerror": ('<p>hej<img src=x onerror="alert(1)"> då</p>', "hej då"),
    "javascript": ('<p><a href="javascript:alert(1)">hej</a></p>', "hej"),
    "javascript med tecken": ('<p><a href=" jav&#x09;ascript:alert(1)">hej</a></p>', "hej"),
    "data": ('<p><a href="data:text/html,<script>alert(1)</script>">hej</a></p>', "hej"),
    "relativ länk": ('<p><a href="/logga-ut/">hej</a></p>', "hej"),
    "svg": ("<p>hej</p><svg/onload=alert(1)><text>då</text></svg>", "hej"),
    "mathml mxss": (
        '<p>hej</p><math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
        "hej",
    ),
    "mxss noscript": ('<noscript><p title="</noscript><img src=x onerror=alert(1)>">hej</noscript>', '<p title="">hej'),
    "metadata-adress": ("<p>hej<img src=http://169.254.169.254/latest></p>", "hej"),
    "bilaga": ('<link rel=attachment href="file:///etc/passwd"><p>hej</p>', "hej"),
    "fil": ('<p><a href="file:///etc/passwd">hej</a></p>', "hej"),
    "import": ("<style>@import url(http://ond.se);</style><p>hej</p>", "hej"),
    "fast läge": ('<p style="position:fixed;inset:0;font-size:99999px" class="fot" id="innehall">hej</p>', "hej"),
    "mallspråk": ("<p>{{ 7*7 }} {% debug %} %s</p>", "{{ 7*7 }} {% debug %} %s"),
    "formulär": ('<form action="//ond.se"><input name=losen><button>hej</button></form>', "hej"),
    "inbäddad sida": ('<iframe srcdoc="<script>alert(1)</script>">gömt</iframe><p>hej</p>', "hej"),
    "bas": ('<base href="//ond.se"><meta http-equiv=refresh content="0;//ond.se"><p>hej</p>', "hej"),
    "noll": ("<p>he\x00j\x0b</p>", "hej"),
    "halvt tecken": ("<p>hej\ud800</p>", "hej?"),
}
TILLATET = re.compile(
    r"</?(?:p|h3|h4|h5|ul|ol|li|strong|em|br|blockquote|table|thead|tbody|tr|th|td|a)>"
    r'|<a href="(?:https?://|mailto:)[^"<>]*" rel="noopener noreferrer">'
    r'|<ol start="\d+">|<t[dh](?: scope="col")?(?: colspan="\d+")?(?: rowspan="\d+")?>'
)


def bara_tillatet(html: str) -> bool:
    return "<" not in TILLATET.sub("", html)


@pytest.mark.parametrize("angrepp, synligt", FIENTLIGA.values(), ids=FIENTLIGA)
def test_angrepp_blir_text(angrepp, synligt):
    ren = rena(angrepp)
    assert bara_tillatet(ren)
    assert till_text(ren) == synligt
    assert rena(ren) == ren
    assert bara_tillatet(visning(angrepp))


TAGGAR = (
    "p h1 h2 h3 h4 h6 ul ol li strong b em i a div table thead tbody tr td th blockquote br pre hr caption span "
    "script style svg math template noscript section".split()
)
bitar = st.one_of(
    st.sampled_from(TAGGAR).map("<{}>".format),
    st.sampled_from(TAGGAR).map("</{}>".format),
    st.sampled_from(
        ['<a href="http://a.se/?x&y=<2">', "<td colspan=3 rowspan=0>", "<ol start=4>", "<p class=x style=y>"]
    ),
    st.sampled_from([" ", "\n", "\t", "\r\n", "&nbsp;", "&lt;", "<", ">", "&", '"', "<!--", "-->", "<![CDATA["]),
    st.text(string.ascii_letters + "åäö ", max_size=6),
)
soppa = st.lists(bitar, max_size=30).map("".join)


@settings(max_examples=400, deadline=None)
@given(soppa)
def test_en_rensad_text_ar_ren(html):
    ren = rena(html)
    assert rena(ren) == ren
    assert bara_tillatet(ren)
    assert ren == "" or ar_rik(ren)
    assert rena(visning(ren)) == ren


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=200))
def test_ren_text_blir_rik_och_lases_som_den_skrevs(text):
    rik = fran_text(text)
    assert rena(rik) == rik
    assert bara_tillatet(rik)
    osynligt = r"[\s\x00-\x1f\x7f–•\-.)\d]|\ud800"
    assert re.sub(osynligt, "", till_text(rik)) == re.sub(osynligt, "", text.encode("utf-8", "replace").decode())


TEXTTAGG = st.sampled_from("p div h1 h2 h3 li td th span b i font center dd caption legend blockquote u sup".split())
trad = st.recursive(
    st.text(string.ascii_letters, min_size=1, max_size=5).map(escape),
    lambda inre: st.builds("<{0}>{1}</{0}>".format, TEXTTAGG, st.lists(inre, max_size=4).map("".join)),
    max_leaves=25,
)


@settings(max_examples=300, deadline=None)
@given(trad)
def test_inget_synligt_forsvinner(html):
    skrivet = re.sub(r"<[^>]*>", "", html)
    assert re.sub(r"\s|–|^\d+\. ", "", till_text(rena(html))) == skrivet


@pytest.mark.parametrize(
    "fore, efter",
    [
        ("<h1>A</h1><h2>B</h2><h3>C</h3>", "<h3>A</h3><h4>B</h4><h4>C</h4>"),
        ("<h2>A</h2><h5>B</h5>", "<h3>A</h3><h4>B</h4>"),
        ("<b>fet</b> <i>sned</i>", "<p><strong>fet</strong> <em>sned</em></p>"),
        ("<div>ett</div><div>två</div>", "<p>ett</p><p>två</p>"),
        ("ett<br>två", "<p>ett<br>två</p>"),
        ("<ul><li>a<ul><li>b</ul><li>c</ul>",
         "<ul><li><p>a</p><ul><li><p>b</p></li></ul></li><li><p>c</p></li></ul>"),
        ("<ul><li>a</li><ul><li>b</li></ul></ul>", "<ul><li><p>a</p><ul><li><p>b</p></li></ul></li></ul>"),
        ("<table><caption>T</caption><thead><tr><td>År</td></tr></thead><tr><td>1</td></tr></table>",
         "<p>T</p><table><tbody><tr><th><p>År</p></th></tr><tr><td><p>1</p></td></tr></tbody></table>"),
        ("<p>a\n  b</p>\n<p>\n c</p>", "<p>a b</p><p>c</p>"),
        ("<pre>rad 1\nrad 2</pre>", "<p>rad 1<br>rad 2</p>"),
        ("<p></p>", ""),
        (" \n ", ""),
    ],
)  # fmt: skip
def test_andras_form_blir_var(fore, efter):
    assert rena(fore) == efter


def test_djupa_och_langa_angrepp_tar_ingen_tid_och_tappar_ingen_text():
    for tagg in ("<ul><li>", "<blockquote>", "<table><tr><td>", "<b><div>"):
        assert till_text(rena(tagg * 5000 + "kvar")).strip("– \t") == "kvar"


def test_en_halv_miljon_tecken_och_tiotusen_punkter():
    stor = "<ul>" + "<li><p>En punkt som någon har skrivit.</p></li>" * 10_000 + "</ul>"
    assert len(stor) > 450_000
    assert rena(stor) == stor
    assert till_text(stor).count("\n") == 9_999


# --- Ren text --------------------------------------------------------------------------------------


def test_rik_text_lases_som_ren():
    html = (
        "<h3>Rubrik</h3><p>Ett &amp; två<br>tre</p><ul><li><p>a</p><ol><li><p>b</p></li></ol></li><li><p>c</p></li></ul>"
        "<table><tbody><tr><th><p>År</p></th><th><p>Andel</p></th></tr><tr><td><p>1</p></td><td><p>82</p></td></tr></tbody></table>"
    )
    assert till_text(html) == "Rubrik\n\nEtt & två\ntre\n\n– a\n  1. b\n– c\n\nÅr\tAndel\n1\t82"


def test_ren_text_blir_stycken_listor_och_tabell():
    text = "Ett <b>\nrad två\n\n– a\n– b\n\n1. x\n2. y\n\nÅr\tAndel\n1\t82"
    assert fran_text(text) == (
        "<p>Ett &lt;b&gt;<br>rad två</p><ul><li><p>a</p></li><li><p>b</p></li></ul>"
        "<ol><li><p>x</p></li><li><p>y</p></li></ol>"
        "<table><tbody><tr><td><p>År</p></td><td><p>Andel</p></td></tr><tr><td><p>1</p></td><td><p>82</p></td></tr></tbody></table>"
    )
    assert till_text(fran_text(text)) == text


@pytest.mark.parametrize(
    "tom", ["", " \n", "\u200b", "<p></p>", "<p>&nbsp; \u200b</p><p><br></p>", "<ul><li><p></p></li></ul>"]
)
def test_tomt_ar_tomt(tom):
    assert ar_tom(tom)


@pytest.mark.parametrize(
    "text", ["x", "<p>x</p>", "<p>&nbsp;x</p>", "<p>&amp;</p>", "<ul><li><p></p></li><li><p>.</p></li></ul>"]
)
def test_det_skrivna_ar_inte_tomt(text):
    assert not ar_tom(text)


def test_ren_text_som_ingen_rort_behaller_formen():
    fore = "<h3>Rubrik</h3><p>Text</p>"
    assert lydelse("Rubrik\r\n\r\nText", fore) == fore
    assert lydelse("Rubrik\n\nNy text", fore) == "Rubrik\n\nNy text"
    assert lydelse("Gammal ren text", "Gammal ren text") == "Gammal ren text"
    assert lydelse('<p onclick="x">Ny</p>', fore) == "<p>Ny</p>"


def test_visningen_ger_tabellen_ett_huvud():
    html = "<table><tbody><tr><th><p>År</p></th></tr><tr><td><p>1</p></td></tr></tbody></table>"
    assert visning(html).startswith('<table><thead><tr><th scope="col"><p>År</p></th></tr></thead><tbody><tr><td>')
    assert visning("<h3>a</h3><h4>b</h4>", 4) == "<h4>a</h4><h5>b</h5>"
    assert visning("ren <text>\n\nigen") == "<p>ren &lt;text&gt;</p><p>igen</p>"
    assert unescape(visning("{{ 7*7 }}")) == "<p>{{ 7*7 }}</p>"
