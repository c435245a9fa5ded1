"""Läsårets omgångar (VD1, VD2, VD3, läsårsslut): dagarna räknas ur årshjulet tills administrationen sätter dem."""

from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from styrkedja.behorighet.organisation import krav_pa_att_administrera
from styrkedja.handlingar.hjulunderlag import bygg_raknare, las_flyttar, las_mallar, las_platser
from styrkedja.handlingar.lasar import krav_pa_oppet
from styrkedja.handlingar.logg import logga
from styrkedja.klocka import nu as klockan_nu
from styrkedja.models import Lasar, Omgang, Person
from styrkedja.regler.dagar import dag_i_lasaret
from styrkedja.regler.hjul import Raknare, Tid


@dataclass(frozen=True)
class Dagar:
    """En omgångs dagar: när den öppnar, när delen ska vara inne, och fönstret då dialogerna hålls."""

    oppnar: date
    sista_dag: date
    fran: date
    till: date


#: nyckel → (namn, posten som öppnar, posten med sista dagen, posten med fönstret, posten som avslutar)
OMGANGAR = {
    "vd1": ("VD1", "", "vd1_rapportdel", "vd1", "vd1"),
    "vd2": ("VD2", "vd2_fragor_ut", "vd2_rapportdel", "vd2", "vd2"),
    "vd3": ("VD3", "vd3_fragor_ut", "vd3_rapportdel", "vd3", "vd3"),
    "lasarsslut": ("Läsårsslut", "", "summerande_analys", "summerande_analys", "rapport_faststalls"),
}


def uppdatera_omgangar(lasar: Lasar, *, raknare: Raknare | None = None) -> list[Omgang]:
    """Sätter omgångarnas dagar efter läsårets hjul och ger dem i ordning.

    Läsåret börjar med att VD1 är öppen; VD2 och VD3 öppnar när frågorna går ut, läsårsslutet den 1 juni. Idempotent.
    En omgång som administrationen har satt (`andrad_nar`) står kvar, liksom en vars poster saknas i mallen.
    """
    raknare = raknare or _raknare(lasar)
    finns = {omgang.nyckel: omgang for omgang in lasar.omgangar.all()}
    for ordning, (nyckel, (namn, *poster)) in enumerate(OMGANGAR.items(), 1):
        dagar = _dagar(lasar, nyckel, [_tid(raknare, post) for post in poster])
        omgang = finns.get(nyckel) or Omgang(lasar=lasar, nyckel=nyckel, namn=namn, ordning=ordning)
        if dagar and omgang.andrad_nar is None and not _lika(omgang, dagar):
            _skriv(omgang, dagar)
    return list(lasar.omgangar.all())


@transaction.atomic
def satt_omgang(*, omgang: Omgang, dagar: Dagar, av: Person | None, nu: datetime | None = None) -> Omgang:
    """Administrationen sätter en omgångs dagar. Hjulet ändrar dem sedan inte.

    Raises:
        ValidationError: någon dag ligger utanför läsåret eller i fel ordning, eller läsåret är stängt.
    """
    krav_pa_att_administrera(av)
    krav_pa_oppet(omgang.lasar)
    _prova(omgang.lasar, dagar)
    if not _lika(omgang, dagar):
        omgang.andrad_nar = nu or klockan_nu()
        _skriv(omgang, dagar)
        logga("satt_omgang", av=av, pa=omgang, nu=nu, sista_dag=dagar.sista_dag.isoformat())
    return omgang


def _raknare(lasar: Lasar) -> Raknare:
    return bygg_raknare(lasar, las_mallar(), las_flyttar(lasar), las_platser(lasar))


def _tid(raknare: Raknare, nyckel: str) -> Tid | None:
    return next(iter(raknare.grund.get(nyckel, ())), None)


def _dagar(lasar: Lasar, nyckel: str, tider: list[Tid | None]) -> Dagar | None:
    """Dagarna ur de fyra posterna, eller None när en post som behövs saknas eller saknar dag."""
    oppnar, inne, fonster, slut = tider
    if not (inne and inne.kand and fonster and fonster.kand):
        return None
    forsta = oppnar.forst if oppnar else _oppnar_av_sig_sjalv(lasar, nyckel)
    till = slut.sist if slut and slut.kand else fonster.sist
    return Dagar(min(forsta, inne.sist), inne.sist, fonster.forst, max(till, fonster.forst))


def _oppnar_av_sig_sjalv(lasar: Lasar, nyckel: str) -> date:
    return dag_i_lasaret(lasar.fran, 6, 1) if nyckel == "lasarsslut" else lasar.fran


def _lika(omgang: Omgang, dagar: Dagar) -> bool:
    return omgang.pk is not None and all(getattr(omgang, falt) == dag for falt, dag in vars(dagar).items())


def _skriv(omgang: Omgang, dagar: Dagar) -> None:
    for falt, dag in vars(dagar).items():
        setattr(omgang, falt, dag)
    omgang.save()


def _prova(lasar: Lasar, dagar: Dagar) -> None:
    for falt, dag in vars(dagar).items():
        if not lasar.fran <= dag <= lasar.till:
            raise ValidationError({falt: f"Dagen ligger utanför läsåret {lasar}."})
    if dagar.sista_dag < dagar.oppnar:
        raise ValidationError({"sista_dag": "Delen ska vara inne innan rundan öppnar. Välj en senare dag."})
    if dagar.till < dagar.fran:
        raise ValidationError({"till": "Dialogerna slutar före sin början."})
