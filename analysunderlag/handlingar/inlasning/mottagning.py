"""En uppladdad fil: tas emot, väntar på granskning, bekräftas eller avbryts. Inget förs in här."""

import hashlib
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction

from analysunderlag.behorighet.inlasning import hinder_for_att_lasa_in
from analysunderlag.handlingar.inlasning.granskning import granskning
from analysunderlag.handlingar.inlasning.lasning import Last, Lasval, formen, las_fil
from analysunderlag.handlingar.inlasning.planering import Plan, Steg, planera
from analysunderlag.models import Inlasning, Kalla
from analysunderlag.regler.elevuppgift import INGET_SPARAT, RUBRIK, Stopp, finn_elevuppgift
from analysunderlag.regler.former import skolverket
from analysunderlag.regler.innehall import Innehall, las_innehall, utan_personuppgifter
from styrkedja.behorighet import krav_pa_ratt
from styrkedja.handlingar import utkorg
from styrkedja.handlingar.logg import logga
from styrkedja.klocka import nu as klockan_nu
from styrkedja.models import Handelse, Person, Utkorg
from styrkedja.regler.inlasning import Filfel

#: Arbetets slag i utkorgen.
SLAG, SLAG_GRANSKA = "inlasning", "granska_inlasning"
#: Fler rader än så granskas i arbetaren.
STOR = 10_000
FINNS_INTE = "Filen finns inte längre. Ladda upp den igen."


class Elevuppgift(Filfel):
    """Filen handlar om enskilda elever. Den är inte sparad; händelsen är loggad, utan värdet."""


def krav_pa_att_lasa_in(av: Person | None, kalla: Kalla | None = None) -> None:
    """Systemet självt (None) läser in allt.

    Raises:
        PermissionDenied: med skälet som en mening.
    """
    if av is not None:
        krav_pa_ratt(hinder_for_att_lasa_in(av, kalla))


def ta_emot(*, av: Person | None, data: bytes, filnamn: str, nu: datetime | None = None) -> Inlasning:
    """Sparar en uppladdad fil i väntan på granskning. Samma fil av samma person två gånger är samma rad.

    Raises:
        Filfel: filen går inte att läsa alls, eller källan är någon annans; då sparas inget.
        Elevuppgift: filen handlar om elever; då sparas inget, och händelsen loggas utan värdet.
    """
    krav_pa_att_lasa_in(av)
    nu = nu or klockan_nu()
    innehall = las_innehall(data)
    if stopp := _stoppet(innehall):
        _stoppa(stopp, av, data, nu)
        raise Elevuppgift(f"{RUBRIK} {stopp.mening} {INGET_SPARAT}")
    form = formen(innehall)
    _prova_kallan(av, form)
    return _spara(
        av=av, data=utan_personuppgifter(data, innehall), filnamn=filnamn, form=form, innehall=innehall, nu=nu
    )


@transaction.atomic
def _spara(*, av: Person | None, data: bytes, filnamn: str, form: str, innehall: Innehall, nu: datetime) -> Inlasning:
    hash_ = hashlib.sha256(data).hexdigest()
    vantar = Inlasning.objects.filter(av=av, sha256=hash_, status=Inlasning.Status.VANTAR).first()
    if vantar is not None:
        return vantar
    rad = Inlasning(
        form=form, kalla=Kalla.objects.filter(nyckel=_kallan(form)).first(), filnamn=_rent(filnamn), sha256=hash_,
        kodning=innehall.kodning, av=av, skapad=nu, utfall={"antal": len(innehall.rader)},
    )  # fmt: skip
    rad.fil.save(f"{form}.fil", ContentFile(data), save=False)
    rad.save()
    return rad


def _kallan(form: str) -> str:
    """Formens källa; en tabells källa väljs i granskningen."""
    return {"kolada": "kolada", "tabell": ""}.get(form, "skolverket")


def _rent(filnamn: str) -> str:
    return filnamn.replace("\x00", "")[-160:] or "fil"


def _stoppet(innehall: Innehall) -> Stopp | None:
    if not innehall.rader:
        return None
    plats = skolverket.rubrikradens_plats(innehall.rader) or 0
    return finn_elevuppgift(innehall.rader[plats].celler, innehall.rader)


@transaction.atomic
def _stoppa(stopp: Stopp, av: Person | None, data: bytes, nu: datetime) -> None:
    """Raden i loggen: att en fil stoppades, varför och var. Varken filen, dess namn eller värdet."""
    rad = Inlasning.objects.create(
        form="okand", filnamn="stoppad fil", sha256=hashlib.sha256(data).hexdigest(), av=av, skapad=nu,
        status=Inlasning.Status.STOPPAD, utfall={"stopp": stopp.slag, "mening": stopp.mening},
    )  # fmt: skip
    logga("stoppa_inlasning", av=av, pa=rad, nu=nu, utfall=Handelse.Utfall.NEKAT, slag=stopp.slag, rad=stopp.rad)


def _prova_kallan(av: Person | None, form: str) -> None:
    kalla = Kalla.objects.filter(nyckel=_kallan(form)).first()
    if av is not None and kalla is not None and (hinder := hinder_for_att_lasa_in(av, kalla)):
        raise Filfel(hinder)


def las(rad: Inlasning) -> Last:
    """Den väntande filens innehåll, läst så som den som granskar har valt.

    Raises:
        Filfel: filen finns inte längre, eller går inte att läsa.
    """
    data = innehallet(rad)
    if hashlib.sha256(data).hexdigest() != rad.sha256:
        raise Filfel(FINNS_INTE)
    return las_fil(data, Lasval.ur(rad.lasning, rad.kodning))


def planera_fil(data: bytes, val: Lasval) -> Plan:
    """Planen för en fil som ingen har sparat: kommandots prov.

    Raises:
        Filfel, Elevuppgift: som `ta_emot`, men inget loggas.
    """
    if stopp := _stoppet(las_innehall(data)):
        raise Elevuppgift(f"{RUBRIK} {stopp.mening} {INGET_SPARAT}")
    return planera(las_fil(data, val), val.enheter)


def planera_inlasning(rad: Inlasning, *, vid_steg: Steg = lambda procent: None) -> Plan:
    """Läser den väntande filen och jämför med det som finns. Skriver inget."""
    last = las(rad)
    vid_steg(40)
    return planera(last, Lasval.ur(rad.lasning).enheter, vid_steg=lambda procent: vid_steg(40 + procent * 3 // 10))


def granska(rad: Inlasning, *, vid_steg: Steg = lambda procent: None) -> dict[str, Any]:
    """Granskningen av en väntande fil, sparad i raden tills valen ändras."""
    if "granskning" not in rad.utfall:
        plan = planera_inlasning(rad, vid_steg=vid_steg)
        rad.utfall = rad.utfall | {"granskning": granskning(plan, rad)}
        rad.kalla = plan.kalla or rad.kalla
        Inlasning.objects.filter(pk=rad.pk, status=Inlasning.Status.VANTAR).update(utfall=rad.utfall, kalla=rad.kalla)
    return rad.utfall["granskning"]


def ar_stor(rad: Inlasning) -> bool:
    """Så många rader att arbetaren granskar dem, medan sidan visar hur långt den har kommit."""
    return rad.utfall.get("antal", 0) > STOR and "granskning" not in rad.utfall


def lagg_granskning(rad: Inlasning) -> Utkorg:
    """Ber arbetaren granska filen. Samma fil en gång till medan den väntar är samma arbete."""
    return utkorg.lagg(SLAG_GRANSKA, nyckel=str(rad.pk), uppgifter={"inlasning": rad.pk})


@transaction.atomic
def satt_lasning(*, av: Person | None, rad: Inlasning, kodning: str = "", **val: Any) -> None:
    """Ändrar hur en väntande fil läses: koppling, rättningar, enheter, rubriker, rader som hoppas över.

    Args:
        val: delarna av Lasval som ändras. Ordlistor läggs till det som redan är valt.
    """
    krav_pa_att_lasa_in(av)
    rad = Inlasning.objects.select_for_update().get(pk=rad.pk)
    if rad.status != Inlasning.Status.VANTAR:
        return
    lagrat = dict(rad.lasning)
    for namn, nytt in val.items():
        lagrat[namn] = {**lagrat.get(namn, {}), **nytt} if isinstance(nytt, dict) and namn != "koppling" else nytt
    rad.lasning = Lasval.ur(lagrat).lagras()
    rad.kodning, rad.utfall = kodning or rad.kodning, {"antal": rad.utfall.get("antal", 0)}
    rad.save(update_fields=["lasning", "kodning", "utfall"])


@transaction.atomic
def bekrafta(
    *, av: Person | None, rad: Inlasning, hoppa_fel: int = 0, bekraftade: list[str] | None = None
) -> Inlasning:
    """Lägger inläsningen i utkorgen. Två gånger är en gång; samma fil från två håll på en gång är en.

    Args:
        hoppa_fel: så många rader med fel som människan såg och valde att hoppa över.
        bekraftade: varningarna som människan har bekräftat.

    Raises:
        ValidationError: filen är avbruten, eller samma fil förs just nu in av någon annan.
    """
    krav_pa_att_lasa_in(av, rad.kalla)
    borja(rad, hoppa_fel=hoppa_fel, bekraftade=bekraftade or [])
    if rad.status == Inlasning.Status.PAGAR:
        utkorg.lagg(SLAG, nyckel=str(rad.pk), uppgifter={"inlasning": rad.pk})
    return rad


def borja(rad: Inlasning, **val: Any) -> None:
    """Låser filen för införande. Databasen låter bara en rad i taget föra in samma innehåll.

    Raises:
        ValidationError: filen är avbruten, eller samma fil förs just nu in av någon annan.
    """
    vantar = Inlasning.objects.filter(pk=rad.pk, status=Inlasning.Status.VANTAR)
    try:
        with transaction.atomic():
            vantar.update(status=Inlasning.Status.PAGAR, lasning=rad.lasning | val)
    except IntegrityError:
        annan = Inlasning.objects.filter(sha256=rad.sha256, status=Inlasning.Status.PAGAR).select_related("av").first()
        vem = annan.av if annan and annan.av else "någon annan"
        raise ValidationError(f"Importen pågår. Samma fil förs redan in av {vem}.") from None
    rad.refresh_from_db()
    if rad.status in (Inlasning.Status.AVBRUTEN, Inlasning.Status.STOPPAD):
        raise ValidationError("Inläsningen är avbruten. Ladda upp filen igen.")


@transaction.atomic
def avbryt(*, av: Person | None, rad: Inlasning, nu: datetime | None = None) -> None:
    """Avbryter en väntande inläsning, eller en som arbetaren har gett upp. Inget finns kvar av filen."""
    krav_pa_att_lasa_in(av)
    rad = Inlasning.objects.select_for_update().get(pk=rad.pk)
    if rad.status == Inlasning.Status.VANTAR or har_stannat(rad):
        rad.status, rad.utfall, rad.lasning = Inlasning.Status.AVBRUTEN, {}, {}
        slapp_filen(rad)
        logga("avbryt_inlasning", av=av, pa=rad, nu=nu)


def har_stannat(rad: Inlasning) -> bool:
    """Sant när arbetaren har gett upp en fil som skulle föras in: inget är infört, och ingen försöker längre."""
    arbete = Utkorg.objects.filter(slag=SLAG, nyckel=str(rad.pk)).order_by("-pk").first()
    return rad.status == Inlasning.Status.PAGAR and arbete is not None and arbete.utfall == Utkorg.Utfall.MISSLYCKAT


def innehallet(rad: Inlasning) -> bytes:
    """Filens innehåll; tomt när den inte längre finns."""
    try:
        with rad.fil.open("rb") as fil:
            return fil.read()
    except (FileNotFoundError, ValueError):
        return b""


def slapp_filen(rad: Inlasning) -> None:
    """Sparar raden utan fil, och tar bort filen när transaktionen har gått igenom."""
    fil, lagring = rad.fil.name, rad.fil.storage
    rad.fil = ""
    rad.save()
    if fil:
        transaction.on_commit(lambda: lagring.delete(fil))
