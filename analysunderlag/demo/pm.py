"""Demons två PM och deras genomgångar: en som har varit och en som väntar på svar (§7.9: Skoltempens senaste saknar PM)."""

from datetime import date, timedelta
from typing import Any

from analysunderlag.handlingar.bilagor import lagg_till_bilaga
from analysunderlag.handlingar.genomgangar import be_om_genomgang, svara_pa_genomgang
from analysunderlag.models import Bilaga, Nyckeltal
from styrkedja.demotid import Demotid, klockan
from styrkedja.models import Omgang, Person, Verksamhetsomrade

ANALYTIKER = "Beata Ekmyr"
#: Den som ber om en genomgång → områdets namn.
BESTALLARE = {"Dragan Furulund": "Skola Väst", "Rahel Tornbrink": "Skola Öst"}

SKOLTEMPEN = {
    "titel": "Skoltempen: trygghet och arbetsro",
    "syntolkning": (
        "Grundskolorna ligger mellan 76 och 88 procent trygga. Ekliden ligger högst och Strandvallen lägst. "
        "På Strandvallen svarade bara 58 procent, så talet säger mindre där. Att jämföra en skola med sig själv "
        "året före ger mer än att jämföra skolor med varandra."
    ),
    "text": (
        "Läs svarsfrekvensen först. Under 60 procent vet vi inte om de som inte svarade har det annorlunda.\n\n"
        "Skillnaden mellan årskurserna är större än mellan skolorna. Fråga eleverna vad de menar med arbetsro "
        "innan ni drar slutsatser."
    ),
}
BEHORIGHETEN = {
    "titel": "Behörigheten till yrkesprogram efter slutbetygen",
    "syntolkning": (
        "Kommunens linje gick ned för ett år sedan och har vänt: 88,3, 87,1 och 87,7 procent. Tegelåsen ligger högst "
        "alla tre åren. Strandvallen faller två år i rad, till 83,9. Kvarnbacken föll till 78,0 och är tillbaka "
        "på 82,0. Ekliden är jämn. Havslunda International School har ingen svensk statistik."
    ),
    "text": (
        "De flesta elever som inte blev behöriga saknade ett ämne eller två. På Kvarnbacken följde en person dem "
        "från oktober; det är den enda skola där vi kan se att det spelade roll.\n\n"
        "Jämför Strandvallens behörighet med frånvaron: båda går åt fel håll, i samma årskurser."
    ),
}


def ladda(tid: Demotid) -> None:
    personer = {p.namn: p for p in Person.objects.filter(namn__in=[ANALYTIKER, *BESTALLARE])}
    if len(personer) < 1 + len(BESTALLARE):
        return
    if gammalt := _lagg_till(tid, personer, SKOLTEMPEN, "skoltempen_trygghet", "2025/26", "vd2", date(2026, 1, 8)):
        _genomford(tid, personer, gammalt)
    if nytt := _lagg_till(tid, personer, BEHORIGHETEN, "behorighet_yrkesprogram", "2026/27", "vd1", date(2026, 10, 6)):
        be_om_genomgang(
            bilaga=nytt, omrade=_omradet("Rahel Tornbrink"), av=personer["Rahel Tornbrink"],
            onskad_dag=tid.idag + timedelta(days=19), onskan="Vi har fyrtio minuter. Gärna mest om årskurs 9.",
            nu=klockan(tid.idag - timedelta(days=1), 15, 40),
        )  # fmt: skip


def _lagg_till(
    tid: Demotid, personer: dict[str, Person], ord_: dict[str, Any], nyckel: str, lasar: str, runda: str, dag: date
) -> Bilaga | None:
    dag = tid.dag(dag)
    if not tid.har_varit(dag):
        return None
    omgang = Omgang.objects.get(lasar__namn=tid.lasar(lasar), nyckel=runda)
    nyckeltal = Nyckeltal.objects.get(nyckel=nyckel)
    return lagg_till_bilaga(**ord_, nyckeltal=nyckeltal, omgang=omgang, av=personer[ANALYTIKER], nu=klockan(dag, 13, 5))


def _genomford(tid: Demotid, personer: dict[str, Person], bilaga: Bilaga) -> None:
    rad = be_om_genomgang(
        bilaga=bilaga, omrade=_omradet("Dragan Furulund"), av=personer["Dragan Furulund"],
        onskad_dag=tid.dag(date(2026, 1, 27)), nu=klockan(tid.dag(date(2026, 1, 12)), 8, 20),
    )  # fmt: skip
    svara_pa_genomgang(
        genomgang=rad, svar="ja", av=personer[ANALYTIKER], svarets_ord="Jag kommer klockan nio och har med mig frågorna.",
        nu=klockan(tid.dag(date(2026, 1, 13)), 10, 2),
    )  # fmt: skip


def _omradet(bestallare: str) -> Verksamhetsomrade:
    return Verksamhetsomrade.objects.get(namn=BESTALLARE[bestallare])
