"""Dagordningen ändras: minuter, ordning, egna punkter, det lyfta ur rapporten. Ett område väljs bort när båda säger det."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from dialoger.handlingar import GarInteNu
from dialoger.handlingar.handslagslas import las_som_part
from dialoger.models import Dagordningspunkt, Dialog, Dialogpart, Mallpunkt
from dialoger.regler.dagordning import HOGST, MINST, flytta
from kvalitetsrapporter.models import Punkt
from styrkedja.handlingar.logg import logga
from styrkedja.klocka import nu as klockan_nu
from styrkedja.models import Person

FORD = "Samtalet är fört. Dagordningen ändras inte längre."


def _las(dialog: Dialog | int, av: Person) -> tuple[Dialog, Dialogpart]:
    """Dialogen låst för den som är part, medan samtalet ligger framför.

    Raises:
        ValidationError: läsåret är stängt.
        GarInteNu: personen är inte part, dialogen är inställd, eller samtalet är fört.
    """
    last, part = las_som_part(dialog, av)
    if not last.ar_fore:
        raise GarInteNu(FORD)
    return last, part


def _punkten(punkt: Dagordningspunkt, av: Person) -> tuple[Dialog, Dialogpart, Dagordningspunkt]:
    """Som `_las`, med punkten som den är nu.

    Raises:
        GarInteNu: punkten är borttagen.
    """
    dialog, part = _las(punkt.dialog_id, av)
    rad = Dagordningspunkt.objects.filter(pk=punkt.pk).first()
    if rad is None:
        raise GarInteNu("Punkten är borttagen.")
    rad.dialog = dialog
    return dialog, part, rad


def _krav_pa_minuter(minuter: int) -> None:
    if not MINST <= minuter <= HOGST:
        raise ValidationError({"minuter": f"En punkt är {MINST}–{HOGST} minuter."})


@transaction.atomic
def lagg_punkt(
    *, dialog: Dialog, rubrik: str, minuter: int, av: Person, innehall: str = "", punkt: Punkt | None = None,
    nu: datetime | None = None,
) -> Dagordningspunkt:  # fmt: skip
    """En egen punkt, före stödbehoven och handslagen. Med `punkt` kommer den ur rapporten, och hittar tillbaka dit.

    Raises:
        ValidationError: läsåret är stängt, rubriken fattas, eller minuterna är orimliga.
        GarInteNu: personen är inte part, eller samtalet är fört.
    """
    last, part = _las(dialog, av)
    rubrik = rubrik.strip()
    if not rubrik:
        raise ValidationError({"rubrik": "Skriv vad punkten handlar om."})
    _krav_pa_minuter(minuter)
    if punkt and last.dagordning.filter(punkt=punkt).exists():
        raise GarInteNu("Punkten står redan på dagordningen.")
    ny = Dagordningspunkt.objects.create(
        dialog=last, ordning=_plats_for_ny(last), rubrik=rubrik[:160], slag=Mallpunkt.Slag.OPPEN, minuter=minuter,
        innehall=innehall.strip()[:300], punkt=punkt, avsnitt=punkt.avsnitt if punkt else None, tillagd_av=part,
    )  # fmt: skip
    _ordna(last, [p.pk for p in last.dagordning.all()])
    logga("lagg_dagordningspunkt", av=av, pa=last, plats_id=last.plats_id, nu=nu, punkt=ny.pk)
    return ny


def _plats_for_ny(dialog: Dialog) -> int:
    """Strax före den första av stöd och avslut; sist när ingen av dem finns."""
    sist = dialog.dagordning.filter(slag__in=(Mallpunkt.Slag.STOD, Mallpunkt.Slag.AVSLUT)).first()
    hogst = dialog.dagordning.aggregate(hogst=Max("ordning"))["hogst"] or 0
    return max(sist.ordning - 1, 0) if sist else hogst + 10


def _ordna(dialog: Dialog, ordning: list[int]) -> None:
    rader = {p.pk: p for p in dialog.dagordning.all()}
    for nr, pk in enumerate(ordning, 1):
        rader[pk].ordning = nr * 10
    Dagordningspunkt.objects.bulk_update(rader.values(), ["ordning"])


@transaction.atomic
def andra_minuter(*, punkt: Dagordningspunkt, minuter: int, av: Person, nu: datetime | None = None) -> Dagordningspunkt:
    """Tiden som punkten förtjänar (krav 62).

    Raises:
        ValidationError: läsåret är stängt, eller minuterna är orimliga.
        GarInteNu: personen är inte part, eller samtalet är fört.
    """
    dialog, _, rad = _punkten(punkt, av)
    _krav_pa_minuter(minuter)
    rad.minuter = minuter
    rad.save(update_fields=["minuter"])
    logga("andra_dagordning", av=av, pa=dialog, plats_id=dialog.plats_id, nu=nu, punkt=rad.pk, minuter=minuter)
    return rad


@transaction.atomic
def flytta_punkt(*, punkt: Dagordningspunkt, upp: bool, av: Person, nu: datetime | None = None) -> None:
    """Punkten byter plats med grannen.

    Raises:
        ValidationError: läsåret är stängt.
        GarInteNu: personen är inte part, eller samtalet är fört.
    """
    dialog, _, rad = _punkten(punkt, av)
    _ordna(dialog, flytta([p.pk for p in dialog.dagordning.all()], rad.pk, upp=upp))
    logga("andra_dagordning", av=av, pa=dialog, plats_id=dialog.plats_id, nu=nu, punkt=rad.pk)


@transaction.atomic
def ta_bort_punkt(*, punkt: Dagordningspunkt, av: Person, nu: datetime | None = None) -> None:
    """Tar bort en egen punkt.

    Raises:
        ValidationError: läsåret är stängt.
        GarInteNu: någon annan lade till den, den hör till den fasta strukturen, eller samtalet är fört.
    """
    dialog, part, rad = _punkten(punkt, av)
    if rad.tillagd_av_id != part.pk:
        raise GarInteNu("Den som lade till punkten tar bort den.")
    nyckel = rad.pk
    rad.delete()
    logga("ta_bort_dagordningspunkt", av=av, pa=dialog, plats_id=dialog.plats_id, nu=nu, punkt=nyckel)


# --- Att välja bort ett område (krav 63) ----------------------------------------------------------
@transaction.atomic
def foresla_bort(*, punkt: Dagordningspunkt, skal: str, av: Person, nu: datetime | None = None) -> Dagordningspunkt:
    """Föreslår att området lämnas utanför, med skälet. Det står kvar på dagordningen tills den andra säger ja.

    Raises:
        ValidationError: läsåret är stängt, eller skälet fattas.
        GarInteNu: personen är inte part, punkten är inget område, eller det är redan föreslaget.
    """
    dialog, part, rad = _punkten(punkt, av)
    if not skal.strip():
        raise ValidationError({"skal": "Skriv varför. Skälet står kvar på dagordningen."})
    if not rad.omrade_id or rad.bort_foreslagen:
        raise GarInteNu("Det är redan föreslaget, eller så är punkten inget läroplansområde.")
    rad.bort_skal, rad.bort_foreslagen_av, rad.bort_foreslagen = skal.strip()[:300], part, nu or klockan_nu()
    rad.save()
    logga("foresla_bortval", av=av, pa=dialog, plats_id=dialog.plats_id, nu=nu, punkt=rad.pk)
    return rad


@transaction.atomic
def samtyck_bort(*, punkt: Dagordningspunkt, av: Person, nu: datetime | None = None) -> Dagordningspunkt:
    """Den andra parten säger ja: området är bortvalt.

    Raises:
        ValidationError: läsåret är stängt.
        GarInteNu: inget är föreslaget, det är redan bortvalt, eller personen föreslog det själv.
    """
    dialog, part, rad = _punkten(punkt, av)
    if not rad.bort_foreslagen or rad.bortvald:
        raise GarInteNu("Det finns inget förslag att svara på.")
    if rad.bort_foreslagen_av_id == part.pk:
        raise GarInteNu("Du föreslog det. Den andra parten svarar.")
    rad.bortvald, rad.bortvald_av = nu or klockan_nu(), part
    rad.save()
    logga("bortval", av=av, pa=dialog, plats_id=dialog.plats_id, nu=nu, punkt=rad.pk)
    return rad


@transaction.atomic
def ta_in_igen(*, punkt: Dagordningspunkt, av: Person, nu: datetime | None = None) -> Dagordningspunkt:
    """Området står kvar, eller tas in igen: det räcker att en vill.

    Raises:
        ValidationError: läsåret är stängt.
        GarInteNu: personen är inte part, eller punkten står redan på dagordningen.
    """
    dialog, _, rad = _punkten(punkt, av)
    if not rad.bort_foreslagen:
        raise GarInteNu("Punkten står på dagordningen.")
    rad.bort_skal, rad.bort_foreslagen_av, rad.bort_foreslagen = "", None, None
    rad.bortvald, rad.bortvald_av = None, None
    rad.save()
    logga("aterta_bortval", av=av, pa=dialog, plats_id=dialog.plats_id, nu=nu, punkt=rad.pk)
    return rad
