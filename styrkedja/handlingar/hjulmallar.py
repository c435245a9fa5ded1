"""Att ändra en mall i årshjulet. Regeln prövas innan den sparas; läsårets poster följer med när hjulet skapas nästa gång."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from styrkedja.behorighet import krav_pa_ratt
from styrkedja.behorighet.hjul import hinder_for_att_andra_hjulmallar
from styrkedja.handlingar.logg import logga
from styrkedja.klocka import nu as klockan_nu
from styrkedja.models import Hjulmall, Person
from styrkedja.regler.hjul import ankare_i, fel_i_regel


@transaction.atomic
def andra_hjulmall(
    *,
    mall: Hjulmall,
    rubrik: str,
    aktiv: bool,
    regel: Mapping[str, Any],
    av: Person | None,
    nu: datetime | None = None,
) -> Hjulmall:
    """Sparar mallen. Referensdata skriver sedan inte över den.

    Raises:
        ValidationError: regeln går inte att räkna med, eller andra mallar hänger på en som stängs av.
        PermissionDenied: personen är inte systemadministratör.
    """
    if av is not None:
        krav_pa_ratt(hinder_for_att_andra_hjulmallar(av))
    andra = list(Hjulmall.objects.select_for_update().filter(aktiv=True).exclude(pk=mall.pk))
    _prova(mall, andra, aktiv, regel)
    nytt = {"rubrik": rubrik, "aktiv": aktiv, "regel": dict(regel)}
    andrade = sorted(falt for falt, varde in nytt.items() if getattr(mall, falt) != varde)
    if andrade:
        for falt in andrade:
            setattr(mall, falt, nytt[falt])
        mall.andrad_nar = nu or klockan_nu()
        mall.save(update_fields=[*andrade, "andrad_nar"])
        logga("andra_hjulmall", av=av, pa=mall, nu=nu, falt=andrade)
    return mall


def _prova(mall: Hjulmall, andra: list[Hjulmall], aktiv: bool, regel: Mapping[str, Any]) -> None:
    if fel := fel_i_regel(regel, mall.nyckel, {m.nyckel: m.regel for m in andra}):
        raise ValidationError({"regel": fel})
    hanger = [m.rubrik for m in andra if mall.nyckel in ankare_i(m.regel)]
    if hanger and not aktiv:
        visas = ", ".join(hanger[:3]) + (f" och {len(hanger) - 3} till" if len(hanger) > 3 else "")
        raise ValidationError({"aktiv": f"Andra poster hänger på den här: {visas}. Ändra dem först."})
