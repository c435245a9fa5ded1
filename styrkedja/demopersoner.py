"""Vilka påhittade människor demons dörr visar, och vad var och en håller på med. Befattningarna kommer ur databasen."""

from typing import NamedTuple

DOMAN = "havslunda.example"


class Demoperson(NamedTuple):
    epost: str
    gor: str
    persona: str = ""


def _p(epost: str, gor: str, persona: str = "") -> Demoperson:
    return Demoperson(f"{epost}@{DOMAN}", gor, persona)


#: Grupperna i den ordning de står på sidan, nedifrån och upp i kedjan: där arbetet börjar.
GRUPPER: dict[str, tuple[Demoperson, ...]] = {
    "Enhet": (
        _p("amanuel.bjornhede", "skriver om trygghet och frånvaro", "rektor"),
        _p("disa.kronlof", "har kommit långt med IPS"),
        _p("evert.malmstig", "skrev om efter en återlämning"),
        _p("petronella.dahlhog", "leder fyra förskolor"),
        _p("wilma.akervind", "har delegerat skrivandet"),
        _p("otto.lagerfalk", "skriver i rapporten på delegering", "bitradande"),
        _p("saga.vikhammar", "får inte skriva längre: delegeringen gick ut"),
        _p("hampus.dalvik", "skriver i Kunskaper, som rektor har bett om"),
        _p("frej.almstrand", "lämnar inspel och läser skolans fastställda rapporter", "medarbetare"),
    ),
    "Verksamhetsområde": (
        _p("dragan.furulund", "läser sina skolor före dialogen", "verksamhetschef"),
        _p("rahel.tornbrink", "lämnar tillbaka med en kommentar"),
        _p("ylva.stenbro", "har förskolorna vid kusten"),
        _p("margit.sjohammar", "har gymnasieskolorna"),
    ),
    "Förvaltning": (
        _p("mahmoud.sjostig", "läser enheternas fastställda rapporter", "avdelningschef"),
        _p("isak.fjellner", "följer resultat och värden", "controller"),
        _p("juni.tradgardh", "sköter läsår, mallar och befattningar", "administrator"),
    ),
    "Huvudman": (_p("majken.ronnhult", "ser var kedjan håller och brister", "direktor"),),
    "Nämnd": (
        _p("rosita.maneskog", "läser det som är publicerat", "namnd"),
        _p("agda.pilblad", "håller reda på handlingarna", "registrator"),
    ),
}

ALLA: tuple[Demoperson, ...] = tuple(person for grupp in GRUPPER.values() for person in grupp)
PERSONAS: dict[str, Demoperson] = {p.persona: p for p in ALLA if p.persona}
