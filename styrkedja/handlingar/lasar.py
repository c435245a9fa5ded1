"""Läsårets handlingar: vilket som gäller, att lägga upp ett nytt, att sätta dess skalor."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify

from styrkedja.behorighet.organisation import krav_pa_att_administrera
from styrkedja.handlingar.logg import logga
from styrkedja.klocka import idag
from styrkedja.models import Enhet, Lasar, Lov, Person, Skalsteg, Tillhorighet


def aktuellt_lasar() -> Lasar | None:
    """Läsåret som innehåller i dag, annars det senaste som har börjat."""
    dag = idag()
    return Lasar.objects.som_innehaller(dag) or Lasar.objects.filter(fran__lte=dag).order_by("-fran").first()


@dataclass(frozen=True)
class Terminer:
    """När terminerna börjar och slutar; okända dagar är None."""

    ht_fran: date | None = None
    ht_till: date | None = None
    vt_fran: date | None = None
    vt_till: date | None = None


@dataclass(frozen=True)
class Ledighet:
    """Ett lov eller en lovdag, båda dagarna inräknade."""

    namn: str
    fran: date
    till: date
    preliminart: bool = False


@dataclass(frozen=True)
class Steg:
    """Ett steg på en skala, i den ordning det visas. `niva` är tom för steg utanför skalan."""

    nyckel: str
    namn: str
    form: str
    betyder: str = ""
    niva: int | None = None
    kraver_skal: bool = False


@transaction.atomic
def skapa_lasar(
    *,
    namn: str,
    fran: date,
    till: date,
    av: Person | None,
    terminer: Terminer | None = None,
    lov: Iterable[Ledighet] = (),
    nu: datetime | None = None,
) -> Lasar:
    """Lägger upp ett läsår med terminer och lov. Enheternas områden följer med från läsåret före.

    Args:
        namn: som det skrivs, "2026/27"; adressen blir "2026-27".

    Raises:
        ValidationError: när något slutar före sin början, ligger utanför läsåret, eller när läsåret krockar
            med ett som redan finns. Nycklarna i felet är formulärets fält.
    """
    krav_pa_att_administrera(av)
    terminer, lov = terminer or Terminer(), list(lov)
    _prova_lasar(namn, fran, till)
    _prova_terminer(terminer, fran, till)
    _prova_lov(lov, fran, till)
    lasar = Lasar.objects.create(
        namn=namn, slug=slugify(namn.replace("/", "-")), fran=fran, till=till, **vars(terminer)
    )
    Lov.objects.bulk_create(Lov(lasar=lasar, **vars(rad)) for rad in lov)
    _for_over_tillhorigheter(lasar)
    logga("skapa_lasar", av=av, pa=lasar, nu=nu)
    return lasar


@transaction.atomic
def andra_lasar(
    *, lasar: Lasar, fran: date, till: date, terminer: Terminer, av: Person | None, nu: datetime | None = None
) -> Lasar:
    """Ändrar läsårets dagar. Namnet och adressen står kvar.

    Raises:
        ValidationError: som skapa_lasar, eller läsåret är stängt.
    """
    krav_pa_att_administrera(av)
    krav_pa_oppet(lasar)
    _prova_lasar(lasar.namn, fran, till, utom=lasar)
    _prova_terminer(terminer, fran, till)
    _prova_lov([Ledighet(rad.namn, rad.fran, rad.till) for rad in lasar.lov.all()], fran, till)
    nya = {"fran": fran, "till": till, **vars(terminer)}
    andrade = sorted(falt for falt, dag in nya.items() if getattr(lasar, falt) != dag)
    if andrade:
        for falt in andrade:
            setattr(lasar, falt, nya[falt])
        lasar.save(update_fields=andrade)
        logga("andra_lasar", av=av, pa=lasar, nu=nu, falt=andrade)
    return lasar


@transaction.atomic
def lagg_lov(*, lasar: Lasar, lov: Ledighet, av: Person | None, nu: datetime | None = None) -> Lov:
    """Lägger ett lov till läsåret."""
    krav_pa_att_administrera(av)
    krav_pa_oppet(lasar)
    _prova_lov([lov], lasar.fran, lasar.till)
    rad = Lov.objects.create(lasar=lasar, **vars(lov))
    logga("lagg_lov", av=av, pa=rad, nu=nu)
    return rad


@transaction.atomic
def ta_bort_lov(*, lov: Lov, av: Person | None, nu: datetime | None = None) -> None:
    krav_pa_att_administrera(av)
    krav_pa_oppet(lov.lasar)
    logga("ta_bort_lov", av=av, pa=lov, nu=nu)
    lov.delete()


def krav_pa_oppet(lasar: Lasar) -> None:
    """Ett stängt läsår ändras inte.

    Raises:
        ValidationError: läsåret är stängt.
    """
    if lasar.stangt:
        raise ValidationError(f"Läsåret {lasar} är stängt. Det går att läsa men inte att ändra.")


@transaction.atomic
def satt_skala(
    *, lasar: Lasar, slag: str, steg: Iterable[Steg], av: Person | None = None, nu: datetime | None = None
) -> list[Skalsteg]:
    """Sätter läsårets skala för bedömning eller progression. Steg som inte längre är med tas bort; resten uppdateras.

    Args:
        slag: Skalsteg.Slag.
        steg: i visningsordning.
    """
    steg = list(steg)
    fore = list(lasar.skalsteg.filter(slag=slag).values_list("nyckel", flat=True))
    lasar.skalsteg.filter(slag=slag).exclude(nyckel__in=[s.nyckel for s in steg]).delete()
    rader = [
        Skalsteg.objects.update_or_create(
            lasar=lasar, slag=slag, nyckel=s.nyckel, defaults={**vars(s), "ordning": ordning}
        )[0]
        for ordning, s in enumerate(steg, 1)
    ]
    if fore != [s.nyckel for s in steg]:
        logga("satt_skala", av=av, pa=lasar, nu=nu, slag=str(slag), antal=len(rader))
    return rader


def _for_over_tillhorigheter(lasar: Lasar) -> None:
    """Ett nytt läsår börjar med förra läsårets områden, för de enheter som fortfarande finns."""
    rader = Tillhorighet.objects.filter(lasar=lasar.foregaende(), enhet__in=Enhet.objects.verksamma(lasar))
    Tillhorighet.objects.bulk_create(
        Tillhorighet(lasar=lasar, enhet_id=rad.enhet_id, omrade_id=rad.omrade_id) for rad in rader
    )


def _prova_lasar(namn: str, fran: date, till: date, *, utom: Lasar | None = None) -> None:
    if till <= fran:
        raise ValidationError({"till": "Läsåret slutar före sin början. Välj en senare sista dag."})
    andra = Lasar.objects.exclude(pk=utom.pk) if utom else Lasar.objects.all()
    if andra.filter(namn=namn).exists():
        raise ValidationError({"namn": f"Läsåret {namn} finns redan."})
    krockar = andra.filter(fran__lte=till, till__gte=fran).first()
    if krockar:
        raise ValidationError({"fran": f"Dagarna hör redan till läsåret {krockar.namn}."})


def _prova_terminer(terminer: Terminer, fran: date, till: date) -> None:
    for termin, ord_ in (("ht", "Höstterminen"), ("vt", "Vårterminen")):
        forsta, sista = getattr(terminer, f"{termin}_fran"), getattr(terminer, f"{termin}_till")
        if forsta and sista and sista < forsta:
            raise ValidationError({f"{termin}_till": f"{ord_} slutar före sin början."})
        for falt, dag in ((f"{termin}_fran", forsta), (f"{termin}_till", sista)):
            if dag and not fran <= dag <= till:
                raise ValidationError({falt: f"{ord_} ligger utanför läsåret."})


def _prova_lov(lov: list[Ledighet], fran: date, till: date) -> None:
    for rad in lov:
        if rad.till < rad.fran:
            raise ValidationError({"lov": f"Lovet {rad.namn} slutar före sin början."})
        if rad.fran < fran or rad.till > till:
            raise ValidationError({"lov": f"Lovet {rad.namn} ligger utanför läsåret."})
