"""Att låta en namngiven kollega skriva i utvalda avsnitt, och att avsluta det. Rätten gäller och upphör genast."""

from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.urls import reverse

from kvalitetsrapporter.behorighet import hinder_for_att_valja_medskrivare
from kvalitetsrapporter.models import Avsnitt, Medskrivare, Rapport
from kvalitetsrapporter.regler.medverkan import MEDSKRIVARE_HOGST
from styrkedja.behorighet import krav_pa_ratt
from styrkedja.handlingar.logg import logga
from styrkedja.handlingar.mejl import lagg_mejl
from styrkedja.klocka import dagen
from styrkedja.klocka import nu as klockan_nu
from styrkedja.models import Befattning, Person
from styrkedja.regler.roller import Plats, Roll

#: Platser som hör till en enhet: bara den som arbetar där kan vara medskrivare.
PA_ENHETEN = (Plats.ENHET, Plats.ARBETSLAG, Plats.FORSKOLA)


def kollegor(rapport: Rapport, nu: datetime | None = None) -> list[Befattning]:
    """Befattningarna i dag på enheten, i dess arbetslag och på dess förskolor; rektor själv undantagen."""
    enhet = rapport.enhet_id
    pa_enheten = Q(plats=enhet) | Q(plats__arbetslag__pa_enhet=enhet) | Q(plats__forskola__chefsomrade=enhet)
    befattningar = Befattning.objects.galler(dagen(nu)).filter(pa_enheten, person__is_active=True)
    return list(befattningar.exclude(roll=Roll.REKTOR).select_related("person", "plats").order_by("fran", "pk"))


def pagaende(rapport: Rapport) -> list[Medskrivare]:
    """De som rektor har bett skriva, efter person och avsnitt i rapportens ordning."""
    rader = Medskrivare.objects.filter(avsnitt__rapport=rapport, till__isnull=True)
    return list(rader.select_related("avsnitt", "person", "av").order_by("person__namn", "person", "avsnitt__ordning"))


def att_skriva(person: Person) -> list[Medskrivare]:
    """Det som personen är ombedd att skriva i läsårets öppna rapporter, i rapportens ordning. En fråga."""
    if not any(b.plats.slag in PA_ENHETEN for b in person.befattningar_nu):
        return []
    avsnitt = Avsnitt.objects.som_medskrivs_av(person).filter(rapport__faststalld=None, rapport__lasar__stangt=False)
    rader = Medskrivare.objects.filter(avsnitt__in=avsnitt, person=person, till__isnull=True)
    return list(
        rader.select_related("av", "avsnitt__mall", "avsnitt__rapport__enhet", "avsnitt__rapport__lasar").order_by(
            "-avsnitt__rapport__lasar__fran", "avsnitt__rapport", "avsnitt__ordning"
        )
    )


def medskrivarens_rapport(person: Person) -> Rapport | None:
    """Den senaste rapporten som personen är ombedd att skriva i."""
    rader = att_skriva(person)
    return rader[0].avsnitt.rapport if rader else None


@transaction.atomic
def lat_skriva(
    *, av: Person, rapport: Rapport, person: Person, avsnitt: Iterable[Avsnitt], nu: datetime | None = None
) -> list[Medskrivare]:
    """Rektor låter kollegan skriva i avsnitten från nu. Avsnitt där hon redan skriver rörs inte.

    Args:
        nu: bara demo och import anger en annan tid; historien skickar inga brev.

    Raises:
        PermissionDenied: `av` är inte rektor på enheten, eller så är rapporten låst.
        ValidationError: personen är rektor själv eller arbetar inte på enheten, inget nytt avsnitt är valt,
            eller så skriver redan så många som får plats.
    """
    historik, nu = nu is not None, nu or klockan_nu()
    Rapport.objects.select_for_update().get(pk=rapport.pk)
    krav_pa_ratt(hinder_for_att_valja_medskrivare(av, rapport))
    nya = _nya_avsnitt(av, rapport, person, list(avsnitt), nu)
    rader = [Medskrivare.objects.create(avsnitt=a, person=person, av=av, fran=nu) for a in nya]
    logga(
        "lat_skriva", av=av, pa=rapport, plats_id=rapport.enhet_id, nu=nu,
        person=person.pk, avsnitt=[a.nyckel for a in nya],
    )  # fmt: skip
    if not historik:
        _beratta(rapport, person, av, rader[0])
    return rader


def _nya_avsnitt(av: Person, rapport: Rapport, person: Person, valda: list[Avsnitt], nu: datetime) -> list[Avsnitt]:
    if person.pk == av.pk:
        raise ValidationError({"person": "Du skriver redan i hela rapporten. Välj en kollega."})
    if person.pk not in {b.person_id for b in kollegor(rapport, nu)}:
        raise ValidationError({"person": f"{person.namn} har ingen befattning på {rapport.enhet.namn} i dag."})
    if any(a.rapport_id != rapport.pk for a in valda):
        raise ValidationError({"avsnitt": "Avsnittet hör inte till rapporten."})
    nu_skriver = list(
        Medskrivare.objects.filter(avsnitt__rapport=rapport, till__isnull=True).values_list("person", "avsnitt")
    )
    har = {avsnitt for vem, avsnitt in nu_skriver if vem == person.pk}
    nya = [a for a in valda if a.pk not in har]
    if not nya:
        skriver_redan = f"{person.namn} skriver redan där. Välj ett avsnitt till."
        raise ValidationError({"avsnitt": skriver_redan if valda else "Välj minst ett avsnitt."})
    if len({vem for vem, _ in nu_skriver} | {person.pk}) > MEDSKRIVARE_HOGST:
        raise ValidationError(
            {"person": f"{MEDSKRIVARE_HOGST} personer skriver redan. Avsluta någon av dem innan du lägger till en ny."}
        )
    return nya


@transaction.atomic
def avsluta_skrivratt(*, av: Person, medskrivare: Medskrivare, nu: datetime | None = None) -> None:
    """Rektor avslutar rätten att skriva i avsnittet. Texten står kvar. En avslutad rätt avslutas inte igen.

    Raises:
        PermissionDenied: `av` är inte rektor på enheten, eller så är rapporten låst.
    """
    nu = nu or klockan_nu()
    rapport = medskrivare.avsnitt.rapport
    krav_pa_ratt(hinder_for_att_valja_medskrivare(av, rapport))
    if not Medskrivare.objects.filter(pk=medskrivare.pk, till__isnull=True).update(till=nu):
        return
    logga(
        "avsluta_skrivratt", av=av, pa=rapport, plats_id=rapport.enhet_id, nu=nu,
        person=medskrivare.person_id, avsnitt=[medskrivare.avsnitt.nyckel],
    )  # fmt: skip


def _beratta(rapport: Rapport, person: Person, av: Person, rad: Medskrivare) -> None:
    """Brev till kollegan: vem som bad och var, inget om innehållet."""
    lagg_mejl(
        till=person,
        nyckel=f"lat-skriva-{rad.pk}",
        amne="Du är ombedd att skriva i kvalitetsrapporten",
        text=f"{av.namn} har bett dig skriva i kvalitetsrapporten för {rapport.enhet.namn}.",
        adress=reverse("rapport", args=[rapport.enhet.slug, rapport.lasar.slug]),
    )
