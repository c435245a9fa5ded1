"""Organisationens handlingar och deras nej, utan vyer: rätten prövas i handlingen också."""

from datetime import UTC, date, datetime, timedelta
from io import StringIO

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import CommandError, call_command

from styrkedja.handlingar import befattningar, forum, lasar, organisation, personer, placering, platser
from styrkedja.handlingar.lasar import Ledighet, Terminer
from styrkedja.models import Befattning, Enhet, Forskola, Forvaltning, Handelse, Huvudman, Person
from styrkedja.regler.delegering import senaste_slut
from styrkedja.regler.roller import Roll

IDAG = date(2026, 11, 24)


def senaste() -> Handelse:
    return Handelse.objects.first()


def anrop(r):
    """Varje administrativ handling med argument som annars går igenom."""
    grund = r.skola.skolformer.get().skolform
    lov = lasar.lagg_lov(av=None, lasar=r.lasar, lov=Ledighet("höstlov", date(2026, 10, 26), date(2026, 10, 30)))
    forskola = Forskola.objects.create(namn="Åns förskola")
    return {
        "andra_huvudman": (organisation.andra_huvudman, {"huvudman": r.huvudman, "namn": "Ny kommun"}),
        "skapa_forvaltning": (organisation.skapa_forvaltning, {"namn": "Andra förvaltningen"}),
        "skapa_namnd": (organisation.skapa_namnd, {"namn": "Fritidsnämnden", "kortnamn": "FN"}),
        "skapa_omrade": (organisation.skapa_omrade, {"namn": "Öster"}),
        "skapa_avdelning": (organisation.skapa_avdelning, {"namn": "HR"}),
        "skapa_enhet": (organisation.skapa_enhet, {"namn": "Åskolan", "skolformer": [grund]}),
        "skapa_forskola": (organisation.skapa_forskola, {"namn": "Ängens förskola"}),
        "satt_chefsomrade": (organisation.satt_chefsomrade, {"forskola": forskola, "chefsomrade": r.chefsomrade}),
        "byt_namn": (platser.byt_namn, {"plats": r.skola, "namn": "Alskolan"}),
        "satt_tillhorighet": (
            organisation.satt_tillhorighet, {"enhet": r.skola, "lasar": r.lasar, "omrade": r.soder},
        ),
        "upphor_enhet": (organisation.upphor_enhet, {"enhet": r.gymnasium, "dag": date(2027, 7, 1)}),
        "skapa_person": (personer.skapa_person, {"namn": "Lo Lind", "epost": "lo@ekby.example"}),
        "andra_person": (personer.andra_person, {"person": r.rektor, "namn": "Anna Al", "epost": "a@ekby.example"}),
        "ge_befattning": (
            befattningar.ge_befattning,
            {"person": r.utan_befattning, "roll": Roll.MEDARBETARE, "plats": r.skola, "fran": IDAG},
        ),
        "avsluta_befattning": (
            befattningar.avsluta_befattning, {"befattning": r.medarbetare.befattningar.get(), "till": date(2027, 1, 31)},
        ),
        "skapa_lasar": (
            lasar.skapa_lasar, {"namn": "2027/28", "fran": date(2027, 7, 1), "till": date(2028, 6, 30)},
        ),
        "andra_lasar": (
            lasar.andra_lasar,
            {"lasar": r.forra, "fran": date(2025, 7, 1), "till": date(2026, 6, 29), "terminer": Terminer()},
        ),
        "ta_bort_lov": (lasar.ta_bort_lov, {"lov": lov}),
    }  # fmt: skip


HANDLINGAR = (
    "andra_huvudman skapa_forvaltning skapa_namnd skapa_omrade skapa_avdelning skapa_enhet skapa_forskola "
    "satt_chefsomrade byt_namn satt_tillhorighet upphor_enhet skapa_person andra_person ge_befattning "
    "avsluta_befattning skapa_lasar andra_lasar ta_bort_lov"
).split()


@pytest.mark.krav(3)
@pytest.mark.parametrize("namn", HANDLINGAR)
def test_administratoren_far_och_det_blir_en_handelse(rollista, namn):
    handling, argument = anrop(rollista)[namn]
    fore = Handelse.objects.count()
    handling(av=rollista.administrator, **argument)
    assert Handelse.objects.count() == fore + 1
    assert (senaste().handling, senaste().aktor_namn) == (namn, "Ada Ask")


@pytest.mark.parametrize("vem", ["rektor", "direktor", "medarbetare", "utan_befattning"])
@pytest.mark.parametrize("namn", HANDLINGAR)
def test_ingen_annan_far(rollista, namn, vem):
    handling, argument = anrop(rollista)[namn]
    fore = Handelse.objects.count()
    with pytest.raises(PermissionDenied, match="Bara systemadministratören"):
        handling(av=rollista.personer[vem], **argument)
    assert Handelse.objects.count() == fore


def test_samma_varde_igen_ar_ingen_handelse(rollista):
    av, fore = rollista.administrator, Handelse.objects.count()
    platser.byt_namn(av=av, plats=rollista.skola, namn=" Almskolan ")
    organisation.satt_tillhorighet(av=av, enhet=rollista.skola, lasar=rollista.lasar, omrade=rollista.norr)
    organisation.andra_huvudman(av=av, huvudman=rollista.huvudman, namn="Ekby kommun")
    personer.andra_person(av=av, person=rollista.rektor, namn="Anna Alm", epost="rektor@ekby.example")
    assert Handelse.objects.count() == fore


def test_det_finns_en_huvudman(rollista):
    with pytest.raises(ValidationError, match="finns redan"):
        organisation.skapa_huvudman(av=None, namn="Två", kortnamn="T", orgnr="", kommunkod="")
    with pytest.raises(TypeError):
        organisation.andra_huvudman(av=None, huvudman=rollista.huvudman, slug="annan")


@pytest.mark.parametrize(
    ("andring", "falt"),
    [({"namn": " "}, "namn"), ({"namn": "Almskolan"}, "namn"), ({"skolformer": []}, "skolformer"),
     ({"koder": {"123": None}}, "koder")],
)  # fmt: skip
def test_en_enhet_som_inte_gar(rollista, andring, falt):
    argument = {"namn": "Åskolan", "skolformer": [rollista.skola.skolformer.get().skolform]} | andring
    with pytest.raises(ValidationError) as fel:
        organisation.skapa_enhet(av=None, **argument)
    assert list(fel.value.message_dict) == [falt]
    assert Enhet.objects.count() == 3


def test_en_kod_hor_till_en_enhet(rollista):
    former = [rollista.skola.skolformer.get().skolform]
    organisation.andra_enhet(av=None, enhet=rollista.skola, skolformer=former, koder={"11111111": None})
    with pytest.raises(ValidationError, match="hör redan till Almskolan"):
        organisation.skapa_enhet(av=None, namn="Åskolan", skolformer=former, koder={"11111111": None})


def test_en_skolform_utan_gallande_laroplan(rollista):
    skolform = rollista.skola.skolformer.get().skolform
    skolform.laroplaner.update(galler_till=date(2020, 1, 1))
    with pytest.raises(ValidationError, match="Ingen läroplan"):
        organisation.skapa_enhet(av=None, namn="Åskolan", skolformer=[skolform])


def test_en_skolform_som_tas_bort_slutar_och_kan_komma_tillbaka(rollista):
    enhet = rollista.gymnasium
    gy, grund = enhet.skolformer.first().skolform, rollista.skola.skolformer.get().skolform
    organisation.andra_enhet(av=None, enhet=enhet, skolformer=[grund], koder={})
    assert [s.till for s in enhet.skolformer.filter(skolform=gy)] == [IDAG, IDAG]
    organisation.andra_enhet(av=None, enhet=enhet, skolformer=[gy, grund], koder={}, namn="Nya Ceder")
    assert enhet.skolformer.filter(till=None).count() == 3
    assert (enhet.namn, enhet.slug) == ("Nya Ceder", "cedergymnasiet")


def test_forskolan_hor_till_ett_chefsomrade_inte_en_skola(rollista):
    forskola = organisation.skapa_forskola(av=None, namn="Åns förskola")
    assert forskola.chefsomrade is None
    with pytest.raises(ValidationError, match="är en skola"):
        organisation.satt_chefsomrade(av=None, forskola=forskola, chefsomrade=rollista.skola)


@pytest.mark.krav(6)
def test_placera_flera_ar_alla_eller_ingen(rollista):
    alla = [Forskola.objects.create(namn=f"Förskola {nr}") for nr in range(3)]
    with pytest.raises(ValidationError):
        placering.placera_forskolor(av=None, forskolor=alla, chefsomrade=rollista.skola)
    assert placering.placera_forskolor(av=None, forskolor=alla, chefsomrade=rollista.chefsomrade) == 3
    rollista.lasar.stangt = True
    with pytest.raises(ValidationError, match="stängt"):
        placering.satt_omrade_for(av=None, enheter=[rollista.skola], lasar=rollista.lasar, omrade=rollista.soder)


def test_flytten_loggar_vart_och_varifran(rollista):
    organisation.satt_tillhorighet(av=None, enhet=rollista.skola, lasar=rollista.lasar, omrade=rollista.soder)
    assert senaste().uppgifter == {"lasar": "2026-27", "omrade": "soder", "forut": "norr"}
    assert rollista.skola.tillhorigheter.get(lasar=rollista.forra).omrade == rollista.norr


def test_en_upphord_enhet_far_inget_omrade(rollista):
    organisation.upphor_enhet(av=None, enhet=rollista.skola, dag=date(2026, 7, 1))
    with pytest.raises(ValidationError, match="upphörde före"):
        organisation.satt_tillhorighet(av=None, enhet=rollista.skola, lasar=rollista.lasar, omrade=rollista.soder)
    organisation.skapa_enhet(av=None, namn="Almskolan", skolformer=[rollista.gymnasium.skolformer.first().skolform])


# --- Befattningar ------------------------------------------------------------------------------
def ge(rollista, **andring):
    argument = {
        "av": rollista.administrator, "person": rollista.utan_befattning, "roll": Roll.REKTOR,
        "plats": rollista.skola, "fran": IDAG,
    } | andring  # fmt: skip
    return befattningar.ge_befattning(**argument)


def test_ratten_galler_genast_for_samma_person(rollista):
    assert not rollista.utan_befattning.har(Roll.REKTOR)
    ge(rollista)
    assert rollista.utan_befattning.har(Roll.REKTOR)


@pytest.mark.parametrize(
    ("andring", "falt"),
    [({"till": IDAG - timedelta(days=1)}, "till"), ({"roll": Roll.VERKSAMHETSCHEF}, "plats"),
     ({"roll": Roll.SYSTEMADMINISTRATOR}, "plats")],
)  # fmt: skip
def test_en_befattning_som_inte_gar_ihop(rollista, andring, falt):
    with pytest.raises(ValidationError) as fel:
        ge(rollista, **andring)
    assert list(fel.value.message_dict) == [falt]


def test_samma_befattning_kan_inte_overlappa(rollista):
    ge(rollista, till=IDAG + timedelta(days=30))
    with pytest.raises(ValidationError, match="har redan befattningen"):
        ge(rollista, fran=IDAG + timedelta(days=30))
    ge(rollista, fran=IDAG + timedelta(days=31))
    assert rollista.utan_befattning.befattningar.count() == 2


@pytest.mark.parametrize("roll", [Roll.SYSTEMADMINISTRATOR, Roll.UTBILDNINGSDIREKTOR])
def test_ingen_ger_sig_sjalv_en_ratt(rollista, roll):
    plats = rollista.forvaltning if roll == Roll.SYSTEMADMINISTRATOR else rollista.huvudman
    with pytest.raises(PermissionDenied, match="dina egna befattningar"):
        ge(rollista, person=rollista.administrator, roll=roll, plats=plats)
    assert (senaste().utfall, senaste().handling) == (Handelse.Utfall.NEKAT, "ge_befattning")


def test_en_annan_administrator_kravs_for_att_avsluta(rollista):
    befattning = rollista.administrator.befattningar.get()
    with pytest.raises(PermissionDenied, match="dina egna befattningar"):
        befattningar.avsluta_befattning(av=rollista.administrator, befattning=befattning)
    befattningar.avsluta_befattning(av=rollista.annan_administrator, befattning=befattning)
    assert not rollista.farsk(rollista.administrator).har(Roll.SYSTEMADMINISTRATOR)


def test_en_befattning_som_aldrig_borjat_tas_bort_nar_den_avslutas_genast(rollista):
    befattning = ge(rollista)
    befattningar.avsluta_befattning(av=rollista.administrator, befattning=befattning)
    assert not rollista.utan_befattning.befattningar.exists()
    assert senaste().objekt_namn == "rektor, Almskolan"


def test_sista_dagen_kan_inte_ligga_fore_den_forsta(rollista):
    with pytest.raises(ValidationError, match="före den första"):
        befattningar.avsluta_befattning(av=None, befattning=ge(rollista), till=IDAG - timedelta(days=1))


def test_delegeringen_slutar_med_befattningen(rollista):
    befattning = rollista.bitradande.befattningar.get()
    befattningar.avsluta_befattning(av=None, befattning=befattning, till=date(2026, 12, 31))
    assert befattning.delegeringar.get().till == date(2026, 12, 31)


def test_en_upphord_plats_tar_inte_emot_nya(rollista):
    organisation.upphor_enhet(av=None, enhet=rollista.skola, dag=date(2026, 7, 1))
    rollista.skola.refresh_from_db()
    with pytest.raises(ValidationError, match="har upphört"):
        ge(rollista)


# --- Delegering --------------------------------------------------------------------------------
def delegera(rollista, vem="odelegerad", **andring):
    argument = {
        "av": rollista.rektor, "befattning": rollista.personer[vem].befattningar.get(),
        "fran": IDAG, "till": date(2027, 6, 30),
    } | andring  # fmt: skip
    return befattningar.delegera(**argument)


@pytest.mark.krav(7)
def test_rektor_delegerar_till_sin_bitradande(rollista):
    delegering = delegera(rollista, far_lamna_in=True)
    assert delegering.galler(IDAG)
    assert senaste().uppgifter == {"till": "2027-06-30", "far_lamna_in": True}
    befattningar.avsluta_delegering(av=rollista.rektor, delegering=delegering)
    assert not rollista.odelegerad.befattningar.get().delegeringar.exists()


@pytest.mark.parametrize("vem", ["annan_rektor", "bitradande", "verksamhetschef", "administrator", "fore_detta"])
def test_bara_enhetens_rektor_delegerar(rollista, vem):
    with pytest.raises(PermissionDenied, match="Bara rektor för Almskolan delegerar"):
        delegera(rollista, av=rollista.personer[vem])
    given = rollista.bitradande.befattningar.get().delegeringar.get()
    with pytest.raises(PermissionDenied):
        befattningar.avsluta_delegering(av=rollista.personer[vem], delegering=given)


def test_den_som_var_rektor_da_kunde_delegera_da(rollista):
    """Demo och import tar nu=: rätten prövas den dagen."""
    da = datetime(2024, 3, 1, 9, tzinfo=UTC)
    befattning = Befattning.objects.create(
        person=rollista.utan_befattning, roll=Roll.BITRADANDE_REKTOR, plats=rollista.skola, fran=date(2023, 7, 1)
    )
    delegering = befattningar.delegera(
        av=rollista.fore_detta, befattning=befattning, fran=date(2024, 3, 1), till=date(2024, 6, 30), nu=da
    )
    assert not delegering.galler(IDAG)


@pytest.mark.parametrize(
    ("andring", "mening"),
    [({"till": IDAG - timedelta(days=1)}, "före den första"), ({"till": date(2027, 11, 24)}, "högst ett läsår"),
     ({"fran": date(2024, 6, 30), "till": date(2025, 1, 1)}, "utanför den biträdandes")],
)  # fmt: skip
def test_en_delegering_som_inte_gar_ihop(rollista, andring, mening):
    with pytest.raises(ValidationError, match=mening):
        delegera(rollista, **andring)


def test_en_delegering_i_taget_och_bara_till_bitradande(rollista):
    with pytest.raises(ValidationError, match="finns redan en delegering"):
        delegera(rollista, "bitradande")
    with pytest.raises(ValidationError, match="till en biträdande"):
        delegera(rollista, "medarbetare")


@pytest.mark.parametrize(
    ("fran", "slut"),
    [
        (date(2026, 8, 1), date(2027, 7, 31)),
        (date(2024, 2, 29), date(2025, 2, 28)),
        (date(2027, 3, 1), date(2028, 2, 29)),
    ],
)
def test_ett_ar_fram(fran, slut):
    assert senaste_slut(fran) == slut


# --- Läsår och möten ---------------------------------------------------------------------------
def test_ett_nytt_lasar_for_inte_over_det_som_upphort(rollista):
    organisation.upphor_enhet(av=None, enhet=rollista.gymnasium, dag=date(2027, 7, 1))
    nytt = lasar.skapa_lasar(av=None, namn="2027/28", fran=date(2027, 7, 1), till=date(2028, 6, 30))
    assert {t.enhet.namn for t in nytt.tillhorigheter.all()} == {"Almskolan", "Chefsområde Bäcken"}


def test_lasaret_kan_inte_krympa_forbi_ett_lov(rollista):
    lasar.lagg_lov(av=None, lasar=rollista.lasar, lov=Ledighet("sommar", date(2027, 6, 21), date(2027, 6, 30)))
    with pytest.raises(ValidationError, match="utanför läsåret"):
        lasar.andra_lasar(
            av=None, lasar=rollista.lasar, fran=date(2026, 7, 1), till=date(2027, 6, 15), terminer=Terminer()
        )


def test_motesdagar(rollista):
    from styrkedja.handlingar.referensdata import ladda_referensdata
    from styrkedja.models import Forum

    ladda_referensdata()
    namnden = Forum.objects.get(nyckel="bun")
    dag = forum.lagg_motesdag(av=rollista.administrator, forum=namnden, dag=date(2026, 12, 17))
    with pytest.raises(ValidationError, match="finns redan"):
        forum.lagg_motesdag(av=rollista.administrator, forum=namnden, dag=date(2026, 12, 17))
    fall = ((forum.lagg_motesdag, {"forum": namnden, "dag": IDAG}), (forum.ta_bort_motesdag, {"motesdag": dag}))
    for handling, argument in fall:
        with pytest.raises(PermissionDenied):
            handling(av=rollista.registrator, **argument)
    forum.ta_bort_motesdag(av=rollista.administrator, motesdag=dag)
    assert not namnden.motesdagar.exists()


# --- Den första administratören ----------------------------------------------------------------
def ny_administrator(*argument: str) -> str:
    ut = StringIO()
    call_command("ny_administrator", *argument, stdout=ut)
    return ut.getvalue()


def test_forsta_administratoren_i_en_tom_installation(db):
    assert "Ada Ask är systemadministratör" in ny_administrator("ada@ekby.example", "Ada Ask", "--utan-losenord")
    person = Person.objects.get()
    assert (person.har(Roll.SYSTEMADMINISTRATOR), person.has_usable_password()) == (True, False)
    assert (Huvudman.den().namn, Forvaltning.objects.get().namn) == ("Kommunen", "Förvaltningen")


def test_en_administrator_till_i_en_installation_som_finns(rollista):
    ny_administrator("lo@ekby.example", "Lo Lind", "--utan-losenord")
    assert Huvudman.objects.count() == 1
    assert Person.objects.get(namn="Lo Lind").platser(Roll.SYSTEMADMINISTRATOR) == {rollista.forvaltning.pk}


@pytest.mark.parametrize(
    ("epost", "mening"), [("inte en adress", "e-post"), ("REKTOR@ekby.example", "finns redan en person")]
)
def test_en_administrator_med_fel_adress(rollista, epost, mening):
    with pytest.raises(CommandError, match=mening):
        ny_administrator(epost, "Lo Lind", "--utan-losenord")


def test_losenordet_fragas_tva_ganger_och_provas(rollista, monkeypatch):
    svar = iter(["kort", "ett långt lösenord", "ett annat lösenord", "ett långt lösenord", "ett långt lösenord"])
    monkeypatch.setattr("styrkedja.management.commands.ny_administrator.getpass", lambda fraga: next(svar))
    for _ in range(2):
        with pytest.raises(CommandError):
            ny_administrator("lo@ekby.example", "Lo Lind")
    ny_administrator("lo@ekby.example", "Lo Lind")
    assert Person.objects.get(namn="Lo Lind").check_password("ett långt lösenord")
