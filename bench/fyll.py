"""Fyller kommunen med fler enheter, i stora svep: som demons, men utan text. Bara för mätning, aldrig på riktiga data."""

from datetime import UTC, datetime, timedelta

from django.db import connection, transaction

from kvalitetsrapporter.models import Inlamning, Lasning, Rapport, Rapportdel, Rapportmall
from kvalitetsrapporter.regler import Tillstand
from styrkedja.handlingar.lasar import aktuellt_lasar
from styrkedja.klocka import idag
from styrkedja.models import Befattning, Enhet, EnhetSkolform, Lasar, Person, Plats, Tillhorighet
from styrkedja.regler.roller import Plats as Platsslag
from styrkedja.regler.roller import Roll


@transaction.atomic
def fyll_till(antal: int) -> None:
    """Lägger till enheter med rektor, rapport, delar och inlämningar tills det finns `antal`.

    Alla i samma verksamhetschefs område: listan ska växa för henne också.
    """
    lasar = aktuellt_lasar()
    assert lasar is not None
    finns = Tillhorighet.objects.filter(lasar=lasar).count()
    enheter = _enheter(range(finns, antal))
    _befolka(enheter, lasar)
    _rapporter(enheter, lasar)
    with connection.cursor() as markor:
        markor.execute("ANALYZE")


def _enheter(nummer: range) -> list[Plats]:
    platser = Plats.objects.bulk_create(
        Plats(slag=Platsslag.ENHET, namn=f"Ängskrokens skola {nr}", slug=f"angskrokens-skola-{nr}", ordning=nr)
        for nr in nummer
    )
    with connection.cursor() as markor:  # Django kan inte skapa många på en gång av en modell som ärver tabell.
        markor.executemany(
            f"INSERT INTO {Enhet._meta.db_table} (plats_ptr_id, enhetsslag) VALUES (%s, 'skola')",
            [(plats.pk,) for plats in platser],
        )
    return platser


def _befolka(enheter: list[Plats], lasar: Lasar) -> None:
    forlaga = EnhetSkolform.objects.order_by("pk")[0]
    EnhetSkolform.objects.bulk_create(
        EnhetSkolform(enhet_id=e.pk, skolform_id=forlaga.skolform_id, laroplan_id=forlaga.laroplan_id) for e in enheter
    )
    omrade = Befattning.objects.filter(roll=Roll.VERKSAMHETSCHEF).order_by("pk")[0].plats_id
    Tillhorighet.objects.bulk_create(Tillhorighet(enhet_id=e.pk, lasar=lasar, omrade_id=omrade) for e in enheter)
    rektorer = Person.objects.bulk_create(
        Person(epost=f"rektor.{e.slug}@bench.example", namn=f"Rut Ekman {e.ordning}", password="!") for e in enheter
    )
    Befattning.objects.bulk_create(
        Befattning(person=rektor, roll=Roll.REKTOR, plats=e, fran=lasar.fran)
        for e, rektor in zip(enheter, rektorer, strict=True)
    )


def _rapporter(enheter: list[Plats], lasar: Lasar) -> None:
    """Två av tre har lämnat in den första omgången; var tredje av dem är läst."""
    nu = datetime.combine(idag(), datetime.min.time(), UTC)
    mall = Rapportmall.objects.get(lasar=lasar)
    rapporter = Rapport.objects.bulk_create(
        Rapport(enhet_id=e.pk, lasar=lasar, mall=mall, skapad=nu - timedelta(days=90)) for e in enheter
    )
    omgangar = list(lasar.omgangar.order_by("ordning"))
    delar = Rapportdel.objects.bulk_create(Rapportdel(rapport=r, omgang=o) for r in rapporter for o in omgangar)
    forsta = [d for d in delar if d.omgang == omgangar[0]][::3] + [d for d in delar if d.omgang == omgangar[0]][1::3]
    rektor = dict(Befattning.objects.filter(roll=Roll.REKTOR).values_list("plats_id", "person_id"))
    inlamningar = Inlamning.objects.bulk_create(
        Inlamning(
            rapport=d.rapport,
            omgang=d.omgang,
            nummer=1,
            av_id=rektor[d.rapport.enhet_id],
            nar=nu - timedelta(days=30),
            innehall={},
            hash="0" * 64,
        )
        for d in forsta
    )
    for d, inlamning in zip(forsta, inlamningar, strict=True):
        d.senaste, d.tillstand = inlamning, Tillstand.INLAMNAD
    Rapportdel.objects.bulk_update(forsta, ["senaste", "tillstand"], batch_size=500)
    chefer = Befattning.objects.filter(roll__in=[Roll.VERKSAMHETSCHEF, Roll.UTBILDNINGSDIREKTOR])
    lasare = list(chefer.values_list("person_id", flat=True).distinct())
    Lasning.objects.bulk_create(
        Lasning(inlamning=inlamning, person_id=pk, nar=nu) for inlamning in inlamningar[::3] for pk in lasare
    )
