"""Att ångra en inläsning: dess värden slutar gälla, och de som gällde före dem gäller igen. Inget raderas."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from analysunderlag.behorighet.inlasning import hinder_for_att_angra
from analysunderlag.handlingar.skydd import rakna_om
from analysunderlag.handlingar.varden import BUNT
from analysunderlag.models import Inlasning, Varde
from styrkedja.behorighet import krav_pa_ratt
from styrkedja.handlingar.logg import logga
from styrkedja.klocka import nu as klockan_nu
from styrkedja.models import Person


@transaction.atomic
def angra(*, rad: Inlasning, av: Person, nu: datetime | None = None) -> Inlasning:
    """Ångrar en införd fil. Det som en senare fil har ersatt står kvar. Två gånger är en gång.

    Raises:
        PermissionDenied: personen ångrar inte inläsningar.
        ValidationError: filen är inte införd.
    """
    krav_pa_ratt(hinder_for_att_angra(av))
    rad, nu = Inlasning.objects.select_for_update().get(pk=rad.pk), nu or klockan_nu()
    if rad.status == Inlasning.Status.ANGRAD:
        return rad
    if rad.status != Inlasning.Status.INFORD:
        raise ValidationError("Bara en införd fil går att ångra.")
    rad.status, rad.angrad, rad.angrad_av = Inlasning.Status.ANGRAD, nu, av
    rad.save(update_fields=["status", "angrad", "angrad_av"])
    alla = list(rad.varden.order_by("pk").select_for_update())
    galler = {v.identitet: v for v in alla if v.galler}
    _satt(galler=False, nycklar=[v.pk for v in galler.values()])
    tillbaka = _foregangare(galler)
    _satt(galler=True, nycklar=tillbaka)
    rakna_om({(v.nyckeltal_id, v.period) for v in alla})
    antal: dict[str, Any] = {"borttagna": len(galler), "tillbaka": len(tillbaka), "ersatta": len(alla) - len(galler)}
    rad.utfall = rad.utfall | {"angrat": antal}
    rad.save(update_fields=["utfall"])
    logga("angra_inlasning", av=av, pa=rad, nu=nu, **antal)
    return rad


def _foregangare(galler: dict[str, Varde]) -> list[int]:
    """För varje värde den senaste tidigare versionen som ingen har ångrat."""
    senaste: dict[str, tuple[int, int]] = {}
    for bunt in _buntar(list(galler)):
        rader = Varde.objects.filter(identitet__in=bunt).exclude(inlasning__status=Inlasning.Status.ANGRAD)
        for pk, identitet, version in rader.values_list("pk", "identitet", "version"):
            if version < galler[identitet].version:
                senaste[identitet] = max(senaste.get(identitet, (0, 0)), (version, pk))
    return [pk for _, pk in senaste.values()]


def _satt(*, galler: bool, nycklar: list[int]) -> None:
    for bunt in _buntar(nycklar):
        Varde.objects.filter(pk__in=bunt).update(galler=galler)


def _buntar(lista: list) -> Iterable[list]:
    return (lista[i : i + BUNT] for i in range(0, len(lista), BUNT))
