"""Svaren på stödbehoven: ta emot, svara, skicka vidare, ta ställning. Varje steg är en händelse och syns för avsändaren."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from dialoger.handlingar import GarInteNu
from dialoger.handlingar.stodbrev import beratta_om_flytt, beratta_om_svar, beratta_racker_inte
from dialoger.models import Stodflytt, Stodsvar
from kvalitetsrapporter.models import Stodbehov
from kvalitetsrapporter.regler.stodbehov import Stodlage, nasta_stodlage
from styrkedja.handlingar.logg import logga
from styrkedja.klocka import nu as klockan_nu
from styrkedja.models import Avdelning, Omgang, Person

#: Den som behovet går till när ingen avdelning är vald.
VERKSAMHETSCHEFEN = "verksamhetschefen"


def _las(behov: Stodbehov, handling: str) -> tuple[Stodbehov, Stodlage]:
    """Behovet låst, och läget som handlingen leder till.

    Raises:
        GarInteNu: handlingen går inte från läget som behovet har nu.
    """
    Stodbehov.objects.select_for_update().get(pk=behov.pk)
    last = Stodbehov.objects.select_related("avsnitt__rapport__enhet", "avsnitt__rapport__lasar", "mottagare").get(
        pk=behov.pk
    )
    till = nasta_stodlage(last.tillstand, handling)
    if till is None:
        raise GarInteNu(f"Det går inte nu: behovet är {last.get_tillstand_display()}.")
    return last, till


@transaction.atomic
def svara_pa_behov(
    *,
    behov: Stodbehov,
    svar: str,
    text: str,
    av: Person,
    kraver: str = "",
    fran: str = "",
    till: str = "",
    foljs_upp: Omgang | None = None,
    foljs_upp_i_ord: str = "",
    nu: datetime | None = None,
) -> Stodsvar:
    """Mottagarens svar. Ett nytt svar ersätter det förra, som står kvar i behovets historia.

    Raises:
        ValidationError: svaret är tomt.
        GarInteNu: behovet är inte sänt, eller redan följt upp.
    """
    historik, nu = nu is not None, nu or klockan_nu()
    if not text.strip():
        raise ValidationError({"text": "Skriv vad ni gör, och vad ni inte gör. Ett nej behöver sitt skäl."})
    last, lage = _las(behov, "svara")
    last.svar.filter(ersatt__isnull=True).update(ersatt=nu)
    rad = Stodsvar.objects.create(
        behov=last, svar=Stodsvar.Svar(svar), text=text.strip()[:4000], kraver=kraver.strip(), fran=fran.strip(),
        till=till.strip(), foljs_upp=foljs_upp, foljs_upp_i_ord=foljs_upp_i_ord.strip(), av=av, nar=nu,
    )  # fmt: skip
    last.tillstand = lage
    last.mottaget, last.mottaget_av = last.mottaget or nu, last.mottaget_av or av
    last.save(update_fields=["tillstand", "mottaget", "mottaget_av"])
    logga("svara_pa_behov", av=av, pa=last, plats_id=last.avsnitt.rapport.enhet_id, nu=nu, svar=str(rad.svar))
    if not historik:
        beratta_om_svar(rad)
    return rad


@transaction.atomic
def flytta_behov(
    *, behov: Stodbehov, mottagare: Avdelning | None, skal: str, av: Person, nu: datetime | None = None
) -> Stodbehov:
    """Skickar behovet till den som det hör till. Väntan räknas från att det sändes, inte från flytten.

    Args:
        mottagare: avdelningen; None är enhetens verksamhetschef.

    Raises:
        ValidationError: skälet fattas, eller mottagaren är den som redan har det.
        GarInteNu: behovet är besvarat.
    """
    historik, nu = nu is not None, nu or klockan_nu()
    last, lage = _las(behov, "flytta")
    if not skal.strip():
        raise ValidationError({"skal": "Skriv varför behovet hör till en annan. Avsändaren läser det."})
    if (mottagare.pk if mottagare else None) == last.mottagare_id:
        raise ValidationError({"mottagare": "Behovet är redan ställt dit. Välj en annan."})
    fran, till = (a.namn if a else VERKSAMHETSCHEFEN for a in (last.mottagare, mottagare))
    Stodflytt.objects.create(behov=last, fran=fran, till=till, skal=skal.strip()[:300], av=av, nar=nu)
    last.mottagare, last.tillstand, last.mottaget, last.mottaget_av = mottagare, lage, None, None
    last.save(update_fields=["mottagare", "tillstand", "mottaget", "mottaget_av"])
    logga("flytta_behov", av=av, pa=last, plats_id=last.avsnitt.rapport.enhet_id, nu=nu, fran=fran, till=till)
    if not historik:
        beratta_om_flytt(last)
    return last


@transaction.atomic
def ta_stallning(*, behov: Stodbehov, rektors: str, av: Person, skal: str = "", nu: datetime | None = None) -> Stodsvar:
    """Rektor säger vad svaret är värt: prövar det, det räckte inte (tas till nästa huvudmannadialog), eller det hjälpte.

    Raises:
        ValidationError: skälet fattas när det inte räcker.
        GarInteNu: behovet har inget svar, eller är redan följt upp.
    """
    historik, nu = nu is not None, nu or klockan_nu()
    last, lage = _las(behov, "folj_upp")
    stallning = Stodsvar.Rektors(rektors)
    if stallning == Stodsvar.Rektors.RACKER_INTE and not skal.strip():
        raise ValidationError({"skal": "Skriv vad som fattas. Det följer med till huvudmannadialogen."})
    rad = last.svar.get(ersatt__isnull=True)
    rad.rektors, rad.rektors_skal, rad.rektors_nar = stallning, skal.strip()[:400], nu
    rad.last_av_rektor = rad.last_av_rektor or nu
    rad.save(update_fields=["rektors", "rektors_skal", "rektors_nar", "last_av_rektor"])
    if stallning == Stodsvar.Rektors.HJALPTE:
        last.tillstand = lage
        last.save(update_fields=["tillstand"])
    logga("ta_stallning", av=av, pa=last, plats_id=last.avsnitt.rapport.enhet_id, nu=nu, stallning=str(stallning))
    if not historik and stallning == Stodsvar.Rektors.RACKER_INTE:
        beratta_racker_inte(rad)
    return rad


def svaret_ar_last(svar: Stodsvar, *, av: Person) -> None:
    """Antecknar första gången rektor läser svaret; mottagaren ser det. Inte en handling i kedjan, ingen händelse."""
    if svar.last_av_rektor is None:
        Stodsvar.objects.filter(pk=svar.pk, last_av_rektor__isnull=True).update(last_av_rektor=klockan_nu())
