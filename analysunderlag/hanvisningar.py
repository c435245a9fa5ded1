"""Värdet som källa till en hänvisning: orden som alla får se, och vägen till enhetens sida."""

from collections.abc import Collection

from django.urls import reverse

from analysunderlag.bilder import ankare
from analysunderlag.models import Niva, Varde
from analysunderlag.regler.skydd_ord import Insyn
from analysunderlag.regler.uppdelning import i_ord
from analysunderlag.visning import visa
from styrkedja.hanvisningar import Kallsvar, Losare
from styrkedja.models import Enhet, Person

SLAG = "varde"


def las(identiteter: Collection[str]) -> dict[str, Kallsvar]:
    """Värdenas identitet → vad alla får se av dem. Två frågor."""
    rader = Varde.objects.gallande().filter(identitet__in=identiteter).for_visning()
    return {rad.identitet: _svar(rad) for rad in rader.select_related("nyckeltal", "kalla", "plats")}


def _svar(rad: Varde) -> Kallsvar:
    visat = visa(rad, Insyn.OPPEN)
    led = (rad.nyckeltal.namn, i_ord(rad.uppdelning), rad.plats.namn if rad.plats else rad.jamforelse, rad.period)
    vad = ", ".join(filter(None, (*led, str(rad.kalla), visat.n, "preliminärt" if visat.preliminart else "")))
    return Kallsvar(visat.text, rad.version, vad, citerbar=not visat.skyddat and visat.tal is not None)


def adress(person: Person, identitet: str) -> str | None:
    """Talets plats på enhetens sida, eller nyckeltalets sida; None för den som inte får se talet."""
    rader = Varde.objects.synliga_for(person).gallande().filter(identitet=identitet)
    rad = rader.select_related("nyckeltal", "skolform").first()
    if rad is None:
        return None
    if rad.niva == Niva.ENHET and (enhet := Enhet.objects.filter(pk=rad.plats_id).first()):
        plats = ankare(rad.nyckeltal.nyckel, rad.skolform.nyckel if rad.skolform else "", rad.uppdelning)
        return f"{reverse('enhet-underlag', args=[enhet.slug])}#{plats}"
    return reverse("underlag-nyckeltal", args=[rad.nyckeltal.nyckel])


LOSARE = {SLAG: Losare(las, adress)}
