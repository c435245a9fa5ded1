"""Handslaget skrivs: föreslås, ändras, tas bort. En ändring upphäver allas ja, och frågar alla igen (krav 57, 66)."""

from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from dialoger.handlingar import GarInteNu
from dialoger.handlingar.handslagsbrev import beratta_om_andring
from dialoger.handlingar.handslagslas import folj_handslagen, las_handslag, las_som_part, skriv_lydelse
from dialoger.models import Dagordningspunkt, Dialog, Dialogpart, Handslag
from dialoger.regler.handslag import Riktning, Stallning, brister
from kvalitetsrapporter.models import Punkt
from styrkedja.handlingar.logg import logga
from styrkedja.klocka import nu as klockan_nu
from styrkedja.models import Person
from styrkedja.regler.handlingsstatus import Handlingsstatus
from vp_uppdrag.models import Mal, Uppdrag

#: Det som ett handslag kan hänga ihop med → fältet som bär det.
BAND: dict[type, str] = {Mal: "mal", Uppdrag: "uppdrag", Punkt: "punkt", Dagordningspunkt: "dagordningspunkt"}
Band = Mal | Uppdrag | Punkt | Dagordningspunkt


@dataclass(frozen=True)
class Uppgift:
    """Handslagets ord så som parten skriver dem."""

    vad: str
    riktning: str = Riktning.BORJA
    stallning: str = Stallning.ATGARD
    varfor: str = ""
    stod: str = ""
    ansvarig: Dialogpart | None = None
    ansvarig_annan: str = ""
    senast: date | None = None
    nar_i_ord: str = ""
    galler: Band | None = None


@transaction.atomic
def foresla(*, dialog: Dialog, uppgift: Uppgift, av: Person, nu: datetime | None = None) -> Handslag:
    """Ett nytt handslag sist i dialogen, utan någons ja. Är dialogen bekräftad är den det inte längre.

    Raises:
        ValidationError: läsåret är stängt, eller något fattas i orden (fält för fält).
        GarInteNu: personen är inte part, eller dialogen är inställd.
    """
    last, _ = las_som_part(dialog, av)
    nu = nu or klockan_nu()
    ordning = (last.handslag.aggregate(hogst=Max("ordning"))["hogst"] or 0) + 1
    handslag = Handslag(dialog=last, ordning=ordning, skapat=nu, skapat_av=av)
    satt_orden(handslag, uppgift)
    handslag.save()
    skriv_lydelse(handslag, av=av, nu=nu)
    folj_handslagen(last, av=av, nu=nu)
    logga("foresla_handslag", av=av, pa=last, plats_id=last.plats_id, nu=nu, handslag=handslag.pk)
    return handslag


@transaction.atomic
def andra(*, handslag: Handslag, uppgift: Uppgift, av: Person, nu: datetime | None = None) -> Handslag:
    """Skriver om handslaget. Allas ja upphävs, och de andra får veta det. Samma ord igen ändrar inget.

    Raises:
        ValidationError: läsåret är stängt, eller något fattas i orden.
        GarInteNu: personen är inte part, eller handslaget har börjat, avslutats eller tagits bort.
    """
    last, part = las_som_part(handslag.dialog_id, av)
    nu = nu or klockan_nu()
    rad, till = las_handslag(handslag, "andra")
    fore = rad.summa
    satt_orden(rad, uppgift)
    if rad.summa == fore:
        return rad
    rad.tillstand, rad.andrat = till, nu
    rad.bekraftat, rad.handlingsstatus = None, Handlingsstatus.ARBETSMATERIAL
    rad.save()
    skriv_lydelse(rad, av=av, nu=nu)
    upphavda = rad.ja.filter(upphavt__isnull=True).update(upphavt=nu)
    folj_handslagen(last, av=av, nu=nu)
    logga("andra_handslag", av=av, pa=last, plats_id=last.plats_id, nu=nu, handslag=rad.pk, upphavda=upphavda)
    if upphavda:
        beratta_om_andring(last, av, utom=part)
    return rad


@transaction.atomic
def ta_bort(*, handslag: Handslag, av: Person, nu: datetime | None = None) -> None:
    """Tar bort ett förslag. Kom det ur ett äldre handslag lever det äldre igen.

    Raises:
        ValidationError: läsåret är stängt.
        GarInteNu: personen är inte part, eller någon har sagt ja till det: då släpps det, med ett skäl.
    """
    last, _ = las_som_part(handslag.dialog_id, av)
    nu = nu or klockan_nu()
    rad, _till = las_handslag(handslag, "ta_bort")
    if rad.ja.exists():
        raise GarInteNu("Någon har sagt ja till handslaget. Släpp det med ett skäl i stället.")
    if rad.foregaende_id:
        aterta(rad.foregaende_id)
    nyckel = rad.pk
    rad.delete()
    folj_handslagen(last, av=av, nu=nu)
    logga("ta_bort_handslag", av=av, pa=last, plats_id=last.plats_id, nu=nu, handslag=nyckel)


def aterta(handslag_id: int) -> None:
    """Handslaget som fördes vidare lever igen."""
    rad, till = las_handslag(Handslag(pk=handslag_id), "aterta")
    rad.tillstand, rad.utfall, rad.utfall_text = till, "", ""
    rad.utfall_av, rad.utfall_nar, rad.avslutat_i = None, None, None
    rad.save()


def satt_orden(handslag: Handslag, uppgift: Uppgift) -> None:
    """Lägger orden på raden.

    Raises:
        ValidationError: något fattas, den ansvariga är ingen part, eller det som handslaget hänger ihop med hör till en
            annan dialog.
    """
    for namn in ("riktning", "stallning", "vad", "varfor", "stod", "ansvarig", "senast", "nar_i_ord"):
        setattr(handslag, namn, getattr(uppgift, namn))
    handslag.ansvarig_annan = "" if uppgift.ansvarig else uppgift.ansvarig_annan
    for slag, falt in BAND.items():
        setattr(handslag, falt, uppgift.galler if isinstance(uppgift.galler, slag) else None)
    fel: dict[str, str] = brister(handslag.stallning, vad=handslag.vad, vem=handslag.vem, nar=handslag.nar)
    if handslag.riktning not in Riktning.values:
        fel["riktning"] = "Välj sluta, börja eller fortsätta."
    if handslag.stallning not in Stallning.values:
        fel["stallning"] = "Välj ett ställningstagande."
    if uppgift.ansvarig and uppgift.ansvarig.dialog_id != handslag.dialog_id:
        fel["ansvarig"] = "Den ansvariga är inte part i dialogen."
    if fel:
        raise ValidationError(fel)
