"""Kommunens egna tabeller: en rad per värde, med kolumner som människan säger vad de är.

Beslutsstödet, Skoltempen, frånvaro, digitala tester, Myran, ekonomi, medarbetarenkät. Kopplingen av kolumner minns vi per
rubrikrad. Rubriker som känns igen föreslås; inget gissas om talen.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from decimal import Decimal
from typing import Any

from analysunderlag.regler.perioder import Periodfel, las_period
from analysunderlag.regler.rader import (
    Talceller,
    antalet,
    cell,
    heltal,
    las_kon,
    prova_decimaltecken,
    rattade,
    slag_ihop_dubbletter,
    talet,
)
from analysunderlag.regler.tal import FRITT, Granser
from analysunderlag.regler.uppdelning import skriv_uppdelning
from analysunderlag.regler.uppgift import (
    RIKET,
    Felslag,
    Formlasning,
    Nyckeltalsfakta,
    Radfel,
    Sammanhang,
    Uppgift,
    Varning,
)
from styrkedja.format import uppraknat
from styrkedja.regler.inlasning import Rad, Rubrikfel, koppla_kolumner, liknar_mest, normal

FORM, RAPPORT = "tabell", "tabell"
UPPDELNINGAR = ("amne", "arskurs", "program", "respondent")
#: Kolumnerna som en tabell kan ha, i ord.
KOLUMNER = {
    "enhet": "enhetens namn",
    "kod": "skolenhetskod",
    "nyckeltal": "nyckeltal",
    "period": "period",
    "tal": "talet",
    "antal": "antal bakom talet",
    "taljare": "antal som talet räknar",
    "svarsfrekvens": "svarsfrekvens",
    "kon": "kön",
    "skolform": "skolform",
    "klass": "klass eller grupp",
    "amne": "ämne",
    "arskurs": "årskurs",
    "program": "program",
    "respondent": "vilka som svarar",
}
PROCENT = Granser(Decimal(0), Decimal(100), procent=True)


@dataclass(frozen=True)
class Koppling:
    """Vad tabellens kolumner är, och det som är lika för alla rader. Tomt: det står i en kolumn."""

    kalla: str = ""
    nyckeltal: str = ""
    period: str = ""
    skolform: str = ""
    preliminart: bool = False
    #: Talen står som andelar (0,85) och ska bli procent.
    andelar: bool = False
    kolumner: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def ur(cls, lagrat: Mapping[str, Any]) -> "Koppling":
        return cls(**{k: v for k, v in lagrat.items() if k in cls.__dataclass_fields__})

    def lagras(self) -> dict[str, Any]:
        return asdict(self) | {"kolumner": dict(self.kolumner)}


def signatur(rubriker: Sequence[str]) -> str:
    """Rubrikradens kännetecken: samma rubriker i samma ordning, hur de än skrivs."""
    return hashlib.sha256("|".join(map(normal, rubriker)).encode()).hexdigest()


def foresla(rubriker: Sequence[str], sammanhang: Sammanhang) -> Koppling:
    """Kopplingen som rubrikerna antyder. Första rubriken för varje roll gäller."""
    kolumner: dict[str, str] = {}
    for rubrik in rubriker:
        betyder = sammanhang.rubrik(RAPPORT, rubrik)
        if betyder is not None:
            kolumner.setdefault(betyder.roll, rubrik)
    return Koppling(kolumner=kolumner)


def vad_saknas(koppling: Koppling) -> list[str]:
    """Det som måste väljas innan tabellen går att läsa, i ord."""
    saknas = [] if koppling.kalla else ["källan"]
    if not koppling.kolumner.get("tal"):
        saknas.append("kolumnen med talet")
    if not (koppling.kolumner.get("enhet") or koppling.kolumner.get("kod") or koppling.kolumner.get("skolform")):
        saknas.append("kolumnen med enheten")
    if not (koppling.nyckeltal or koppling.kolumner.get("nyckeltal")):
        saknas.append("nyckeltalet")
    if not (koppling.period or koppling.kolumner.get("period")):
        saknas.append("perioden")
    return saknas


def las_tabell(
    rader: Sequence[Rad],
    sammanhang: Sammanhang,
    koppling: Koppling,
    *,
    rattningar: Mapping[str, str] | None = None,
    hoppa: Sequence[int] = (),
) -> Formlasning:
    """Läser tabellen så som kopplingen säger.

    Raises:
        Rubrikfel: något saknas i kopplingen, eller en rubrik står två gånger.
    """
    rubriker = rader[0].celler
    if saknas := vad_saknas(koppling):
        raise Rubrikfel(f"Välj {uppraknat(saknas)}.")
    valda = {roll: rubrik for roll, rubrik in koppling.kolumner.items() if rubrik}
    platser = koppla_kolumner(rubriker, kravs=list(valda), val=valda)
    lasning = Formlasning(FORM, koppling.kalla, "Tabell", rubriker, rapport=RAPPORT)
    lasning.okanda = tuple(r for i, r in enumerate(rubriker) if r and i not in platser.values())
    lasare = _Lasare(sammanhang, koppling, platser, lasning)
    for rad in rattade(rader[1:], rubriker, rattningar or {}, hoppa):
        lasning.rader[rad.nummer] = rad.celler
        lasare.las(rad)
    prova_decimaltecken(lasning, lasare.talceller)
    slag_ihop_dubbletter(lasning)
    _varna_for_andelar(lasning, sammanhang, koppling)
    return lasning


class _Lasare:
    """Läser rad för rad, med det som är lika för alla redan uppslaget."""

    def __init__(
        self, sammanhang: Sammanhang, koppling: Koppling, platser: Mapping[str, int], lasning: Formlasning
    ) -> None:
        self.sammanhang, self.koppling, self.platser, self.lasning = sammanhang, koppling, platser, lasning
        self.talceller: Talceller = {}
        self._nyckeltal = {normal(t): f for f in sammanhang.nyckeltal.values() for t in (f.nyckel, f.namn)}
        self._perioder: dict[str, str] = {}
        self._skolformer = {normal(namn): nyckel for namn, nyckel in sammanhang.skolformer.items()}

    def las(self, rad: Rad) -> None:
        fakta, period = self._fakta(rad), self._period(rad)
        kon, vem = self._kon(rad), self._vem(rad)
        text, rubrik = self._text(rad, "tal"), self._rubrik("tal")
        self.talceller.setdefault(rubrik, []).append((rad.nummer, text))
        if fakta is None or period is None or kon is None or vem is None:
            return
        last = talet(self.lasning, rad.nummer, rubrik, text, FRITT if self.koppling.andelar else fakta.granser)
        if last.tomt:
            if rad.nummer not in self.lasning.fel:
                self.lasning.hoppa(rad.nummer, self._text(rad, "enhet"), "tom cell")
            return
        n = antalet(self.lasning, rad.nummer, self._rubrik("antal"), self._text(rad, "antal"))
        self.lasning.uppgifter.append(
            Uppgift(
                rad=rad.nummer, kolumn=rubrik, nyckeltal=fakta.nyckel, period=period, text=text,
                tal=self._skalat(rad, last.tal, fakta), tecken=last.tecken, kon=kon, antal=heltal(n), antal_tecken=n.tecken,
                uppdelning=skriv_uppdelning({slag: self._text(rad, slag) for slag in UPPDELNINGAR}),
                taljare=heltal(antalet(self.lasning, rad.nummer, self._rubrik("taljare"), self._text(rad, "taljare"))),
                svarsfrekvens=self._svarsfrekvens(rad), preliminart=self.koppling.preliminart, **vem,
            )
        )  # fmt: skip

    def _text(self, rad: Rad, roll: str) -> str:
        return cell(rad, self.platser.get(roll))

    def _rubrik(self, roll: str) -> str:
        return self.koppling.kolumner.get(roll, "")

    def _fel(self, rad: Rad, roll: str, mening: str, forslag: str = "") -> None:
        slag = Felslag.TEXT if roll in self.platser else Felslag.RAD
        self.lasning.lagg_fel(rad.nummer, Radfel(self._rubrik(roll), self._text(rad, roll), mening, slag, forslag))

    def _fakta(self, rad: Rad) -> Nyckeltalsfakta | None:
        text = self._text(rad, "nyckeltal") or self.koppling.nyckeltal
        if fakta := self._nyckeltal.get(normal(text)):
            return fakta
        forslag = liknar_mest(text, [f.namn for f in self.sammanhang.nyckeltal.values()]) or ""
        menade = f" Menade du {forslag}?" if forslag else ""
        self._fel(rad, "nyckeltal", f"Nyckeltalet {'finns inte' if text else 'saknas'}.{menade}", forslag)
        return None

    def _period(self, rad: Rad) -> str | None:
        text = self._text(rad, "period") or self.koppling.period
        if text not in self._perioder:
            try:
                self._perioder[text] = las_period(text).text
            except Periodfel as fel:
                self._fel(rad, "period", str(fel) if text else "Perioden saknas. Skriv till exempel 2025/26.")
                return None
        return self._perioder[text]

    def _kon(self, rad: Rad) -> str | None:
        kon = las_kon(self._text(rad, "kon"))
        if kon is None:
            self._fel(rad, "kon", "Kön skrivs samtliga, flickor eller pojkar.")
        return kon

    def _vem(self, rad: Rad) -> dict[str, Any] | None:
        """Nivån: klass, enhet, skolform i hela kommunen, huvudman eller riket."""
        namn, kod = self._text(rad, "enhet"), self._text(rad, "kod")
        form, klass = self._text(rad, "skolform"), self._text(rad, "klass")
        skolform = self._skolformer.get(normal(form), "") if form else self.koppling.skolform
        if form and not skolform:
            self._fel(rad, "skolform", f"Skolformen {form} finns inte.")
            return None
        if namn.casefold() in RIKET:
            return {"niva": "riket", "jamforelse": "riket", "skolform": skolform}
        if namn.casefold() in self.sammanhang.huvudmannens_namn and not kod:
            return {"niva": "skolform" if skolform else "huvudman", "skolform": skolform}
        if not namn and not kod:
            if form:
                return {"niva": "skolform", "skolform": skolform}
            self._fel(rad, "enhet" if "enhet" in self.platser else "kod", "Enheten saknas.")
            return None
        return {
            "niva": "klass" if klass else "enhet",
            "grupp": klass[:40],
            "kod": kod,
            "namn": namn,
            "skolform": skolform,
        }

    def _svarsfrekvens(self, rad: Rad) -> Decimal | None:
        rubrik, text = self._rubrik("svarsfrekvens"), self._text(rad, "svarsfrekvens")
        tal = talet(self.lasning, rad.nummer, rubrik, text, PROCENT).tal
        return None if tal is None else tal.quantize(Decimal("0.01"))

    def _skalat(self, rad: Rad, tal: Decimal | None, fakta: Nyckeltalsfakta) -> Decimal | None:
        if tal is None or not self.koppling.andelar or not fakta.granser.procent:
            return tal
        if not 0 <= tal <= 1:
            self._fel(rad, "tal", "Talet är ingen andel mellan 0 och 1.")
        return tal * 100


def _varna_for_andelar(lasning: Formlasning, sammanhang: Sammanhang, koppling: Koppling) -> None:
    """En hel kolumn procent mellan 0 och 1 är nästan alltid andelar som kalkylarket visar som procent."""
    procent = [u for u in lasning.uppgifter if u.tal is not None and sammanhang.nyckeltal[u.nyckeltal].granser.procent]
    if len(procent) >= 3 and not koppling.andelar and all(0 <= u.tal <= 1 for u in procent if u.tal is not None):
        mening = "Alla tal är mellan 0 och 1 procent. Är de andelar (0,85 för 85 %), säg det under Så läses filen."
        lasning.varningar.append(Varning("andelar", mening, tuple(u.rad for u in procent[:20])))
