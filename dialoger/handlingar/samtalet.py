"""Samtalet: startas, går vidare punkt för punkt, och vem som skriver. Underlagen prickas av före."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from dialoger.handlingar import GarInteNu
from dialoger.handlingar.handslagslas import las_som_part
from dialoger.handlingar.las import las_for_overgang
from dialoger.models import Dagordningspunkt, Dialog, Dialogpart, Minnesanteckning, Underlagsrad
from dialoger.parterna import Parterna
from dialoger.regler.dialog import EFTER
from styrkedja.handlingar.logg import logga
from styrkedja.klocka import nu as klockan_nu
from styrkedja.models import Person


@transaction.atomic
def starta(*, dialog: Dialog, av: Person, nu: datetime | None = None) -> Dialog:
    """Samtalet börjar: klockan går, förberedelsen står som den står, och parterna är de som sitter här nu.

    Raises:
        ValidationError: läsåret är stängt.
        GarInteNu: personen är inte part, dialogen är inte bokad, eller samtalet är redan startat.
    """
    las_som_part(dialog, av)
    last, till = las_for_overgang(dialog, "genomfor")
    nu = nu or klockan_nu()
    last.tillstand, last.genomford = till, nu
    last.save(update_fields=["tillstand", "genomford"])
    nuvarande = Parterna([last])
    for part in last.parter.all():
        part.person_da = nuvarande.person(part)
        part.save(update_fields=["person_da"])
    Minnesanteckning.objects.get_or_create(dialog=last)
    logga("starta_samtal", av=av, pa=last, plats_id=last.plats_id, nu=nu)
    return last


def _forda(dialog: Dialog | int, av: Person) -> Dialog:
    last, _ = las_som_part(dialog, av)
    if last.tillstand not in EFTER:
        raise GarInteNu("Samtalet är inte startat.")
    return last


@transaction.atomic
def satt_punkt_klar(*, punkt: Dagordningspunkt, klar: bool, av: Person, nu: datetime | None = None) -> Dagordningspunkt:
    """Punkten är klar, eller tas upp igen.

    Raises:
        ValidationError: läsåret är stängt.
        GarInteNu: personen är inte part, eller samtalet är inte startat.
    """
    dialog = _forda(punkt.dialog_id, av)
    rad = Dagordningspunkt.objects.get(pk=punkt.pk)
    if klar == bool(rad.klar):
        return rad
    rad.klar = (nu or klockan_nu()) if klar else None
    rad.save(update_fields=["klar"])
    logga("punkt_klar", av=av, pa=dialog, plats_id=dialog.plats_id, nu=nu, punkt=rad.pk, klar=klar)
    return rad


@transaction.atomic
def satt_antecknar(*, dialog: Dialog, person: Person | None, av: Person, nu: datetime | None = None) -> Dialog:
    """Vem som skriver minnesanteckningarna; None är båda.

    Raises:
        ValidationError: läsåret är stängt, eller personen deltar inte.
        GarInteNu: den som väljer är inte part.
    """
    last, _ = las_som_part(dialog, av)
    if person and person.pk not in {p.pk for p in deltar(last)}:
        raise ValidationError({"person": "Välj någon som deltar i samtalet."})
    last.antecknar = person
    last.save(update_fields=["antecknar"])
    logga("antecknar", av=av, pa=last, plats_id=last.plats_id, nu=nu, person=person.pk if person else 0)
    return last


@transaction.atomic
def satt_leder(
    *, dialog: Dialog, part: Dialogpart | None, annan: str, av: Person, nu: datetime | None = None
) -> Dialog:  # fmt: skip
    """Vem som leder samtalet: en av parterna, eller någon annan i ord. Formen är fri (krav 64).

    Raises:
        ValidationError: läsåret är stängt, ingen är vald, eller parten hör till en annan dialog.
        GarInteNu: den som väljer är inte part.
    """
    last, _ = las_som_part(dialog, av)
    annan = annan.strip()[:120]
    if (part is None) == (not annan):
        raise ValidationError({"annan": "Välj en av parterna, eller skriv vem annan som leder."})
    if part and part.dialog_id != last.pk:
        raise ValidationError({"part": "Välj en av parterna i dialogen."})
    last.leds_av, last.leds_av_annan = part, annan
    last.save(update_fields=["leds_av", "leds_av_annan"])
    logga("valj_leder", av=av, pa=last, plats_id=last.plats_id, nu=nu)
    return last


def deltar(dialog: Dialog) -> list[Person]:
    """De som deltar: parterna och gästerna som båda har sagt ja till."""
    return [d.person for d in Parterna([dialog]).deltagare(dialog) if d.person]


@transaction.atomic
def pricka_av(
    *, underlag: Underlagsrad, lage: str, var: str, av: Person, nu: datetime | None = None
) -> Underlagsrad:  # fmt: skip
    """Underlaget finns (var), saknas (varför), eller är inte avprickat än.

    Raises:
        ValidationError: läsåret är stängt, läget finns inte, eller skälet till att det saknas fattas.
        GarInteNu: personen är inte part, eller samtalet är fört.
    """
    dialog, _ = las_som_part(underlag.dialog_id, av)
    if not dialog.ar_fore:
        raise GarInteNu("Samtalet är fört. Underlagen ändras inte längre.")
    if lage not in Underlagsrad.Lage.values:
        raise ValidationError("Läget finns inte.")
    if lage == Underlagsrad.Lage.SAKNAS and not var.strip():
        raise ValidationError({"var": "Skriv varför det saknas, så vet den andra."})
    rad = Underlagsrad.objects.get(pk=underlag.pk)
    oppet = lage == Underlagsrad.Lage.OPPET
    rad.lage, rad.var = lage, "" if oppet else var.strip()[:300]
    rad.av, rad.nar = (None, None) if oppet else (av, nu or klockan_nu())
    rad.save()
    logga("pricka_underlag", av=av, pa=dialog, plats_id=dialog.plats_id, nu=nu, underlag=rad.pk, lage=lage)
    return rad
