"""IPS-spärren: vad som sägs, vad som inte sägs, och att spärren aldrig larmar på det verksamheten ska göra."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kvalitetsrapporter.demo.bank import las
from kvalitetsrapporter.regler.ips import Anmarkningsslag, Ipsfalt, granska_ips
from styrkedja.regler.analys import har_substans, vilka_ska_andra_sig

S = Anmarkningsslag
RESULTAT = "19 av 72 elever i årskurs 8 saknar godkänt i matematik."
ORSAK = "Genomgångarna är tydliga, men eleverna får sällan pröva sitt resonemang."


def falt(individ="", process="", struktur="", annan=None, utmaningar=""):
    rader = [("individ", "I", individ), ("process", "P", process), ("struktur", "S", struktur)]
    rader += [("annan_forklaring", "", annan)] if annan is not None else []
    return [Ipsfalt(*rad) for rad in [*rader, ("utmaningar", "", utmaningar)]]


def slag(*args, **kwargs):
    return [a.slag for a in granska_ips(*args, **kwargs)]


@pytest.mark.krav(17)
def test_bara_resultat_far_en_vanlig_fraga_om_orsaken():
    (anmarkning,) = granska_ips(falt(RESULTAT))
    assert anmarkning.falt == "process"
    assert anmarkning.mening == (
        "Du har beskrivit resultatet. Lägg till vad i arbetssätten eller organisationen som förklarar det."
    )


@pytest.mark.parametrize("blank", ["-", "Se ovan.", "Inget nytt.", "…", "12 34 56 78", " \n "])
def test_en_orsak_utan_ord_ar_ingen_orsak(blank):
    assert slag(falt(RESULTAT, process=blank, struktur=blank)) == [S.BARA_RESULTAT]


@pytest.mark.parametrize("var", ["process", "struktur"])
def test_en_orsak_i_process_eller_struktur_racker(var):
    assert slag(falt(RESULTAT, **{var: ORSAK})) == []


def test_tomt_avsnitt_far_ingen_anmarkning():
    assert slag(falt(annan="")) == []


def test_annan_forklaring_fragas_bara_nar_faltet_finns_och_en_orsak_star_dar():
    assert slag(falt(RESULTAT, ORSAK, annan="")) == [S.EN_FORKLARING]
    assert slag(falt(RESULTAT, ORSAK, annan="Frånvaron, men den är lika stor i båda klasserna.")) == []
    assert slag(falt(RESULTAT, annan="")) == [S.BARA_RESULTAT]


def test_bedomning_utan_underlag():
    assert slag(falt(), bedomt=True) == [S.UTAN_UNDERLAG]
    assert slag(falt(), bedomt=True, underlag=["meritvarde"]) == []
    assert slag(falt(), bedomt=True, annat_underlag="Lektionsbesök") == []
    assert slag(falt(), bedomt=True, annat_underlag=" - ") == [S.UTAN_UNDERLAG]


PA_BARNEN = [
    "Eleverna måste ta större ansvar för sina studier.",
    "Eleverna behöver läsa mer hemma",
    "Eleverna ska komma i tid till lektionerna.",
    "- Eleverna i årskurs 8 behöver öva mer på bråk.",
    "Att eleverna ska ta ansvar för sitt material",
    "Många elever måste skärpa sig.",
    "Fler elever behöver nå godkänt.",
    "Alla elever måste göra sina läxor",
    "Pojkarna behöver anstränga sig mer",
    "De flesta pojkarna i årskurs 9 måste lämna in i tid.",
    "Barnen ska lära sig att vänta på sin tur.",
    "Barnen behöver bli bättre på att lyssna.",
    "Barnen på avdelning Solen måste sitta stilla vid samlingen",
    "Eleverna behöver bli mer motiverade.",
    "Eleverna bör vara tystare under lektionerna.",
    "Niorna borde sluta skolka.",
    "Eleverna behöver också ta hjälp i tid.",
    "Vissa elever behöver förbättra sin närvaro.",
    "• Flickorna behöver våga prata mer.",
    "ELEVERNA MÅSTE ARBETA HÅRDARE",
    "Elevernas bristande motivation",
    "Elevernas låga studiemotivation i årskurs 9.",
    "Barnens svaga koncentration",
    "Eleverna saknar driv.",
    "Eleverna är omotiverade i matematik.",
    "Eleverna tar inte ansvar för sina datorer.",
    "Några elever med svenska som andraspråk behöver träna mer på egen hand",
]
PA_VERKSAMHETEN = [
    "Matematiklärarna saknar gemensam tid för planering.",
    "Anpassningar sätts in först efter ett F.",
    "Eleverna behöver fler tillfällen att pröva sitt resonemang.",
    "Eleverna behöver mer stöd i matematik.",
    "Eleverna ska få återkoppling innan provet.",
    "Eleverna ska få möta behöriga lärare.",
    "Eleverna måste ges tid att läsa.",
    "Eleverna måste få hjälp tidigare.",
    "Eleverna ska erbjudas läxhjälp.",
    "Eleverna behöver bli sedda av fler vuxna.",
    "Eleverna ska kunna påverka undervisningen.",
    "Eleverna ska känna sig trygga på rasterna.",
    "Eleverna behöver en tydligare struktur på lektionerna.",
    "Eleverna behöver extra anpassningar.",
    "Eleverna behöver trygga vuxna på rasten.",
    "Barnen behöver mindre grupper.",
    "Barnen ska möta en förskollärare varje dag.",
    "Barnen behöver bli lyssnade på.",
    "Barnen behöver lugna miljöer.",
    "Barnens inflytande över miljön är litet.",
    "Barnens språkutveckling behöver mer plats i planeringen.",
    "Elevernas inflytande begränsas av schemat.",
    "Elevernas svar i Skoltempen används inte.",
    "Eleverna får sällan pröva sitt resonemang.",
    "Eleverna upplever inte studiero.",
    "Vi behöver få eleverna att vilja läsa.",
    "Vi måste se till att eleverna tar ansvar för planeringen.",
    "Undervisningen behöver utmana de elever som nått långt.",
    "Lärarna ska pröva att eleverna måste förklara för varandra.",
    "Elevhälsan behöver komma in tidigare.",
    "Elevrådet ska börja arbeta med budgeten.",
    "Barnskötarna behöver planera tillsammans.",
    "Skillnaden mellan klasserna är stor.",
    "Eleverna i årskurs 7 möter fyra olika lärare i matematik.",
    "Pojkarnas resultat i svenska har sjunkit tre år i rad.",
    "Eleverna saknar behöriga lärare i teknik.",
    "Eleverna saknar läroböcker.",
    "Eleverna är få i varje grupp.",
    "Fler elever behöver särskilt stöd än vi har bemanning för.",
    "Alla elever ska ha tillgång till lovskola.",
    "Eleverna ska undervisas av legitimerade lärare.",
    "",
    "   ",
]


@pytest.mark.krav(17)
@pytest.mark.parametrize("punkt", PA_BARNEN)
def test_punkten_lagger_det_pa_barnen(punkt):
    vilka = vilka_ska_andra_sig(punkt)
    assert vilka == ("barnen" if "barn" in punkt.lower() else "eleverna")


@pytest.mark.parametrize("punkt", PA_VERKSAMHETEN)
def test_punkten_handlar_om_verksamheten(punkt):
    assert vilka_ska_andra_sig(punkt) == ""


def test_anmarkningen_star_vid_utmaningarna_en_gang():
    text = "Vi behöver mer tid.\nEleverna måste läsa mer.\nEleverna måste räkna mer."
    (anmarkning,) = granska_ips(falt(utmaningar=text))
    assert (anmarkning.slag, anmarkning.falt) == (S.ELEVERNA_SKA_ANDRA_SIG, "utmaningar")
    assert anmarkning.mening == "Det ser ut som att eleverna ska ändra sig. Vad behöver ni göra annorlunda?"


def test_framgangar_granskas_inte():
    assert granska_ips([Ipsfalt("framgangar", "", "Eleverna måste inte längre vänta.")]) == []


@given(st.sampled_from(PA_VERKSAMHETEN), st.sampled_from(["", "- ", "• ", "1. ", "– "]))
def test_punkttecken_och_skiftlage_andrar_inget(punkt, tecken):
    assert vilka_ska_andra_sig(tecken + punkt) == ""
    assert vilka_ska_andra_sig(tecken + punkt.upper()) == ""


@given(st.text(max_size=400))
def test_vilken_text_som_helst_gar_att_granska(text):
    granska_ips(falt(text, text, text, annan=text, utmaningar=text), bedomt=True, annat_underlag=text)


@given(st.text(max_size=200))
def test_vi_i_borjan_ar_aldrig_barnens_sak(text):
    assert vilka_ska_andra_sig("Vi " + text) == ""


def test_lang_text_granskas_fort():
    text = "eleverna i " + "a " * 250_000
    assert vilka_ska_andra_sig(text) == ""
    assert har_substans(text + "fyra ord som räknas")


@pytest.mark.parametrize("fil", ["anpassad", "forskola", "forskoleklass", "fritidshem", "gemensamt", "grundskola", "gymnasium", "internationell", "sardrag"])  # fmt: skip
def test_demons_utmaningar_larmar_inte_i_onodan(fil):
    """Textbanken är skriven så som en rektor skriver: där ska spärren tiga, utom där berättelsen säger annat."""
    larm = [
        rad
        for analyser in las(fil).values()
        for analys in analyser
        for rad in analys.falt.get("utmaningar", "").split(" // ")
        if vilka_ska_andra_sig(rad)
    ]
    assert larm == []
