"""Att följa upp ett uppdrag: lägesrapport, GLL, effektmål med mätning, hur det följs upp, uppskalning."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction

from analysunderlag.models import Nyckeltal
from styrkedja.format import uppraknat
from styrkedja.handlingar.lasar import krav_pa_oppet
from styrkedja.handlingar.logg import logga
from styrkedja.klocka import dagen
from styrkedja.klocka import nu as klockan_nu
from styrkedja.models import Person
from styrkedja.regler.riktext import ar_tom
from vp_uppdrag.handlingar import GarInteNu
from vp_uppdrag.handlingar.andringar import anteckna
from vp_uppdrag.handlingar.hjulet import folj_uppdraget
from vp_uppdrag.handlingar.las import las_for_andring
from vp_uppdrag.models import Aterrapportering, Effektmal, Lagesrapport, Larande, Matvarde, Uppdrag, Uppskalning
from vp_uppdrag.regler.lage import Lage
from vp_uppdrag.regler.tider import Uppgift
from vp_uppdrag.regler.tillstand import Uppdragslage


@transaction.atomic
def rapportera_lage(
    *,
    uppdrag: Uppdrag,
    lage: str,
    rubrik: str,
    har_hant: str,
    av: Person,
    nasta_steg: str = "",
    aterrapportering: Aterrapportering | None = None,
    nu: datetime | None = None,
) -> Lagesrapport:
    """En lägesrapport. Svarar den mot en återrapportering är den därmed gjord. Samma ord av samma person är samma rapport.

    Raises:
        ValidationError: läget, meningen eller det som hänt fattas; återrapporteringen är någon annans eller redan gjord;
            läsåret är stängt, eller uppdraget är slut.
    """
    uppdrag, nu = las_for_andring(uppdrag), nu or klockan_nu()
    _krav_pa_beslut(uppdrag, "Läget rapporteras när uppdraget är beslutat.")
    _krav_pa_ord(rubrik=(rubrik, "Skriv läget i en mening."), har_hant=(har_hant, "Skriv vad som har hänt."))
    if lage not in Lage:
        raise ValidationError({"lage": "Välj ett läge."})
    ord_ = {"lage": lage, "rubrik": rubrik.strip(), "har_hant": har_hant.strip(), "nasta_steg": nasta_steg.strip()}
    if (senaste := uppdrag.lagesrapporter.first()) and senaste.av_id == av.pk and _samma(senaste, ord_):
        return senaste
    rapport = Lagesrapport(uppdrag=uppdrag, av=av, nar=nu, **ord_)
    if aterrapportering is not None:
        rapport.aterrapportering = _gor_klar(uppdrag, aterrapportering, nu)
    rapport.save()
    logga("rapportera_lage", av=av, pa=uppdrag, nu=nu, lage=lage)
    return rapport


def _samma(rad: Lagesrapport, ord_: dict[str, str]) -> bool:
    return all(getattr(rad, namn) == varde for namn, varde in ord_.items())


def _gor_klar(uppdrag: Uppdrag, rad: Aterrapportering, nu: datetime) -> Aterrapportering:
    last = Aterrapportering.objects.select_for_update().filter(pk=rad.pk, uppdrag=uppdrag).first()
    if last is None:
        raise ValidationError({"aterrapportering": "Återrapporteringen hör inte till uppdraget."})
    if last.klar:
        raise ValidationError({"aterrapportering": "Återrapporteringen är redan gjord."})
    last.klar = nu
    last.save()
    folj_uppdraget(uppdrag)
    return last


def _krav_pa_beslut(uppdrag: Uppdrag, mening: str) -> None:
    if uppdrag.tillstand == Uppdragslage.UTKAST:
        raise GarInteNu(mening)


def _krav_pa_ord(**falt: tuple[str, str]) -> None:
    if fel := {namn: mening for namn, (text, mening) in falt.items() if ar_tom(text)}:
        raise ValidationError(fel)


@transaction.atomic
def lagg_larande(
    *,
    uppdrag: Uppdrag,
    handlar_om: str,
    gjort: str,
    av: Person,
    lart: str = "",
    lurt: str = "",
    gora_mer: str = "",
    gora_mindre: str = "",
    nu: datetime | None = None,
) -> Larande:
    """En rad i GLL. Också ett avslutat uppdrag får rader: det sista lärs ofta efteråt. Samma ord är samma rad.

    Raises:
        ValidationError: orden fattas, eller läsåret är stängt.
        GarInteNu: uppdraget är ett utkast.
    """
    krav_pa_oppet(uppdrag.lasar)
    _krav_pa_beslut(uppdrag, "Skriv vad ni lärt när uppdraget är beslutat.")
    _krav_pa_ord(
        handlar_om=(handlar_om, "Skriv vad förändringen handlar om."), gjort=(gjort, "Skriv vad ni har gjort.")
    )
    ord_ = {
        "handlar_om": handlar_om.strip(), "gjort": gjort.strip(), "lart": lart.strip(), "lurt": lurt.strip(),
        "gora_mer": gora_mer.strip(), "gora_mindre": gora_mindre.strip(),
    }  # fmt: skip
    rad, ny = Larande.objects.get_or_create(uppdrag=uppdrag, av=av, **ord_, defaults={"nar": nu or klockan_nu()})
    if ny:
        logga("lagg_larande", av=av, pa=uppdrag, nu=nu)
    return rad


@transaction.atomic
def satt_effektmal(
    *,
    uppdrag: Uppdrag,
    text: str,
    matmetod: str,
    av: Person | None,
    effektmal: Effektmal | None = None,
    matt: str = "",
    malvarde: Decimal | None = None,
    tid: Uppgift | None = None,
    nyckeltal: Iterable[Nyckeltal] = (),
    varfor: str = "",
    nu: datetime | None = None,
) -> Effektmal:
    """Ett nytt effektmål, eller ett som ändras. Ett effektmål utan mätmetod är en önskan, och tas inte emot.

    Raises:
        ValidationError: målet eller mätmetoden fattas; läsåret är stängt, eller uppdraget är slut.
    """
    uppdrag, nu = las_for_andring(uppdrag), nu or klockan_nu()
    _krav_pa_ord(text=(text, "Skriv effektmålet."), matmetod=(matmetod, "Skriv hur effektmålet mäts."))
    rad = effektmal or Effektmal(uppdrag=uppdrag, ordning=uppdrag.effektmal.count())
    fore = rad.text if rad.pk else ""
    rad.text, rad.matmetod, rad.matt, rad.malvarde, rad.tid = text.strip(), matmetod.strip(), matt, malvarde, tid
    rad.save()
    rad.nyckeltal.set(nyckeltal)
    if av is not None and fore != rad.text:
        anteckna(uppdrag, {"effektmål": (fore, rad.text)}, varfor=varfor or "effektmål satt", av=av, nu=nu)
    logga("satt_effektmal", av=av, pa=uppdrag, nu=nu)
    return rad


@transaction.atomic
def lagg_matvarde(
    *, effektmal: Effektmal, dag: date, varde: Decimal, kalla: str, av: Person, nu: datetime | None = None
) -> Matvarde:
    """Ett mätt värde. Samma dag igen rättar värdet.

    Raises:
        ValidationError: dagen ligger framåt, källan fattas, läsåret är stängt, eller uppdraget är slut.
    """
    las_for_andring(effektmal.uppdrag)
    _krav_pa_ord(kalla=(kalla, "Skriv var värdet kommer ifrån."))
    if dag > dagen(nu):
        raise ValidationError({"dag": "Dagen har inte varit än. Ett mätvärde är mätt."})
    rad, _ = Matvarde.objects.update_or_create(
        effektmal=effektmal, dag=dag, defaults={"varde": varde, "kalla": kalla.strip(), "av": av}
    )
    logga("lagg_matvarde", av=av, pa=effektmal.uppdrag, nu=nu, dag=dag.isoformat())
    return rad


@transaction.atomic
def valj_uppfoljning(
    *, uppdrag: Uppdrag, uppfoljning: Iterable[str], av: Person, varfor: str = "", fraga: str | None = None,
    nu: datetime | None = None,
) -> Uppdrag:  # fmt: skip
    """Styrgruppen väljer hur uppdraget följs upp (krav 83), och frågan när det är i kvalitetsrapporterna (krav 76).

    Raises:
        ValidationError: ett val finns inte; läsåret är stängt, eller uppdraget är slut.
    """
    uppdrag, nu = las_for_andring(uppdrag), nu or klockan_nu()
    valda, alla = set(uppfoljning), list(Uppdrag.Uppfoljning)
    if valda - {str(u) for u in alla}:
        raise ValidationError({"uppfoljning": "Välj bland sätten i listan."})
    fran = _uppfoljning_i_ord(uppdrag)
    uppdrag.uppfoljning = [str(u) for u in alla if u in valda]
    uppdrag.fraga = uppdrag.fraga if fraga is None else fraga.strip()
    uppdrag.save(update_fields=["uppfoljning", "fraga"])
    if (till := _uppfoljning_i_ord(uppdrag)) != fran:
        anteckna(uppdrag, {"följs upp i": (fran, till)}, varfor=varfor or "vald av styrgruppen", av=av, nu=nu)
    logga("valj_uppfoljning", av=av, pa=uppdrag, nu=nu, valda=uppdrag.uppfoljning)
    return uppdrag


def _uppfoljning_i_ord(uppdrag: Uppdrag) -> str:
    return uppraknat([str(Uppdrag.Uppfoljning(u).label) for u in uppdrag.uppfoljning])


@transaction.atomic
def ta_uppskalningssteg(
    *, uppdrag: Uppdrag, steg: int, text: str, av: Person, nu: datetime | None = None
) -> Uppskalning:
    """Ett steg på vägen från försök till alla. Stegen tas i ordning; ett taget steg skrivs om med nya ord.

    Raises:
        ValidationError: texten fattas, ett tidigare steg är inte taget, läsåret är stängt, eller uppdraget är slut.
    """
    uppdrag = las_for_andring(uppdrag)
    _krav_pa_beslut(uppdrag, "Uppskalningen börjar när uppdraget är beslutat.")
    _krav_pa_ord(text=(text, "Skriv vad steget gav."))
    tagna = set(uppdrag.uppskalning.values_list("steg", flat=True))
    if steg not in Uppskalning.Steg.values or set(range(1, steg)) - tagna:
        raise ValidationError({"steg": "Stegen tas i ordning. Ta det föregående först."})
    rad, _ = Uppskalning.objects.update_or_create(
        uppdrag=uppdrag, steg=steg, defaults={"text": text.strip(), "av": av, "nar": nu or klockan_nu()}
    )
    logga("ta_uppskalningssteg", av=av, pa=uppdrag, nu=nu, steg=steg)
    return rad
