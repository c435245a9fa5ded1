"""Direktörens order: skapa, ändra, sätta parter, flytta till ett annat läsår, ta bort ett utkast."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Max

from styrkedja.format import uppraknat
from styrkedja.handlingar.lasar import krav_pa_oppet
from styrkedja.handlingar.logg import logga
from styrkedja.klocka import nu as klockan_nu
from styrkedja.models import Lasar, Person
from styrkedja.regler.riktext import ar_tom
from vp_uppdrag.handlingar import GarInteNu
from vp_uppdrag.handlingar.andringar import anteckna, krav_pa_skal
from vp_uppdrag.handlingar.hjulet import folj_uppdraget
from vp_uppdrag.handlingar.las import las_for_andring
from vp_uppdrag.models import Part, Uppdrag
from vp_uppdrag.regler.parter import Partroll, Partuppgift, fel_i_parterna, hinder_att_besluta
from vp_uppdrag.regler.tillstand import Uppdragslage

#: Orderns fält: de som direktören skriver och som ändras med skäl. M2M skrivs för sig.
FALT = (
    "rubrik", "text", "ursprung", "ursprung_text", "urval", "malgrupp", "delaktighet", "ansvarsform", "styrgrupp",
    "forankras_lopande", "godkanns_av", "godkanns_fore", "uppfoljning", "fraga", "pa_prov", "anmarkning",
)  # fmt: skip
MANGA = ("skolformer", "enheter", "namndmal", "styrsignaler")


@transaction.atomic
def skapa_uppdrag(
    *,
    lasar: Lasar,
    rubrik: str,
    text: str,
    nr: int | None = None,
    av: Person | None,
    nu: datetime | None = None,
    **mer: Any,
) -> Uppdrag:
    """Ett utkast till uppdrag.

    Args:
        nr: numret i planen; None tar nästa lediga.
        mer: fler av FALT och MANGA.

    Raises:
        ValidationError: läsåret är stängt, rubriken eller orden är tomma, eller numret är taget.
    """
    krav_pa_oppet(lasar)
    _krav_pa_ord(rubrik, text)
    nu = nu or klockan_nu()
    falt = {namn: mer[namn] for namn in FALT if namn in mer}
    uppdrag = Uppdrag(
        lasar=lasar, nr=nr or _nasta_nr(lasar), rubrik=" ".join(rubrik.split()), text=text.strip(), skapad=nu, **falt
    )
    _spara_nytt(uppdrag)
    for namn in MANGA:
        getattr(uppdrag, namn).set(mer.get(namn) or [])
    logga("skapa_uppdrag", av=av, pa=uppdrag, nu=nu)
    return uppdrag


def _krav_pa_ord(rubrik: str, text: str) -> None:
    fel = {}
    if ar_tom(rubrik):
        fel["rubrik"] = "Skriv en rubrik."
    if ar_tom(text):
        fel["text"] = "Skriv vad uppdraget är, så som det beslutas."
    if fel:
        raise ValidationError(fel)


def _nasta_nr(lasar: Lasar) -> int:
    return (Uppdrag.objects.for_lasar(lasar).aggregate(hogst=Max("nr"))["hogst"] or 0) + 1


def _spara_nytt(uppdrag: Uppdrag) -> None:
    """Raises: ValidationError när numret är taget."""
    try:
        with transaction.atomic():
            uppdrag.save()
    except IntegrityError:
        raise ValidationError({"nr": f"Läsåret har redan ett uppdrag med nummer {uppdrag.nr}."}) from None


@transaction.atomic
def andra_uppdrag(*, uppdrag: Uppdrag, av: Person, varfor: str = "", nu: datetime | None = None, **nya: Any) -> Uppdrag:
    """Ändrar orderns fält. I ett beslutat uppdrag sparas varje ändring med skälet.

    Args:
        nya: fält ur FALT och MANGA med sina nya värden; ett som inte nämns rörs inte.

    Raises:
        ValidationError: läsåret är stängt, uppdraget är slut, orden är tomma, eller skälet fattas.
    """
    uppdrag, nu = las_for_andring(uppdrag), nu or klockan_nu()
    _krav_pa_ord(nya.get("rubrik", uppdrag.rubrik), nya.get("text", uppdrag.text))
    andrat = _skillnader(uppdrag, nya)
    if not andrat:
        return uppdrag
    krav_pa_skal(uppdrag, varfor)
    for namn in FALT:
        if namn in nya:
            setattr(uppdrag, namn, nya[namn])
    uppdrag.save()
    for namn in MANGA:
        if namn in nya:
            getattr(uppdrag, namn).set(nya[namn])
    anteckna(uppdrag, andrat, varfor=varfor, av=av, nu=nu)
    logga("andra_uppdrag", av=av, pa=uppdrag, nu=nu, falt=sorted(andrat))
    folj_uppdraget(uppdrag)
    return uppdrag


def _skillnader(uppdrag: Uppdrag, nya: dict[str, Any]) -> dict[str, tuple[str, str]]:
    """Fältets namn i ord → (från, till) i ord, för de fält som får ett annat värde."""
    andrat = {}
    for namn in (n for n in (*FALT, *MANGA) if n in nya):
        nu = getattr(uppdrag, namn).all() if namn in MANGA else getattr(uppdrag, namn)
        fran, till = _i_ord(namn, nu), _i_ord(namn, nya[namn])
        if fran != till:
            andrat[str(Uppdrag._meta.get_field(namn).verbose_name)] = (fran, till)  # type: ignore[union-attr]
    return andrat


def _i_ord(namn: str, varde: Any) -> str:
    """Värdet så som historiken visar det."""
    if namn in MANGA:
        return uppraknat(sorted(str(rad) for rad in varde))
    if isinstance(varde, list):
        return uppraknat([str(Uppdrag.Uppfoljning(v).label) for v in varde])
    if isinstance(varde, bool) or varde is None:
        return {True: "ja", False: "nej", None: ""}[varde]
    val = dict(getattr(Uppdrag._meta.get_field(namn), "choices", None) or ())
    return str(val.get(varde, varde))


@transaction.atomic
def satt_parter(
    *, uppdrag: Uppdrag, parter: Iterable[Partuppgift], av: Person | None, varfor: str = "", nu: datetime | None = None
) -> list[Part]:
    """Sätter alla parter på en gång, i den ordning de står. Samma parter igen ändrar inget.

    Raises:
        ValidationError: två sammankallande, samma part två gånger, skälet fattas, läsåret är stängt, uppdraget är slut.
    """
    uppdrag, nu = las_for_andring(uppdrag), nu or klockan_nu()
    nya = list(parter)
    beslutat = uppdrag.tillstand != Uppdragslage.UTKAST
    if fel := fel_i_parterna(nya) or (hinder_att_besluta(nya) if beslutat else None):
        raise ValidationError({"parter": fel})
    gamla = list(uppdrag.parter.select_related("plats"))
    if [p.uppgift for p in gamla] == nya:
        return gamla
    krav_pa_skal(uppdrag, varfor)
    uppdrag.parter.all().delete()
    Part.objects.bulk_create(
        Part(uppdrag=uppdrag, roll=p.roll, plats_id=p.plats, grupp=p.grupp, namn=p.namn, inom=p.inom, ordning=i)
        for i, p in enumerate(nya)
    )
    satta = list(uppdrag.parter.select_related("plats"))
    if av is not None:
        anteckna(uppdrag, {"parter": (_parterna_i_ord(gamla), _parterna_i_ord(satta))}, varfor=varfor, av=av, nu=nu)
    logga("satt_parter", av=av, pa=uppdrag, nu=nu, antal=len(satta))
    folj_uppdraget(uppdrag)
    return satta


def _parterna_i_ord(parter: Iterable[Part]) -> str:
    return "; ".join(f"{p.vem} ({Partroll(p.roll).label})" for p in parter)


@transaction.atomic
def flytta_uppdrag(*, uppdrag: Uppdrag, lasar: Lasar, varfor: str, av: Person, nu: datetime | None = None) -> Uppdrag:
    """Flyttar uppdraget till ett annat läsårs plan; det får där nästa lediga nummer.

    Raises:
        ValidationError: något av läsåren är stängt, uppdraget är slut eller hör redan dit, eller skälet fattas.
    """
    uppdrag, nu = las_for_andring(uppdrag), nu or klockan_nu()
    if lasar.stangt:
        raise ValidationError({"lasar": f"Läsåret {lasar} är stängt. Välj ett som är öppet."})
    if lasar.pk == uppdrag.lasar_id:
        raise ValidationError({"lasar": f"Uppdraget hör redan till {lasar}."})
    krav_pa_skal(uppdrag, varfor)
    fran = f"nr {uppdrag.nr}, {uppdrag.lasar}"
    uppdrag.lasar, uppdrag.nr = lasar, _nasta_nr(lasar)
    uppdrag.save(update_fields=["lasar", "nr"])
    anteckna(uppdrag, {"läsår": (fran, f"nr {uppdrag.nr}, {lasar}")}, varfor=varfor, av=av, nu=nu)
    logga("flytta_uppdrag", av=av, pa=uppdrag, nu=nu, fran=fran)
    folj_uppdraget(uppdrag)
    return uppdrag


@transaction.atomic
def ta_bort_utkast(*, uppdrag: Uppdrag, av: Person, nu: datetime | None = None) -> None:
    """Tar bort ett utkast. Ett beslutat uppdrag avbryts i stället, så att det står kvar.

    Raises:
        ValidationError: läsåret är stängt, eller uppdraget är beslutat.
    """
    uppdrag = las_for_andring(uppdrag)
    if uppdrag.tillstand != Uppdragslage.UTKAST:
        raise GarInteNu("Ett beslutat uppdrag tas inte bort. Avbryt det i stället.")
    logga("ta_bort_uppdrag", av=av, pa=uppdrag, nu=nu)
    uppdrag.delete()
