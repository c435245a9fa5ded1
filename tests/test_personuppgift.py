"""Personuppgiftsvarningen: vad som ser ut som en person, och den långa listan av det som inte gör det."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kvalitetsrapporter.demo.bank import DATA
from styrkedja.regler.personuppgift import MENING, Personslag, finn_personuppgifter

P = Personslag


def luhn(nio: str) -> str:
    """Kontrollsiffran räknad på ett annat sätt än i regeln."""
    summa = 0
    for i, siffra in enumerate(nio):
        produkt = int(siffra) * (2 if i % 2 == 0 else 1)
        summa += sum(map(int, str(produkt)))
    return nio + str(-summa % 10)


PERSON = luhn("120304238")  # påhittat, med rätt kontrollsiffra
SAMORDNING = luhn("120364238")

SER_UT_SOM_NAGON = [
    (f"Eleven {PERSON[:6]}-{PERSON[6:]} har hög frånvaro.", P.PERSONNUMMER),
    (f"20{PERSON}", P.PERSONNUMMER),
    (f"20{PERSON[:6]}-{PERSON[6:]}", P.PERSONNUMMER),
    (PERSON, P.PERSONNUMMER),
    (f"{PERSON[:6]} {PERSON[6:]}", P.PERSONNUMMER),
    (f"{SAMORDNING[:6]}-{SAMORDNING[6:]}", P.PERSONNUMMER),
    ("120304-1111 (fel kontrollsiffra, men streck)", P.PERSONNUMMER),
    ("20120304-TF12", P.PERSONNUMMER),
    ("19340304+2381", P.PERSONNUMMER),
    ("Vi har satt in stöd för en elev i 4B sedan oktober.", P.ELEV),
    ("en elev i klass 4B", P.ELEV),
    ("En pojke i 7 c", P.ELEV),
    ("Ett barn i 1A", P.ELEV),
    ("en nyanländ elev från 8B", P.ELEV),
    ("en elev med stort stöd i 5C", P.ELEV),
    ("Den enda flickan i 6A", P.ELEV),
    ("flickan i åk 5 som inte kommer till skolan", P.ELEV),
    ("pojken i 7C", P.ELEV),
    ("Pojken i årskurs 3", P.ELEV),
    ("eleven i 9D", P.ELEV),
    ("eleven i årskurs 9 som hade hemmaundervisning", P.ELEV),
    ("En elev i åk 2 har assistent hela dagen.", P.ELEV),
    ("I 7C finns en flicka som inte deltar.", P.ELEV),
    ("4B har en elev med särskilt stöd", P.ELEV),
    ("I klass 8A går det en pojke vars frånvaro är hög.", P.ELEV),
    ("en elev i TE22A", P.ELEV),
    ("Stödet till eleven Kalle har gett resultat.", P.NAMN),
    ("barnet Ann-Sofie får tecken som stöd", P.NAMN),
    ("Flickan Zara Persson", P.NAMN),
    ("en elev som heter Mehmet", P.NAMN),
    ("Vårdnadshavaren Eva ringde.", P.NAMN),
    ("Kalle i 4B har bytt klass.", P.NAMN),
    ("Mötet med Saras mamma", P.NAMN),
    ("Elias föräldrar", P.NAMN),
    ("Ring 070-123 45 67.", P.TELEFON),
    ("0701234567", P.TELEFON),
    ("+46 70 123 45 67", P.TELEFON),
    ("042-10 50 00", P.TELEFON),
    ("08-508 00 00", P.TELEFON),
    ("Skriv till anna.alm@ekby.se", P.EPOST),
    ("Hon är född 2014-03-12.", P.FODD),
    ("pojken är född 2015", P.FODD),
    ("född 12 mars 2014", P.FODD),
]

INGEN_PERSON = [
    "eleverna i årskurs 8",
    "en elev av tio",
    "En elev av fem i årskurs 8 saknar godkänt.",
    "19 av 72 elever",
    "Eleverna i 4B arbetar i par.",
    "Skillnaden mellan 4A och 4B är stor.",
    "Barnen i årskurs 1 och 2",
    "Vi ser eleven som en resurs.",
    "Hur möter vi eleven i årskurs 9?",
    "Varje elev ska bli sedd.",
    "eleven. Vi fortsätter.",
    "Eleven\nVi såg att",
    "Eleven i centrum",
    "En elev per grupp för anteckningar.",
    "Det är barnet som leder leken.",
    "Vecka 38 till 42",
    "Den 17 september 2026 kl. 10.00–11.30",
    "2026-11-24",
    "20261124",
    "2026-11-24 10:00",
    "24/11-26",
    "läsåret 2026/27",
    "2025–2026",
    "201112–201506",
    "Organisationsnummer 212000-1157",
    "212000-1157",
    "5560360793",
    "556036-0793",
    "Diarienummer BUN 2026/01234",
    "dnr 1203-2026",
    "Skolenhetskod 88007898",
    "12,5 % (n = 72)",
    "78,6 84,1 84,9 80,8",
    "1203041234",  # tio siffror utan streck och med fel kontrollsiffra
    "120399-1234",  # ingen dag
    "121304-1234",  # ingen månad
    "12 345 678 kr",
    "1 203 045 123 kr",
    "0,7 0,8 0,9",
    "07.30–16.30",
    "08-16",
    "Skolan är öppen 06-18 alla dagar.",
    "årskurs 7-9",
    "åk 4–6",
    "2 030 405 060",
    "Eleverna födda 2014 är fler än platserna.",
    "barn födda 2020–2023",
    "Läraren i 4B har bytts ut.",
    "Klassen i 4B",
    "Resultaten i 4B har stigit.",
    "Skoltempen i 4B",
    "eleven Skoltempen",
    "@skolan",
    "Lgr22 och Gy25",
    "En klass i 4:an",
    "en elevassistent i 4B",
    "En lärare i 4B slutade i juni.",
    "Ett barn av tre talar flera språk.",
    "Barnet Solen",  # avdelningens namn
    "i 4B finns en lärare som",
    "Tre elever i 4B som",
    "Arbetslag 4B har en plan som",
    "en elev i behov av stöd",
    "en elev i taget",
    "en elev i Gy25",
    "en elev av tio i 4B",
]


@pytest.mark.parametrize(("mening", "slag"), SER_UT_SOM_NAGON)
def test_det_ser_ut_som_en_person(mening, slag):
    fynd = finn_personuppgifter(mening)
    assert slag in [f.slag for f in fynd]


@pytest.mark.parametrize("mening", INGEN_PERSON)
def test_det_ar_ingen_person(mening):
    assert finn_personuppgifter(mening) == []


def test_kontrollsiffran_skiljer_sakert_fran_troligt():
    (sakert,) = finn_personuppgifter(f"{PERSON[:6]}-{PERSON[6:]}")
    (troligt,) = finn_personuppgifter("120304-1111")
    assert (sakert.sakert, troligt.sakert) == (True, False)


def test_fyndet_bar_plats_och_mening_men_aldrig_vardet():
    text = f"Före. {PERSON[:6]}-{PERSON[6:]} efter."
    (fynd,) = finn_personuppgifter(text)
    assert text[fynd.start : fynd.slut] == f"{PERSON[:6]}-{PERSON[6:]}"
    assert PERSON[:6] not in repr(fynd) + fynd.mening


def test_varje_slag_har_en_mening():
    assert set(MENING) == set(Personslag)


def test_samma_stalle_namns_en_gang_och_i_ordning():
    text = f"Eleven Kalle i 4B, {PERSON[:6]}-{PERSON[6:]}, anna@ekby.se och 070-123 45 67."
    fynd = finn_personuppgifter(text)
    assert [f.slag for f in fynd] == [P.NAMN, P.PERSONNUMMER, P.EPOST, P.TELEFON]


@given(
    st.integers(0, 99), st.integers(1, 12), st.integers(1, 28), st.integers(0, 999), st.booleans(), st.sampled_from(["", "19", "20"])
)  # fmt: skip
def test_varje_giltigt_nummer_hittas_med_och_utan_sekel_och_streck(ar, manad, dag, nummer, samordning, sekel):
    tio = luhn(f"{ar:02}{manad:02}{dag + 60 * samordning:02}{nummer:03}")
    for skrivet in (f"{sekel}{tio}", f"{sekel}{tio[:6]}-{tio[6:]}"):
        fynd = finn_personuppgifter(f"Texten om {skrivet} slutar.")
        assert [(f.slag, f.sakert) for f in fynd] == [(P.PERSONNUMMER, True)]


@given(st.text(max_size=300))
@settings(max_examples=200)
def test_vilken_text_som_helst_gar_att_granska(text):
    for fynd in finn_personuppgifter(text):
        assert 0 <= fynd.start < fynd.slut <= len(text)


def test_lang_text_granskas_fort():
    text = ("Eleverna i årskurs 8 och en elev av tio i 4 grupper. " * 9_500)[:500_000]
    assert finn_personuppgifter(text) == []


@pytest.mark.parametrize("fil", sorted(DATA.glob("*.md")), ids=lambda f: f.stem)
def test_demons_texter_handlar_om_ingen(fil):
    text = fil.read_text(encoding="utf-8")
    assert [(f.slag, text[f.start - 20 : f.slut + 20]) for f in finn_personuppgifter(text)] == []
