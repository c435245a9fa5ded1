"""Hämtar från Koladas öppna gränssnitt: i omgångar, i arbetaren, och från där den slutade när något brast.

Avstängt tills KOLADA_ADRESS är satt. Svaren blir en fil som väntar på granskning, som alla andra: inget förs in osett.
"""

import json
import urllib.error
import urllib.request
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from analysunderlag.behorighet.inlasning import hinder_for_att_lasa_in
from analysunderlag.handlingar.inlasning.mottagning import krav_pa_att_lasa_in, ta_emot
from analysunderlag.models import Kalla, Nyckeltal
from analysunderlag.regler.perioder import FORSTA_AR, SISTA_AR
from styrkedja.handlingar import utkorg
from styrkedja.handlingar.utkorg import GarInte, spara_uppgift, visa_framsteg
from styrkedja.models import Huvudman, Person, Utkorg
from styrkedja.regler.inlasning import MAX_BYTE

SLAG = "kolada"
#: Kolada tar emot ett tjugotal nycklar i ett anrop.
I_TAGET = 20
SEKUNDER = 30
RIKET = "0000"
AVSTANGT = "Hämtning från Kolada är inte påslagen här. Ladda ned en fil från Kolada och läs in den."


def kan_hamta(person: Person) -> bool:
    """Sant när hämtningen är påslagen och personen läser in Kolada."""
    kolada = Kalla.objects.filter(nyckel="kolada").first()
    return bool(settings.KOLADA_ADRESS and kolada) and hinder_for_att_lasa_in(person, kolada) is None


def senaste(person: Person) -> Utkorg | None:
    """Personens senaste hämtning, när den inte är klar än eller inte gick."""
    rad = Utkorg.objects.filter(slag=SLAG, nyckel__startswith=f"{person.pk}:").order_by("-pk").first()
    return rad if rad and rad.utfall != Utkorg.Utfall.KLART else None


def bestall(*, av: Person, fran: int, till: int) -> Utkorg:
    """Beställer hämtningen av åren. Samma år en gång till medan den väntar är samma beställning.

    Raises:
        PermissionDenied: personen läser inte in Kolada.
        ValidationError: hämtningen är avstängd, eller åren går inte.
    """
    krav_pa_att_lasa_in(av, Kalla.objects.get(nyckel="kolada"))
    if not settings.KOLADA_ADRESS:
        raise ValidationError(AVSTANGT)
    if not FORSTA_AR <= fran <= till <= SISTA_AR or till - fran >= I_TAGET:
        raise ValidationError({"till": "Välj högst tjugo år, i ordning."})
    ar = list(range(fran, till + 1))
    return utkorg.lagg(SLAG, nyckel=f"{av.pk}:{fran}-{till}", uppgifter={"av": av.pk, "ar": ar})


def hamta(rad: Utkorg) -> None:
    """Hämtar allt som beställningen gäller, och lägger det som en fil i väntan på granskning.

    Varje svar sparas när det kommit. Körs den igen hämtas bara det som fattas.

    Raises:
        GarInte: avstängt, eller Kolada säger att frågan är fel.
    """
    if not settings.KOLADA_ADRESS:
        raise GarInte(AVSTANGT)
    kommun = Huvudman.den().kommunkod
    enheter = _svar(rad, 0, f"/v3/ou?municipality={kommun}")
    fragor = _fragor(kommun, [str(e["id"]) for e in enheter], rad.uppgifter["ar"])
    svar = []
    for nr, fraga in enumerate(fragor, 1):
        svar += _svar(rad, nr, fraga)
        visa_framsteg(rad, 95 * nr // len(fragor))
    data = json.dumps({"ou": {"values": enheter}, "svar": {"values": svar}}, ensure_ascii=False).encode()
    ar, person = rad.uppgifter["ar"], Person.objects.get(pk=rad.uppgifter["av"])
    inlasning = ta_emot(av=person, data=data, filnamn=f"kolada {ar[0]}–{ar[-1]}.json")
    spara_uppgift(rad, inlasning=inlasning.pk)
    _stada(rad, len(fragor))


def _fragor(kommun: str, enheter: Sequence[str], ar: Sequence[int]) -> list[str]:
    """Adresserna: måtten i omgångar, för kommunen och riket, sedan för enheterna i omgångar."""
    matt = sorted(Nyckeltal.objects.i_bruk().exclude(kolada_id="").values_list("kolada_id", flat=True))
    aren = ",".join(map(str, ar))
    fragor = []
    for kpi in _omgangar(matt):
        fragor.append(f"/v3/data/kpi/{kpi}/municipality/{kommun},{RIKET}/year/{aren}")
        fragor += [f"/v3/oudata/kpi/{kpi}/ou/{ou}/year/{aren}" for ou in _omgangar(enheter)]
    return fragor


def _omgangar(nycklar: Sequence[str]) -> list[str]:
    return [",".join(nycklar[i : i + I_TAGET]) for i in range(0, len(nycklar), I_TAGET)]


# --- Svaren, ett för sig -----------------------------------------------------------------------


def _svar(rad: Utkorg, nr: int, fraga: str) -> list[dict[str, Any]]:
    """Svarets alla sidor: de sparade när de finns, annars hämtade och sparade."""
    namn = _namn(rad, nr)
    if default_storage.exists(namn):
        with default_storage.open(namn) as fil:
            return json.loads(fil.read())
    varden: list[dict[str, Any]] = []
    adress: str | None = settings.KOLADA_ADRESS.rstrip("/") + fraga
    while adress:
        sida = _get(adress)
        varden += sida.get("values") or []
        adress = sida.get("next_url")
    default_storage.save(namn, ContentFile(json.dumps(varden).encode()))
    return varden


def _namn(rad: Utkorg, nr: int) -> str:
    return f"kolada/{rad.pk}/{nr}.json"


def _stada(rad: Utkorg, antal: int) -> None:
    for nr in range(antal + 1):
        default_storage.delete(_namn(rad, nr))


class _IngenOmvag(urllib.request.HTTPRedirectHandler):
    """Kolada svarar själv: en omdirigering någon annanstans följs aldrig."""

    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        return None


_oppnare = urllib.request.build_opener(_IngenOmvag)


def _get(adress: str) -> dict[str, Any]:
    """Ett anrop. Bara den adress som inställningen säger; för stora svar och fel i frågan görs inte om."""
    if not adress.startswith(settings.KOLADA_ADRESS.rstrip("/") + "/"):
        raise GarInte("Kolada hänvisar till en annan adress. Inget är hämtat därifrån.")
    fraga = urllib.request.Request(adress, headers={"Accept": "application/json", "User-Agent": "Styrkedjan"})  # noqa: S310
    try:
        with _oppnare.open(fraga, timeout=SEKUNDER) as svar:
            data = svar.read(MAX_BYTE + 1)
    except urllib.error.HTTPError as fel:
        if fel.code < 500 and fel.code != 429:
            raise GarInte(f"Kolada svarar {fel.code} på frågan.") from fel
        raise
    if len(data) > MAX_BYTE:
        raise GarInte("Svaret från Kolada är för stort.")
    return json.loads(data)
