"""Att be om en genomgång av ett PM i områdets ledningsgrupp, och att svara ja eller nej."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse

from analysunderlag.models import Bilaga, Genomgang
from styrkedja.handlingar.logg import logga
from styrkedja.handlingar.mejl import lagg_mejl
from styrkedja.klocka import dagen
from styrkedja.klocka import nu as klockan_nu
from styrkedja.models import Person, Verksamhetsomrade

Svar = Genomgang.Svar


@transaction.atomic
def be_om_genomgang(
    *,
    bilaga: Bilaga,
    omrade: Verksamhetsomrade,
    onskad_dag: date,
    av: Person,
    onskan: str = "",
    nu: datetime | None = None,
) -> Genomgang:
    """Önskar en genomgång. Den som skrev PM:et får ett brev; det som skrivs in i efterhand (`nu`) ger inget.

    Raises:
        ValidationError: dagen har varit, eller området väntar redan på svar om det PM:et.
    """
    historik, nu = nu is not None, nu or klockan_nu()
    if onskad_dag < dagen(nu):
        raise ValidationError({"onskad_dag": "Dagen har varit. Välj en som kommer."})
    if bilaga.genomgangar.select_for_update().filter(omrade=omrade, svar=Svar.VANTAR).exists():
        raise ValidationError({"omrade": f"{omrade} väntar redan på svar om det här PM:et."})
    rad = Genomgang.objects.create(
        bilaga=bilaga, omrade=omrade, onskad_dag=onskad_dag, onskan=onskan.strip(), av=av, nar=nu
    )
    logga("be_om_genomgang", av=av, pa=rad, plats_id=omrade.pk, nu=nu, dag=onskad_dag.isoformat())
    if not historik:
        lagg_mejl(
            till=bilaga.av, nyckel=f"genomgang-{rad.pk}", amne=f"{omrade} vill ha en genomgång",
            text=f"{av.namn} ber om en genomgång av ett PM i {omrade}.",
            adress=reverse("underlag-genomgang", args=[rad.pk]),
        )  # fmt: skip
    return rad


@transaction.atomic
def svara_pa_genomgang(
    *,
    genomgang: Genomgang,
    svar: str,
    av: Person,
    dag: date | None = None,
    svarets_ord: str = "",
    nu: datetime | None = None,
) -> Genomgang:
    """Bokar genomgången eller säger nej. Den som bad får ett brev.

    Args:
        dag: när ett ja gäller; utan den gäller den önskade dagen.
        svarets_ord: krävs vid nej.

    Raises:
        ValidationError: svaret saknas, nej utan skäl, dagen har varit, eller någon har redan svarat.
    """
    historik, nu = nu is not None, nu or klockan_nu()
    rad = Genomgang.objects.select_for_update().get(pk=genomgang.pk)
    dag = (dag or rad.onskad_dag) if svar == Svar.JA else None
    if fel := _hinder(rad, svar, dag, svarets_ord, dagen(nu)):
        raise ValidationError(fel)
    rad.svar, rad.dag, rad.svarets_ord, rad.svarad_av, rad.svarad = svar, dag, svarets_ord.strip(), av, nu
    rad.save()
    logga("svara_pa_genomgang", av=av, pa=rad, plats_id=rad.omrade_id, nu=nu, svar=svar)
    besked = "är bokad" if dag else "går inte den här gången"
    if not historik:
        lagg_mejl(
            till=rad.av, nyckel=f"genomgang-svar-{rad.pk}", amne="Svar om genomgången",
            text=f"Genomgången i {rad.omrade} {besked}.", adress=reverse("underlag-pm-ett", args=[rad.bilaga_id]),
        )  # fmt: skip
    return rad


def _hinder(rad: Genomgang, svar: str, dag: date | None, ord_: str, idag: date) -> dict[str, str] | str:
    if rad.svar != Svar.VANTAR:
        return f"{rad.svarad_av} har redan svarat: {rad.get_svar_display()}."
    if svar not in (Svar.JA, Svar.NEJ):
        return {"svar": "Välj ja eller nej."}
    if svar == Svar.NEJ and not ord_.strip():
        return {"svarets_ord": "Skriv varför, eller föreslå något annat."}
    if dag and dag < idag:
        return {"dag": "Dagen har varit. Välj en som kommer."}
    return {}
