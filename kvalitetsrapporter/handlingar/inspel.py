"""Medarbetares inspel till avsnitten: att lämna, ändra och dra tillbaka, och att skolledningen citerar dem."""

from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from kvalitetsrapporter.behorighet import (
    hinder_for_att_andra_inspel,
    hinder_for_att_lamna_inspel,
    hinder_for_att_skriva_i,
)
from kvalitetsrapporter.handlingar.skrivning import aktuell_omgang
from kvalitetsrapporter.models import VARJE, Avsnitt, Avsnittsmall, Inspel, Medskrivare, Rapport
from kvalitetsrapporter.regler import MEDARBETARE, ar_tomt
from kvalitetsrapporter.regler.medverkan import INSPEL_HOGST, INSPEL_TECKEN
from styrkedja.behorighet import krav_pa_ratt
from styrkedja.handlingar.logg import logga
from styrkedja.klocka import nu as klockan_nu
from styrkedja.models import Enhet, Person
from styrkedja.regler.roller import Plats, Roll

#: Avsnitt som är text: frågor och behov besvaras av den som får dem.
TYPER = (Avsnittsmall.Typ.TEXT, Avsnittsmall.Typ.IPS, Avsnittsmall.Typ.MAL)


def oppna_avsnitt(rapport: Rapport) -> list[Avsnitt]:
    """Textavsnitten i den aktuella omgången, med sina frågor: de som tar emot inspel."""
    aktuell = aktuell_omgang(list(rapport.lasar.omgangar.all()))
    rundor = (VARJE, aktuell.nyckel) if aktuell else (VARJE,)
    avsnitt = rapport.avsnitt.filter(mall__runda__in=rundor, mall__typ__in=TYPER)
    return list(avsnitt.select_related("mall", "skolform").prefetch_related("mall__falt").order_by("ordning"))


def egna_inspel(person: Person, rapport: Rapport) -> list[Inspel]:
    """Personens egna, det senaste först."""
    rader = Inspel.objects.filter(avsnitt__rapport=rapport, av=person).select_related("avsnitt")
    return list(rader.order_by("-nar", "-pk"))


def inspel_till(avsnitt: Avsnitt) -> list[Inspel]:
    """Allas inspel till avsnittet, de som inte är citerade först. För skolledningen."""
    rader = avsnitt.inspel.select_related("av").order_by("nar", "pk")
    return sorted(rader, key=lambda i: i.citerat is not None)


def medverkan(rapport: Rapport) -> dict[str, int]:
    """Hur många som medverkat i rapporten så långt: inspel, de som lämnat dem, och kollegor som skriver eller skrev."""
    inspel = list(Inspel.objects.filter(avsnitt__rapport=rapport).order_by().values_list("av", flat=True))
    skriver = Medskrivare.objects.filter(avsnitt__rapport=rapport).values("person").distinct().count()
    return {"inspel": len(inspel), "medarbetare": len(set(inspel)), "medskrivare": skriver}


def medarbetarens_enhet(person: Person) -> str | None:
    """Adressordet för enheten där personen är medarbetare, också genom ett arbetslag eller en förskola."""
    platser = [b.plats for b in person.befattningar_nu if b.roll in MEDARBETARE]
    pa_enhet = next((p.slug for p in platser if p.slag == Plats.ENHET), None)
    under = [p.pk for p in platser if p.slag in (Plats.ARBETSLAG, Plats.FORSKOLA)]
    if pa_enhet or not under:
        return pa_enhet
    hor_till = Q(arbetslag_pa_enheten__in=under) | Q(forskolor__in=under)
    return Enhet.objects.filter(hor_till).values_list("slug", flat=True).first()


@transaction.atomic
def lamna_inspel(
    *, av: Person, avsnitt: Avsnitt, text: str, med_namn: bool = False, nu: datetime | None = None
) -> Inspel:
    """Medarbetaren lämnar ett inspel till avsnittet. Skolledningen läser det genast.

    Raises:
        PermissionDenied: `av` är inte medarbetare på enheten, eller så är rapporten låst.
        ValidationError: texten är tom eller för lång, avsnittet tar inte emot inspel, eller så är de för många.
    """
    nu, rapport = nu or klockan_nu(), avsnitt.rapport
    krav_pa_ratt(hinder_for_att_lamna_inspel(av, rapport))
    _prova_texten(text)
    _prova_avsnittet(av, avsnitt, oppna_avsnitt(rapport))
    inspel = Inspel.objects.create(
        avsnitt=avsnitt, av=av, text=text.strip(), med_namn=med_namn, roll=_rollen(av), nar=nu
    )
    _logga("lamna_inspel", av, inspel, nu)
    return inspel


@transaction.atomic
def andra_inspel(*, av: Person, inspel: Inspel, text: str, med_namn: bool, nu: datetime | None = None) -> Inspel:
    """Den som lämnade inspelet skriver om det, tills det är citerat.

    Raises:
        PermissionDenied: någon annans, redan citerat, eller så är rapporten låst.
        ValidationError: texten är tom eller för lång.
    """
    nu = nu or klockan_nu()
    inspel = _las(inspel)
    krav_pa_ratt(hinder_for_att_andra_inspel(av, inspel))
    _prova_texten(text)
    inspel.text, inspel.med_namn, inspel.nar = text.strip(), med_namn, nu
    inspel.save(update_fields=["text", "med_namn", "nar"])
    _logga("andra_inspel", av, inspel, nu)
    return inspel


@transaction.atomic
def dra_tillbaka_inspel(*, av: Person, inspel: Inspel, nu: datetime | None = None) -> None:
    """Den som lämnade inspelet tar bort det, tills det är citerat. Loggen minns att det fanns, inte vad det sade.

    Raises:
        PermissionDenied: någon annans, redan citerat, eller så är rapporten låst.
    """
    inspel = _las(inspel)
    krav_pa_ratt(hinder_for_att_andra_inspel(av, inspel))
    _logga("dra_tillbaka_inspel", av, inspel, nu or klockan_nu())
    inspel.delete()


@transaction.atomic
def citera_inspel(*, av: Person, inspel: Inspel, nu: datetime | None = None) -> Inspel:
    """Den som skriver i avsnittet tar med inspelet i texten. Det är därefter låst; att citera igen ändrar inget.

    Raises:
        PermissionDenied: `av` skriver inte i avsnittet.
    """
    inspel = _las(inspel)
    krav_pa_ratt(hinder_for_att_skriva_i(av, inspel.avsnitt))
    if inspel.citerat is None:
        inspel.citerat = nu or klockan_nu()
        inspel.save(update_fields=["citerat"])
        _logga("citera_inspel", av, inspel, inspel.citerat)
    return inspel


def _las(inspel: Inspel) -> Inspel:
    """Raden, låst: den som ändrar och den som citerar går efter varandra."""
    med = Inspel.objects.select_for_update(of=("self",)).select_related(
        "avsnitt__rapport__enhet", "avsnitt__rapport__lasar"
    )
    return med.get(pk=inspel.pk)


def _prova_texten(text: str) -> None:
    if ar_tomt(text):
        raise ValidationError({"text": "Skriv ditt inspel."})
    if len(text.strip()) > INSPEL_TECKEN:
        raise ValidationError({"text": f"Inspelet är för långt. Korta det till högst {INSPEL_TECKEN} tecken."})


def _prova_avsnittet(av: Person, avsnitt: Avsnitt, oppna: Iterable[Avsnitt]) -> None:
    if avsnitt.pk not in {a.pk for a in oppna}:
        raise ValidationError({"avsnitt": "Avsnittet tar inte emot inspel just nu."})
    if Inspel.objects.filter(avsnitt__rapport=avsnitt.rapport_id, av=av).count() >= INSPEL_HOGST:
        raise ValidationError(
            f"Du har redan lämnat {INSPEL_HOGST} inspel i år. Ändra något av dem, eller dra tillbaka ett."
        )


def _rollen(person: Person) -> str:
    """Rollen som medarbetare i ord; den mest särskilda om personen har flera."""
    roller = [b.roll for b in person.befattningar_nu if b.roll in MEDARBETARE]
    return Roll(max(roller, key=MEDARBETARE.index)).label if roller else ""


def _logga(handling: str, av: Person, inspel: Inspel, nu: datetime) -> None:
    """Händelsen säger var inspelet hör hemma, aldrig vad det säger."""
    avsnitt = inspel.avsnitt
    logga(
        handling, av=av, pa=avsnitt, plats_id=avsnitt.rapport.enhet_id, nu=nu, inspel=inspel.pk, avsnitt=avsnitt.nyckel
    )
