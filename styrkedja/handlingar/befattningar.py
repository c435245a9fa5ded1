"""Befattningar och delegeringar: det enda sättet att få eller förlora en rättighet.

Ingen ger, ändrar eller avslutar sin egen befattning. En befattning ändras aldrig bakåt: den får ett slut, och en ny
tid är en ny rad. Källa: design/reliability.md §4; delegering: krav 7.
"""

from datetime import date, datetime, timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction

from styrkedja.behorighet import krav_pa_ratt
from styrkedja.behorighet.organisation import (
    hinder_for_att_andra_ratt,
    hinder_for_att_delegera,
    krav_pa_att_administrera,
)
from styrkedja.handlingar.logg import logga
from styrkedja.klocka import dagen
from styrkedja.models import Befattning, Delegering, Enhet, Handelse, Person, Plats
from styrkedja.regler import roller
from styrkedja.regler.delegering import senaste_slut
from styrkedja.regler.roller import Roll


def ge_befattning(
    *,
    av: Person | None,
    person: Person,
    roll: str,
    plats: Plats,
    fran: date,
    till: date | None = None,
    nu: datetime | None = None,
) -> Befattning:
    """Ger personen en roll på en plats, från och med en dag, till och med en annan eller tills vidare.

    Raises:
        PermissionDenied: `av` är inte systemadministratör, eller är personen själv (försöket loggas).
        ValidationError: rollen gäller inte på platsen, slutet är före början, eller befattningen finns redan.
    """
    krav_pa_att_administrera(av)
    _neka_egen_ratt(av, person, "ge_befattning", nu)
    _prova_befattning(person, roll, plats, fran, till)
    with transaction.atomic():
        befattning = Befattning.objects.create(person=person, roll=roll, plats_id=plats.pk, fran=fran, till=till)
        logga("ge_befattning", av=av, pa=befattning, plats_id=plats.pk, nu=nu, person=person.pk, roll=str(roll))
    _glom(person)
    return befattning


def avsluta_befattning(
    *, av: Person | None, befattning: Befattning, till: date | None = None, nu: datetime | None = None
) -> None:
    """Sätter befattningens sista dag, och avslutar delegeringarna med den.

    Args:
        till: sista dagen. None är genast: rätten är borta vid nästa klick. En befattning som inte hunnit
            börja tas då bort; händelsen berättar att den fanns.
    """
    krav_pa_att_administrera(av)
    _neka_egen_ratt(av, befattning.person, "avsluta_befattning", nu)
    sista = till or dagen(nu) - timedelta(days=1)
    if till and till < befattning.fran:
        raise ValidationError({"till": "Sista dagen är före den första. Välj en senare dag, eller avsluta genast."})
    with transaction.atomic():
        logga(
            "avsluta_befattning",
            av=av,
            pa=befattning,
            plats_id=befattning.plats_id,
            nu=nu,
            person=befattning.person_id,
            till=sista.isoformat(),
        )
        for delegering in befattning.delegeringar.filter(till__gt=sista):
            _sluta(delegering, sista)
        _sluta(befattning, sista)
    _glom(befattning.person)


@transaction.atomic
def delegera(
    *,
    av: Person,
    befattning: Befattning,
    fran: date,
    till: date,
    far_lamna_in: bool = False,
    nu: datetime | None = None,
) -> Delegering:
    """Rektor delegerar sin skrivrätt till en biträdande rektor på samma enhet, högst ett läsår.

    Args:
        befattning: den biträdandes.
        far_lamna_in: sant när delegeringen också uttryckligen gäller inlämningen.

    Raises:
        PermissionDenied: `av` är inte rektor på enheten den dagen.
        ValidationError: fel befattning, slut före början, längre än ett läsår, eller överlapp med en annan delegering.
    """
    enhet = Enhet.objects.get(pk=befattning.plats_id)
    krav_pa_ratt(hinder_for_att_delegera(av, enhet, dag=dagen(nu)))
    _prova_delegering(befattning, fran, till)
    delegering = Delegering.objects.create(
        befattning=befattning, av=av, fran=fran, till=till, far_lamna_in=far_lamna_in
    )
    logga("delegera", av=av, pa=delegering, plats_id=enhet.pk, nu=nu, till=till.isoformat(), far_lamna_in=far_lamna_in)
    _glom(befattning.person)
    return delegering


@transaction.atomic
def avsluta_delegering(*, av: Person, delegering: Delegering, nu: datetime | None = None) -> None:
    """Rektor tar tillbaka delegeringen. Den är borta vid nästa klick."""
    befattning = delegering.befattning
    enhet = Enhet.objects.get(pk=befattning.plats_id)
    krav_pa_ratt(hinder_for_att_delegera(av, enhet, dag=dagen(nu)))
    logga("avsluta_delegering", av=av, pa=delegering, plats_id=enhet.pk, nu=nu)
    _sluta(delegering, dagen(nu) - timedelta(days=1))
    _glom(befattning.person)


def _neka_egen_ratt(av: Person | None, person: Person, handling: str, nu: datetime | None) -> None:
    """Nekar och loggar försöket, utanför handlingens transaktion så att raden står kvar."""
    hinder = hinder_for_att_andra_ratt(av, person)
    if hinder:
        logga(handling, av=av, pa=person, nu=nu, utfall=Handelse.Utfall.NEKAT)
        raise PermissionDenied(hinder)


def _prova_befattning(person: Person, roll: str, plats: Plats, fran: date, till: date | None) -> None:
    fel = roller.fel_plats(roll, plats.slag)
    if fel:
        raise ValidationError({"plats": fel})
    if till and till < fran:
        raise ValidationError({"till": "Sista dagen är före den första."})
    if plats.upphord and plats.upphord <= fran:
        raise ValidationError({"plats": f"{plats} har upphört."})
    samma = Befattning.objects.filter(person=person, roll=roll, plats_id=plats.pk)
    if _overlapp(samma, fran, till).exists():
        raise ValidationError({"fran": f"{person} har redan befattningen under de dagarna."})


def _prova_delegering(befattning: Befattning, fran: date, till: date) -> None:
    if befattning.roll != Roll.BITRADANDE_REKTOR:
        raise ValidationError({"befattning": "Skrivrätten delegeras till en biträdande rektor."})
    if till < fran:
        raise ValidationError({"till": "Sista dagen är före den första."})
    if till > senaste_slut(fran):
        raise ValidationError({"till": f"En delegering gäller högst ett läsår, här till {senaste_slut(fran)}."})
    if fran < befattning.fran or (befattning.till and till > befattning.till):
        raise ValidationError({"till": "Delegeringen går utanför den biträdandes egen befattning."})
    if _overlapp(befattning.delegeringar, fran, till).exists():
        raise ValidationError({"fran": "Det finns redan en delegering under de dagarna. Avsluta den först."})


def _overlapp(rader, fran: date, till: date | None):
    """Raderna vars dagar möter [fran, till]; till None är tills vidare."""
    rader = rader.filter(models.Q(till__isnull=True) | models.Q(till__gte=fran))
    return rader.filter(fran__lte=till) if till else rader


def _sluta(rad: Befattning | Delegering, sista: date) -> None:
    """Ger raden en sista dag. En rad som aldrig hann gälla tas bort."""
    if sista < rad.fran:
        rad.delete()
    elif rad.till is None or rad.till > sista:
        rad.till = sista
        rad.save(update_fields=["till"])


def _glom(person: Person) -> None:
    """Personens befattningar läses om nästa gång någon frågar."""
    person.__dict__.pop("befattningar_nu", None)
