"""Kommentarer vid ett avsnitt i en inlämnad version: verksamhetschefens, och rektors svar.

Kommentaren är avsnittets (`agare`) och gäller versionen (`galler`), så att den syns både där det skrivs och där det löd.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from kvalitetsrapporter.handlingar import GarInteNu
from kvalitetsrapporter.handlingar.brev import beratta_aterkoppling, beratta_svar
from kvalitetsrapporter.handlingar.skrivning import AGARE
from kvalitetsrapporter.models import Avsnitt, Inlamning
from kvalitetsrapporter.regler import ar_tomt
from kvalitetsrapporter.regler.kommentarer import MAX_KOMMENTAR, Kommentarslag
from styrkedja.handlingar.logg import logga
from styrkedja.klocka import nu as klockan_nu
from styrkedja.models import Kommentar, Person

GALLER = "inlamning"


@dataclass
class Trad:
    """En kommentar och svaren på den, i tidens ordning, med versionen de gäller."""

    kommentar: Kommentar
    inlamning: Inlamning
    svar: list[Kommentar] = field(default_factory=list)

    @property
    def fornamn(self) -> str:
        return self.kommentar.av.namn.split()[0]

    @property
    def ar_aterlamning(self) -> bool:
        return self.kommentar.slag == Kommentarslag.ATERLAMNING


def tradar_for_version(inlamning: Inlamning) -> dict[int, list[Trad]]:
    """Versionens trådar efter avsnittets id, äldst först."""
    rader = _kommentarer().filter(galler_id=inlamning.pk)
    return _tradar(rader, {inlamning.pk: inlamning})


def tradar_for_avsnitt(avsnitt: Avsnitt) -> list[Trad]:
    """Avsnittets trådar ur alla versioner, den senaste versionens först."""
    rader = list(_kommentarer().filter(agare_id=avsnitt.pk))
    if not rader:
        return []
    galler = {rad.galler_id for rad in rader}
    versioner = {v.pk: v for v in Inlamning.objects.filter(pk__in=galler).select_related("omgang").defer("innehall")}
    tradar = _tradar(rader, versioner).get(avsnitt.pk, [])
    return sorted(tradar, key=lambda t: (t.inlamning.omgang.ordning, t.inlamning.nummer), reverse=True)


def _kommentarer():
    return Kommentar.objects.filter(agare_slag=AGARE, galler_slag=GALLER).select_related("av").order_by("nar", "pk")


def _tradar(rader: Iterable[Kommentar], versioner: Mapping[int, Inlamning]) -> dict[int, list[Trad]]:
    per_id: dict[int, Trad] = {}
    per_avsnitt: dict[int, list[Trad]] = {}
    for rad in rader:
        if rad.svar_pa_id in per_id:
            per_id[rad.svar_pa_id].svar.append(rad)
        elif rad.svar_pa_id is None and rad.galler_id is not None and rad.galler_id in versioner:
            trad = per_id[rad.pk] = Trad(rad, versioner[rad.galler_id])
            per_avsnitt.setdefault(rad.agare_id, []).append(trad)
    return per_avsnitt


@transaction.atomic
def aterkoppla(
    *, inlamning: Inlamning, avsnitt: Avsnitt, text: str, av: Person, nu: datetime | None = None
) -> Kommentar:
    """Verksamhetschefen skriver återkoppling på ett avsnitt i en inlämnad version, utan att lämna tillbaka den.

    Samma ord en gång till är samma återkoppling.

    Raises:
        GarInteNu: texten är tom eller för lång, eller avsnittet finns inte i versionen.
    """
    historik, nu = nu is not None, nu or klockan_nu()
    if avsnitt.nyckel not in _nycklar(inlamning):
        raise GarInteNu("Avsnittet finns inte i den här versionen.")
    rad, ny = _skriv(inlamning, avsnitt.pk, text, Kommentarslag.ATERKOPPLING, av, nu)
    if ny:
        logga("aterkoppla", av=av, pa=inlamning, plats_id=inlamning.rapport.enhet_id, nu=nu, avsnitt=avsnitt.nyckel)
        if not historik:
            beratta_aterkoppling(inlamning, av)
    return rad


def kommentera_vid_aterlamning(
    *, inlamning: Inlamning, kommentarer: Mapping[str, str], av: Person, nu: datetime
) -> int:
    """Sparar återlämningens kommentarer, avsnittets nyckel → text; tomma hoppas över. Ger antalet.

    Anropas i återlämningens egen transaktion, som också skriver händelsen och brevet.

    Raises:
        GarInteNu: en text är för lång, eller ett avsnitt finns inte i versionen.
    """
    skrivna = {nyckel: text for nyckel, text in kommentarer.items() if not ar_tomt(text)}
    if set(skrivna) - _nycklar(inlamning):
        raise GarInteNu("Ett av avsnitten finns inte i den här versionen.")
    avsnitt = dict(Avsnitt.objects.filter(rapport=inlamning.rapport_id, nyckel__in=skrivna).values_list("nyckel", "pk"))
    for nyckel, text in skrivna.items():
        _skriv(inlamning, avsnitt[nyckel], text, Kommentarslag.ATERLAMNING, av, nu)
    return len(skrivna)


@transaction.atomic
def svara(
    *, inlamning: Inlamning, kommentar: Kommentar, text: str, av: Person, nu: datetime | None = None
) -> Kommentar:
    """Rektor, eller verksamhetschefen igen, svarar på en kommentar i versionen.

    Raises:
        GarInteNu: texten är tom eller för lång.
    """
    historik, nu = nu is not None, nu or klockan_nu()
    rot = kommentar.svar_pa or kommentar
    rad, ny = _skriv(inlamning, rot.agare_id, text, Kommentarslag.SVAR, av, nu, svar_pa=rot)
    if ny:
        logga("svara_pa_kommentar", av=av, pa=inlamning, plats_id=inlamning.rapport.enhet_id, nu=nu)
        if not historik:
            beratta_svar(inlamning, av, rot.av if rot.av_id != av.pk else inlamning.av)
    return rad


def _nycklar(inlamning: Inlamning) -> set[str]:
    return {avsnitt["nyckel"] for avsnitt in inlamning.innehall["avsnitt"]}


def _skriv(
    inlamning: Inlamning,
    avsnitt_id: int,
    text: str,
    slag: str,
    av: Person,
    nu: datetime,
    svar_pa: Kommentar | None = None,
) -> tuple[Kommentar, bool]:
    """Raden, och om den är ny: samma person med samma ord på samma ställe har tryckt två gånger."""
    if ar_tomt(text):
        raise GarInteNu("Skriv något först.")
    if len(text) > MAX_KOMMENTAR:
        raise GarInteNu("Kommentaren är längre än 4 000 tecken. Korta den, eller ta resten i dialogen.")
    return Kommentar.objects.get_or_create(
        agare_slag=AGARE,
        agare_id=avsnitt_id,
        galler_slag=GALLER,
        galler_id=inlamning.pk,
        slag=slag,
        text=text.strip(),
        svar_pa=svar_pa,
        av=av,
        defaults={"nar": nu},
    )
