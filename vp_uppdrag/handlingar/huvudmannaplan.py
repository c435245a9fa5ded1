"""VP HSS: börja den, lägg fram den, kommentera, fastställ, revidera. Att lägga fram och att fastställa fryser en version."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from styrkedja.format import uppraknat
from styrkedja.handlingar.lasar import krav_pa_oppet
from styrkedja.handlingar.logg import logga
from styrkedja.klocka import nu as klockan_nu
from styrkedja.models import Huvudman, Kommentar, Lasar, Person
from styrkedja.regler.frysning import frysning_hash
from styrkedja.regler.handlingsstatus import Handlingsstatus, status_efter
from styrkedja.regler.riktext import ar_tom
from vp_uppdrag.handlingar import GarInteNu
from vp_uppdrag.handlingar.blad import PLAN, las_blad
from vp_uppdrag.handlingar.las import med_parter
from vp_uppdrag.models import Huvudmannaplan, Huvudmannaversion, Uppdrag
from vp_uppdrag.regler.blad import PLANENS
from vp_uppdrag.regler.parter import Partroll
from vp_uppdrag.regler.tillstand import Planlage, nasta_planlage

#: Det en fastställd plan aldrig saknar: en prioritering är ingen utan det som väljs bort (krav 24).
KRAVS = ("prioriterar", "gors_inte", "foljder")
#: Det som en kommentar gäller, i kärnans kommentarer; och det som inte hör till ett fält.
GALLER, ALLMANT = "huvudmannaversion", ""
MAX_KOMMENTAR = 4000


@transaction.atomic
def borja_plan(*, lasar: Lasar, av: Person | None, nu: datetime | None = None) -> Huvudmannaplan:
    """Läsårets plan; finns den är det den.

    Raises:
        ValidationError: läsåret är stängt.
    """
    krav_pa_oppet(lasar)
    plan, ny = Huvudmannaplan.objects.get_or_create(lasar=lasar, defaults={"skapad": nu or klockan_nu()})
    if ny:
        logga("borja_plan", av=av, pa=plan, nu=nu)
    return plan


# --- Versionerna -------------------------------------------------------------------------------
def fryst_plan(plan: Huvudmannaplan, *, bara_beslutade: bool = True) -> dict[str, Any]:
    """Planens innehåll i ord, utan hänvisningar, så att versionen läses likadant om tio år."""
    lasar = plan.lasar
    uppdrag = med_parter(Uppdrag.objects.for_lasar(lasar))
    return {
        "plan": f"VP HSS {lasar.namn}",
        "lasar": lasar.namn,
        "falt": [
            {"nyckel": r.nyckel, "etikett": r.falt.etikett, "text": r.innehall}
            for r in las_blad(PLAN, plan.pk, PLANENS)
        ],
        "namndmal": [
            {"kod": m.kod, "rubrik": m.rubrik, "text": m.text, "nytt": m.nytt, "tillsammans_med": m.tillsammans_med}
            for m in lasar.namndmal.all()
        ],
        "styrsignaler": [
            {"slag": s.get_slag_display(), "rubrik": s.rubrik, "text": s.text, "kalla": s.kalla}
            for s in lasar.styrsignaler.all()
        ],
        "uppdrag": [_fryst_uppdrag(u) for u in (uppdrag.beslutade() if bara_beslutade else uppdrag)],
    }


def _fryst_uppdrag(uppdrag: Uppdrag) -> dict[str, Any]:
    return {
        "nr": uppdrag.nr,
        "rubrik": uppdrag.rubrik,
        "text": uppdrag.text,
        "parter": [{"roll": str(Partroll(p.roll).label), "vem": p.vem} for p in uppdrag.parter.all()],
    }


@transaction.atomic
def lagg_fram(*, plan: Huvudmannaplan, av: Person, nu: datetime | None = None) -> Huvudmannaversion:
    """Fryser en version som ledningsgruppen kommenterar. Samma innehåll igen är samma version.

    Raises:
        ValidationError: läsåret är stängt.
        GarInteNu: planen är fastställd, eller inget är skrivet.
    """
    last, till = _las(plan, "lagg_fram")
    innehall = fryst_plan(last, bara_beslutade=False)
    if all(ar_tom(f["text"]) for f in innehall["falt"]):
        raise GarInteNu("Inget är skrivet än. Skriv planen först.")
    kontroll = frysning_hash(innehall)
    if last.tillstand == Planlage.KOMMENTERAS and last.framlagd and last.framlagd.hash == kontroll:
        return last.framlagd
    version = _frys(last, Huvudmannaversion.Slag.FRAMLAGD, innehall, kontroll, av, nu or klockan_nu())
    last.tillstand, last.framlagd = till, version
    last.save(update_fields=["tillstand", "framlagd"])
    logga("lagg_fram_plan", av=av, pa=last, nu=nu, version=version.nummer, hash=kontroll)
    return version


@transaction.atomic
def faststall_plan(*, plan: Huvudmannaplan, av: Person, nu: datetime | None = None) -> Huvudmannaversion:
    """Fastställer planen: en fryst version som alla i kedjan läser.

    Raises:
        ValidationError: läsåret är stängt.
        GarInteNu: den är redan fastställd eller inte framlagd, eller säger inte vad som väljs bort.
    """
    last, till = _las(plan, "faststall")
    innehall = fryst_plan(last)
    if saknas := [f["etikett"] for f in innehall["falt"] if f["nyckel"] in KRAVS and ar_tom(f["text"])]:
        raise GarInteNu(f"Planen fastställs när det här är skrivet: {uppraknat([f'”{s}”' for s in saknas])}.")
    nu = nu or klockan_nu()
    version = _frys(last, Huvudmannaversion.Slag.FASTSTALLD, innehall, frysning_hash(innehall), av, nu)
    last.tillstand, last.gallande = till, version
    last.save(update_fields=["tillstand", "gallande"])
    logga("faststall", av=av, pa=last, nu=nu, version=version.nummer, hash=version.hash)
    return version


@transaction.atomic
def revidera_plan(*, plan: Huvudmannaplan, skal: str, av: Person, nu: datetime | None = None) -> Huvudmannaplan:
    """Öppnar en fastställd plan igen. Den fastställda versionen läses tills nästa är fastställd.

    Raises:
        ValidationError: skälet fattas; läsåret är stängt.
        GarInteNu: planen är inte fastställd.
    """
    last, till = _las(plan, "revidera")
    if ar_tom(skal):
        raise ValidationError({"skal": "Skriv varför planen revideras."})
    last.tillstand, last.revideras_for = till, skal.strip()[:400]
    last.save(update_fields=["tillstand", "revideras_for"])
    logga("revidera_plan", av=av, pa=last, nu=nu)
    return last


def _las(plan: Huvudmannaplan, handling: str) -> tuple[Huvudmannaplan, Planlage]:
    """Planen låst, och tillståndet som handlingen leder till.

    Raises:
        ValidationError: läsåret är stängt.
        GarInteNu: handlingen går inte från det tillstånd som planen har nu.
    """
    last = Huvudmannaplan.objects.select_for_update().get(pk=plan.pk)
    krav_pa_oppet(last.lasar)
    till = nasta_planlage(last.tillstand, handling)
    if till is None:
        raise GarInteNu(f"Det är redan gjort, eller går inte nu: planen är {last.get_tillstand_display()}.")
    return last, till


def _frys(
    plan: Huvudmannaplan, slag: str, innehall: dict[str, Any], kontroll: str, av: Person, nu: datetime
) -> Huvudmannaversion:
    fast = slag == Huvudmannaversion.Slag.FASTSTALLD
    huvudman = Huvudman.objects.first()
    status = status_efter("faststall", kommunens=huvudman.upprattas_vid if huvudman else ())
    return Huvudmannaversion.objects.create(
        plan=plan,
        nummer=plan.versioner.count() + 1,
        slag=slag,
        av=av,
        nar=nu,
        innehall=innehall,
        hash=kontroll,
        skal=plan.revideras_for if fast else "",
        handlingsstatus=status if fast else Handlingsstatus.ARBETSMATERIAL,
    )


# --- Kommentarerna -----------------------------------------------------------------------------
def kommentarer_till(version: Huvudmannaversion) -> dict[str, list[Kommentar]]:
    """Fält → kommentarerna vid det, äldst först, med sina svar hämtade."""
    rader = _kommentarer(version).filter(svar_pa__isnull=True).prefetch_related("svar__av")
    per_falt: dict[str, list[Kommentar]] = {}
    for rad in rader:
        per_falt.setdefault(rad.falt, []).append(rad)
    return per_falt


def _kommentarer(version: Huvudmannaversion):
    return Kommentar.objects.filter(agare_slag=PLAN, galler_slag=GALLER, galler_id=version.pk).select_related("av")


def har_kommenterat(person: Person, versioner: Iterable[int]) -> set[int]:
    """De av versionerna som personen har skrivit en kommentar om."""
    egna = Kommentar.objects.filter(agare_slag=PLAN, galler_slag=GALLER, galler_id__in=list(versioner), av=person)
    return {pk for pk in egna.values_list("galler_id", flat=True) if pk is not None}


@transaction.atomic
def kommentera_plan(
    *,
    plan: Huvudmannaplan,
    text: str,
    av: Person,
    falt: str = ALLMANT,
    svar_pa: Kommentar | None = None,
    nu: datetime | None = None,
) -> Kommentar:
    """En kommentar om den framlagda versionen, vid ett av dess fält eller om planen i stort; eller ett svar på en.

    Samma ord av samma person på samma ställe är samma kommentar.

    Raises:
        ValidationError: texten är tom eller för lång; läsåret är stängt.
        GarInteNu: planen är inte framlagd, eller fältet finns inte i den.
    """
    last = Huvudmannaplan.objects.select_for_update().get(pk=plan.pk)
    krav_pa_oppet(last.lasar)
    if last.tillstand != Planlage.KOMMENTERAS or last.framlagd is None:
        raise GarInteNu("Planen kommenteras när den är framlagd.")
    if falt not in {ALLMANT, *(f["nyckel"] for f in last.framlagd.innehall["falt"])}:
        raise GarInteNu("Avsnittet finns inte i den framlagda planen.")
    if ar_tom(text):
        raise ValidationError({"text": "Skriv något först."})
    if len(text) > MAX_KOMMENTAR:
        raise ValidationError({"text": "Kommentaren är längre än 4 000 tecken. Korta den."})
    rot = (svar_pa.svar_pa or svar_pa) if svar_pa else None
    rad, ny = Kommentar.objects.get_or_create(
        agare_slag=PLAN,
        agare_id=last.pk,
        falt=rot.falt if rot else falt,
        galler_slag=GALLER,
        galler_id=rot.galler_id if rot else last.framlagd.pk,
        slag="svar" if rot else "kommentar",
        text=text.strip(),
        svar_pa=rot,
        av=av,
        defaults={"nar": nu or klockan_nu()},
    )
    if ny:
        logga("kommentera_plan", av=av, pa=last, nu=nu, falt=falt)
    return rad
