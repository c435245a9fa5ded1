"""Organisationens handlingar: huvudman, förvaltning, nämnd, område, avdelning, enhet och förskola läggs upp och ändras.

Rätten prövas här också, inte bara i vyn: `av=None` är systemet självt (kommandon, demo), en person ska vara
systemadministratör. Fel i värden är ValidationError med formulärets fältnamn som nyckel.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction

from styrkedja.behorighet.organisation import krav_pa_att_administrera
from styrkedja.handlingar.logg import logga
from styrkedja.handlingar.skolformer import satt_koder_pa, satt_skolformer_pa
from styrkedja.klocka import dagen
from styrkedja.models import (
    Avdelning,
    Enhet,
    Forskola,
    Forvaltning,
    Huvudman,
    Lasar,
    Namnd,
    Person,
    Plats,
    Skolform,
    Tillhorighet,
    Verksamhetsomrade,
)

P = TypeVar("P", bound=Plats)
INSTALLNINGAR = frozenset({"namn", "kortnamn", "orgnr", "kommunkod", "accent", "minsta_grupp", "upprattas_vid"})


@transaction.atomic
def skapa_huvudman(
    *,
    av: Person | None,
    namn: str,
    kortnamn: str,
    orgnr: str,
    kommunkod: str,
    nu: datetime | None = None,
    **installningar: Any,
) -> Huvudman:
    """Lägger upp kommunen. En installation har en huvudman.

    Args:
        installningar: accent, minsta_grupp, upprattas_vid; se Huvudman.
    """
    krav_pa_att_administrera(av)
    if Huvudman.objects.exists():
        raise ValidationError({"namn": "Huvudmannen finns redan."})
    huvudman = Huvudman(namn=_namn(namn), kortnamn=kortnamn, orgnr=orgnr, kommunkod=kommunkod, **installningar)
    return _spara(huvudman, "skapa_huvudman", av=av, nu=nu)


@transaction.atomic
def andra_huvudman(
    *, av: Person | None, huvudman: Huvudman, nu: datetime | None = None, **installningar: Any
) -> Huvudman:
    """Ändrar namn och inställningar; namnen står i INSTALLNINGAR."""
    krav_pa_att_administrera(av)
    if framlingar := installningar.keys() - INSTALLNINGAR:
        raise TypeError(f"Okända inställningar: {framlingar}")
    andrade = sorted(f for f, v in installningar.items() if getattr(huvudman, f) != v)
    for falt in andrade:
        setattr(huvudman, falt, installningar[falt])
    if andrade:
        _spara(huvudman, "andra_huvudman", av=av, nu=nu, falt=andrade)
    return huvudman


@transaction.atomic
def skapa_forvaltning(*, av: Person | None, namn: str, nu: datetime | None = None) -> Forvaltning:
    krav_pa_att_administrera(av)
    return _spara(Forvaltning(namn=_nytt_namn(Forvaltning, namn)), "skapa_forvaltning", av=av, nu=nu)


@transaction.atomic
def skapa_namnd(*, av: Person | None, namn: str, kortnamn: str, ordning: int = 0, nu: datetime | None = None) -> Namnd:
    """En nämnd som förvaltningen arbetar åt. Den första i ordningen är den som styrkedjan rapporterar till (krav 4)."""
    krav_pa_att_administrera(av)
    namnd = Namnd(namn=_nytt_namn(Namnd, namn), kortnamn=kortnamn, ordning=ordning)
    return _spara(namnd, "skapa_namnd", av=av, nu=nu)


@transaction.atomic
def skapa_omrade(*, av: Person | None, namn: str, ordning: int = 0, nu: datetime | None = None) -> Verksamhetsomrade:
    """Ett verksamhetsområde. Antalet är kommunens sak (krav 2)."""
    krav_pa_att_administrera(av)
    omrade = Verksamhetsomrade(namn=_nytt_namn(Verksamhetsomrade, namn), ordning=ordning)
    return _spara(omrade, "skapa_omrade", av=av, nu=nu)


@transaction.atomic
def skapa_avdelning(
    *, av: Person | None, namn: str, stodjer_med: str = "", ordning: int = 0, nu: datetime | None = None
) -> Avdelning:
    """En stödfunktion med avdelningschef (krav 3)."""
    krav_pa_att_administrera(av)
    avdelning = Avdelning(namn=_nytt_namn(Avdelning, namn), stodjer_med=stodjer_med, ordning=ordning)
    return _spara(avdelning, "skapa_avdelning", av=av, nu=nu)


@transaction.atomic
def skapa_enhet(
    *,
    av: Person | None,
    namn: str,
    skolformer: Iterable[Skolform],
    koder: Mapping[str, Skolform | None] | None = None,
    enhetsslag: str = Enhet.Enhetsslag.SKOLA,
    arskurser: Mapping[Skolform, str] | None = None,
    nu: datetime | None = None,
) -> Enhet:
    """En skola eller ett chefsområde, med sina skolformer (krav 5, 6). Läroplanerna är de som gäller då.

    Args:
        koder: skolenhetskod → skolformen den hör till, eller None. Tomt för chefsområden.
        arskurser: till exempel {grundskola: "F–6"}.

    Raises:
        ValidationError: namnet är taget, skolform saknas, en kod är felskriven eller tagen.
    """
    krav_pa_att_administrera(av)
    enhet = Enhet(namn=_nytt_namn(Enhet, namn), enhetsslag=enhetsslag)
    enhet.save()
    satt_skolformer_pa(enhet, skolformer, dag=dagen(nu), arskurser=arskurser)
    satt_koder_pa(enhet, koder or {})
    return _spara(enhet, "skapa_enhet", av=av, nu=nu)


@transaction.atomic
def andra_enhet(
    *,
    av: Person | None,
    enhet: Enhet,
    skolformer: Iterable[Skolform],
    koder: Mapping[str, Skolform | None],
    arskurser: Mapping[Skolform, str] | None = None,
    nu: datetime | None = None,
) -> Enhet:
    """Sätter enhetens skolformer och koder. En skolform som tas bort slutar gälla; dess rad står kvar."""
    krav_pa_att_administrera(av)
    andrat = satt_skolformer_pa(enhet, skolformer, dag=dagen(nu), arskurser=arskurser)
    andrat |= satt_koder_pa(enhet, koder)
    if andrat:
        logga("andra_enhet", av=av, pa=enhet, plats_id=enhet.pk, nu=nu)
    return enhet


@transaction.atomic
def skapa_forskola(
    *, av: Person | None, namn: str, chefsomrade: Enhet | None = None, nu: datetime | None = None
) -> Forskola:
    """En förskola. Utan chefsområde väntar den på att placeras (krav 6)."""
    krav_pa_att_administrera(av)
    _krav_pa_chefsomrade(chefsomrade)
    forskola = Forskola(namn=_nytt_namn(Forskola, namn), chefsomrade=chefsomrade)
    return _spara(forskola, "skapa_forskola", av=av, nu=nu)


@transaction.atomic
def satt_chefsomrade(
    *, av: Person | None, forskola: Forskola, chefsomrade: Enhet | None, nu: datetime | None = None
) -> Forskola:
    """Flyttar förskolan till ett chefsområde. Rapporter som redan är skrivna hör kvar där de skrevs."""
    krav_pa_att_administrera(av)
    _krav_pa_chefsomrade(chefsomrade)
    if forskola.chefsomrade != chefsomrade:
        forskola.chefsomrade = chefsomrade
        _spara(forskola, "satt_chefsomrade", av=av, nu=nu, chefsomrade=chefsomrade.slug if chefsomrade else "")
    return forskola


@transaction.atomic
def byt_namn(*, av: Person | None, plats: P, namn: str, nu: datetime | None = None) -> P:
    """Ger platsen ett nytt namn. Adressen (slug) står kvar, så gamla länkar leder rätt."""
    krav_pa_att_administrera(av)
    namn, forut = _namn(namn), plats.namn
    if namn == forut:
        return plats
    plats.namn = _nytt_namn(type(plats), namn, utom=plats)
    return _spara(plats, "byt_namn", av=av, nu=nu, forut=forut)


@transaction.atomic
def satt_tillhorighet(
    *, av: Person | None, enhet: Enhet, lasar: Lasar, omrade: Verksamhetsomrade, nu: datetime | None = None
) -> Tillhorighet:
    """Sätter enhetens verksamhetsområde för ett läsår. Andra läsår rörs inte: en flytt behåller historiken.

    Raises:
        ValidationError: läsåret är stängt, eller enheten upphörde före det.
    """
    krav_pa_att_administrera(av)
    if lasar.stangt:
        raise ValidationError({"omrade": f"Läsåret {lasar} är stängt. Tillhörigheten går att läsa men inte att ändra."})
    if enhet.upphord and enhet.upphord <= lasar.fran:
        raise ValidationError({"omrade": f"{enhet} upphörde före läsåret {lasar}."})
    rad = Tillhorighet.objects.filter(enhet=enhet, lasar=lasar).select_related("omrade").first()
    if rad and rad.omrade_id == omrade.pk:
        return rad
    forut, rad = (rad.omrade.slug if rad else ""), rad or Tillhorighet(enhet=enhet, lasar=lasar)
    rad.omrade = omrade
    rad.save()
    uppgifter = {"lasar": lasar.slug, "omrade": omrade.slug, "forut": forut}
    logga("satt_tillhorighet", av=av, pa=enhet, plats_id=enhet.pk, nu=nu, **uppgifter)
    return rad


@transaction.atomic
def upphor_enhet(*, av: Person | None, enhet: Enhet, dag: date, nu: datetime | None = None) -> Enhet:
    """Enheten upphör från och med dagen. Allt som är skrivet finns kvar och går att läsa.

    Raises:
        ValidationError: enheten har förskolor som först behöver ett annat chefsområde.
    """
    krav_pa_att_administrera(av)
    antal = enhet.forskolor.filter(upphord__isnull=True).count()
    if antal:
        ord_ = "förskola hör" if antal == 1 else "förskolor hör"
        raise ValidationError({"upphord": f"{antal} {ord_} till {enhet}. Flytta dem till ett annat chefsområde först."})
    enhet.upphord = dag
    return _spara(enhet, "upphor_enhet", av=av, nu=nu, dag=dag.isoformat())


def _spara(plats: P, handling: str, *, av: Person | None, nu: datetime | None, **uppgifter: Any) -> P:
    plats.save()
    logga(handling, av=av, pa=plats, plats_id=plats.pk, nu=nu, **uppgifter)
    return plats


def _namn(namn: str) -> str:
    namn = " ".join(namn.split())
    if not namn:
        raise ValidationError({"namn": "Skriv ett namn."})
    return namn


def _nytt_namn(slag: type[Plats], namn: str, *, utom: Plats | None = None) -> str:
    """Namnet, städat från extra mellanslag, om ingen annan verksam plats av samma slag har det."""
    namn = _namn(namn)
    andra = slag.objects.filter(namn__iexact=namn, upphord__isnull=True)
    if utom is not None:
        andra = andra.exclude(pk=utom.pk)
    if andra.exists():
        raise ValidationError({"namn": f"{namn} finns redan."})
    return namn


def _krav_pa_chefsomrade(enhet: Enhet | None) -> None:
    if enhet is not None and enhet.enhetsslag != Enhet.Enhetsslag.CHEFSOMRADE:
        raise ValidationError({"chefsomrade": f"{enhet} är en skola. En förskola hör till ett chefsområde."})
