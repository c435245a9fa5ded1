"""Årshjulet i en webbläsare: axe utan fel i ljust och mörkt, ingen sidrullning, flytt med tangentbordet."""

from styrkedja.models import Hjulpost


def _post(hjul, nyckel, plats):
    post = Hjulpost.objects.get(lasar=hjul.lasar, nyckel=nyckel, plats=plats)
    return f"/arshjul/2026-27/post/{post.pk}/"


def test_sidorna_gar_att_anvanda(hjul, sida_som, felen_pa):
    sidor = (
        ("rektor", "/arshjul/2026-27/"),
        ("verksamhetschef", _post(hjul, "vd1", hjul.skola)),
        ("rektor", _post(hjul, "vd2_rapportdel", hjul.skola)),
        ("administrator", "/administration/arshjul/vd2_rapportdel/"),
    )
    fel = [f for vem, vart in sidor for f in felen_pa(sida_som(hjul.personer[vem]), vart)]
    assert not fel, "\n".join(fel)


def test_flytta_med_tangentbordet(hjul, sida_som):
    sida = sida_som(hjul.personer["verksamhetschef"])
    sida.goto(_post(hjul, "vd1", hjul.skola))
    sida.get_by_label("Ny dag").fill("2026-09-16")
    sida.keyboard.press("Enter")
    sida.get_by_text("Datumet är flyttat; hjulet behåller din flytt.").wait_for()
    assert "Onsdag 16 september 2026" in sida.locator(".ingress").inner_text()


def test_det_som_har_varit_oppnas_med_tangentbordet(hjul, sida_som):
    sida = sida_som(hjul.rektor)
    sida.goto("/arshjul/2026-27/")
    juli = sida.get_by_role("link", name="Nytt läsår: kvalitetsrapport och plan öppnas")
    assert not juli.is_visible()
    sida.get_by_text("Det som har varit, juli 2026 till oktober 2026").focus()
    sida.keyboard.press("Enter")
    juli.wait_for()
