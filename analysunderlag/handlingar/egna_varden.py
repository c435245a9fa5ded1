"""Enhetens egna tal, inskrivna för hand: ett i taget, rättade som en ny version, eller borttagna."""

from datetime import datetime
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction

from analysunderlag.handlingar.skydd import rakna_om
from analysunderlag.handlingar.varden import skriv_varden
from analysunderlag.models import Kalla, Niva, Nyckeltal, Varde
from analysunderlag.regler.perioder import Period
from styrkedja.handlingar.logg import logga
from styrkedja.klocka import dagen
from styrkedja.klocka import nu as klockan_nu
from styrkedja.models import Person


@transaction.atomic
def skriv_eget_varde(
    *,
    nyckeltal: Nyckeltal,
    period: Period,
    tal: Decimal,
    kalla: Kalla,
    av: Person,
    antal: int | None = None,
    svarsfrekvens: Decimal | None = None,
    nu: datetime | None = None,
) -> None:
    """Skriver in talet. Finns det redan ett för perioden och källan är det en rättning: den gamla lydelsen står kvar.

    Raises:
        ValidationError: nyckeltalet är gemensamt eller avslutat, perioden har inte börjat, eller antalet saknas.
    """
    nu = nu or klockan_nu()
    if nyckeltal.enhet is None:
        raise ValidationError("Gemensamma tal läses in ur källorna.")
    if nyckeltal.upphord:
        raise ValidationError("Nyckeltalet är avslutat.")
    if period.fran > dagen(nu):
        raise ValidationError({"period": f"{period} har inte börjat."})
    if nyckeltal.minsta_grupp is not None and antal is None:
        raise ValidationError(
            {"antal": "Skriv hur många talet gäller. Utan antalet går det inte att skydda små grupper."}
        )
    rad = Varde(
        nyckeltal=nyckeltal, niva=Niva.ENHET, plats=nyckeltal.enhet, period=period.text, period_till=period.till,
        tal=tal, antal=antal, svarsfrekvens=svarsfrekvens, kalla=kalla,
    )  # fmt: skip
    skrivet = skriv_varden([rad], nu=nu)
    if skrivet.andrade:
        rakna_om(skrivet.berorda)
        verb = "ratta_varde" if skrivet.rattade else "skriv_varde"
        logga(verb, av=av, pa=nyckeltal, plats_id=nyckeltal.enhet_id, nu=nu, period=period.text, kalla=kalla.nyckel)


@transaction.atomic
def ta_bort_eget_varde(*, varde: Varde, av: Person, nu: datetime | None = None) -> None:
    """Talet visas inte längre. Raden står kvar som en version som inte gäller.

    Raises:
        ValidationError: talet är inte enhetens eget.
    """
    if varde.nyckeltal.enhet_id is None:
        raise ValidationError("Gemensamma tal ångras i inläsningen som de kom med.")
    Varde.objects.filter(pk=varde.pk).update(galler=False)
    rakna_om({(varde.nyckeltal_id, varde.period)})
    logga("ta_bort_varde", av=av, pa=varde.nyckeltal, plats_id=varde.plats_id, nu=nu, period=varde.period)
