"""Att sätta in en hänvisning, och att frysa dem som en version bär."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction

from styrkedja.handlingar.logg import logga
from styrkedja.hanvisningar import Uppslagna, losare
from styrkedja.klocka import nu as klockan_nu
from styrkedja.models import Hanvisning, Person


class GarInteAttCitera(Exception):
    """Källan finns inte, eller får inte visas öppet. Meddelandet är en mening."""


@transaction.atomic
def hanvisa(
    *,
    agare_slag: str,
    agare_id: int,
    falt: str,
    kalla_slag: str,
    kalla_id: str,
    av: Person,
    plats_id: int | None = None,
    nu: datetime | None = None,
) -> Hanvisning:
    """Hänvisningen från tinget till källan; samma källa en gång till i samma ting är samma hänvisning.

    Raises:
        GarInteAttCitera: källan finns inte, eller visas inte öppet.
    """
    svar = losare()[kalla_slag].las([kalla_id]).get(kalla_id) if kalla_slag in losare() else None
    if svar is None or not svar.citerbar:
        raise GarInteAttCitera("Talet visas inte för alla, och kan därför inte citeras.")
    nu = nu or klockan_nu()
    rad, ny = Hanvisning.objects.get_or_create(
        agare_slag=agare_slag, agare_id=agare_id, kalla_slag=kalla_slag, kalla_id=kalla_id,
        defaults={"falt": falt, "kalla_version": svar.version, "visning": svar.ord, "av": av, "nar": nu},
    )  # fmt: skip
    if not ny and rad.visning != svar.ord:
        rad.visning, rad.kalla_version = svar.ord, svar.version
        rad.save(update_fields=["visning", "kalla_version"])
    if ny:
        logga("citera", av=av, pa=rad, plats_id=plats_id, nu=nu, kalla=kalla_slag, version=svar.version)
    return rad


@transaction.atomic
def frys_hanvisningar(*, id_: Iterable[str], uppslagna: Uppslagna, nu: datetime | None = None) -> None:
    """Antecknar på raderna vad den frusna versionen bär. En fryst hänvisning tas aldrig bort."""
    nu, rader = nu or klockan_nu(), []
    for ett in id_:
        rad = uppslagna.rader[ett]
        rad.visning, rad.fryst = uppslagna.ord_nu(ett), nu
        rad.kalla_version = uppslagna.svar[ett].version if ett in uppslagna.svar else rad.kalla_version
        rader.append(rad)
    Hanvisning.objects.bulk_update(rader, ["visning", "fryst", "kalla_version"])


def hanvisningens_adress(person: Person, id_: UUID) -> str | None:
    """Källans adress, för den som får se den; annars None."""
    rad = Hanvisning.objects.filter(pk=id_).first()
    if rad is None or rad.kalla_slag not in losare():
        return None
    return losare()[rad.kalla_slag].adress(person, rad.kalla_id)
