"""Många tidigare rapporter på en gång: en mapp med filer, planerad och prövad först. Alla tas in, eller ingen.

En fil hör till den enhet som den heter efter (adressordet, namnet eller en skolenhetskod), eller till den som listan säger.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from django.core.files.storage import default_storage
from django.db import transaction

from kvalitetsrapporter.handlingar import GarInteNu
from kvalitetsrapporter.handlingar.tidigare import Granskad, granska, ta_in_granskad
from kvalitetsrapporter.models import Rapport, TidigareRapport
from styrkedja.format import antal_ord
from styrkedja.models import Enhet, Lasar
from styrkedja.pdf.lasning import MAX_MB, ar_pdf
from styrkedja.regler.inlasning import Filfel, Tabell, kann_igen_kodning, koppla_kolumner, liknar_mest, normal

#: Så många filer läses ur en mapp; fler delas upp.
MAX_FILER = 2_000
#: Filer som datorn själv lägger i en mapp.
DATORNS_EGNA = ("thumbs.db", "desktop.ini")
NY, ERSATT, OFORANDRAD = "ny", "ersatt", "oforandrad"


@dataclass
class Intag:
    """En fil att ta in: vad den hör till, vad som händer med den, eller varför den inte kan tas in."""

    fil: str
    #: Raden i listan; 0 när filen hittades i mappen.
    rad: int = 0
    enhet: Enhet | None = None
    lasar: Lasar | None = None
    granskad: Granskad | None = None
    sha256: str = ""
    utfall: str = ""
    fel: str = ""

    @property
    def plats(self) -> str:
        return f"rad {self.rad}, {self.fil}" if self.rad else self.fil


@dataclass
class Mapplan:
    """Allt som mappen skulle ändra. Går bara att genomföra när `fel` är tom."""

    mapp: Path
    intag: list[Intag] = field(default_factory=list)
    overhoppade: list[str] = field(default_factory=list)

    @property
    def fel(self) -> list[Intag]:
        return [i for i in self.intag if i.fel]


class Register:
    """Enheterna och läsåren, lästa en gång: lika många frågor hur många filer det än är."""

    def __init__(self) -> None:
        enheter = list(Enhet.objects.prefetch_related("koder"))
        self._per_ord = {normal(e.namn): e for e in enheter} | {normal(e.slug): e for e in enheter}
        self._per_kod = {k.kod: e for e in enheter for k in e.koder.all()}
        self._slugar = [e.slug for e in enheter]
        self._lasar = {ord_: ar for ar in Lasar.objects.all() for ord_ in (ar.slug, ar.namn)}

    def enhet(self, ord_: str) -> Enhet:
        """Enheten med adressordet, namnet eller skolenhetskoden.

        Raises:
            GarInteNu: ingen enhet heter så; den som liknar mest nämns.
        """
        if enhet := self._per_kod.get(ord_.strip()) or self._per_ord.get(normal(ord_)):
            return enhet
        likt = liknar_mest(ord_, self._slugar)
        raise GarInteNu(f"Ingen enhet heter {ord_}.{f' Menade du {likt}?' if likt else ''}")

    def lasar(self, ord_: str) -> Lasar:
        """Raises: GarInteNu när läsåret inte är upplagt."""
        if ord_ in self._lasar:
            return self._lasar[ord_]
        raise GarInteNu(f"Läsåret {ord_} finns inte. Lägg först upp det i Administration, Läsår.")


def planera(
    *, mapp: Path, lasar: Lasar | None, register: Register, lista: Tabell | None = None, ersatt: bool = False
) -> Mapplan:
    """Läser och prövar filerna utan att ändra något.

    Args:
        lasar: läsåret för filer vars rad inte säger något annat.
        lista: kolumnerna fil, enhet och (om man vill) lasar; utan den hör filen till enheten den heter efter.
        ersatt: en rapport som redan finns för läsåret byts ut när innehållet är ett annat.

    Raises:
        Filfel: listan saknar kolumner, eller mappen har för många filer.
    """
    plan = Mapplan(mapp)
    rader = list(_ur_listan(lista) if lista else _ur_mappen(plan))
    if len(rader) > MAX_FILER:
        raise Filfel(f"Det är {len(rader)} filer. Ta in högst {MAX_FILER} åt gången.")
    finns = {(t.enhet_id, t.lasar_id): t for t in TidigareRapport.objects.all()}
    tagna: dict[tuple[int, int], str] = {}
    for nr, fil, enhet, ar in rader:
        intag = Intag(fil, nr)
        plan.intag.append(intag)
        try:
            intag.enhet = register.enhet(enhet)
            intag.lasar = register.lasar(ar) if ar else lasar
            _prova(intag, mapp, finns, tagna, ersatt=ersatt)
        except GarInteNu as nej:
            intag.fel = str(nej)
    return plan


def _ur_listan(lista: Tabell) -> Iterator[tuple[int, str, str, str]]:
    """Listans rader: (radnummer, fil, enhet, läsår)."""
    plats = koppla_kolumner(lista.rubriker, kravs=("fil", "enhet"), valfria=("lasar",))
    for rad in lista.rader:
        fil, enhet, lasar = (_cell(rad.celler, plats.get(kolumn)) for kolumn in ("fil", "enhet", "lasar"))
        yield rad.nummer, fil, enhet, lasar


def _cell(celler: Sequence[str], plats: int | None) -> str:
    return celler[plats] if plats is not None and plats < len(celler) else ""


def _ur_mappen(plan: Mapplan) -> Iterator[tuple[int, str, str, str]]:
    """Mappens filer i namnordning; undermappar och datorns egna filer hoppas över och nämns."""
    for fil in sorted(plan.mapp.iterdir()):
        if not fil.is_file() or fil.name.startswith((".", "~$")) or fil.name.casefold() in DATORNS_EGNA:
            plan.overhoppade.append(fil.name)
        else:
            yield 0, fil.name, fil.stem, ""


def _prova(
    intag: Intag,
    mapp: Path,
    finns: dict[tuple[int, int], TidigareRapport],
    tagna: dict[tuple[int, int], str],
    *,
    ersatt: bool,
) -> None:
    """Fyller i vad som händer med filen.

    Raises:
        GarInteNu: filen, läsåret eller en rapport som redan finns hindrar.
    """
    enhet, lasar = intag.enhet, intag.lasar
    assert enhet is not None
    if lasar is None:
        raise GarInteNu("Läsåret saknas. Skriv det i raden, eller efter mappen.")
    nyckel = (enhet.pk, lasar.pk)
    if annan := tagna.get(nyckel):
        raise GarInteNu(f"{annan} är också rapporten för {enhet.namn} {lasar.namn}. Ta bort den ena.")
    tagna[nyckel] = intag.fil
    data = _las(mapp, intag.fil)
    tidigare = finns.get(nyckel)
    if tidigare and _ar_samma(tidigare, data):
        intag.utfall = OFORANDRAD
        return
    if tidigare and not ersatt:
        raise GarInteNu(f"{enhet.namn} har redan en annan rapport för {lasar.namn}. Ange --ersatt om den ska bytas ut.")
    intag.granskad = replace(_granskad(data, intag.fil), data=b"")
    intag.sha256, intag.utfall = hashlib.sha256(data).hexdigest(), ERSATT if tidigare else NY


def _las(mapp: Path, namn: str) -> bytes:
    """Filens innehåll. Bara filer i mappen själv, och storleken prövas före läsningen.

    Raises:
        GarInteNu: filen finns inte där, är för stor eller tom.
    """
    fil = mapp / namn
    if not namn or Path(namn).name != namn or fil.is_symlink() or not fil.is_file():
        raise GarInteNu("Filen finns inte i mappen.")
    if fil.stat().st_size > MAX_MB * 1024 * 1024:
        raise GarInteNu(f"Filen är större än {MAX_MB} MB.")
    data = fil.read_bytes()
    if not data.strip():
        raise GarInteNu("Filen är tom.")
    return data


def _granskad(data: bytes, namn: str) -> Granskad:
    """En PDF, eller en textfil: innehållet avgör, aldrig namnet."""
    return granska(data=data, filnamn=namn) if ar_pdf(data) else granska(text=_som_text(data))


def _som_text(data: bytes) -> str:
    try:
        text = data.decode(kann_igen_kodning(data))
    except (Filfel, UnicodeDecodeError):
        text = "\x00"
    if "\x00" in text:
        raise GarInteNu("Filen är varken PDF eller text. Spara den som PDF och lägg in den igen.")
    return text.replace("\r\n", "\n")


def _ar_samma(tidigare: TidigareRapport, data: bytes) -> bool:
    """Sant när det som är intaget är den här filen; en text jämförs som text."""
    if ar_pdf(data):
        return bool(tidigare.fil) and _sparad(tidigare) == data
    return not tidigare.fil and tidigare.text == _som_text(data).strip()


def _sparad(tidigare: TidigareRapport) -> bytes:
    try:
        with tidigare.fil.open("rb") as fil:
            return fil.read()
    except FileNotFoundError:
        return b""


@transaction.atomic
def genomfor(*, plan: Mapplan, ersatt: bool = False, nu: datetime | None = None) -> None:
    """Tar in allt som planen säger, av systemet självt: en händelse per rapport. Går något fel tas inget in.

    Raises:
        GarInteNu: planen har fel, eller en fil har ändrats sedan den prövades.
    """
    if plan.fel:
        raise GarInteNu(f"{antal_ord(len(plan.fel), 'en fil', 'filer').capitalize()} har fel. Inget är intaget.")
    sparade: list[str] = []
    try:
        for intag in (i for i in plan.intag if i.granskad):
            assert intag.enhet is not None and intag.lasar is not None and intag.granskad is not None  # noqa: PT018
            data = _las(plan.mapp, intag.fil)
            if hashlib.sha256(data).hexdigest() != intag.sha256:
                raise GarInteNu(f"{intag.fil} ändrades medan den lästes. Kör igen; inget är intaget.")
            granskad = replace(intag.granskad, data=data) if ar_pdf(data) else intag.granskad
            intagen = ta_in_granskad(
                enhet=intag.enhet, lasar=intag.lasar, av=None, granskad=granskad, ersatt=ersatt, nu=nu
            )
            sparade.append(str(intagen.rapport.fil.name or ""))
    except BaseException:
        for fil in filter(None, sparade):
            default_storage.delete(fil)
        raise


def enheter_utan(lasar: Lasar, plan: Mapplan) -> list[str]:
    """Enheterna som fortfarande inte har någon rapport för läsåret, varken i systemet eller i planen."""
    har = set(TidigareRapport.objects.filter(lasar=lasar).values_list("enhet", flat=True))
    har |= set(Rapport.objects.filter(lasar=lasar).values_list("enhet", flat=True))
    har |= {i.enhet.pk for i in plan.intag if i.enhet and i.lasar == lasar and not i.fel}
    return list(Enhet.objects.verksamma(lasar).exclude(pk__in=har).values_list("slug", flat=True))
