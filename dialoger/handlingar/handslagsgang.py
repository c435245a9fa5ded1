"""Handslaget lever vidare: börjas, följs upp som klart, förs vidare till nästa dialog, eller släpps medvetet."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from dialoger.handlingar import GarInteNu
from dialoger.handlingar.handslagslas import folj_handslagen, las_handslag, las_som_part, skriv_lydelse
from dialoger.models import Dialog, Dialogpart, Handslag
from dialoger.regler.handslag import Utfall
from styrkedja.handlingar.logg import logga
from styrkedja.klocka import nu as klockan_nu
from styrkedja.models import Person

EJ_SENARE = "Handslaget förs vidare i en senare dialog på samma plats."


@transaction.atomic
def borja(*, handslag: Handslag, av: Person, nu: datetime | None = None) -> Handslag:
    """Den som svarar för handslaget säger att det har börjat; svarar en annan för det säger vilken part som helst det.

    Raises:
        ValidationError: läsåret är stängt.
        GarInteNu: någon annan part svarar för det, eller det är inte bekräftat.
    """
    last, part = las_som_part(handslag.dialog_id, av)
    nu = nu or klockan_nu()
    rad, till = las_handslag(handslag, "borja")
    if rad.ansvarig_id not in (None, part.pk):
        raise GarInteNu(f"Det gör den som svarar för handslaget: {rad.vem}.")
    rad.tillstand = till
    rad.save(update_fields=["tillstand"])
    logga("borja_handslag", av=av, pa=last, plats_id=last.plats_id, nu=nu, handslag=rad.pk)
    return rad


@transaction.atomic
def avsluta(
    *,
    handslag: Handslag,
    utfall: str,
    text: str,
    av: Person,
    i_dialog: Dialog | None = None,
    nu: datetime | None = None,
) -> Handslag:
    """Följs upp och är klart: gjort, delvis eller inte, med några ord.

    Args:
        i_dialog: dialogen där det följdes upp; None är handslagets egen, mellan samtalen.

    Raises:
        ValidationError: läsåret är stängt, eller utfallet är inte sagt.
        GarInteNu: personen är inte part, dialogen är inte en senare i samma rad, eller handslaget lever inte.
    """
    if utfall not in Utfall.values:
        raise ValidationError({"utfall": "Välj hur det gick."})
    return _folj_upp(handslag, "klart", utfall, text, av, i_dialog, nu)


@transaction.atomic
def slapp(
    *, handslag: Handslag, text: str, av: Person, utfall: str = "", i_dialog: Dialog | None = None,
    nu: datetime | None = None,
) -> Handslag:  # fmt: skip
    """Släpps medvetet, med ett skäl som står kvar.

    Raises:
        ValidationError: läsåret är stängt, eller skälet fattas.
        GarInteNu: som avsluta.
    """
    if not text.strip():
        raise ValidationError({"text": "Skriv varför ni släpper det. Skälet står kvar."})
    return _folj_upp(handslag, "slapp", utfall, text, av, i_dialog, nu)


@transaction.atomic
def for_vidare(
    *, handslag: Handslag, i_dialog: Dialog, utfall: str, text: str, av: Person, senast: date | None = None,
    nar_i_ord: str = "", nu: datetime | None = None,
) -> Handslag:  # fmt: skip
    """Förs vidare: ett nytt handslag i den senare dialogen, med samma ord och en ny tid, som parterna bekräftar på nytt.

    Raises:
        ValidationError: läsåret är stängt, eller utfallet är inte sagt.
        GarInteNu: som avsluta; eller dialogen är inte senare än handslagets.
    """
    if utfall not in Utfall.values:
        raise ValidationError({"utfall": "Välj hur det gick."})
    if i_dialog.pk == handslag.dialog_id:
        raise GarInteNu(EJ_SENARE)
    nu = nu or klockan_nu()
    gammalt = _folj_upp(handslag, "fortsatt", utfall, text, av, i_dialog, nu)
    nytt = _efterfoljaren(gammalt, i_dialog, senast, nar_i_ord, av, nu)
    nytt.save()
    skriv_lydelse(nytt, av=av, nu=nu)
    folj_handslagen(Dialog.objects.get(pk=i_dialog.pk), av=av, nu=nu)
    return nytt


def _folj_upp(
    handslag: Handslag, handling: str, utfall: str, text: str, av: Person, i_dialog: Dialog | None, nu: datetime | None
) -> Handslag:
    """Låser handslagets dialog före den senare, alltid i den ordningen: två som följer upp fastnar inte i varandra."""
    nu = nu or klockan_nu()
    Dialog.objects.select_for_update().get(pk=handslag.dialog_id)
    dialog, _ = las_som_part(i_dialog.pk if i_dialog else handslag.dialog_id, av)
    rad, till = las_handslag(handslag, handling)
    krav_pa_senare(rad.dialog, dialog)
    rad.tillstand, rad.utfall, rad.utfall_text = till, utfall, text.strip()[:400]
    rad.utfall_av, rad.utfall_nar, rad.avslutat_i = av, nu, dialog
    rad.save()
    folj_handslagen(rad.dialog, av=av, nu=nu)
    logga(f"{handling}_handslag", av=av, pa=dialog, plats_id=dialog.plats_id, nu=nu, handslag=rad.pk, hur=utfall)
    return rad


def krav_pa_senare(fran: Dialog, till: Dialog) -> None:
    """Raises: GarInteNu när `till` inte är samma dialog, eller en senare på samma plats av samma slag."""
    if fran.pk == till.pk:
        return
    if (fran.plats_id, fran.slag) != (till.plats_id, till.slag) or till.tur < fran.tur:
        raise GarInteNu(EJ_SENARE)


def _efterfoljaren(
    gammalt: Handslag, i_dialog: Dialog, senast: date | None, nar_i_ord: str, av: Person, nu: datetime
) -> Handslag:
    """Samma ord i den nya dialogen. Den som svarar är den som har samma roll där."""
    ordning = (i_dialog.handslag.aggregate(hogst=Max("ordning"))["hogst"] or 0) + 1
    roll = gammalt.ansvarig.roll if gammalt.ansvarig else ""
    ansvarig = Dialogpart.objects.filter(dialog=i_dialog, roll=roll).first() if roll else None
    return Handslag(
        dialog=i_dialog, ordning=ordning, riktning=gammalt.riktning, stallning=gammalt.stallning, vad=gammalt.vad,
        varfor=gammalt.varfor, stod=gammalt.stod, ansvarig=ansvarig, ansvarig_annan=gammalt.ansvarig_annan,
        senast=senast, nar_i_ord="" if senast else nar_i_ord or "till nästa dialog", mal=gammalt.mal,
        uppdrag=gammalt.uppdrag, punkt=gammalt.punkt, foregaende=gammalt, skapat=nu, skapat_av=av,
    )  # fmt: skip
