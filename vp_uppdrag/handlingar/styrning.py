"""Det som styr läsåret: nämndens mål och de andra styrsignalerna (krav 79–80). Direktören lägger in dem."""

from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from analysunderlag.models import Nyckeltal
from styrkedja.handlingar.lasar import krav_pa_oppet
from styrkedja.handlingar.logg import logga
from styrkedja.models import Lasar, Person
from styrkedja.regler.riktext import ar_tom
from vp_uppdrag.handlingar import GarInteNu
from vp_uppdrag.models import Namndmal, Styrsignal


@transaction.atomic
def satt_namndmal(
    *,
    lasar: Lasar,
    kod: str,
    rubrik: str,
    av: Person | None,
    rad: Namndmal | None = None,
    text: str = "",
    nytt: bool = False,
    tillsammans_med: str = "",
    nyckeltal: Iterable[Nyckeltal] = (),
    nu: datetime | None = None,
) -> Namndmal:
    """Ett nytt nämndmål, eller `rad` ändrat.

    Raises:
        ValidationError: läsåret är stängt, koden eller målet fattas, eller koden är tagen.
    """
    krav_pa_oppet(lasar)
    _krav(kod=(kod, "Skriv målets kod, till exempel N1."), rubrik=(rubrik, "Skriv målet."))
    rad = rad or Namndmal(lasar=lasar, ordning=lasar.namndmal.count())
    rad.kod, rad.rubrik, rad.text = kod.strip(), rubrik.strip(), text.strip()
    rad.nytt, rad.tillsammans_med = nytt, tillsammans_med.strip()
    try:
        with transaction.atomic():
            rad.save()
    except IntegrityError:
        raise ValidationError({"kod": f"Läsåret har redan ett mål med koden {rad.kod}."}) from None
    rad.nyckeltal.set(nyckeltal)
    logga("satt_namndmal", av=av, pa=rad, nu=nu)
    return rad


@transaction.atomic
def satt_styrsignal(
    *,
    lasar: Lasar,
    slag: str,
    rubrik: str,
    av: Person | None,
    rad: Styrsignal | None = None,
    text: str = "",
    kalla: str = "",
    nu: datetime | None = None,
) -> Styrsignal:
    """En ny styrsignal, eller `rad` ändrad.

    Raises:
        ValidationError: läsåret är stängt, slaget finns inte, eller rubriken fattas.
    """
    krav_pa_oppet(lasar)
    _krav(rubrik=(rubrik, "Skriv vad det är."))
    if slag not in Styrsignal.Slag:
        raise ValidationError({"slag": "Välj ett av slagen."})
    rad = rad or Styrsignal(lasar=lasar, ordning=lasar.styrsignaler.count())
    rad.slag, rad.rubrik, rad.text, rad.kalla = slag, rubrik.strip(), text.strip(), kalla.strip()
    rad.save()
    logga("satt_styrsignal", av=av, pa=rad, nu=nu, slag=slag)
    return rad


def _krav(**falt: tuple[str, str]) -> None:
    if fel := {namn: mening for namn, (text, mening) in falt.items() if ar_tom(text)}:
        raise ValidationError(fel)


@transaction.atomic
def ta_bort_styrning(*, rad: Namndmal | Styrsignal, av: Person, nu: datetime | None = None) -> None:
    """Tar bort målet eller signalen. Det som ett uppdrag redan kommer ur står kvar.

    Raises:
        ValidationError: läsåret är stängt.
        GarInteNu: ett uppdrag kommer ur det.
    """
    krav_pa_oppet(rad.lasar)
    if rad.uppdrag.exists():
        raise GarInteNu("Ett uppdrag kommer ur det här. Ändra uppdraget först.")
    logga("ta_bort_styrning", av=av, pa=rad, nu=nu)
    rad.delete()
