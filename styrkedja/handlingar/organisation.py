"""Organisationens handlingar: huvudman, förvaltning, nämnd, område, avdelning, enhet och förskola läggs upp och ändras.

Rätten prövas här också, inte bara i vyn: `av=None` är systemet självt (kommandon, demo), en person ska vara
systemadministratör. Fel i värden är ValidationError med formulärets fältnamn som nyckel.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from styrkedja.behorighet.organisation import krav_pa_att_administrera
from styrkedja.handlingar.kommunen import glom_kommunen
from styrkedja.handlingar.logg import logga
from styrkedja.handlingar.platser import byt_namn, nytt_namn, rent_namn, spara_plats
from styrkedja.handlingar.skolformer import satt_koder_pa, satt_skolformer_pa
from styrkedja.handlingar.webbadress import ren_webbadress
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
    Skolform,
    Tillhorighet,
    Verksamhetsomrade,
)
from styrkedja.samla import ur_rummen

INSTALLNINGAR = frozenset(
    ("namn", "kortnamn", "orgnr", "kommunkod", "accent", "minsta_grupp", "svar_inom", "svar_lyfts", "privata_manader",
     "intern_kontroll_namn", "intern_kontroll_lank", "upprattas_vid")
)  # fmt: skip


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
        installningar: accent, minsta_grupp, privata_manader, upprattas_vid; se Huvudman.
    """
    krav_pa_att_administrera(av)
    if Huvudman.objects.exists():
        raise ValidationError({"namn": "Huvudmannen finns redan."})
    huvudman = Huvudman(namn=rent_namn(namn), kortnamn=kortnamn, orgnr=orgnr, kommunkod=kommunkod, **installningar)
    glom_kommunen()
    return spara_plats(huvudman, "skapa_huvudman", av=av, nu=nu)


@transaction.atomic
def andra_huvudman(
    *, av: Person | None, huvudman: Huvudman, nu: datetime | None = None, **installningar: Any
) -> Huvudman:
    """Ändrar namn och inställningar; namnen står i INSTALLNINGAR. Rummen får veta vilka (`<rum>/kommunen.py`).

    Raises:
        ValidationError: länken till den interna kontrollen är ingen webbadress.
    """
    krav_pa_att_administrera(av)
    if framlingar := installningar.keys() - INSTALLNINGAR:
        raise TypeError(f"Okända inställningar: {framlingar}")
    if lank := installningar.get("intern_kontroll_lank"):
        installningar["intern_kontroll_lank"] = ren_webbadress(lank, "intern_kontroll_lank")
    andrade = sorted(f for f, v in installningar.items() if getattr(huvudman, f) != v)
    for falt in andrade:
        setattr(huvudman, falt, installningar[falt])
    if andrade:
        spara_plats(huvudman, "andra_huvudman", av=av, nu=nu, falt=andrade)
        glom_kommunen()
        for rummet in ur_rummen("kommunen", "andrad"):
            rummet(andrade)
    return huvudman


@transaction.atomic
def skapa_forvaltning(*, av: Person | None, namn: str, nu: datetime | None = None) -> Forvaltning:
    krav_pa_att_administrera(av)
    return spara_plats(Forvaltning(namn=nytt_namn(Forvaltning, namn)), "skapa_forvaltning", av=av, nu=nu)


@transaction.atomic
def skapa_namnd(*, av: Person | None, namn: str, kortnamn: str, ordning: int = 0, nu: datetime | None = None) -> Namnd:
    """En nämnd som förvaltningen arbetar åt. Den första i ordningen är den som styrkedjan rapporterar till (krav 4)."""
    krav_pa_att_administrera(av)
    namnd = Namnd(namn=nytt_namn(Namnd, namn), kortnamn=kortnamn, ordning=ordning)
    return spara_plats(namnd, "skapa_namnd", av=av, nu=nu)


@transaction.atomic
def skapa_omrade(*, av: Person | None, namn: str, ordning: int = 0, nu: datetime | None = None) -> Verksamhetsomrade:
    """Ett verksamhetsområde. Antalet är kommunens sak (krav 2)."""
    krav_pa_att_administrera(av)
    omrade = Verksamhetsomrade(namn=nytt_namn(Verksamhetsomrade, namn), ordning=ordning)
    return spara_plats(omrade, "skapa_omrade", av=av, nu=nu)


@transaction.atomic
def skapa_avdelning(
    *, av: Person | None, namn: str, stodjer_med: str = "", ordning: int = 0, nu: datetime | None = None
) -> Avdelning:
    """En stödfunktion med avdelningschef (krav 3)."""
    krav_pa_att_administrera(av)
    avdelning = Avdelning(namn=nytt_namn(Avdelning, namn), stodjer_med=stodjer_med, ordning=ordning)
    return spara_plats(avdelning, "skapa_avdelning", av=av, nu=nu)


@transaction.atomic
def andra_avdelning(
    *, av: Person | None, avdelning: Avdelning, namn: str, stodjer_med: str, nu: datetime | None = None
) -> Avdelning:
    """Ändrar namn och vad avdelningen stödjer med."""
    byt_namn(av=av, plats=avdelning, namn=namn, nu=nu)
    if avdelning.stodjer_med != stodjer_med:
        avdelning.stodjer_med = stodjer_med
        spara_plats(avdelning, "andra_avdelning", av=av, nu=nu)
    return avdelning


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
    enhet = Enhet(namn=nytt_namn(Enhet, namn), enhetsslag=enhetsslag)
    enhet.save()
    satt_skolformer_pa(enhet, skolformer, dag=dagen(nu), arskurser=arskurser)
    satt_koder_pa(enhet, koder or {})
    return spara_plats(enhet, "skapa_enhet", av=av, nu=nu)


@transaction.atomic
def andra_enhet(
    *,
    av: Person | None,
    enhet: Enhet,
    skolformer: Iterable[Skolform],
    koder: Mapping[str, Skolform | None],
    namn: str | None = None,
    arskurser: Mapping[Skolform, str] | None = None,
    nu: datetime | None = None,
) -> Enhet:
    """Sätter enhetens skolformer, koder och namn. En skolform som tas bort slutar gälla; dess rad står kvar."""
    krav_pa_att_administrera(av)
    byt_namn(av=av, plats=enhet, namn=namn or enhet.namn, nu=nu)
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
    forskola = Forskola(namn=nytt_namn(Forskola, namn), chefsomrade=chefsomrade)
    return spara_plats(forskola, "skapa_forskola", av=av, nu=nu)


@transaction.atomic
def andra_forskola(
    *, av: Person | None, forskola: Forskola, namn: str, chefsomrade: Enhet | None, nu: datetime | None = None
) -> Forskola:
    """Sätter förskolans namn och chefsområde."""
    byt_namn(av=av, plats=forskola, namn=namn, nu=nu)
    return satt_chefsomrade(av=av, forskola=forskola, chefsomrade=chefsomrade, nu=nu)


@transaction.atomic
def satt_chefsomrade(
    *, av: Person | None, forskola: Forskola, chefsomrade: Enhet | None, nu: datetime | None = None
) -> Forskola:
    """Flyttar förskolan till ett chefsområde. Rapporter som redan är skrivna hör kvar där de skrevs."""
    krav_pa_att_administrera(av)
    _krav_pa_chefsomrade(chefsomrade)
    if forskola.chefsomrade != chefsomrade:
        forskola.chefsomrade = chefsomrade
        spara_plats(forskola, "satt_chefsomrade", av=av, nu=nu, chefsomrade=chefsomrade.slug if chefsomrade else "")
    return forskola


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
        raise ValidationError({"dag": f"{antal} {ord_} till {enhet}. Flytta dem till ett annat chefsområde först."})
    enhet.upphord = dag
    return spara_plats(enhet, "upphor_enhet", av=av, nu=nu, dag=dag.isoformat())


def _krav_pa_chefsomrade(enhet: Enhet | None) -> None:
    if enhet is not None and enhet.enhetsslag != Enhet.Enhetsslag.CHEFSOMRADE:
        raise ValidationError({"chefsomrade": f"{enhet} är en skola. En förskola hör till ett chefsområde."})
