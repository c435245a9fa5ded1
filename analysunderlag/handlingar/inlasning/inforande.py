"""Att föra in en granskad fil: allt i en transaktion, eller inget. Och att minnas det som valts för hand."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from analysunderlag.handlingar.inlasning.granskning import sammanfatta
from analysunderlag.handlingar.inlasning.lasning import Lasval
from analysunderlag.handlingar.inlasning.mottagning import (
    borja,
    krav_pa_att_lasa_in,
    planera_inlasning,
    slapp_filen,
)
from analysunderlag.handlingar.inlasning.planering import ANDRAD, NY, Plan, Steg
from analysunderlag.handlingar.skydd import rakna_om
from analysunderlag.handlingar.varden import skriv_varden
from analysunderlag.models import Enhetskoppling, Inlasning, Kalla, Nyckeltal, Rubrikalias, Tabellkoppling
from analysunderlag.regler.former.tabell import FORM as TABELL
from analysunderlag.regler.former.tabell import signatur
from styrkedja.format import antal_ord
from styrkedja.handlingar.logg import logga
from styrkedja.klocka import nu as klockan_nu
from styrkedja.models import Enhet
from styrkedja.regler.inlasning import Filfel, normal


def infor(*, rad: Inlasning, nu: datetime | None = None, vid_steg: Steg = lambda procent: None) -> dict[str, Any]:
    """För in filen i en påbörjad inläsning. Redan införd: ger kvittot och ändrar inget.

    Läser filen före transaktionen och skriver allt i en. Dör processen mitt i finns inget av det kvar.

    Returns:
        Kvittot: antalen ur `sammanfatta`.

    Raises:
        ValidationError: filen har fel som ingen har tagit ställning till, eller varningar som inte är bekräftade.
        Filfel: filen finns inte längre.
    """
    if rad.status != Inlasning.Status.PAGAR:
        return rad.utfall
    plan = planera_inlasning(rad, vid_steg=vid_steg)
    _prova(plan, rad)
    vid_steg(75)
    with transaction.atomic():
        return _skriv(plan, rad, nu or klockan_nu())


def infor_direkt(
    *, rad: Inlasning, hoppa_fel: int = 0, bekraftade: list[str] | None = None, nu: datetime | None = None
) -> dict[str, Any]:
    """För in filen här och nu, utan kö: kommandot och demon. Går det inte väntar filen på granskning igen.

    Raises:
        ValidationError, Filfel: som `infor`.
    """
    borja(rad, hoppa_fel=hoppa_fel, bekraftade=bekraftade or [])
    try:
        return infor(rad=rad, nu=nu)
    except (ValidationError, Filfel) as fel:
        ge_tillbaka(rad, " ".join(getattr(fel, "messages", [str(fel)])))
        raise


def _prova(plan: Plan, rad: Inlasning) -> None:
    if plan.last.hinder:
        raise ValidationError(plan.last.hinder)
    if len(plan.fel) != rad.lasning.get("hoppa_fel", 0):
        raise ValidationError(f"{fel_i_ord(len(plan.fel))} Inget är infört. Granska filen igen.")
    obekraftade = [v for v in plan.lasning.varningar if v.nyckel not in rad.lasning.get("bekraftade", [])]
    if obekraftade:
        raise ValidationError(f"Det här måste bekräftas först: {obekraftade[0].mening}")
    if rad.av is not None and plan.kalla is not None:
        krav_pa_att_lasa_in(rad.av, plan.kalla)


def _skriv(plan: Plan, rad: Inlasning, nu: datetime) -> dict[str, Any]:
    last = Inlasning.objects.select_for_update().get(pk=rad.pk)
    if last.status != Inlasning.Status.PAGAR:
        return last.utfall
    if plan.kalla is not None:
        # Två filer ur samma källa går efter varandra, så att den senare jämförs med den förra.
        Kalla.objects.select_for_update().get(pk=plan.kalla.pk)
    kvitto = sammanfatta(plan)
    nya = [p.varde for p in plan.med(NY, ANDRAD)]
    for varde in nya:
        varde.inlasning, varde.skapad = rad, nu
    skrivet = skriv_varden(nya, nu=nu)
    kvitto |= {"nya": skrivet.nya, "andrade": skrivet.rattade}
    if skrivet.berorda:
        rakna_om(skrivet.berorda)
    _minns(plan, rad, nu)
    last.status, last.inford, last.kalla, last.utfall = Inlasning.Status.INFORD, nu, plan.kalla, kvitto
    slapp_filen(last)
    antal = {namn: kvitto[namn] for namn in ("rader", "nya", "andrade", "oforandrade", "fel")}
    logga("las_in_underlag", av=rad.av, pa=last, nu=nu, form=rad.form, sha256=rad.sha256, **antal)
    return kvitto


def _minns(plan: Plan, rad: Inlasning, nu: datetime) -> None:
    """Det som valdes för hand gäller nästa gång också."""
    val = Lasval.ur(rad.lasning)
    finns = set(Enhet.objects.filter(pk__in=val.enheter.values()).values_list("pk", flat=True))
    for nyckel, enhet in val.enheter.items():
        if enhet in finns:
            uppgifter = {"skrivs": nyckel.removeprefix("namn:")[:140], "enhet_id": enhet, "av": rad.av, "nar": nu}
            Enhetskoppling.objects.update_or_create(nyckel=nyckel[:140], defaults=uppgifter)
    for rubrik, vad in val.rubriker.items():
        betyder = {"roll": vad} if vad in Rubrikalias.Roll.values else {"roll": Rubrikalias.Roll.TAL, "nyckeltal": vad}
        Rubrikalias.objects.get_or_create(
            rapport=plan.lasning.rapport,
            normal=normal(rubrik),
            defaults={"rubrik": rubrik[:300], "av": rad.av, **betyder},
        )
    if rad.form == TABELL and plan.last.koppling and plan.kalla:
        koppling = plan.last.koppling
        Tabellkoppling.objects.update_or_create(
            signatur=signatur(plan.lasning.rubriker),
            defaults={
                "kalla": plan.kalla, "nyckeltal": Nyckeltal.objects.filter(nyckel=koppling.nyckeltal).first(),
                "koppling": koppling.lagras(), "av": rad.av, "nar": nu,
            },
        )  # fmt: skip


def fel_i_ord(antal: int) -> str:
    """ "En rad har fel.", "Tre rader har fel." """
    mening = f"{antal_ord(antal, 'en rad', 'rader')} har fel."
    return mening[:1].upper() + mening[1:]


def ge_tillbaka(rad: Inlasning, mening: str) -> None:
    """Filen väntar på granskning igen, med skälet till att den inte fördes in."""
    rad.status, rad.utfall = Inlasning.Status.VANTAR, {"nej": mening}
    rad.save(update_fields=["status", "utfall"])
