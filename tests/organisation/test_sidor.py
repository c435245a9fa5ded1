"""Administrationens sidor: vem som får se dem, att de tar emot rätt och nekar fel, med ett fast antal frågor."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from styrkedja.handlingar.referensdata import ladda_referensdata
from styrkedja.models import (
    Befattning,
    Enhet,
    Forskola,
    Forum,
    Handelse,
    Huvudman,
    Lasar,
    Motesdag,
    Person,
    Tillhorighet,
)
from styrkedja.regler.roller import Roll

UTAN_TING = (
    "administration", "administration-organisation", "administration-omrade-nytt", "administration-avdelning-ny",
    "administration-enheter", "administration-enhet-ny", "administration-forskolor", "administration-forskola-ny",
    "administration-import", "administration-befattningar", "administration-befattning-ny", "administration-personer",
    "administration-person-ny", "administration-lasar", "administration-lasar-nytt", "administration-forum",
    "administration-huvudman",
)  # fmt: skip
FRAMMANDE = ("rektor", "verksamhetschef", "controller", "direktor", "namnd", "medarbetare", "registrator")


@pytest.fixture
def som(rollista):
    """Ger `som("rektor")`: en klient inloggad som personen i rollistan."""

    def logga_in(vem: str) -> Client:
        klient = Client()
        klient.force_login(rollista.personer[vem])
        return klient

    return logga_in


@pytest.fixture
def admin(som) -> Client:
    return som("administrator")


def fel(svar, namn="formular") -> dict[str, list[str]]:
    return {falt: list(meningar) for falt, meningar in svar.context[namn].errors.items()}


@pytest.mark.parametrize("vy", UTAN_TING)
def test_administratoren_ser_sidan(admin, vy):
    svar = admin.get(reverse(vy))
    assert svar.status_code == 200
    assert "<h1" in svar.content.decode()


@pytest.mark.parametrize("vy", UTAN_TING)
def test_for_andra_roller_finns_sidan_inte(som, vy):
    assert {vem: som(vem).get(reverse(vy)).status_code for vem in FRAMMANDE} == dict.fromkeys(FRAMMANDE, 404)


def test_en_frammande_post_andrar_inget(som, rollista):
    svar = som("rektor").post(reverse("administration-omrade", args=["norr"]), {"namn": "Mitt"})
    rollista.norr.refresh_from_db()
    assert (svar.status_code, rollista.norr.namn) == (404, "Norr")


@pytest.mark.parametrize(
    ("vy", "argument"),
    [
        ("administration-enhet", ["finns-inte"]),
        ("administration-enhet", ["norr"]),
        ("administration-omrade", ["almskolan"]),
        ("administration-forskola", ["almskolan"]),
        ("administration-befattning-avsluta", [999999]),
        ("administration-person", [999999]),
        ("administration-lasar-ett", ["1999-00"]),
        ("administration-forum-ett", ["finns-inte"]),
        ("administration-import-granska", [999999]),
    ],
)
def test_frammande_id_ar_404(admin, vy, argument):
    assert admin.get(reverse(vy, args=argument)).status_code == 404


# --- Organisation ------------------------------------------------------------------------------
@pytest.mark.krav(2)
def test_antalet_omraden_ar_kommunens_sak(admin):
    svar = admin.post(reverse("administration-omrade-nytt"), {"namn": "Öster"}, follow=True)
    assert "Öster" in svar.content.decode()


def test_samma_namn_pa_tva_omraden_ar_ett_faltfel(admin):
    svar = admin.post(reverse("administration-omrade-nytt"), {"namn": " Norr "})
    assert (svar.status_code, fel(svar)) == (400, {"namn": ["Norr finns redan."]})


def test_ett_nytt_namn_behaller_adressen(admin, rollista):
    adress = reverse("administration-enhet", args=["almskolan"])
    former = [s.skolform_id for s in rollista.skola.skolformer.all()]
    admin.post(adress, {"namn": "Alskolan", "skolformer": former, "koder": "88007898 grundskola"})
    enhet = Enhet.objects.get(slug="almskolan")
    assert (enhet.namn, [(k.kod, k.skolform.namn) for k in enhet.koder.all()]) == (
        "Alskolan",
        [("88007898", "grundskola")],
    )


@pytest.mark.parametrize(
    ("koder", "ord_"),
    [("8800789", "Har en inledande nolla"), ("abc", "åtta siffror"), ("88007898 dagis", "dagis är ingen skolform")],
)
def test_en_felskriven_kod_ar_ett_faltfel(admin, rollista, koder, ord_):
    former = [s.skolform_id for s in rollista.skola.skolformer.all()]
    svar = admin.post(
        reverse("administration-enhet", args=["almskolan"]), {"namn": "Almskolan", "skolformer": former, "koder": koder}
    )
    assert svar.status_code == 400
    assert ord_ in fel(svar)["koder"][0]


@pytest.mark.krav(5, 6)
def test_en_ny_enhet_far_skolform_och_slag(admin, rollista):
    former = [s.skolform_id for s in rollista.chefsomrade.skolformer.all()]
    data = {"namn": "Chefsområde Ån", "enhetsslag": "chefsomrade", "skolformer": former, "koder": ""}
    svar = admin.post(reverse("administration-enhet-ny"), data)
    enhet = Enhet.objects.get(namn="Chefsområde Ån")
    assert svar.url == reverse("administration-enhet", args=["chefsomrade-an"])
    assert (enhet.enhetsslag, enhet.skolformer.get().laroplan.nyckel) == ("chefsomrade", "lpfo18")


def test_en_flytt_galler_bara_lasaret(admin, rollista):
    adress = reverse("administration-enhet-omrade", args=["almskolan"])
    admin.post(adress, {"lasar": rollista.lasar.pk, "omrade": rollista.soder.pk})
    rader = dict(rollista.skola.tillhorigheter.values_list("lasar__namn", "omrade__namn"))
    assert rader == {"2025/26": "Norr", "2026/27": "Söder"}


def test_ett_stangt_lasar_gar_inte_att_valja(admin, rollista):
    Lasar.objects.filter(pk=rollista.forra.pk).update(stangt=True)
    adress = reverse("administration-enhet-omrade", args=["almskolan"])
    svar = admin.post(adress, {"lasar": rollista.forra.pk, "omrade": rollista.soder.pk})
    assert fel(svar, "tillhorighet") == {"lasar": ["Läsåret är stängt eller finns inte."]}


def test_flera_enheter_far_sitt_omrade_pa_en_gang(admin, rollista):
    Tillhorighet.objects.filter(lasar=rollista.lasar).delete()
    adress = reverse("administration-enheter") + "?visa=utan-omrade"
    assert admin.get(adress).context["sidor"].paginator.count == 3
    val = {"enheter": [rollista.skola.pk, rollista.gymnasium.pk], "omrade": rollista.norr.pk}
    admin.post(adress, val)
    assert [e.namn for e in admin.get(adress).context["sidor"]] == ["Chefsområde Bäcken"]


@pytest.mark.krav(6)
def test_forskolor_placeras_i_ett_chefsomrade(admin, rollista):
    for namn in ("Ängens förskola", "Zoologens förskola", "Åns förskola"):
        Forskola.objects.create(namn=namn)
    adress = reverse("administration-forskolor") + "?visa=vantar"
    assert [f.namn[0] for f in admin.get(adress).context["sidor"]] == ["Z", "Å", "Ä"]
    assert "Tre förskolor väntar på chefsområde" in admin.get(adress).content.decode()
    alla = list(Forskola.objects.values_list("pk", flat=True))
    admin.post(adress, {"forskolor": alla, "chefsomrade": rollista.chefsomrade.pk})
    assert rollista.chefsomrade.forskolor.count() == 3
    svar = admin.post(adress, {"forskolor": alla, "chefsomrade": rollista.skola.pk})
    assert "chefsomrade" in fel(svar)


def test_ett_chefsomrade_med_forskolor_kan_inte_upphora(admin, rollista):
    Forskola.objects.create(namn="Åns förskola", chefsomrade=rollista.chefsomrade)
    adress = reverse("administration-enhet-upphor", args=[rollista.chefsomrade.slug])
    svar = admin.post(adress, {"dag": "2027-07-01"})
    assert "Flytta dem" in fel(svar)["dag"][0]


def test_antalet_fragor_ar_detsamma_for_fler_enheter(admin, rollista, django_assert_max_num_queries):
    grundskola = rollista.skola.skolformer.get()

    def fragor() -> int:
        admin.get(reverse("administration-enheter"))
        with django_assert_max_num_queries(60) as fangade:
            admin.get(reverse("administration-enheter"))
        return len(fangade)

    fore = fragor()
    for nr in range(30):
        enhet = Enhet.objects.create(namn=f"Skola {nr}")
        enhet.skolformer.create(skolform=grundskola.skolform, laroplan=grundskola.laroplan)
        enhet.koder.create(kod=f"{nr:08}")
    assert fragor() == fore


def test_fler_an_hundra_rader_delas_i_sidor(admin):
    Person.objects.bulk_create(Person(epost=f"p{nr}@ekby.example", namn=f"Person {nr:03}") for nr in range(130))
    svar = admin.get(reverse("administration-personer"), {"q": "Person", "sida": "2"})
    assert (len(svar.context["sidor"]), "Sida 2 av 2" in svar.content.decode()) == (30, True)


@pytest.mark.parametrize("q", ["' OR 1=1--", "%", "__", "a" * 10_000, "\x00"])
def test_sokord_lases_som_de_star(admin, q):
    for vy in ("personer", "befattningar", "enheter", "forskolor", "handelser"):
        svar = admin.get(reverse(f"administration-{vy}"), {"q": q})
        assert svar.status_code == 200
        if q.strip("\x00"):
            assert svar.context["sidor"].paginator.count == 0


# --- Människor ---------------------------------------------------------------------------------
def test_en_person_laggs_till_och_far_sin_befattning(admin, rollista):
    svar = admin.post(reverse("administration-person-ny"), {"namn": "Lo Lind", "epost": "lo@ekby.example"})
    assert svar.url.endswith("?person=lo%40ekby.example")
    data = {
        "person": "LO@ekby.example",
        "roll": Roll.REKTOR,
        "plats": rollista.skola.pk,
        "fran": "2026-11-24",
        "till": "",
    }
    admin.post(reverse("administration-befattning-ny"), data)
    assert Person.objects.get(namn="Lo Lind").har(Roll.REKTOR)


def test_samma_epost_tva_ganger_nekas_ocksa_med_stora_bokstaver(admin):
    svar = admin.post(reverse("administration-person-ny"), {"namn": "Kopia", "epost": "REKTOR@ekby.example"})
    assert "epost" in fel(svar)


@pytest.mark.parametrize(
    ("andring", "falt", "ord_"),
    [
        ({"till": "2026-11-01"}, "till", "före den första"),
        ({"plats": "norr"}, "plats", "gäller på enhet"),
        ({"person": "ingen@finns.example"}, "person", "Lägg till personen först"),
        ({"roll": "kung"}, "roll", "kung"),
        ({"fran": "2026-13-01"}, "fran", "Datumet finns inte"),
        ({"fran": "46000"}, "fran", "Datumet finns inte"),
    ],
)
def test_en_befattning_som_inte_gar_ihop_ar_ett_faltfel(admin, rollista, andring, falt, ord_):
    data = {"person": "ingen@ekby.example", "roll": Roll.REKTOR, "plats": rollista.skola.pk, "fran": "2026-11-24"}
    data |= {k: rollista.norr.pk if v == "norr" else v for k, v in andring.items()}
    svar = admin.post(reverse("administration-befattning-ny"), data)
    assert svar.status_code == 400
    assert ord_ in " ".join(fel(svar)[falt])
    assert not rollista.utan_befattning.befattningar.exists()


def test_ingen_ger_sig_sjalv_en_befattning(admin, rollista):
    data = {
        "person": rollista.administrator.epost, "roll": Roll.UTBILDNINGSDIREKTOR,
        "plats": rollista.huvudman.pk, "fran": "2026-11-24",
    }  # fmt: skip
    svar = admin.post(reverse("administration-befattning-ny"), data)
    assert "dina egna befattningar" in fel(svar)["person"][0]
    assert rollista.administrator.befattningar.count() == 1
    assert Handelse.objects.get(handling="ge_befattning").utfall == Handelse.Utfall.NEKAT


def test_ingen_avslutar_sin_egen_befattning(admin, rollista):
    adress = reverse("administration-befattning-avsluta", args=[rollista.administrator.befattningar.get().pk])
    assert admin.get(adress).status_code == 403
    svar = admin.post(adress, {"genast": "1"})
    assert svar.status_code == 403
    assert "dina egna befattningar" in svar.content.decode()
    assert rollista.farsk(rollista.administrator).har(Roll.SYSTEMADMINISTRATOR)


def test_avsluta_genast_galler_vid_nasta_klick(admin, som, rollista):
    rektorn = som("rektor")
    assert rektorn.get(reverse("delegering", args=["almskolan"])).status_code == 200
    befattning = rollista.rektor.befattningar.get()
    admin.post(reverse("administration-befattning-avsluta", args=[befattning.pk]), {"genast": "1"})
    assert rektorn.get(reverse("delegering", args=["almskolan"])).status_code in (403, 404)
    assert not rollista.farsk(rollista.rektor).befattningar_nu


def test_framlingar_i_formularet_ignoreras_och_loggas(admin, rollista, caplog):
    data = {"namn": "Anna Alm", "epost": "rektor@ekby.example", "is_active": "", "password": "x", "is_staff": "1"}
    admin.post(reverse("administration-person", args=[rollista.rektor.pk]), data)
    person = rollista.farsk(rollista.rektor)
    assert (person.is_active, person.password) == (True, rollista.rektor.password)
    assert "is_staff" in caplog.text


# --- Läsår och forum ---------------------------------------------------------------------------
def lasardagar(**andring):
    return {"namn": "2027/28", "fran": "2027-07-01", "till": "2028-06-30"} | andring


def test_ett_nytt_lasar_tar_med_sig_omradena(admin, rollista):
    admin.post(reverse("administration-lasar-nytt"), lasardagar(ht_fran="2027-08-17", ht_till="2027-12-21"))
    lasar = Lasar.objects.get(slug="2027-28")
    assert lasar.tillhorigheter.get(enhet=rollista.skola).omrade == rollista.norr


@pytest.mark.parametrize(
    ("andring", "falt", "ord_"),
    [
        ({"till": "2027-06-30"}, "till", "slutar före sin början"),
        ({"ht_fran": "2027-12-21", "ht_till": "2027-08-17"}, "ht_till", "slutar före sin början"),
        ({"vt_fran": "2029-01-08", "vt_till": "2029-06-08"}, "vt_fran", "utanför läsåret"),
        ({"namn": "2027/29"}, "namn", "året efter"),
        ({"namn": "27-28"}, "namn", "2027/28"),
        ({"namn": "2026/27"}, "namn", "finns redan"),
        ({"fran": "2027-06-01"}, "fran", "hör redan till läsåret 2026/27"),
    ],
)
def test_ett_lasar_som_inte_gar_ihop_ar_ett_faltfel(admin, andring, falt, ord_):
    svar = admin.post(reverse("administration-lasar-nytt"), lasardagar(**andring))
    assert svar.status_code == 400
    assert ord_ in " ".join(fel(svar)[falt])
    assert Lasar.objects.count() == 2


def test_lov_laggs_till_och_tas_bort(admin, rollista):
    adress = reverse("administration-lov-nytt", args=["2026-27"])
    admin.post(adress, {"lov-namn": "höstlov", "lov-fran": "2026-10-26", "lov-till": "2026-10-30"})
    lov = rollista.lasar.lov.get()
    svar = admin.post(adress, {"lov-namn": "påsklov", "lov-fran": "2027-04-02", "lov-till": "2027-03-29"})
    assert fel(svar, "lovformular") == {"till": ["Lovet slutar före sin början."]}
    fel_ar = reverse("administration-lov-bort", args=["2025-26", lov.pk])
    assert admin.post(fel_ar).status_code == 404
    admin.post(reverse("administration-lov-bort", args=["2026-27", lov.pk]))
    assert not rollista.lasar.lov.exists()


def test_ett_stangt_lasar_andras_inte(admin, rollista):
    Lasar.objects.filter(pk=rollista.forra.pk).update(stangt=True)
    svar = admin.post(
        reverse("administration-lasar-ett", args=["2025-26"]), {"fran": "2025-07-01", "till": "2026-06-15"}
    )
    assert svar.status_code == 400
    assert "är stängt" in svar.content.decode()


@pytest.mark.krav(1, 8)
def test_nivaerna_star_uppifran_och_ned_med_sina_forum_och_lankar(admin):
    ladda_referensdata()
    text = admin.get(reverse("administration-forum")).content.decode()
    kedjan = ["Kommunfullmäktige", "Kommunstyrelsen", "Barn- och utbildningsnämnden", "Skol- och fritidsförvaltningen",
              "Verksamhetsområde", "Enhet: skola", "Arbetslag"]  # fmt: skip
    platser = [text.index(f">{namn}") for namn in kedjan]
    assert platser == sorted(platser)
    assert "Leder till Verksamhetschefsgruppen (uppåt)" in " ".join(text.split())


@pytest.mark.krav(4)
def test_direktoren_har_en_styrgrupp_och_tva_ledningsgrupper(admin):
    ladda_referensdata()
    text = admin.get(reverse("administration-forum")).content.decode()
    for namn in ("styrgrupp", "Ledningsgrupp för skolorna", "Ledningsgrupp för fritid", "Idrotts- och fritidsnämnden"):
        assert namn in text


def test_namndens_motesdagar(admin, rollista):
    ladda_referensdata()
    adress = reverse("administration-forum-ett", args=["bun"])
    admin.post(adress, {"dag": "2026-12-17"})
    svar = admin.post(adress, {"dag": "2026-12-17"})
    assert fel(svar) == {"dag": ["Mötet finns redan den dagen."]}
    dag = Motesdag.objects.get()
    assert (
        "torsdag 17 december 2026" in admin.get(reverse("administration-lasar-ett", args=["2026-27"])).content.decode()
    )
    annat = Forum.objects.get(nyckel="styrgrupp")
    assert admin.post(reverse("administration-motesdag-bort", args=[annat.nyckel, dag.pk])).status_code == 404
    admin.post(reverse("administration-motesdag-bort", args=["bun", dag.pk]))
    assert not Motesdag.objects.exists()


# --- Kommunen och händelserna ------------------------------------------------------------------
def kommunen(**andring):
    return {
        "namn": "Ekby kommun", "kortnamn": "Ekby skolor", "orgnr": "212000-0000", "kommunkod": "0000",
        "accent": "#0B5C72", "minsta_grupp": 12, "svar_inom": 10, "svar_lyfts": 20, "privata_manader": 6, "upprattas_vid": ["lamna_in", "faststall"],
    } | andring  # fmt: skip


def test_kommunens_installningar(admin):
    admin.post(reverse("administration-huvudman"), kommunen())
    den = Huvudman.den()
    assert (den.minsta_grupp, den.accent, den.upprattas_vid) == (12, "#0b5c72", ["faststall", "lamna_in"])


@pytest.mark.parametrize(
    ("andring", "falt"),
    [({"accent": "röd"}, "accent"), ({"minsta_grupp": 1}, "minsta_grupp"), ({"orgnr": "12"}, "orgnr"),
     ({"upprattas_vid": ["allt"]}, "upprattas_vid"), ({"namn": " "}, "namn"),
     ({"intern_kontroll_lank": "javascript:alert(1)"}, "intern_kontroll_lank")],
)  # fmt: skip
def test_en_installning_som_inte_gar_ar_ett_faltfel(admin, andring, falt):
    assert falt in fel(admin.post(reverse("administration-huvudman"), kommunen(**andring)))


def test_handelserna_lases_av_administratoren_och_direktoren(som, admin, rollista):
    admin.post(reverse("administration-omrade-nytt"), {"namn": "Öster"})
    adress = reverse("administration-handelser")
    hans, hennes = som("direktor").get(adress), admin.get(adress, {"q": "Öster", "handling": "skapa_omrade"})
    assert "lade till området" in hennes.content.decode()
    assert hennes.context["sidor"].paginator.count == 1
    assert (hans.context["visa_uppgifter"], hennes.context["visa_uppgifter"]) == (True, False)
    for vem in ("rektor", "verksamhetschef", "controller", "namnd", "registrator"):
        assert som(vem).get(adress).status_code == 404


# --- Delegering --------------------------------------------------------------------------------
def delegeringen(rollista, vem="odelegerad", **andring):
    befattning = rollista.personer[vem].befattningar.get()
    return {"befattning": befattning.pk, "fran": "2026-11-24", "till": "2027-06-30"} | andring


@pytest.mark.krav(7)
def test_rektor_delegerar_och_tar_tillbaka(som, rollista):
    adress = reverse("delegering", args=["almskolan"])
    rektorn = som("rektor")
    rektorn.post(adress, delegeringen(rollista))
    rad = rollista.odelegerad.befattningar.get().delegeringar.get()
    assert (rad.av, rad.far_lamna_in) == (rollista.rektor, False)
    assert "Olle Oxel" in som("odelegerad").get(adress).content.decode()
    rektorn.post(reverse("delegering-avsluta", args=["almskolan", rad.pk]))
    assert not rollista.odelegerad.befattningar.get().delegeringar.exists()


@pytest.mark.parametrize(
    ("andring", "falt", "ord_"),
    [
        ({"till": "2026-11-01"}, "till", "före den första"),
        ({"till": "2028-06-30"}, "till", "högst ett läsår"),
        ({"befattning": "annans"}, "befattning", "Välj någon i listan"),
        ({"befattning": "delegerad"}, "fran", "finns redan en delegering"),
    ],
)
def test_en_delegering_som_inte_gar_ihop_ar_ett_faltfel(som, rollista, andring, falt, ord_):
    annan = Befattning.objects.create(
        person=rollista.utan_befattning, roll=Roll.BITRADANDE_REKTOR, plats=rollista.gymnasium, fran=date(2026, 7, 1)
    )
    ersatt = {"annans": annan.pk, "delegerad": rollista.bitradande.befattningar.get().pk}
    data = delegeringen(rollista, **{k: ersatt.get(v, v) for k, v in andring.items()})
    svar = som("rektor").post(reverse("delegering", args=["almskolan"]), data)
    assert ord_ in " ".join(fel(svar)[falt])


def test_bitradande_ser_men_delegerar_inte(som, rollista):
    adress = reverse("delegering", args=["almskolan"])
    bitradande = som("bitradande")
    assert "Bara rektor för Almskolan delegerar." in bitradande.get(adress).content.decode()
    assert bitradande.post(adress, delegeringen(rollista)).status_code == 403
    rad = rollista.bitradande.befattningar.get().delegeringar.get()
    assert bitradande.post(reverse("delegering-avsluta", args=["almskolan", rad.pk])).status_code == 403


@pytest.mark.parametrize("vem", ["annan_rektor", "verksamhetschef", "direktor", "medarbetare", "administrator"])
def test_delegeringen_finns_inte_for_andra(som, rollista, vem):
    rad = rollista.bitradande.befattningar.get().delegeringar.get()
    assert som(vem).get(reverse("delegering", args=["almskolan"])).status_code == 404
    assert som(vem).post(reverse("delegering-avsluta", args=["almskolan", rad.pk])).status_code == 404


def test_en_annan_enhets_delegering_finns_inte_under_den_egna(som, rollista):
    rad = rollista.bitradande.befattningar.get().delegeringar.get()
    assert som("annan_rektor").post(reverse("delegering-avsluta", args=["cedergymnasiet", rad.pk])).status_code == 404
    rad.refresh_from_db()
    assert rad.till == date(2027, 6, 30)
