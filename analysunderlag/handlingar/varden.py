"""Att skriva värden: nya, rättade som en ny version, oförändrade som de är. Den enda vägen in i tabellen.

Anropas inifrån en annan handlings transaktion: en inläsning, demon, eller någon som skriver in ett tal för hand.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db import models, transaction

from analysunderlag.models import Kalla, Varde, identitet
from styrkedja.handlingar.logg import logga
from styrkedja.klocka import nu as klockan_nu
from styrkedja.models import Person

#: Så många rader åt gången.
BUNT = 1000
#: Det som gör en lydelse till samma lydelse. Skyddet räknas sedan, och versionen är följden.
LYDELSE = ("tal", "tecken", "antal", "antal_tecken", "taljare", "svarsfrekvens", "preliminart")


@dataclass
class Skrivet:
    """Vad som hände, i antal; och tabellerna (nyckeltal, period) vars skydd ska räknas om."""

    nya: int = 0
    rattade: int = 0
    oforandrade: int = 0
    berorda: set[tuple[int, str]] = field(default_factory=set)

    @property
    def andrade(self) -> bool:
        return bool(self.nya or self.rattade)


@transaction.atomic
def skriv_varden(rader: Iterable[Varde], *, nu: datetime | None = None) -> Skrivet:
    """Skriver raderna. Samma värde en gång till ändrar inget; ett annat blir en ny version och den gamla står kvar.

    Args:
        rader: osparade värden, med högst ett per identitet. `skapad` sätts om den saknas.
    """
    nu, skrivet = nu or klockan_nu(), Skrivet()
    nya = {identitet(rad): rad for rad in rader}
    gallande, senaste = gallande_for(nya, las=True), _senaste_version(nya)
    ersatta: list[int] = []
    for nyckel, rad in list(nya.items()):
        rad.identitet, rad.skapad, rad.version = nyckel, rad.skapad or nu, senaste.get(nyckel, 0) + 1
        if (gammal := gallande.get(nyckel)) is None:
            skrivet.nya += 1
        elif samma_lydelse(gammal, rad):
            skrivet.oforandrade += 1
            del nya[nyckel]
            continue
        else:
            skrivet.rattade += 1
            ersatta.append(gammal.pk)
        skrivet.berorda.add((rad.nyckeltal_id, rad.period))
    for borjan in range(0, len(ersatta), BUNT):
        Varde.objects.filter(pk__in=ersatta[borjan : borjan + BUNT]).update(galler=False)
    Varde.objects.bulk_create(nya.values(), batch_size=BUNT)
    return skrivet


def gallande_for(nycklar: Iterable[str], *, las: bool = False) -> dict[str, Varde]:
    """De gällande raderna med de identiteterna. Låsta (`las`) går två som skriver samma värde efter varandra."""
    nycklar, funna = list(nycklar), dict[str, Varde]()
    for borjan in range(0, len(nycklar), BUNT):
        rader = Varde.objects.gallande().filter(identitet__in=nycklar[borjan : borjan + BUNT]).order_by("pk")
        funna |= {rad.identitet: rad for rad in (rader.select_for_update() if las else rader)}
    return funna


def _senaste_version(nycklar: Iterable[str]) -> dict[str, int]:
    """Den högsta versionen, också när den är ångrad: en ny lydelse får aldrig dess nummer."""
    nycklar, funna = list(nycklar), dict[str, int]()
    for borjan in range(0, len(nycklar), BUNT):
        rader = Varde.objects.filter(identitet__in=nycklar[borjan : borjan + BUNT])
        funna |= dict(rader.order_by().values_list("identitet").annotate(models.Max("version")))
    return funna


def samma_lydelse(ena: Varde, andra: Varde) -> bool:
    """Om två versioner av ett värde säger samma sak."""
    return all(getattr(ena, namn) == getattr(andra, namn) for namn in LYDELSE)


def samma_tal(ena: Varde, andra: Varde, decimaler: int) -> bool:
    """Om två källor säger samma sak, så som det visas: de avrundar olika och vet olika mycket om gruppen."""
    if ena.tal is None or andra.tal is None:
        return (ena.tal, ena.tecken) == (andra.tal, andra.tecken)
    return round(ena.tal, decimaler) == round(andra.tal, decimaler)


@dataclass(frozen=True)
class Sats:
    """Det som en källa gav ut en dag: källan, när det kom, och raderna."""

    kalla: Kalla
    nar: datetime
    rader: list[Varde]


@transaction.atomic
def for_in_historik(*, satser: Iterable[Sats], av: Person | None) -> Skrivet:
    """För in det som källorna har gett ut genom åren, i tidens ordning. Bara demon och en flytt hit har historia."""
    allt = Skrivet()
    for sats in sorted(satser, key=lambda s: (s.nar, s.kalla.ordning)):
        skrivet = skriv_varden(sats.rader, nu=sats.nar)
        logga("for_in_varden", av=av, pa=sats.kalla, nu=sats.nar, nya=skrivet.nya, rattade=skrivet.rattade)
        allt.nya, allt.rattade = allt.nya + skrivet.nya, allt.rattade + skrivet.rattade
        allt.berorda |= skrivet.berorda
    return allt
