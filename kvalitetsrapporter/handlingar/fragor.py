"""Frågornas handlingar: skriva ett utkast, ordna, publicera inom budgeten, avsluta och ersätta."""

from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from kvalitetsrapporter.handlingar import GarInteNu
from kvalitetsrapporter.handlingar.fragerunda import avsnitt_att_fraga_om, las_budget, las_runda
from kvalitetsrapporter.models import Fraga, Fragebudget
from kvalitetsrapporter.regler import ar_tomt
from styrkedja.format import antal_ord
from styrkedja.handlingar.logg import logga
from styrkedja.klocka import nu as klockan_nu
from styrkedja.models import Enhet, Omgang, Person, Skolform, Verksamhetsomrade

PUBLICERAD = "Frågan är publicerad och ändras inte. Ersätt den med en ny; svaren står kvar under den gamla."


@transaction.atomic
def skapa_fraga(
    *,
    omgang: Omgang,
    text: str,
    av: Person,
    anvisning: str = "",
    avsnitt: str = "",
    skolformer: Iterable[Skolform] = (),
    omraden: Iterable[Verksamhetsomrade] = (),
    enheter: Iterable[Enhet] = (),
    ersatter: Fraga | None = None,
    nu: datetime | None = None,
) -> Fraga:
    """Ett utkast, sist i rundan eller på den frågas plats som den ersätter. Ingen enhet ser det.

    Args:
        avsnitt: mallens nyckel för avsnittet som frågan handlar om; tomt när den inte handlar om ett.

    Raises:
        ValidationError: frågan är tom, avsnittet skrivs inte i rundan, eller det finns redan en som ersätter samma.
    """
    nu = nu or klockan_nu()
    text, avsnitt = _prova_text(text), _prova_avsnitt(omgang, avsnitt)
    if ersatter and Fraga.objects.filter(ersatter=ersatter).exists():
        raise ValidationError("Det finns redan en fråga som ersätter den. Ändra i den i stället.")
    sista = omgang.fragor.order_by("-ordning").values_list("ordning", flat=True).first()
    fraga = Fraga.objects.create(
        omgang=omgang,
        text=text,
        anvisning=anvisning.strip(),
        avsnitt=avsnitt,
        ordning=ersatter.ordning if ersatter else (sista or 0) + 1,
        av=av,
        skapad=nu,
        ersatter=ersatter,
    )
    _satt_krets(fraga, skolformer, omraden, enheter)
    logga("skapa_fraga", av=av, pa=fraga, nu=nu, omgang=omgang.nyckel)
    return fraga


@transaction.atomic
def andra_fraga(
    *,
    fraga: Fraga,
    text: str,
    av: Person,
    anvisning: str = "",
    avsnitt: str = "",
    skolformer: Iterable[Skolform] = (),
    omraden: Iterable[Verksamhetsomrade] = (),
    enheter: Iterable[Enhet] = (),
    nu: datetime | None = None,
) -> Fraga:
    """Skriver om ett utkast.

    Raises:
        GarInteNu: frågan är publicerad.
        ValidationError: frågan är tom, eller avsnittet skrivs inte i rundan.
    """
    fraga = _las(fraga)
    if fraga.publicerad:
        raise GarInteNu(PUBLICERAD)
    fraga.text, fraga.anvisning = _prova_text(text), anvisning.strip()
    fraga.avsnitt = _prova_avsnitt(fraga.omgang, avsnitt)
    fraga.save(update_fields=["text", "anvisning", "avsnitt"])
    _satt_krets(fraga, skolformer, omraden, enheter)
    logga("andra_fraga", av=av, pa=fraga, nu=nu, omgang=fraga.omgang.nyckel)
    return fraga


def _prova_text(text: str) -> str:
    if ar_tomt(text):
        raise ValidationError({"text": "Skriv frågan."})
    return " ".join(text.split())


def _prova_avsnitt(omgang: Omgang, avsnitt: str) -> str:
    if avsnitt and avsnitt not in dict(avsnitt_att_fraga_om(omgang)):
        raise ValidationError({"avsnitt": "Avsnittet skrivs inte i rundan. Välj ett i listan."})
    return avsnitt


def _satt_krets(fraga: Fraga, skolformer, omraden, enheter) -> None:
    fraga.skolformer.set(skolformer)
    fraga.omraden.set(omraden)
    fraga.enheter.set(enheter)


def _las(fraga: Fraga) -> Fraga:
    """Frågans rad, låst."""
    return Fraga.objects.select_for_update(of=("self",)).select_related("omgang__lasar").get(pk=fraga.pk)


@transaction.atomic
def ta_bort_fraga(*, fraga: Fraga, av: Person, nu: datetime | None = None) -> None:
    """Tar bort ett utkast.

    Raises:
        GarInteNu: frågan är publicerad; den avslutas i stället.
    """
    fraga = _las(fraga)
    if fraga.publicerad:
        raise GarInteNu("Frågan är publicerad. Avsluta den i stället, så står svaren kvar.")
    logga("ta_bort_fraga", av=av, pa=fraga, nu=nu, omgang=fraga.omgang.nyckel)
    fraga.delete()


@transaction.atomic
def publicera_fraga(
    *, fraga: Fraga, av: Person, avsluta: Fraga | None = None, skal: str = "", nu: datetime | None = None
) -> Fraga:
    """Ställer frågan: den syns i rapporterna. Redan publicerad ändras inget.

    En fråga som ersätter en annan avslutar den. Får någon enhet ändå fler frågor än budgeten avslutas en till (`avsluta`),
    eller så står skälet bredvid frågan.

    Raises:
        GarInteNu: frågan når ingen enhet, eller budgeten är slut och inget skäl är skrivet.
    """
    nu = nu or klockan_nu()
    _las_budgetrad(fraga.omgang)
    fraga = _las(fraga)
    if fraga.publicerad:
        return fraga
    bort = [f for f in (fraga.ersatter, avsluta) if f is not None]
    runda = las_runda(fraga.omgang)
    if not runda.nar(fraga):
        raise GarInteNu("Frågan når ingen enhet. Välj en krets där det finns enheter.")
    over = runda.over_med(fraga, utan={f.pk for f in bort})
    if over and ar_tomt(skal):
        enheter = antal_ord(len(over), over[0], "enheter")
        raise GarInteNu(
            f"Budgeten är slut: {enheter} får då fler än {runda.budget} frågor. Avsluta en fråga, eller skriv varför."
        )
    for gammal in bort:
        avsluta_fraga(fraga=gammal, av=av, nu=nu)
    fraga.publicerad, fraga.skal_over_budget = nu, skal.strip()[:400] if over else ""
    fraga.save(update_fields=["publicerad", "skal_over_budget"])
    logga("publicera_fraga", av=av, pa=fraga, nu=nu, omgang=fraga.omgang.nyckel, over_budget=len(over))
    return fraga


@transaction.atomic
def avsluta_fraga(*, fraga: Fraga, av: Person, nu: datetime | None = None) -> Fraga:
    """Slutar ställa frågan. Svar som finns står kvar. Redan avslutad ändras inget.

    Raises:
        GarInteNu: frågan är ett utkast.
    """
    nu = nu or klockan_nu()
    fraga = _las(fraga)
    if fraga.publicerad is None:
        raise GarInteNu("Frågan är ett utkast. Ta bort den i stället.")
    if fraga.avslutad is None:
        fraga.avslutad = nu
        fraga.save(update_fields=["avslutad"])
        logga("avsluta_fraga", av=av, pa=fraga, nu=nu, omgang=fraga.omgang.nyckel)
    return fraga


@transaction.atomic
def flytta_fraga(*, fraga: Fraga, steg: int, av: Person, nu: datetime | None = None) -> bool:
    """Byter plats med frågan före (-1) eller efter (1). Sant när den flyttades."""
    rundans = Fraga.objects.select_for_update().filter(omgang=fraga.omgang_id, avslutad__isnull=True)
    ordnade = list(rundans.order_by("ordning", "pk"))
    nu_plats = next((i for i, f in enumerate(ordnade) if f.pk == fraga.pk), None)
    if nu_plats is None or not 0 <= nu_plats + steg < len(ordnade):
        return False
    ordnade.insert(nu_plats + steg, ordnade.pop(nu_plats))
    for plats, rad in enumerate(ordnade, 1):
        rad.ordning = plats
    Fraga.objects.bulk_update(ordnade, ["ordning"])
    logga("flytta_fraga", av=av, pa=fraga, nu=nu, plats=nu_plats + steg + 1)
    return True


@transaction.atomic
def satt_fragebudget(*, omgang: Omgang, hogst: int, av: Person, nu: datetime | None = None) -> Fragebudget:
    """Ändrar hur många frågor rundan får ställa till en enhet. Det gamla talet står i händelsen."""
    rad = _las_budgetrad(omgang)
    if rad.hogst != hogst:
        logga("satt_fragebudget", av=av, pa=rad, nu=nu, omgang=omgang.nyckel, fran=rad.hogst, till=hogst)
        rad.hogst = hogst
        rad.save(update_fields=["hogst"])
    return rad


def _las_budgetrad(omgang: Omgang) -> Fragebudget:
    """Rundans budget, låst: två som publicerar samtidigt går efter varandra."""
    Fragebudget.objects.get_or_create(omgang=omgang, defaults={"hogst": las_budget(omgang)})
    return Fragebudget.objects.select_for_update().get(omgang=omgang)
