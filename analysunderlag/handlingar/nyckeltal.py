"""Nyckeltalen själva: läggs till, ändras och avslutas, av enheten för sina egna och av huvudmannen för de gemensamma.

Ett nyckeltal tas aldrig bort: det upphör, och gamla värden står kvar. Historiken är händelserna i loggen.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify

from analysunderlag.handlingar.skydd import rakna_om
from analysunderlag.models import Kalla, Niva, Nyckeltal, Varde
from styrkedja.handlingar.logg import logga
from styrkedja.klocka import dagen
from styrkedja.klocka import nu as klockan_nu
from styrkedja.models import Enhet, Person, Skolform

FALT = frozenset({
    "namn", "definition", "matt", "decimaler", "hogre_ar_battre", "period", "laroplansomrade", "omgangar", "raknar",
    "minsta_grupp", "kallans_ord", "publiceras", "publiceras_manad", "anm",
})  # fmt: skip
#: Ändras de så räknas skyddet om.
SKYDDANDE = frozenset({"matt", "decimaler", "raknar", "minsta_grupp"})
#: Källorna som en enhet själv skriver in tal under.
EGNA_KALLOR = ("egen", "egen_enkat")


@transaction.atomic
def skapa_nyckeltal(
    *,
    av: Person,
    enhet: Enhet | None = None,
    kallor: Iterable[Kalla] = (),
    skolformer: Iterable[Skolform] = (),
    nu: datetime | None = None,
    **falt: Any,
) -> Nyckeltal:
    """Lägger till ett nyckeltal. Med `enhet` är det enhetens eget, utan är det gemensamt.

    Args:
        falt: namnen i FALT.

    Raises:
        ValidationError: ett nyckeltal med samma namn finns redan där.
    """
    _prova(Nyckeltal(enhet=enhet), falt)
    nivaer = [Niva.ENHET] if enhet else [Niva.ENHET, Niva.SKOLFORM, Niva.HUVUDMAN]
    rad = Nyckeltal(nyckel=_ny_nyckel(falt["namn"]), enhet=enhet, nivaer=nivaer, ordning=900, **falt)
    rad.save()
    rad.kallor.set(kallor or (Kalla.objects.filter(nyckel__in=EGNA_KALLOR) if enhet else ()))
    rad.skolformer.set(skolformer)
    logga("skapa_nyckeltal", av=av, pa=rad, plats_id=rad.enhet_id, nu=nu)
    return rad


@transaction.atomic
def andra_nyckeltal(
    *,
    nyckeltal: Nyckeltal,
    av: Person,
    kallor: Iterable[Kalla] | None = None,
    skolformer: Iterable[Skolform] | None = None,
    nu: datetime | None = None,
    **falt: Any,
) -> Nyckeltal:
    """Ändrar nyckeltalet. Gamla värden står kvar under det nya namnet; skyddet räknas om när det behövs.

    Raises:
        ValidationError: namnet är upptaget, eller måttet byts när det finns värden.
    """
    rad = Nyckeltal.objects.select_for_update().get(pk=nyckeltal.pk)
    _prova(rad, falt)
    andrade = sorted(namn for namn, varde in falt.items() if getattr(rad, namn) != varde)
    for namn in andrade:
        setattr(rad, namn, falt[namn])
    rad.save()
    for namn, val in (("kallor", kallor), ("skolformer", skolformer)):
        if val is not None and set(getattr(rad, namn).all()) != set(val):
            getattr(rad, namn).set(val)
            andrade.append(namn)
    if SKYDDANDE & set(andrade):
        rakna_om((rad.pk, period) for period in _perioder(rad))
    if andrade:
        logga("andra_nyckeltal", av=av, pa=rad, plats_id=rad.enhet_id, nu=nu, falt=andrade)
    return rad


@transaction.atomic
def avsluta_nyckeltal(*, nyckeltal: Nyckeltal, av: Person, nu: datetime | None = None) -> Nyckeltal:
    """Från i dag väntas inga nya värden. De gamla står kvar.

    Raises:
        ValidationError: det är redan avslutat.
    """
    nu = nu or klockan_nu()
    rad = Nyckeltal.objects.select_for_update().get(pk=nyckeltal.pk)
    if rad.upphord:
        raise ValidationError("Nyckeltalet är redan avslutat.")
    rad.upphord = dagen(nu)
    rad.save(update_fields=["upphord"])
    logga("avsluta_nyckeltal", av=av, pa=rad, plats_id=rad.enhet_id, nu=nu)
    return rad


def _prova(rad: Nyckeltal, falt: dict[str, Any]) -> None:
    if framlingar := falt.keys() - FALT:
        raise TypeError(f"Okända fält: {framlingar}")
    syskon = Nyckeltal.objects.for_enhet(rad.enhet) if rad.enhet else Nyckeltal.objects.gemensamma()
    if "namn" in falt and syskon.i_bruk().filter(namn__iexact=falt["namn"]).exclude(pk=rad.pk).exists():
        raise ValidationError({"namn": f"Det finns redan ett nyckeltal som heter {falt['namn']}."})
    if rad.pk and falt.get("matt", rad.matt) != rad.matt and rad.varden.exists():
        raise ValidationError({"matt": "Det finns tal i det måttet. Avsluta nyckeltalet och lägg till ett nytt."})


def _perioder(rad: Nyckeltal) -> set[str]:
    return set(Varde.objects.gallande().filter(nyckeltal=rad).order_by().values_list("period", flat=True))


def _ny_nyckel(namn: str) -> str:
    """Namnet som adressord, med ett nummer när det är upptaget."""
    ord_ = slugify(namn.replace("å", "a").replace("ä", "a").replace("ö", "o"))[:50].strip("-") or "nyckeltal"
    upptagna = set(Nyckeltal.objects.filter(nyckel__startswith=ord_).values_list("nyckel", flat=True))
    return next(n for i in range(len(upptagna) + 1) if (n := f"{ord_}-{i + 1}" if i else ord_) not in upptagna)
