"""Demons inläsningar, genom samma handlingar som webben: en införd med tre rader som inte gick, och en som väntar (§11).

Filerna görs här så som Skolverket skriver dem. Antalen är berättelsens; talen är påhittade.
"""

from datetime import date

from analysunderlag.handlingar.inlasning import infor_direkt, ta_emot
from analysunderlag.models import Inlasning
from styrkedja.demotid import Demotid, klockan
from styrkedja.models import Huvudman, Person

ANALYTIKER, CONTROLLER = "Beata Ekmyr", "Isak Fjellner"
INFORD = date(2026, 9, 30)

BEHORIGHET = """Statistik från Skolverket, https://www.skolverket.se

Grundskola - Behörighet till gymnasieskolan, fr.o.m. 2011
Valt läsår: {lasar}

Skola;Skol-enhetskod;Skolkommun;Kommun-kod;Typ av huvudman;Huvudman;Huvudman orgnr;Kön;Antal elever;Andel (%) elever behöriga till estetiskt program;Andel (%) elever behöriga till Naturvetenskapligt och tekniskt program
Eklidens skola;99000015;{kommun};Samtliga;44;86,4;84,1
Eklidens skola;99000015;{kommun};Flickor;21;~100;90,5
Eklidens skola;99000015;{kommun};Pojkar;23;..;..
Eklidens skola;99000115;{kommun};Samtliga;..;..;..
Strandvallens skola;99000016;{kommun};Samtliga;118;81,4;76,3
Strandvallens skola;99000016;{kommun};Flickor;58;82,8;77,6
Strandvallens skola;99000016;{kommun};Pojkar;60;80,0;75,0
Tegelåsens skola;99000017;{kommun};Samtliga;127;913;86,6
Tegelåsens skola;99000017;{kommun};Flickor;62;~100;88,7
Tegelåsens skola;99000017;{kommun};Pojkar;65;..;84.6
Havslunda International School;99000020;{kommun};Samtliga;.;.;.
Kvarnbacken skola;99000041;{kommun};Samtliga;61;78,7;72,1
"""  # noqa: E501

SLUTBETYG = """Statistik från Skolverket, https://www.skolverket.se

Grundskola - Slutbetyg årskurs 9, samtliga elever
Valt läsår: {lasar}

Skola;Skol-enhetskod;Skolkommun;Kommun-kod;Typ av huvudman;Huvudman;Huvudman orgnr;Antal elever;Andel (%) elever som uppfyllt betygskriterierna i alla ämnen;Genomsnittligt meritvärde (17 ämnen)
Eklidens skola;99000015;{kommun};44;79,5;210,9
Strandvallens skola;99000016;{kommun};118;72,0;212,1
Tegelåsens skola;99000017;{kommun};127;843;231,8
Havslunda International School;99000020;{kommun};50;.;.
Kvarnbacken skola;99000041;{kommun};61;73,8;203,2
Fyrvaktarens skola;99000012;{kommun};..;..;..
"""  # noqa: E501


def ladda(tid: Demotid) -> None:
    """Analytikern förde in Skolverkets fil den 30 september; i dag väntar en till på att controllern granskar den."""
    dag = tid.dag(INFORD)
    if tid.har_varit(dag):
        rad = _ta_emot(BEHORIGHET, "behorighet_5.csv", tid, ANALYTIKER, dag)
        infor_direkt(rad=rad, hoppa_fel=3, nu=klockan(dag, 9, 12))
    if tid.idag > dag:
        _ta_emot(SLUTBETYG, "slutbetyg_ak9.csv", tid, CONTROLLER, tid.idag)


def _ta_emot(mall: str, namn: str, tid: Demotid, vem: str, dag: date) -> Inlasning:
    huvudman, person = Huvudman.den(), Person.objects.get(namn=vem)
    kommun = f"Havslunda;{huvudman.kommunkod};Kommunal;{huvudman.namn};{huvudman.orgnr}"
    text = mall.format(lasar=tid.lasar("2025/26"), kommun=kommun)
    return ta_emot(av=person, data=text.encode("utf-8-sig"), filnamn=namn, nu=klockan(dag, 9, 4))
