"""Verksamhetsmålen: lägga ett mål, skriva det, flytta det i ordningen, ta bort eller släppa det."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from analysunderlag.models import Nyckeltal
from styrkedja.handlingar.logg import logga
from styrkedja.handlingar.texter import Sparat, spara_texter
from styrkedja.klocka import nu as klockan_nu
from styrkedja.models import Person
from styrkedja.models.text import Textslag
from styrkedja.regler.riktext import ar_tom
from vp_uppdrag.handlingar import GarInteNu
from vp_uppdrag.handlingar.planinnehall import MAL
from vp_uppdrag.handlingar.planlas import har_skrivits, las_for_skrivning, las_mal, ta_bort_eller_slapp
from vp_uppdrag.models import Bidrag, Mal, Verksamhetsplan
from vp_uppdrag.regler.mal import MAX_MAL, Ipsniva
from vp_uppdrag.regler.planord import MALETS_ORD

RIKA = {f.nyckel: Textslag.RIK for f in MALETS_ORD if f.rik}


@transaction.atomic
def lagg_mal(
    *,
    plan: Verksamhetsplan,
    text: str,
    av: Person,
    svarar_pa: str = "",
    svarar_pa_slag: str = "",
    foregaende: Mal | None = None,
    nu: datetime | None = None,
) -> Mal:
    """Ett nytt mål sist i planen.

    Args:
        text: målets mening; får vara tom när målet växer ur något och meningen skrivs sedan.
        svarar_pa, svarar_pa_slag: orden som målet svarar på, och vad de var (utmaning, framgång).

    Raises:
        ValidationError: läsåret är stängt, planen är fastställd, full, eller målet har varken ord eller ursprung.
    """
    plan, nu = las_for_skrivning(plan), nu or klockan_nu()
    if ar_tom(text) and ar_tom(svarar_pa):
        raise ValidationError({"text": "Skriv målet i en mening."})
    antal = plan.mal.count()
    if antal >= MAX_MAL:
        raise GarInteNu(f"Planen har {MAX_MAL} mål. Släpp något först.")
    ordning = (plan.mal.aggregate(hogst=Max("ordning"))["hogst"] or 0) + 1
    mal = Mal.objects.create(
        plan=plan, ordning=ordning, text=_en_rad(text), svarar_pa=svarar_pa.strip()[:600], svarar_pa_slag=svarar_pa_slag,
        foregaende=foregaende, skapad=nu, skapad_av=av,
    )  # fmt: skip
    if not ar_tom(text):
        spara_texter(agare_slag=MAL, agare_id=mal.pk, texter={"mal": text.strip()}, av=av, nu=nu)
    har_skrivits(plan)
    logga("lagg_mal", av=av, pa=mal, plats_id=plan.plats_id, nu=nu, svarar_pa=svarar_pa_slag)
    return mal


def _en_rad(text: str) -> str:
    """Meningen som listor och rubriker visar."""
    return " ".join(text.split())[:300]


@transaction.atomic
def spara_mal(
    *,
    mal: Mal,
    texter: Mapping[str, str],
    av: Person,
    versioner: Mapping[str, int] | None = None,
    op: UUID | None = None,
    orsaksniva: str | None = None,
    utan_orsak: str | None = None,
    underlag: Iterable[Nyckeltal] | None = None,
    annat_underlag: str | None = None,
    bidrag: Iterable[Bidrag] | None = None,
    nu: datetime | None = None,
) -> Sparat:
    """Sparar målets ord och val. Det är skrivande och ingen händelse i loggen; det sändas och fastställas är det.

    Args:
        texter, versioner, op: se spara_texter. None skriver utan jämförelse (demo, import).
        orsaksniva, utan_orsak, underlag, annat_underlag, bidrag: None lämnar valet orört.

    Raises:
        ValidationError: läsåret är stängt, planen är fastställd, målet är släppt, eller nivån finns inte.
    """
    last, plan = las_mal(mal)
    if orsaksniva is not None and orsaksniva not in ("", *Ipsniva.values):
        raise ValidationError({"orsaksniva": "Välj process eller struktur."})
    sparat = spara_texter(
        agare_slag=MAL, agare_id=last.pk, texter=texter, av=av, versioner=versioner, op=op, slag=_slagen(texter), nu=nu
    )
    nya = {"orsaksniva": orsaksniva, "utan_orsak": utan_orsak, "annat_underlag": annat_underlag}
    nya = {namn: varde for namn, varde in nya.items() if varde is not None}
    if "mal" in sparat.andrade:
        nya["text"] = _en_rad(texter["mal"])
    if andrade := [namn for namn, varde in nya.items() if getattr(last, namn) != varde]:
        for namn in andrade:
            setattr(last, namn, nya[namn])
        last.save(update_fields=andrade)
    if underlag is not None:
        last.underlag.set(underlag)
    if bidrag is not None:
        satt_bidrag(mal=last, bidrag=bidrag, av=av, nu=nu)
    har_skrivits(plan)
    return sparat


def _slagen(texter: Mapping[str, str]) -> dict[str, str]:
    return {falt: slag for falt, slag in RIKA.items() if falt in texter}


@transaction.atomic
def satt_bidrag(*, mal: Mal, bidrag: Iterable[Bidrag], av: Person, nu: datetime | None = None) -> list[Bidrag]:
    """Sätter allt som målet bidrar till på en gång. Samma bidrag igen ändrar inget.

    Det som står i den fastställda planen gäller tills nästa är fastställd: det märks som borttaget och försvinner då.

    Args:
        bidrag: osparade rader, var och en med uppdrag, nämndmål eller läroplansområde.
    """
    last, plan = las_mal(mal)
    har = {b.nyckel: b for b in last.bidrag.all()}
    onskade = {b.nyckel: b for b in bidrag}
    if {n for n, b in har.items() if not b.borttaget} == set(onskade):
        return [har[n] for n in onskade]
    for nyckel, rad in har.items():
        _behall(rad, kvar=nyckel in onskade)
    for nyckel in onskade.keys() - har.keys():
        onskade[nyckel].mal = last
        onskade[nyckel].save()
    har_skrivits(plan)
    logga("satt_bidrag", av=av, pa=last, plats_id=plan.plats_id, nu=nu, bidrag=sorted(onskade))
    return list(last.bidrag.filter(borttaget=False))


def _behall(rad: Bidrag, *, kvar: bool) -> None:
    if rad.galler and rad.borttaget == kvar:
        rad.borttaget = not kvar
        rad.save(update_fields=["borttaget"])
    elif not rad.galler and not kvar:
        rad.delete()


@transaction.atomic
def flytta_mal(*, mal: Mal, upp: bool, av: Person, nu: datetime | None = None) -> None:
    """Byter plats med målet före eller efter. Ytterst händer inget."""
    last, plan = las_mal(mal)
    alla = list(Mal.objects.i_planen().filter(plan=plan))
    plats = next(i for i, m in enumerate(alla) if m.pk == last.pk)
    ny = plats + (-1 if upp else 1)
    if not 0 <= ny < len(alla):
        return
    alla[plats], alla[ny] = alla[ny], alla[plats]
    for ordning, rad in enumerate(alla, 1):
        rad.ordning = ordning
    Mal.objects.bulk_update(alla, ["ordning"])
    logga("flytta_mal", av=av, pa=last, plats_id=plan.plats_id, nu=nu)


@transaction.atomic
def ta_bort_mal(*, mal: Mal, av: Person, varfor: str = "", nu: datetime | None = None) -> None:
    """Tar bort ett mål ur utkastet. Har planen varit fastställd släpps målet, med skäl, och står kvar i historiken.

    Raises:
        ValidationError: skälet fattas för ett mål i en plan som har varit fastställd, eller planen går inte att skriva i.
    """
    last, plan = las_mal(mal)
    nu = nu or klockan_nu()
    if plan.gallande_id and ar_tom(varfor):
        raise ValidationError({"varfor": "Skriv varför målet släpps. Skälet står kvar i planens historik."})
    logga("ta_bort_mal", av=av, pa=last, plats_id=plan.plats_id, nu=nu)
    last.slappt_for = varfor.strip()[:400]
    if plan.gallande_id:
        last.save(update_fields=["slappt_for"])
    ta_bort_eller_slapp(last, plan, nu)
    har_skrivits(plan)
