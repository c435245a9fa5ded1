"""Hittar text som ser ut som en person: personnummer, en utpekad elev, ett namn, telefon, e-post. Regler, ingen gissning.

Den som skriver får en varning före inlämning och avgör själv. Det funna värdet lämnar aldrig funktionen: ett fynd är
ett slag, en mening och platsen i texten, så att ingenting av det hamnar i databas, logg eller frusen version.
Källa: acceptance "Regulation facts" 13 (fri text får inte namnge elever) och finess 5.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Personslag(StrEnum):
    PERSONNUMMER = "personnummer"
    FODD = "fodd"
    ELEV = "elev"
    NAMN = "namn"
    TELEFON = "telefon"
    EPOST = "epost"


MENING = {
    Personslag.PERSONNUMMER: "Det står något som ser ut som ett personnummer. Ta bort det.",
    Personslag.FODD: "Det står när någon är född. Ta bort det om det går att förstå vem det är.",
    Personslag.ELEV: "Det ser ut att handla om ett enda barn eller en enda elev. Skriv så att ingen går att känna igen.",
    Personslag.NAMN: "Det ser ut att stå ett barns, en elevs eller en förälders namn. Ta bort namnet.",
    Personslag.TELEFON: "Det står något som ser ut som ett telefonnummer. Ta bort det.",
    Personslag.EPOST: "Det står en e-postadress. Ta bort den, eller skriv funktionen i stället.",
}


@dataclass(frozen=True)
class Fynd:
    """Ett ställe i texten. `sakert` när det inte kan vara något annat (kontrollsiffran stämmer)."""

    slag: Personslag
    start: int
    slut: int
    sakert: bool = False

    @property
    def mening(self) -> str:
        return MENING[self.slag]


def finn_personuppgifter(text: str) -> list[Fynd]:
    """Ställena i texten som ser ut som en person, i ordning. Samma ställe nämns en gång, av den första regeln.

    Args:
        text: klartext, utan märkning.
    """
    tagna: list[Fynd] = []
    for finn in _REGLER:
        for fynd in finn(text):
            if not any(fynd.start < t.slut and t.start < fynd.slut for t in tagna):
                tagna.append(fynd)
    return sorted(tagna, key=lambda f: f.start)


# --- Personnummer -------------------------------------------------------------------------------------

_NUMMER = re.compile(
    r"(?<![\d.,/-])(?P<ar>(?:18|19|20)?\d{2})(?P<manad>0[1-9]|1[0-2])(?P<dag>\d{2})(?P<streck>[-–+]| ?)"
    r"(?P<sist>\d{4}|TF\d{2}|T\d{3})(?![\d]|[.,/-]\d)"
)


def _personnummer(text: str) -> Iterator[Fynd]:
    """Person- och samordningsnummer, med och utan sekel och streck. Utan streck krävs att kontrollsiffran stämmer.

    Organisationsnummer faller bort av sig själva: där är tredje och fjärde siffran aldrig en månad.
    """
    for traff in _NUMMER.finditer(text):
        dag = int(traff["dag"])
        if not _ar_dag(traff["ar"], int(traff["manad"]), dag - 60 if dag > 60 else dag):
            continue
        if not traff["sist"].isdigit():
            yield Fynd(Personslag.PERSONNUMMER, *traff.span())
            continue
        sakert = _kontrollsiffran(traff["ar"][-2:] + traff["manad"] + traff["dag"] + traff["sist"])
        if sakert or traff["streck"] in ("-", "–", "+"):
            yield Fynd(Personslag.PERSONNUMMER, *traff.span(), sakert=sakert)


def _ar_dag(ar: str, manad: int, dag: int) -> bool:
    try:
        date(int(ar) if len(ar) == 4 else 2000 + int(ar), manad, dag)
    except ValueError:
        return False
    return True


def _kontrollsiffran(tio: str) -> bool:
    """Luhns algoritm över de tio siffrorna."""
    dubblade = [int(s) * (2 - i % 2) for i, s in enumerate(tio)]
    return sum(d - 9 if d > 9 else d for d in dubblade) % 10 == 0


_FODD = re.compile(
    r"\bfödd\s+(?:den\s+)?(?:(?:19|20)?\d{6}\b|\d{4}-\d{2}-\d{2}\b|(?:år\s+)?20\d{2}\b|\d{1,2}\s+\w{3,9}\s+20\d{2}\b)",
    re.IGNORECASE,
)


def _fodd(text: str) -> Iterator[Fynd]:
    """ "född 2014-03-12". Födda (plural) är en årskull."""
    for traff in _FODD.finditer(text):
        yield Fynd(Personslag.FODD, *traff.span())


# --- En utpekad elev ----------------------------------------------------------------------------------

#: 4B, 7 c, klass 4B, F-klass räknas inte; gymnasiets TE22A, NA21.
_KLASS = r"(?:klass(?:en)?\s+)?(?:\d\s?[A-Ea-e]|(?!lgr|gy|Lgr|Gy)[A-ZÅÄÖ]{2,3}\d{2}[A-Za-z]?)(?![\w-])"
_ARSKURS = r"(?:åk|årskurs|åk\.)\s?\d(?![\w-])"
_EN = r"(?:en|ett|enda|någon|min|vår|denna|denne|den|det)"
_ETT_BARN = r"(?:(?:ny|nyanländ|enskild|enda|annan|viss|yngre|äldre)\s+)?(?:elev|pojke|flicka|kille|tjej|barn|ungdom)"
_DEN = r"(?:eleven|pojken|flickan|killen|tjejen|barnet|ungdomen)"
_OM = r"(?:som|vars|har|hade|är|var|fick|blev|går|gick|med|saknar)"
_MELLAN = r"(?:\s+(?!(?:av|per)\b)[\wåäö]+){0,4}?"
_UTPEKAD = re.compile(
    "|".join(
        (
            # "en elev i 4B", "ett barn från klass 2A"; "en elev av tio" har inget i eller från.
            rf"\b{_EN}\s+{_ETT_BARN}{_MELLAN}\s+(?:i|från|ur)\s+{_KLASS}",
            rf"\b{_DEN}{_MELLAN}\s+(?:i|från|ur)\s+{_KLASS}",
            # "flickan i åk 5": bestämd form av flicka och pojke är alltid någon; eleven och barnet kan vara vem som helst.
            rf"\b(?:pojken|flickan|killen|tjejen)\s+(?:i|från|ur)\s+{_ARSKURS}",
            rf"\b(?:eleven|barnet|{_EN}\s+{_ETT_BARN})\s+(?:i|från|ur)\s+{_ARSKURS}\s+{_OM}\b",
            # "i 7C finns en flicka som", "4B har en elev med".
            rf"\b{_KLASS}(?:\s+[\wåäö]+){{0,4}}?\s+(?:en|ett)\s+{_ETT_BARN}\s+(?:som|vars|med)\b",
        )
    ),
    re.IGNORECASE,
)


def _elev(text: str) -> Iterator[Fynd]:
    for traff in _UTPEKAD.finditer(text):
        yield Fynd(Personslag.ELEV, *traff.span())


# --- Namn ---------------------------------------------------------------------------------------------

_VERSALT = r"[A-ZÅÄÖÉ][a-zåäöéü]+(?:[-’'][A-ZÅÄÖÉ]?[a-zåäöéü]+)?"
#: Efter de här orden är ett ord med stor bokstav nästan alltid ett namn.
_VEM = (
    r"(?:[Ee]leven|[Bb]arnet|[Pp]ojken|[Ff]lickan|[Kk]illen|[Tt]jejen|[Vv]årdnadshavaren|[Mm]amman|[Pp]appan"
    r"|[Ee]n elev som heter|[Ss]om heter|[Vv]id namn)"
)
_NAMNET = re.compile(rf"(?<!\w){_VEM}[ \t]+(?P<namn>{_VERSALT})(?:[ \t]{_VERSALT})?")
_INTE_NAMN = frozenset(
    "Skoltempen Unikum Myran Tempus Skolverket Skolinspektionen Sverige Lgr Gy Kunskaper Microsoft Google Teams Ipad Skolan "
    "Solen Månen Stjärnan Regnbågen Elevhälsan Individ Process Struktur Svenska Engelska Matematik "
    "Vi De Det Den Då Nu Så När Här Där Hur Vad Men Och Om På Efter Under Genom Enligt För Med Ska Kan Har Är".split()
)
#: Vanliga förnamn. De räknas bara tillsammans med en klass eller en anhörig, så att "Ask" och "Linnea" får vara ord.
_FORNAMN = (
    "Adam|Agnes|Ahmed|Albin|Alex|Alexander|Ali|Alice|Alicia|Alma|Alva|Amanda|Amina|Amir|Anna|Anton|Aron|Arvid|Astrid|August|Axel"
    "|Benjamin|Celine|Charlie|Daniel|David|Ebba|Edvin|Elias|Elin|Elina|Ella|Ellen|Elliot|Elsa|Elvira|Emil|Emilia|Emma|Erik|Esther"
    "|Fatima|Felicia|Felix|Filip|Freja|Gabriel|Gustav|Hampus|Hanna|Hassan|Hedda|Henry|Hugo|Ibrahim|Ida|Idris|Ines|Ingrid|Isabella|Isak|Ivar"
    "|Jack|Jakob|Jasmine|Joel|Johan|Johanna|John|Jonas|Josef|Julia|Kalle|Kevin|Klara|Lea|Leia|Leo|Leon|Liam|Linnea|Linus|Lisa|Love|Lovisa|Lucas|Ludvig|Lukas"
    "|Maja|Malte|Maria|Mariam|Matilda|Max|Maximilian|Melvin|Meja|Mila|Milo|Mira|Mohamed|Mohammed|Moa|Molly|Nathalie|Nellie|Nicole|Nils|Noah|Noel|Nora|Nova|Nour"
    "|Oliver|Olivia|Olle|Omar|Oscar|Oskar|Otto|Pelle|Rasmus|Ronja|Ruben|Saga|Sam|Samuel|Sara|Sebastian|Selma|Sigge|Signe|Simon|Sixten|Sofia|Stella|Stina|Svea"
    "|Theo|Theodor|Thea|Tilda|Tilde|Tim|Tindra|Tove|Tuva|Tyra|Valter|Vera|Vidar|Viggo|Viktor|Vilgot|Vilma|Vincent|Walter|William|Wilma|Yasin|Yusuf|Zahra"
)
_ANHORIG = r"(?:mamma|pappa|föräldrar|vårdnadshavare|syskon|bror|syster|resursperson|elevassistent|assistent)"
_FORNAMNET = re.compile(
    rf"(?<![\w-])(?:{_FORNAMN})(?:\s+{_VERSALT})?\s+(?:i|från|ur)\s+(?:{_KLASS}|{_ARSKURS})|(?<![\w-])(?:{_FORNAMN})s?\s+{_ANHORIG}\b"
)


def _namn(text: str) -> Iterator[Fynd]:
    for traff in _NAMNET.finditer(text):
        if traff["namn"] not in _INTE_NAMN:
            yield Fynd(Personslag.NAMN, *traff.span())
    for traff in _FORNAMNET.finditer(text):
        yield Fynd(Personslag.NAMN, *traff.span())


_HELT_NAMN = re.compile(
    rf"(?:{_FORNAMN})(?:[ -]{_VERSALT}){{1,3}}|{_VERSALT}(?:-{_VERSALT})?,\s*(?:{_FORNAMN})(?:\s{_VERSALT})?"
)
_PLATSORD = re.compile(r"skol|gymnasi|område|centrum|kommun|park|gård|program", re.IGNORECASE)


def ser_ut_som_namn(cell: str) -> bool:
    """Sant när hela cellen är ett vanligt förnamn med efternamn ("Saga Lind", "Lind, Saga"); en skola är inget namn."""
    return bool(_HELT_NAMN.fullmatch(cell)) and not _PLATSORD.search(cell)


# --- Telefon och e-post -------------------------------------------------------------------------------

_TELEFON = re.compile(
    r"(?<![\d.,/:-])(?:(?:\+46|0046)[\s-]?\(?0?\)?[\s-]?|0)"
    r"(?:7[02369][\s-]?\d(?:[\s-]?\d){6}|\d{1,3}\s?[-–/]\s?\d{2,3}(?:\s?\d{2}){2})(?![\d]|[.,/-]\d)"
)
_EPOST = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+")


def _telefon(text: str) -> Iterator[Fynd]:
    for traff in _TELEFON.finditer(text):
        yield Fynd(Personslag.TELEFON, *traff.span())


def _epost(text: str) -> Iterator[Fynd]:
    for traff in _EPOST.finditer(text):
        yield Fynd(Personslag.EPOST, *traff.span())


_REGLER: tuple[Callable[[str], Iterator[Fynd]], ...] = (_personnummer, _epost, _telefon, _namn, _elev, _fodd)
