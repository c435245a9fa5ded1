"""Planens gång: be om avstämning, fastställa, revidera, avsluta, föra mål över till nästa år. En övergång i taget."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from styrkedja.handlingar.logg import logga
from styrkedja.handlingar.texter import las_texter, spara_texter
from styrkedja.klocka import dagen
from styrkedja.klocka import nu as klockan_nu
from styrkedja.models import Huvudman, Person
from styrkedja.regler.frysning import frysning_hash
from styrkedja.regler.handlingsstatus import status_efter
from styrkedja.regler.riktext import ar_tom
from vp_uppdrag.handlingar import GarInteNu
from vp_uppdrag.handlingar.malen import RIKA, lagg_mal
from vp_uppdrag.handlingar.planbrev import beratta_faststalld, beratta_om_avstamning
from vp_uppdrag.handlingar.planinnehall import MAL, Innehall, ej_avstamda, malens_rader, malets_fakta, planens_innehall
from vp_uppdrag.handlingar.planlas import las_for_overgang, las_for_skrivning
from vp_uppdrag.models import Bidrag, Mal, Malindikator, Malkriterium, Planversion, Verksamhetsplan
from vp_uppdrag.regler.mal import malets_brister
from vp_uppdrag.regler.plan import Planversionsslag


@transaction.atomic
def be_om_avstamning(*, plan: Verksamhetsplan, av: Person, nu: datetime | None = None) -> Verksamhetsplan:
    """Fryser planen och sänder den till närmaste chef. Samma lydelse en gång till är samma version.

    Raises:
        ValidationError: läsåret är stängt.
        GarInteNu: planen är tom, ett mål saknar det som gör det till ett mål, eller planen är fastställd eller avstämd.
    """
    historik, nu = nu is not None, nu or klockan_nu()
    last, till = las_for_overgang(plan, "be_om_avstamning")
    innehall = planens_innehall(last)
    if hinder := hinder_i_planen(innehall):
        raise GarInteNu(hinder)
    kontroll = frysning_hash(innehall)
    if last.framlagd is None or last.framlagd.hash != kontroll:
        last.framlagd = _frys(last, Planversionsslag.AVSTAMNING, innehall, av=av, nar=nu, hash=kontroll)
    last.tillstand = till
    last.save(update_fields=["tillstand", "framlagd"])
    logga("be_om_avstamning", av=av, pa=last, plats_id=last.plats_id, nu=nu, version=last.framlagd.nummer)
    if not historik:
        beratta_om_avstamning(last)
    return last


def hinder_i_planen(innehall: Innehall) -> str:
    """Det första som hindrar planen från att sändas, i en mening; tomt när inget gör det."""
    if not innehall["mal"]:
        return "Planen är tom. Lägg ett mål först."
    for mal in innehall["mal"]:
        if brist := next((b for b in malets_brister(malets_fakta(mal)) if b.hindrar), None):
            return f"Mål {mal['nr']}: {brist.mening}"
    return ""


@transaction.atomic
def faststall_plan(*, plan: Verksamhetsplan, av: Person, nu: datetime | None = None) -> Planversion:
    """Fryser planen som den lydelse alla läser. Efter sin dag märks den som sen; det hindrar aldrig.

    Raises:
        ValidationError: läsåret är stängt.
        GarInteNu: planen är inte avstämd, eller redan fastställd.
    """
    historik, nu = nu is not None, nu or klockan_nu()
    last, till = las_for_overgang(plan, "faststall")
    innehall, alla = planens_innehall(last), malens_rader(last)
    if ej_avstamda(innehall, alla):
        raise GarInteNu("Ett mål har ändrats sedan det stämdes av. Skicka planen för avstämning igen.")
    huvudman = Huvudman.objects.first()
    version = _frys(
        last, Planversionsslag.FASTSTALLD, innehall, av=av, nar=nu, hash=frysning_hash(innehall),
        sen=bool(last.sista_dag and last.gallande is None and dagen(nu) > last.sista_dag), skal=last.revideras_for,
        handlingsstatus=status_efter("faststall", kommunens=huvudman.upprattas_vid if huvudman else ()),
    )  # fmt: skip
    last.tillstand, last.gallande, last.revideras_for = till, version, ""
    last.save(update_fields=["tillstand", "gallande", "revideras_for"])
    _satt_i_kraft(last, alla, nu)
    logga("faststall_plan", av=av, pa=last, plats_id=last.plats_id, nu=nu, version=version.nummer, sen=version.sen)
    if not historik:
        beratta_faststalld(last)
    return version


def _satt_i_kraft(plan: Verksamhetsplan, malen: list[Mal], nu: datetime) -> None:
    """Det som listor, uppdrag och rapporten läser är från nu den fastställda lydelsen: mål, nummer, meningar och bidrag."""
    for nr, mal in enumerate(malen, 1):
        mal.gallande_text, mal.gallande_nr, mal.i_kraft_fran = mal.text, nr, mal.i_kraft_fran or nu
    Mal.objects.bulk_update(malen, ["gallande_text", "gallande_nr", "i_kraft_fran"])
    plan.mal.filter(slappt__isnull=False).exclude(gallande_text="").update(gallande_text="", i_kraft_till=nu)
    bidrag = Bidrag.objects.filter(mal__plan=plan)
    bidrag.filter(borttaget=True).delete()
    bidrag.update(galler=True)


@transaction.atomic
def revidera_plan(*, plan: Verksamhetsplan, varfor: str, av: Person, nu: datetime | None = None) -> Verksamhetsplan:
    """Öppnar en fastställd plan för ändring. Den fastställda lydelsen gäller och läses tills nästa är fastställd.

    Raises:
        ValidationError: skälet fattas, eller läsåret är stängt.
        GarInteNu: planen är inte fastställd.
    """
    last, till = las_for_overgang(plan, "revidera")
    if ar_tom(varfor):
        raise ValidationError({"varfor": "Skriv varför planen ändras. Skälet står kvar i planens historik."})
    last.tillstand, last.revideras_for = till, varfor.strip()[:400]
    last.save(update_fields=["tillstand", "revideras_for"])
    logga("revidera_plan", av=av, pa=last, plats_id=last.plats_id, nu=nu)
    return last


@transaction.atomic
def avsluta_plan(*, plan: Verksamhetsplan, av: Person, nu: datetime | None = None) -> Verksamhetsplan:
    """Läsåret är summerat. Planen ändras inte mer; det som återstår förs över till nästa.

    Raises:
        ValidationError: läsåret är stängt.
        GarInteNu: planen är inte fastställd, eller redan avslutad.
    """
    last, till = las_for_overgang(plan, "avsluta")
    last.tillstand, last.avslutad = till, nu or klockan_nu()
    last.save(update_fields=["tillstand", "avslutad"])
    logga("avsluta_plan", av=av, pa=last, plats_id=last.plats_id, nu=nu)
    return last


@transaction.atomic
def for_over_mal(*, mal: Mal, till: Verksamhetsplan, av: Person, nu: datetime | None = None) -> Mal:
    """Ett mål ur förra läsårets plan blir ett i den nya: meningen, orsaken, kriterierna och indikatorerna, med nya starter.

    Aktiviteterna följer inte med: det som ska göras i år väljs i år. Har målet redan förts över ges det målet.

    Raises:
        ValidationError: läsåret är stängt, eller den nya planen går inte att skriva i.
    """
    till, nu = las_for_skrivning(till), nu or klockan_nu()
    if har := till.mal.filter(foregaende=mal, slappt__isnull=True).first():
        return har
    nytt = lagg_mal(
        plan=till, text=mal.gallande_text or mal.text, svarar_pa=mal.svarar_pa, svarar_pa_slag=mal.svarar_pa_slag,
        foregaende=mal, av=av, nu=nu,
    )  # fmt: skip
    nytt.orsaksniva, nytt.utan_orsak, nytt.annat_underlag = mal.orsaksniva, mal.utan_orsak, mal.annat_underlag
    nytt.save(update_fields=["orsaksniva", "utan_orsak", "annat_underlag"])
    nytt.underlag.set(mal.underlag.all())
    texter = {falt: t.innehall for (_, falt), t in las_texter(MAL, mal.pk).items() if falt in RIKA}
    spara_texter(agare_slag=MAL, agare_id=nytt.pk, texter=texter, av=av, slag=RIKA, nu=nu)
    _kopiera_matten(mal, nytt)
    return nytt


def _kopiera_matten(fran: Mal, till: Mal) -> None:
    """Kriterierna och indikatorerna. Ett eget måtts start är dess senaste tal; ett nyckeltals sätts när raden sparas."""
    nya: dict[int | None, Malkriterium | None] = {None: None}
    for kriterium in fran.kriterier.filter(slappt__isnull=True):
        nya[kriterium.pk] = Malkriterium.objects.create(mal=till, text=kriterium.text, ordning=kriterium.ordning)
    for rad in fran.indikatorer.filter(slappt__isnull=True):
        senast = rad.matningar.order_by("-dag").first()
        Malindikator.objects.create(
            mal=till, kriterium=nya.get(rad.kriterium_id), nyckeltal=rad.nyckeltal, skolform=rad.skolform,
            uppdelning=rad.uppdelning, namn=rad.namn, matt=rad.matt, kalla=rad.kalla, riktning=rad.riktning,
            malvarde=rad.malvarde, ordning=rad.ordning, start=senast.varde if senast else rad.start,
        )  # fmt: skip


def _frys(plan: Verksamhetsplan, slag: str, innehall: Innehall, **mer: Any) -> Planversion:
    hogst = plan.versioner.filter(slag=slag).aggregate(hogst=Max("nummer"))["hogst"] or 0
    return Planversion.objects.create(plan=plan, slag=slag, nummer=hogst + 1, innehall=innehall, **mer)
