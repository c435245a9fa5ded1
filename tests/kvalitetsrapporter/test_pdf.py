"""PDF av en inlämnad del: beställs på sidan, görs av arbetaren, hämtas; och vad som står kvar när något går fel."""

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pypdf
import pytest
import time_machine
from django.core.files.storage import default_storage
from django.db import IntegrityError
from django.db.models import Model
from django.test import Client
from django.urls import reverse

from kvalitetsrapporter import utskrift
from kvalitetsrapporter.handlingar.inlamning import faststall, lamna_in, lamna_tillbaka
from kvalitetsrapporter.handlingar.skrivning import spara_avsnitt
from kvalitetsrapporter.models import Inlamning, Rapportdel
from kvalitetsrapporter.regler import Tillstand
from styrkedja.handlingar import utkorg
from styrkedja.handlingar.dokument import dokument_for, spara_dokument
from styrkedja.klocka import nu
from styrkedja.models import Dokument, Utkorg
from styrkedja.pdf import rendering
from tests.rollista import NU

INDIVID = """Nittio procent av eleverna i årskurs 6 nådde minst E i matematik, mot åttiosju året före.

Ökningen finns i båda klasserna:
– flickor 91
– pojkar 89"""
PROCESS = "Sedan två år planerar matematiklärarna varje arbetsområde tillsammans."
STRUKTUR = "<script>alert(1)</script> {{ 7|add:7 }} {% debug %} <img src=file:///etc/passwd> %s & \u202eåäö"


@pytest.fixture
def version(rapporter) -> Inlamning:
    """Almskolans del inför VD2, inlämnad av rektor med bedömning och ett fält utan text."""
    rapport = rapporter.rapport(rapporter.skola)
    avsnitt = rapport.avsnitt.select_related("mall", "rapport__lasar").get(nyckel="kunskaper-lgr22")
    spara_avsnitt(
        avsnitt=avsnitt,
        texter={"individ": INDIVID, "process": PROCESS, "struktur": STRUKTUR},
        av=rapporter.rektor,
        niva="en_bit_kvar",
        progression="framat",
        omgang=rapporter.omgang("vd2"),
    )
    return lamna_in(
        rapport=rapport, omgang=rapporter.omgang("vd2"), av=rapporter.rektor, skal="Målen skrivs i januari."
    )


def bestall(version: Inlamning) -> Utkorg:
    return utkorg.lagg("rapport_pdf", nyckel=str(version.pk), uppgifter={"inlamning": version.pk})


def gor(version: Inlamning) -> str:
    return utkorg.utfor_rad(bestall(version).pk)


def dokumentet(ting: Model) -> Dokument:
    dokument = dokument_for(ting)
    assert dokument is not None
    return dokument


def las(dokument: Dokument) -> Any:
    return pypdf.PdfReader(dokument.fil.open("rb"))


def taggar(lasare: Any) -> list[str]:
    """Taggarna i trädet, i läsordning."""
    funna: list[str] = []

    def ga(nod: Any) -> None:
        nod = nod.get_object() if hasattr(nod, "get_object") else nod
        if isinstance(nod, list):
            for barn in nod:
                ga(barn)
        elif isinstance(nod, dict) and "/S" in nod:
            funna.append(str(nod["/S"])[1:])
            ga(nod.get("/K", []))
        elif isinstance(nod, dict) and nod.get("/Type") == "/StructTreeRoot":
            ga(nod["/K"])

    ga(lasare.trailer["/Root"]["/StructTreeRoot"])
    return funna


def filer() -> list[Path]:
    return [fil for fil in Path(default_storage.path("")).rglob("*.pdf") if fil.is_file()]


def test_rektor_bestaller_arbetaren_gor_och_rektor_hamtar(rapporter, version):
    klient = Client()
    klient.force_login(rapporter.rektor)
    delar = ("almskolan", "2026-27", "vd2", version.nummer)
    sida = reverse("rapport-pdf", args=delar)
    klient.post(sida)
    klient.post(sida)
    rad = Utkorg.objects.get(slag="rapport_pdf")
    assert utkorg.utfor_rad(rad.pk) == "klart"
    assert utkorg.utfor_rad(rad.pk) == "redan"
    assert b"klar" in klient.get(sida).content
    svar = klient.get(reverse("rapport-pdf-fil", args=delar))
    innehall = svar.getvalue()
    dokument = dokumentet(version)
    assert innehall.startswith(b"%PDF-1.7")
    assert len(innehall) == dokument.storlek
    assert dokument.filnamn == "kvalitetsrapport-2026-27-almskolan-vd2-version-1.pdf"
    assert dokument.filnamn in svar["Content-Disposition"]


def test_papperet_sager_allt_i_ordning(rapporter, version):
    assert gor(version) == "klart"
    dokument = dokumentet(version)
    lasare = las(dokument)
    assert len(lasare.pages) == dokument.sidor
    text = "\n".join(sida.extract_text() for sida in lasare.pages)
    vantat = [
        "Ekby kommun", "Skolförvaltningen", "Kvalitetsrapport 2026/27", "Almskolan", "Inför VD2",
        "Inlämnad, upprättad handling", "24 nov 2026 10:00 av Anna Alm", "Innehåll", "Bedömningarna i korthet",
        "En bit kvar", "Framåt", "Om handlingen", "Målen skrivs i januari.", utskrift.kort_kontroll(version.hash),
        "Sida 2 av 3", "Målen i verksamhetsplanen", "Inget är skrivet i avsnittet.", "Kunskaper",
        "Vad visar resultaten?", "Nittio procent av eleverna i årskurs 6", "– flickor 91\n– pojkar 89",
        "Process", "Sedan två år planerar", "Struktur", "<script>alert(1)</script>", "Utan text: ”Utmaningar”",
        "Sida 3 av 3",
    ]  # fmt: skip
    plats = 0
    for ord_ in vantat:
        funnen = text.find(ord_, plats) if not ord_.startswith("Sida") else text.find(ord_)
        assert funnen >= 0, f"{ord_!r} saknas efter {text[plats - 60 : plats]!r}"
        plats = max(plats, funnen) if not ord_.startswith("Sida") else plats


def test_text_fran_manniskor_ar_bara_text(version):
    assert gor(version) == "klart"
    text = "".join(sida.extract_text() for sida in las(dokumentet(version)).pages).replace("\n", " ")
    assert "{{ 7|add:7 }} {% debug %} <img src=file:///etc/passwd> %s &" in text
    assert "root:" not in text


def test_taggtradet_sprak_titel_och_bokmarken(version):
    gor(version)
    lasare = las(dokumentet(version))
    funna = taggar(lasare)
    assert [t for t in funna if t in ("H1", "H2", "H3")][:4] == ["H1", "H2", "H3", "H2"]
    assert funna.count("H1") == 1
    assert {"Table", "THead", "TH", "TD", "Caption", "L", "LI", "Link"} <= set(funna)
    assert "Figure" not in funna
    assert lasare.trailer["/Root"]["/Lang"] == "sv"
    assert lasare.metadata.title == "Kvalitetsrapport 2026/27, Almskolan, inför VD2"
    assert [b["/Title"] for b in lasare.outline if isinstance(b, dict)] == ["Almskolan"]


RIK = (
    "<h3>Det vi ser</h3><p>Ett stycke med <strong>fetstil</strong> och <a href='https://example.se/rapport'>en länk</a>.</p>"
    "<ul><li><p>Ett</p><ul><li><p>Under ett</p></li></ul><p>Och mer.</p></li><li><p>Två</p><p>Mer om två</p></li></ul>"
    "<ol><li><p>Först</p></li></ol>"
    "<h4>I siffror</h4><table><tbody><tr><th><p>Årskurs</p></th><th><p>Andel</p></th></tr>"
    "<tr><td><p>6</p></td><td><p>91 %</p></td></tr><tr><td colspan='2'><p>Ur vårens tester</p></td></tr></tbody></table>"
    "<blockquote><p>Vi läser tillsammans.</p></blockquote>"
)


@pytest.mark.parametrize("rik", [False, True])
def test_filen_ar_giltig_pdf_ua_1(rapporter, version, rik, ua1):
    """Granskad av ett annat program än det som gör filen; också med rubriker, listor, länkar och tabeller i texten."""
    if rik:
        kunskaper = (
            rapporter.rapport(rapporter.skola)
            .avsnitt.select_related("mall", "rapport__lasar")
            .get(nyckel="kunskaper-lgr22")
        )
        spara_avsnitt(
            avsnitt=kunskaper, texter={"individ": RIK, "utmaningar": "Lokalerna.\nTiden."}, av=rapporter.rektor
        )
        version = lamna_in(rapport=version.rapport, omgang=version.omgang, av=rapporter.rektor, skal="Prov.")
    assert gor(version) == "klart"
    ua1(Path(dokumentet(version).fil.path).read_bytes())


def test_arbetsmaterialet_gar_att_fa_som_pdf_markt_pa_varje_sida(rapporter, ua1):
    """Det som är sparat när papperet görs; ändras texten sägs det, och nästa papper har den nya."""
    rapport = rapporter.rapport(rapporter.skola)
    avsnitt = rapport.avsnitt.select_related("mall", "rapport__lasar").get(nyckel="kunskaper-lgr22")
    spara_avsnitt(avsnitt=avsnitt, texter={"individ": INDIVID}, av=rapporter.rektor)
    rektor = Client()
    rektor.force_login(rapporter.rektor)
    sida = reverse("rapport-utkast-pdf", args=["almskolan", "2026-27", "vd2"])
    rektor.post(sida)
    rektor.post(sida)
    assert utkorg.utfor_rad(Utkorg.objects.get(slag="rapport_utkast_pdf").pk) == "klart"
    assert "PDF:en är klar." in rektor.get(sida).content.decode()
    delen = Rapportdel.objects.get(rapport=rapport, omgang__nyckel="vd2")
    dokument = dokumentet(delen)
    assert dokument.filnamn == "kvalitetsrapport-2026-27-almskolan-infor-vd2-arbetsmaterial.pdf"
    lasare = las(dokument)
    sidor = [s.extract_text() for s in lasare.pages]
    assert "Arbetsmaterial, inte inlämnat" in sidor[0].replace("\n", " ")
    assert all("Arbetsmaterial 24 nov 2026 10:00" in text for text in sidor[1:])
    assert "Nittio procent" in "".join(sidor)
    assert "nlämningen" not in "".join(sidor)
    assert "Inlämnad" not in "".join(sidor)
    ua1(Path(dokument.fil.path).read_bytes())
    with time_machine.travel(NU + timedelta(minutes=5)):
        spara_avsnitt(avsnitt=avsnitt, texter={"individ": "Nittiofem procent."}, av=rapporter.rektor)
    assert "Texten har ändrats sedan PDF:en gjordes." in rektor.get(sida).content.decode()
    assert rektor.get(reverse("rapport-utkast-pdf-fil", args=["almskolan", "2026-27", "vd2"])).status_code == 200


def test_innehallet_pekar_pa_ratt_sida(rapporter, version):
    """Numret i innehållsförteckningen är sidan där rubriken står, också när avsnitten är långa."""
    frys = version.innehall
    for avsnitt in frys["avsnitt"]:
        avsnitt["falt"][0]["text"] = "\n\n".join(["Ett stycke som tar plats. " * 20] * 12)
    Inlamning.objects.filter(pk=version.pk).update(innehall=frys)
    gor(version)
    sidor = [sida.extract_text() for sida in las(dokumentet(version)).pages]
    nummer = re.search(r"^2 (\d+)$", sidor[1], re.MULTILINE)
    assert nummer, sidor[1]
    assert "Kunskaper\n" in sidor[int(nummer[1]) - 1]
    assert int(nummer[1]) > 3


def test_gjord_tva_ganger_ar_ett_dokument_och_en_fil(version, django_capture_on_commit_callbacks):
    assert gor(version) == "klart"
    forst = dokumentet(version)
    with django_capture_on_commit_callbacks(execute=True):
        assert gor(version) == "klart"
    sedan = dokumentet(version)
    assert (Dokument.objects.count(), sedan.pk) == (1, forst.pk)
    assert sedan.fil.name != forst.fil.name
    assert default_storage.exists(sedan.fil.name)
    assert not default_storage.exists(forst.fil.name)
    assert len(las(sedan).pages) == sedan.sidor


def test_en_arbetare_som_forsvann_mitt_i_gors_om_av_nasta(version):
    """Raden är tagen och ingen hörs av: när lånet gått ut gör nästa den, och det blir ett dokument."""
    rad = bestall(version)
    assert utkorg.ta(rad.pk) is not None
    assert utkorg.utfor_rad(rad.pk) == "redan"
    with time_machine.travel(NU + timedelta(minutes=6)):
        assert utkorg.utfor_rad(rad.pk) == "klart"
    assert Dokument.objects.count() == 1


@pytest.fixture
def trasigt_barn(tmp_path, monkeypatch):
    """Låter nästa PDF falla på riktigt: barnprocessen är ett annat program."""

    def byt(program: str) -> None:
        fil = tmp_path / "barn.py"
        fil.write_text(program)
        monkeypatch.setattr(rendering, "BARN", fil)

    return byt


def test_tiden_tar_slut_texten_och_den_forra_pdfen_star_kvar(version, settings, trasigt_barn):
    gor(version)
    forra = dokumentet(version)
    trasigt_barn("import time\ntime.sleep(60)")
    settings.PDF_SEKUNDER = 1
    rad = bestall(version)
    assert utkorg.utfor_rad(rad.pk) == "misslyckat"
    rad.refresh_from_db()
    assert rad.fel.startswith("Det tog för lång tid att göra PDF:en")
    assert dokumentet(version).fil.name == forra.fil.name
    assert las(forra).pages
    assert Inlamning.objects.get(pk=version.pk).hash == version.hash


def test_en_krasch_laggs_tillbaka_och_gar_sedan_bra(version, trasigt_barn, monkeypatch):
    with monkeypatch.context() as tillfalligt:
        tillfalligt.setattr(rendering, "BARN", Path("/finns/inte.py"))
        rad = bestall(version)
        assert utkorg.utfor_rad(rad.pk) == "vantar"
    assert dokument_for(version) is None
    with time_machine.travel(NU + timedelta(minutes=5)):
        assert utkorg.utfor_rad(rad.pk) == "klart"


def test_en_fil_vars_rad_inte_gick_att_skriva_tas_bort(rapporter, transactional_db):
    ting, fore = rapporter.skola, set(filer())
    with pytest.raises(IntegrityError):
        spara_dokument(ting=ting, titel="x", filnamn="x.pdf", data=b"%PDF", sidor=-1, nu=nu())
    assert set(filer()) == fore
    assert dokument_for(ting) is None
    spara_dokument(ting=ting, titel="x", filnamn="x.pdf", data=b"%PDF ett", sidor=1, nu=nu())
    with pytest.raises(IntegrityError):
        spara_dokument(ting=ting, titel="x", filnamn="x.pdf", data=b"%PDF tva", sidor=-1, nu=nu())
    assert dokumentet(ting).fil.read() == b"%PDF ett"


def test_versionen_som_inte_finns_forsoks_inte_igen(db):
    rad = utkorg.lagg("rapport_pdf", nyckel="0", uppgifter={"inlamning": 0})
    assert utkorg.utfor_rad(rad.pk) == "misslyckat"
    rad.refresh_from_db()
    assert rad.fel == "Versionen som PDF:en skulle göras av finns inte."


def test_laget_pa_omslaget_foljer_versionen(rapporter, version):
    def lage() -> str:
        farsk = Inlamning.objects.select_related("av", "rapport__faststalld_av").get(pk=version.pk)
        return utskrift.kontext(farsk, gjord=nu())["lage"]

    assert lage() == "inlämnad, upprättad handling"
    lamna_tillbaka(inlamning=version, kommentar="Skriv orsaken.", av=rapporter.verksamhetschef)
    assert lage() == "återlämnad, upprättad handling"
    Inlamning.objects.filter(pk=version.pk).update(aterlamnad=None, handlingsstatus="arbetsmaterial")
    assert lage() == "inlämnad, arbetsmaterial"
    Rapportdel.objects.update(tillstand=Tillstand.INLAMNAD)
    faststall(rapport=version.rapport, av=rapporter.rektor)
    assert lage() == "fastställd, arbetsmaterial"


def test_en_okand_form_visas_som_ordet_ensamt():
    steg = utskrift._steg({"namn": "Nytt", "form": "x' onload='y"})
    assert steg == {"namn": "Nytt", "skal": "", "form": "ingen"}


def test_en_elak_accent_kommer_inte_in_i_stilen(rapporter, version):
    rapporter.huvudman.accent = "}</sty"
    rapporter.huvudman.save()
    html = utskrift.html(version, gjord=nu())
    assert "--accent: #0b5c72" in html
    assert html.count("</style>") == 1
