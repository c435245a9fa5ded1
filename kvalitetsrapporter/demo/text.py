"""Vad som står i ett avsnitt: berättelsens egna texter först, sedan enhetens särdrag, sedan textbanken.

Två enheter får aldrig ordagrant samma text i samma fält, avsnitt och läsår.
"""

from dataclasses import dataclass, field

from kvalitetsrapporter.demo.bank import Analys, enheter, las, skriv_ut
from styrkedja.demofro import stabil

FAMILJ = {
    "lpfo18": "forskola",
    "lgr22": "grundskola",
    "lgr22-forskoleklass": "forskoleklass",
    "lgr22-fritidshem": "fritidshem",
    "lgr22-anpassad": "anpassad",
    "gy11": "gymnasium",
    "gy25": "gymnasium",
    "gy-anpassad": "anpassad",
    "ib": "internationell",
}
#: Läroplanen som enhetens egna texter gäller när rubriken inte nämner någon.
HUVUDLAROPLANER = {"lpfo18", "lgr22", "gy11", "gy-anpassad", "ib"}
#: Förskjuter valet i banken så att skolformerna på samma skola inte får samma analys.
FORSKJUT = {"lgr22-forskoleklass": 2, "lgr22-fritidshem": 4, "lgr22-anpassad": 1, "gy25": 2}
SKOLFORMEN = {"lgr22-forskoleklass": "förskoleklassen", "lgr22-fritidshem": "fritidshemmet"}
MANAD = {"vd1": "augusti", "vd2": "december", "vd3": "april", "lasarsslut": "juni"}
#: Lindallen skriver kort och mest om resultat (§5).
KORTA = {9}
DAGAR = ["måndagar", "tisdagar", "onsdagar", "torsdagar"]
#: Läggs till när en lydelse redan är tagen av en annan enhet: det som just den här enheten vet.
TILLAGG = {
    "": (
        "Bilden är tydligast i {lag}.",
        "Tanken är prövad i {forum}.",
        "Det märks mest i {lag2}.",
        "{forum} följer det under läsåret.",
        "Så ser det ut också i {lag2}.",
        "Samma sak hördes i {forum}.",
    ),
    "verksamhetsmal": (
        "Längst har {lag} kommit.",
        "Nästa avstämning görs i {forum}.",
        "Läget är svårast i {lag2}.",
        "{forum} följer det.",
        "{lag} visar att det går.",
        "Mest återstår i {lag2}.",
    ),
    "resurser": (
        "Det är avstämt i {forum}.",
        "Störst skillnad gör det i {lag}.",
        "{forum} följer kostnaden.",
        "Det märks mest i {lag2}.",
    ),
    "prioriteringar": (
        "Det är förankrat i {forum}.",
        "{lag} har varit med och valt.",
        "{forum} påminner oss.",
        "Svårast är det för {lag2}.",
    ),
    "kompetensforsorjning": (
        "Läget är svårast i {lag}.",
        "Det diskuteras i {forum}.",
        "Bäst är det i {lag2}.",
    ),
    "enheten": (
        "Mest märks det i {lag}.",
        "Det är beskrivet i {forum}.",
        "För {lag2} är det en lättnad.",
    ),
    "delaktighet": (
        "Det sammanställdes i {forum}.",
        "Flest bidrag kom från {lag}.",
        "{forum} gick igenom svaren.",
        "Mest att säga hade man i {lag2}.",
    ),
}
TILLAGG_PUNKT = (
    ", med början i {lag}",
    ", också i {lag2}",
    ", i hela {kort}",
    ", och {forum} följer det",
    ", först i {lag2}",
)
PUNKTFALT = {"framgangar", "utmaningar", "atgarder", "vidare"}


@dataclass(frozen=True)
class Plats:
    """Det avsnitt som texten står i."""

    nr: int
    lasar: int
    mall: str
    laroplan: str = ""
    familj: str = "grundskola"
    #: Målet som texten handlar om, när avsnittet har ett stycke per mål.
    mal: str = ""

    @property
    def nyckel(self) -> str:
        return f"{self.mall}-{self.laroplan}" if self.laroplan else self.mall


@dataclass
class Forfattare:
    """Skriver avsnitt efter avsnitt och minns vad som är taget."""

    tagna: set[tuple[int, str, str, str]] = field(default_factory=set)

    def avsnitt(self, plats: Plats, falt: list[str], *, obligatoriska: set[str], omgang: str = "") -> dict[str, str]:
        """Fält → text för avsnittet. Fält som ingen text finns för lämnas tomma."""
        egen = _egen(plats)
        vald = _ur_banken(plats, omgang)
        texter: dict[str, str] = {}
        for namn in falt:
            if egen is not None and namn in egen.falt:
                texter[namn] = self._ta(plats, namn, egen, omgang)
            elif vald and namn in vald.falt and (egen is None or (namn in obligatoriska and plats.nr not in KORTA)):
                texter[namn] = self._ta(plats, namn, vald, omgang)
        if egen is None and plats.nr in KORTA:
            texter = _kort(plats, texter)
        return texter

    def svar(self, plats: Plats, mall: str, omgang: str) -> str:
        """Ett svar på en fråga, med enhetens ord. Lika var gång: fältets namn bär ett nummer som är databasens."""
        return self._ta(plats, "svar", Analys("", {"svar": mall}), omgang)

    def _ta(self, plats: Plats, namn: str, analys: Analys, omgang: str) -> str:
        """Första lydelsen som ingen annan enhet har; räcker inte alternativen läggs en mening till."""
        ord_ = detaljer(plats, omgang) | {"mal": analys.falt.get("mal", "").rstrip(".")}
        for forsok in range(6):
            fro = f"{plats.nr}|{plats.lasar}|{plats.nyckel}|{namn}|{omgang}|{forsok}"
            text = skriv_ut(analys.falt[namn], ord_, fro)
            if (forsok == 0 or "|" in analys.falt[namn]) and self._ledig(plats, namn, text):
                return text
        return self._med_tillagg(plats, namn, text, ord_)

    def _med_tillagg(self, plats: Plats, namn: str, text: str, ord_: dict[str, str]) -> str:
        """Texten med ett tillägg som inte nämner det som redan är nämnt."""
        punkter = namn in PUNKTFALT
        bank = TILLAGG_PUNKT if punkter else TILLAGG.get(plats.mall, TILLAGG[""])
        start = stabil(plats.nr, plats.lasar, plats.nyckel, namn)
        kandidater = [skriv_ut(bank[(start + i) % len(bank)], ord_, "") for i in range(len(bank))]
        kandidater.sort(
            key=lambda extra: any(_namns(ord_[o], extra) and _namns(ord_[o], text) for o in ("lag", "lag2", "forum"))
        )
        for extra in kandidater:
            kandidat = text.rstrip(".") + extra if punkter else f"{text} {extra}"
            if self._ledig(plats, namn, kandidat):
                return kandidat
        return f"{text} ({ord_['kort']})"

    def _ledig(self, plats: Plats, namn: str, text: str) -> bool:
        nyckel = (plats.lasar, plats.mall, namn, text)
        if nyckel in self.tagna:
            return False
        self.tagna.add(nyckel)
        return True


def _namns(ord_: str, text: str) -> bool:
    return ord_.lower() in text.lower()


def _egen(plats: Plats) -> Analys | None:
    """Berättelsens eller enhetens egen text för avsnittet, om någon finns. Den sista versionen när det finns flera."""
    nycklar = [plats.nyckel] + ([plats.mall] if plats.laroplan in HUVUDLAROPLANER else [])
    for fil in ("tolv", "sardrag"):
        for nyckel in nycklar:
            for rubrik in (f"{plats.nr} {nyckel} @{plats.lasar}", f"{plats.nr} {nyckel}"):
                if analyser := las(fil).get(rubrik):
                    return analyser[-1]
    return None


def _ur_banken(plats: Plats, omgang: str) -> Analys | None:
    if plats.mall == "verksamhetsmal":
        return _malet(plats, omgang)
    analyser = [a for a in _analyser(plats) if _passar(plats, a)]
    if not analyser:
        return None
    steg = plats.nr + plats.lasar + FORSKJUT.get(plats.laroplan, 0) + stabil(plats.mall, omgang) % 7
    vald = analyser[steg % len(analyser)]
    if plats.mall == "prioriteringar":
        return Analys(vald.namn, vald.falt | {"bidrag": _bidrag(plats)})
    return vald


def _analyser(plats: Plats) -> list[Analys]:
    """Familjens analyser; förskoleklassen och fritidshemmet delar de korta avsnitten med grundskolan."""
    for fil in (plats.familj, "grundskola" if plats.familj in ("forskoleklass", "fritidshem") else "gemensamt"):
        if analyser := las(fil).get(plats.mall):
            return analyser
    return las("gemensamt").get(plats.mall, [])


def _passar(plats: Plats, analys: Analys) -> bool:
    """Falskt när analysen nämner något som enheten inte har, till exempel fritidshem på en 7–9-skola."""
    ord_ = enheter()[str(plats.nr)].get("utan", [])
    return not any(o in text.lower() for o in ord_ for text in analys.falt.values())


def _bidrag(plats: Plats) -> str:
    """En mening eller två per VP-uppdrag som enheten bidrar till."""
    texter = []
    for nummer in enheter()[str(plats.nr)]["uppdrag"]:
        val = las("gemensamt")["bidrag"][nummer - 1].falt
        texter.append(val["abc"[(plats.nr + plats.lasar) % len(val)]])
    return " // ".join(texter)


def _malet(plats: Plats, omgang: str) -> Analys:
    """Verksamhetsmålet så som det beskrivs i omgången: det nämnda, annars enhetens första det läsåret."""
    vald = huvudmalet(plats)
    if plats.mal:
        vald = next(a for a in las("mal")[f"mal @{plats.familj}"] if a.namn == plats.mal)
    runda = {"lasarsslut": "slut"}.get(omgang, omgang)
    falt = {k.removeprefix(f"{runda}."): v for k, v in vald.falt.items() if k.startswith(f"{runda}.")}
    return Analys(vald.namn, falt | {"mal": vald.falt["mal"]})


def huvudmalet(plats: Plats) -> Analys:
    """Enhetens första verksamhetsmål det läsåret."""
    analyser = las("mal")[f"mal @{plats.familj}"]
    namn = enheter()[str(plats.nr)].get("mal", {}).get(str(plats.lasar))
    return next((a for a in analyser if a.namn == namn), analyser[(plats.nr + plats.lasar) % len(analyser)])


def detaljer(plats: Plats, omgang: str = "") -> dict[str, str]:
    """Detaljerna som texten får nämna. Samma genom hela avsnittet."""
    enhet = enheter()[str(plats.nr)]
    fro = (plats.nr, plats.lasar, plats.nyckel)
    barn = "barn" if plats.familj == "forskola" else "elever"
    valj: dict[str, int] = {
        n: stabil(*fro, n) % len(enhet[n])
        for n in ("lag", "ak", "amne", "amne2", "satsning", "platser", "forum")
        if n in enhet
    }
    ord_: dict[str, str] = {n: enhet[n][i] for n, i in valj.items() if n != "platser"}
    for namn in ("lag", "ak"):
        if namn in enhet:
            ord_[f"{namn}2"] = enhet[namn][(valj[namn] + 1) % len(enhet[namn])]
    dag = DAGAR[stabil(plats.nr, plats.lasar, "dag") % len(DAGAR)]
    return ord_ | {
        "kort": enhet["kort"],
        "granne": enhet["granne"],
        "akbetyg": enhet.get("akbetyg", ""),
        "plats": enhet["platser"][valj["platser"]][0],
        "platsen": enhet["platser"][valj["platser"]][1],
        "skola": enhet.get("skola", ""),
        "forskola": enhet.get("forskola", [""])[stabil(*fro, "forskola") % len(enhet.get("forskola", [""]))],
        "skolformen": SKOLFORMEN.get(plats.laroplan, "skolan"),
        "laroplan": {"gy11": "Gy11", "gy25": "Gy25"}.get(plats.laroplan, "läroplanen"),
        "dag": f"på {dag}",
        "dagen": dag,
        "manad": MANAD.get(omgang, "april"),
        "barn": barn,
        "barnen": "barnen" if barn == "barn" else "eleverna",
        "Barnen": "Barnen" if barn == "barn" else "Eleverna",
        "Barnens": "Barnens" if barn == "barn" else "Elevernas",
    }


def _kort(plats: Plats, texter: dict[str, str]) -> dict[str, str]:
    """Kort, mest om resultat: två meningar om vad som syns, ibland en om arbetssätten, aldrig om organisationen."""
    slapp = {"struktur", "annan_forklaring", "framgangar", "valjer_bort", "lardom", "avvikelse", "vardnadshavare"}
    med_process = stabil(plats.lasar, plats.nyckel) % 3 == 0
    kvar = {n: t for n, t in texter.items() if n not in slapp and (n != "process" or med_process)}
    return {n: _meningar(t, 2 if n == "individ" else 1) for n, t in kvar.items()}


def _meningar(text: str, antal: int) -> str:
    """De första meningarna i den första punkten."""
    delar = text.split("\n", maxsplit=1)[0].split(". ")
    return ". ".join(delar[:antal]).rstrip(".") + "."
