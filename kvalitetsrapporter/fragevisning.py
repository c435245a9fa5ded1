"""Frågorna och stödbehoven så som sidorna säger dem: vem som frågar vem, och vad det blev av ett behov."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.forms import BaseForm, BoundField
from django.urls import reverse

from kvalitetsrapporter.handlingar.innehall import Rapportlage, Skrivfalt
from kvalitetsrapporter.models import Avsnitt, Fraga, Stodbehov
from kvalitetsrapporter.regler.stodbehov import Stodlage
from styrkedja.format import datum_kort
from styrkedja.models import Omgang, Person
from styrkedja.samla import ur_rummen


@dataclass(frozen=True)
class Fragans:
    """Frågan vid sitt fält: vem som frågar vem, avsnitten den handlar om, och varför den inte längre måste besvaras."""

    rubrik: str
    om: list[Avsnitt]
    not_: str


def fragan_i_ord(fraga: Fraga, omgang: Omgang | None, lage: Rapportlage) -> Fragans:
    """ "Vera Videkvist frågar alla", och vad som hänt med frågan."""
    not_ = ""
    if fraga.avslutad:
        verb = "ersattes" if hasattr(fraga, "ersatt_av") and fraga.ersatt_av.publicerad else "avslutades"
        not_ = f"Frågan {verb} {datum_kort(fraga.avslutad)}. Ditt svar står kvar här och i det du har lämnat in."
    elif omgang is not None and fraga.omgang_id != omgang.pk:
        not_ = f"Frågan hör till {fraga.omgang.namn}, som inte är inne. Svaret följer med när du lämnar in den delen."
    return Fragans(fraga.fragar, avsnitten_om(fraga, lage), not_)


def avsnitten_om(fraga: Fraga, lage: Rapportlage) -> list[Avsnitt]:
    """Rapportens avsnitt som frågan handlar om: de för frågans skolformer, eller alla när den inte nämner någon av dem."""
    egna = [a.avsnitt for a in lage.avsnitt if fraga.avsnitt and a.avsnitt.mall.nyckel == fraga.avsnitt]
    skolformer = {s.pk for s in fraga.skolformer.all()}
    return [a for a in egna if a.skolform_id in skolformer] or egna


@dataclass(frozen=True)
class Citerad:
    """En fråga citerad i avsnittet den handlar om, och var den besvaras."""

    fragar: str
    text: str
    adress: str
    var: str
    besvarad: bool


def fragor_om(avsnitt: Avsnitt, lage: Rapportlage) -> list[Citerad]:
    """Frågorna som ställs till rapporten nu och handlar om avsnittet. Ingen fråga till databasen."""
    return [
        Citerad(f.fraga.fragar, f.fraga.text, f"{_adress(a.avsnitt, lage)}#falt-{f.nyckel}", a.avsnitt.rubrik, f.ifyllt)
        for a in lage.avsnitt
        for f in a.falt
        if f.fraga and f.fraga.avslutad is None and avsnitt in avsnitten_om(f.fraga, lage)
    ]


def _adress(avsnitt: Avsnitt, lage: Rapportlage) -> str:
    return reverse("rapport-avsnitt", args=[lage.rapport.enhet.slug, lage.rapport.lasar.slug, avsnitt.nyckel])


@dataclass(frozen=True)
class Behovsruta:
    """Ett behov i rapporten: fälten, mottagarens val och läget i ord."""

    behov: Stodbehov
    nr: int
    mottagare: BoundField
    ikon: str
    ton: str
    lage: str
    kan_tas_bort: bool
    #: Svaret och vägen dit, från rummet ovanför; tomt innan någon har svarat.
    svar: str = ""

    @property
    def falt(self) -> tuple[str, str]:
        return (f"behov-{self.behov.pk}-vad", f"behov-{self.behov.pk}-for")


def behoven_i_ord(falt: Iterable[Skrivfalt], formular: BaseForm, person: Person) -> list[Behovsruta]:
    """Avsnittets behov i ordning, med det som har blivit av dem."""
    behoven = {f.behov.pk: f.behov for f in falt if f.behov}
    svaren = {
        pk: svar for rummets in ur_rummen("behovssvar", "svaren") for pk, svar in rummets(person, behoven).items()
    }
    return [_ruta(behov, nr, formular, svaren.get(behov.pk, "")) for nr, behov in enumerate(behoven.values(), 1)]


def _ruta(behov: Stodbehov, nr: int, formular: Any, svar: str) -> Behovsruta:
    ikon, ton, lage = vad_det_blev(behov)
    ruta = formular[f"mottagare-{behov.pk}"]
    return Behovsruta(behov, nr, ruta, ikon, ton, lage, behov.tillstand == Stodlage.UTTRYCKT, svar)


def vad_det_blev(behov: Stodbehov) -> tuple[str, str, str]:
    """(ikon, ton, ord): "sänt 12 jan till Elevhälsan, mottaget 14 jan"."""
    if behov.sant is None:
        return "streckad", "lugnt", "Sänds när du lämnar in delen."
    till = behov.mottagare.namn if behov.mottagare else "verksamhetschefen"
    sant = f"Sänt {datum_kort(behov.sant)} till {till}"
    if behov.mottaget is None:
        return "vanta", "vakta", f"{sant}. Inte mottaget än."
    return "klar", "god", f"{sant}. Mottaget {datum_kort(behov.mottaget)}."
