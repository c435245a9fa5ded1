"""Dialogens tid: den ena parten föreslår, den andra säger ja eller föreslår en annan; båda avbokar (krav 25–26)."""

from datetime import date, datetime, time

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse

from dialoger.handlingar import GarInteNu
from dialoger.handlingar.handslagsbrev import de_andra
from dialoger.handlingar.handslagslas import EJ_PART, las_som_part
from dialoger.handlingar.kallelse import kalla
from dialoger.handlingar.las import las_dialog, las_for_overgang, personens_part
from dialoger.models import Dialog, Dialogpart, Tidsforslag
from dialoger.regler.tid import hinder, tidpunkten
from styrkedja.format import lokal_dag
from styrkedja.handlingar.hjulposter import flytta_post, slapp_post
from styrkedja.handlingar.logg import logga
from styrkedja.handlingar.mejl import lagg_mejl
from styrkedja.klocka import nu as klockan_nu
from styrkedja.models import Person
from styrkedja.regler.dagar import Period

_VANTAR, _JA, _NEJ, _ERSATT = (
    Tidsforslag.Svar.VANTAR,
    Tidsforslag.Svar.JA,
    Tidsforslag.Svar.NEJ,
    Tidsforslag.Svar.ERSATT,
)


@transaction.atomic
def foresla_tid(
    *, dialog: Dialog, dag: date, fran: time, till: time, lokal: str = "", meddelande: str = "", av: Person,
    last: int | None = None, nu: datetime | None = None,
) -> Tidsforslag:  # fmt: skip
    """Ett förslag som väntar på den andra parten. Ett som redan väntar får svaret nej, eller ersätts när det är ens eget.

    Args:
        last: förslaget som väntade när sidan visades (0: inget). Har ett annat kommit sedan dess sägs det. None: fråga inte.

    Raises:
        ValidationError: tiden går inte att boka, eller läsåret är stängt.
        GarInteNu: personen är inte part, samtalet är fört, eller någon annan hann föreslå en tid.
    """
    dialogen, part = las_som_part(dialog, av)
    if not dialogen.ar_fore:
        raise GarInteNu("Samtalet är fört. Tiden ändras inte längre.")
    if fel := hinder(dag, fran, till, Period(dialogen.lasar.fran, dialogen.lasar.till)):
        raise ValidationError(fel)
    nu = nu or klockan_nu()
    vantande = dialogen.tidsforslag.filter(svar=_VANTAR).first()
    if last is not None and last != (vantande.pk if vantande else 0):
        raise GarInteNu("Någon hann före: förslaget om tid har ändrats sedan du öppnade sidan. Läs det och svara.")
    if vantande:
        _besvara(vantande, _ERSATT if vantande.av_id == part.pk else _NEJ, av, nu)
    borjar, slutar = tidpunkten(dag, fran), tidpunkten(dag, till)
    assert isinstance(borjar, datetime)
    assert isinstance(slutar, datetime)
    rad = Tidsforslag.objects.create(
        dialog=dialogen, borjar=borjar, slutar=slutar, lokal=lokal.strip(), meddelande=meddelande.strip(), av=part,
        av_person=av, nar=nu,
    )  # fmt: skip
    logga("foresla_tid", av=av, pa=dialogen, plats_id=dialogen.plats_id, nu=nu, forslag=rad.pk)
    text = f"{av.namn} har föreslagit en tid."
    _beratta(dialogen, part, nyckel=f"forslag-{rad.pk}", amne="En tid är föreslagen", text=text)
    return rad


@transaction.atomic
def acceptera_tid(*, tidsforslag: Tidsforslag, av: Person, nu: datetime | None = None) -> Dialog:
    """Den andra partens ja: dialogen är bokad.

    Raises:
        ValidationError: läsåret är stängt.
        GarInteNu: personen är inte part, föreslog själv, förslaget är redan besvarat, eller samtalet är fört.
    """
    dialog, part = las_som_part(tidsforslag.dialog_id, av)
    rad = Tidsforslag.objects.get(pk=tidsforslag.pk)
    if rad.svar != _VANTAR:
        raise GarInteNu("Förslaget gäller inte längre: det är redan besvarat, eller ersatt av ett nytt.")
    if rad.av_id == part.pk:
        raise GarInteNu("Du föreslog tiden. Den andra parten svarar.")
    nu = nu or klockan_nu()
    _, till = las_for_overgang(dialog, "boka")
    _besvara(rad, _JA, av, nu)
    dialog.tillstand, dialog.borjar, dialog.slutar, dialog.lokal = till, rad.borjar, rad.slutar, rad.lokal
    dialog.sekvens, dialog.tidens_skal = dialog.sekvens + 1, ""
    dialog.save(update_fields=["tillstand", "borjar", "slutar", "lokal", "sekvens", "tidens_skal"])
    if dialog.hjulpost:
        flytta_post(post=dialog.hjulpost, fran=lokal_dag(rad.borjar), av=None, nu=nu)
    logga("boka_dialog", av=av, pa=dialog, plats_id=dialog.plats_id, nu=nu, forslag=rad.pk)
    text = f"{av.namn} har sagt ja till tiden."
    kalla(dialog, amne="Dialogen är bokad", text=text)
    return dialog


@transaction.atomic
def avboka(*, dialog: Dialog, skal: str, av: Person, nu: datetime | None = None) -> Dialog:
    """Tiden tas bort; det som är förberett står kvar.

    Raises:
        ValidationError: läsåret är stängt, eller skälet fattas.
        GarInteNu: personen är inte part, eller dialogen är inte bokad.
    """
    return _ta_bort_tiden(dialog, "avboka", skal, av, nu, amne="Dialogen är avbokad", handelse="avboka_dialog")


@transaction.atomic
def stall_in(*, dialog: Dialog, skal: str, av: Person, nu: datetime | None = None) -> Dialog:
    """Dialogen hålls inte.

    Raises:
        ValidationError: läsåret är stängt, eller skälet fattas.
        GarInteNu: personen är inte part, eller samtalet är fört.
    """
    return _ta_bort_tiden(dialog, "stall_in", skal, av, nu, amne="Dialogen är inställd", handelse="stall_in_dialog")


@transaction.atomic
def planera_om(*, dialog: Dialog, av: Person, nu: datetime | None = None) -> Dialog:
    """En inställd dialog ska hållas ändå: den väntar på en ny tid.

    Raises:
        ValidationError: läsåret är stängt.
        GarInteNu: personen är inte part, eller dialogen är inte inställd.
    """
    if personens_part(av, las_dialog(dialog)) is None:
        raise GarInteNu(EJ_PART)
    last, till = las_for_overgang(dialog, "planera_om")
    last.tillstand = till
    last.save(update_fields=["tillstand"])
    logga("planera_om_dialog", av=av, pa=last, plats_id=last.plats_id, nu=nu)
    return last


def _ta_bort_tiden(
    dialog: Dialog, handling: str, skal: str, av: Person, nu: datetime | None, *, amne: str, handelse: str
) -> Dialog:  # fmt: skip
    if not skal.strip():
        raise ValidationError({"skal": "Skriv varför, så vet den andra."})
    _, part = las_som_part(dialog, av)
    last, till = las_for_overgang(dialog, handling)
    nu = nu or klockan_nu()
    for rad in last.tidsforslag.filter(svar=_VANTAR):
        _besvara(rad, _ERSATT, av, nu)
    var_bokad = last.borjar is not None
    last.tillstand, last.borjar, last.slutar = till, None, None
    last.sekvens, last.tidens_skal = last.sekvens + 1, skal.strip()[:300]
    last.save(update_fields=["tillstand", "borjar", "slutar", "sekvens", "tidens_skal"])
    logga(handelse, av=av, pa=last, plats_id=last.plats_id, nu=nu)
    if var_bokad and last.hjulpost and last.hjulpost.mall_id:
        slapp_post(post=last.hjulpost, av=None, nu=nu)
    if var_bokad:
        kalla(last, amne=amne, text=f"{av.namn} har ändrat det.")
    else:
        _beratta(last, part, nyckel=f"bort-{last.sekvens}", amne=amne, text=f"{av.namn} har ändrat det.")
    return last


def _besvara(rad: Tidsforslag, svar: str, av: Person, nu: datetime) -> None:
    rad.svar, rad.besvarad, rad.besvarad_av = svar, nu, av
    rad.save(update_fields=["svar", "besvarad", "besvarad_av"])


def _beratta(dialog: Dialog, utom: Dialogpart, *, nyckel: str, amne: str, text: str) -> None:
    for person in de_andra(dialog, utom):
        lagg_mejl(
            till=person,
            nyckel=f"tid-{nyckel}-{dialog.pk}",
            amne=f"{amne}: {dialog.rubrik}, {dialog.plats}",
            text=text,
            adress=f"{reverse('dialog', args=[dialog.pk])}#tiden",
        )
