"""Från filens bytes till dess uppgifter: vad filen är, vilken form den har, och vad den säger. Skriver inget."""

from dataclasses import dataclass, field
from typing import Any

from analysunderlag.handlingar.inlasning.sammanhang import (
    hamta_sammanhang,
    lasaret_borjar,
    med_egna_rubriker,
    rapporter,
)
from analysunderlag.models import Tabellkoppling
from analysunderlag.regler.elevuppgift import varna_for_namn
from analysunderlag.regler.former import kolada, planned_educations, skolenhetsregistret, skolverket, tabell
from analysunderlag.regler.former.skolenhetsregistret import Registerpost
from analysunderlag.regler.former.tabell import Koppling
from analysunderlag.regler.innehall import Innehall, las_innehall
from analysunderlag.regler.rimlighet import varna_for_summor
from analysunderlag.regler.uppgift import Formlasning, Sammanhang, Varning
from styrkedja.regler.inlasning import Filfel, Rubrikfel


@dataclass
class Lasval:
    """Det som en människa har sagt om en fil: hur den läses, och vad som är rättat."""

    kodning: str = ""
    blad: str = ""
    koppling: dict[str, Any] = field(default_factory=dict)
    #: "radnummer:rubrik" → cellens nya text.
    rattningar: dict[str, str] = field(default_factory=dict)
    hoppa: list[int] = field(default_factory=list)
    #: Koden eller namnet i filen → enhetens nyckel.
    enheter: dict[str, int] = field(default_factory=dict)
    #: Okänd rubrik → nyckeltalets nyckel, eller "anvands_inte".
    rubriker: dict[str, str] = field(default_factory=dict)
    bekraftade: list[str] = field(default_factory=list)

    @classmethod
    def ur(cls, lagrat: dict[str, Any], kodning: str = "") -> "Lasval":
        return cls(kodning=kodning, **{k: v for k, v in lagrat.items() if k in cls.__dataclass_fields__})

    def lagras(self) -> dict[str, Any]:
        return {k: v for k, v in vars(self).items() if k != "kodning" and v}


@dataclass
class Last:
    """En fil, läst. `hinder` är meningen när något måste väljas innan den går att läsa helt."""

    innehall: Innehall
    form: str
    sammanhang: Sammanhang
    lasning: Formlasning
    koppling: Koppling | None = None
    register: list[Registerpost] = field(default_factory=list)
    hinder: str = ""


def formen(innehall: Innehall) -> str:
    """Filens form, ur dess innehåll.

    Raises:
        Filfel: JSON som inte är något av svaren.
    """
    if innehall.slag != "json":
        return skolverket.FORM if skolverket.ar_skolverkets(innehall.rader) else tabell.FORM
    if kolada.ar_koladas(innehall.svar):
        return kolada.FORM
    if planned_educations.ar_planned_educations(innehall.svar):
        return planned_educations.FORM
    if skolenhetsregistret.ar_registrets(innehall.svar):
        return skolenhetsregistret.FORM
    raise Filfel("Filen är JSON, men inget svar från Kolada, Skolenhetsregistret eller Planned Educations.")


def las_fil(data: bytes, val: Lasval) -> Last:
    """Läser filen så som valen säger.

    Raises:
        Filfel: filen går inte att läsa alls, hur den än läses.
    """
    innehall = las_innehall(data, kodning=val.kodning, blad=val.blad)
    form = formen(innehall)
    last = Last(innehall, form, hamta_sammanhang(), Formlasning(form, ""))
    try:
        _LASARE[form](last, val)
    except Rubrikfel as fel:
        last.hinder = str(fel)
    _varna(last)
    return last


def _las_skolverket(last: Last, val: Lasval) -> None:
    sammanhang = last.sammanhang
    if val.rubriker:
        for rapport in rapporter():
            sammanhang = med_egna_rubriker(sammanhang, rapport.nyckel, val.rubriker)
    last.lasning.rubriker = skolverket.rubriker_i(last.innehall.rader, _plats(last.innehall))
    last.lasning = skolverket.las_skolverket(
        last.innehall.rader, sammanhang, rapporter(), rattningar=val.rattningar, hoppa=val.hoppa
    )


def _plats(innehall: Innehall) -> int:
    return skolverket.rubrikradens_plats(innehall.rader) or 0


def _las_tabell(last: Last, val: Lasval) -> None:
    rubriker = last.innehall.rader[0].celler
    last.lasning.rubriker = rubriker
    last.koppling = _sagd(val.koppling, _mindes(rubriker, last.sammanhang))
    last.lasning = tabell.las_tabell(
        last.innehall.rader, last.sammanhang, last.koppling, rattningar=val.rattningar, hoppa=val.hoppa
    )


def _sagd(sagt: dict[str, Any], kand: Koppling) -> Koppling:
    """Det som är sagt går före det som känns igen; en tom rubrik kopplar bort kolumnen."""
    kolumner = {**kand.kolumner, **sagt.get("kolumner", {})}
    return Koppling.ur({**kand.lagras(), **sagt, "kolumner": kolumner})


def _mindes(rubriker: tuple[str, ...], sammanhang: Sammanhang) -> Koppling:
    """Kopplingen som någon har valt förr för samma rubriker, annars den som rubrikerna antyder."""
    forr = Tabellkoppling.objects.filter(signatur=tabell.signatur(rubriker)).first()
    return Koppling.ur(forr.koppling) if forr else tabell.foresla(rubriker, sammanhang)


def _las_kolada(last: Last, val: Lasval) -> None:
    last.lasning = kolada.las_kolada(
        last.innehall.svar, last.sammanhang, lasaret_borjar=lasaret_borjar(), hoppa=val.hoppa
    )


def _las_planned(last: Last, val: Lasval) -> None:
    sammanhang = med_egna_rubriker(last.sammanhang, planned_educations.RAPPORT, val.rubriker)
    last.lasning = planned_educations.las_planned_educations(last.innehall.svar, sammanhang, hoppa=val.hoppa)


def _las_registret(last: Last, val: Lasval) -> None:
    last.register = skolenhetsregistret.las_registret(last.innehall.svar)
    last.lasning.kalla, last.lasning.titel = skolenhetsregistret.KALLA, "Skolenhetsregistret"


_LASARE = {
    skolverket.FORM: _las_skolverket,
    tabell.FORM: _las_tabell,
    kolada.FORM: _las_kolada,
    planned_educations.FORM: _las_planned,
    skolenhetsregistret.FORM: _las_registret,
}


def _varna(last: Last) -> None:
    """Varningarna som inte beror på vad som redan finns här."""
    fakta = last.sammanhang.nyckeltal
    last.lasning.varningar += varna_for_summor(
        last.lasning.uppgifter, procent=lambda nyckel: fakta[nyckel].granser.procent
    )
    if last.innehall.rader and (namn := varna_for_namn(last.innehall.rader)):
        mening = f"På rad {', '.join(map(str, namn[:8]))} kan det stå ett namn. Bara talen läses in, aldrig texten."
        last.lasning.varningar.append(Varning("namn", mening, namn))
