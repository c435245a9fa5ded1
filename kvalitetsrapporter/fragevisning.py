"""Frågorna och stödbehoven så som sidorna säger dem: vem som frågar vem, och vad det blev av ett behov."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.forms import BaseForm, BoundField

from kvalitetsrapporter.handlingar.innehall import Skrivfalt
from kvalitetsrapporter.models import Fraga, Stodbehov
from kvalitetsrapporter.regler.stodbehov import Stodlage
from styrkedja.format import datum_kort
from styrkedja.models import Omgang

#: Så många enheter nämns vid namn; är de fler sägs antalet.
NAMNS = 3


def kretsen_i_ord(fraga: Fraga) -> str:
    """Vilka frågan går till: "alla", "alla med grundskola", "Norr", "3 enheter". Kretsen ska vara förhandsläst."""
    delar = [f"alla med {' och '.join(s.namn for s in fraga.skolformer.all())}"] if fraga.skolformer.all() else []
    delar += [o.namn for o in fraga.omraden.all()]
    enheter = list(fraga.enheter.all())
    delar += [e.namn for e in enheter] if len(enheter) <= NAMNS else [f"{len(enheter)} enheter"]
    return ", ".join(delar) or "alla"


@dataclass(frozen=True)
class Fragans:
    """Frågan vid sitt fält: vem som frågar vem, och varför den inte längre måste besvaras."""

    rubrik: str
    not_: str


def fragan_i_ord(fraga: Fraga, omgang: Omgang | None) -> Fragans:
    """ "Vera Videkvist frågar alla", och vad som hänt med frågan."""
    not_ = ""
    if fraga.avslutad:
        verb = "ersattes" if hasattr(fraga, "ersatt_av") and fraga.ersatt_av.publicerad else "avslutades"
        not_ = f"Frågan {verb} {datum_kort(fraga.avslutad)}. Ditt svar står kvar här och i det du har lämnat in."
    elif omgang is not None and fraga.omgang_id != omgang.pk:
        not_ = f"Frågan hör till {fraga.omgang.namn}, som inte är inne. Svaret följer med när du lämnar in den delen."
    return Fragans(f"{fraga.av.namn} frågar {kretsen_i_ord(fraga)}", not_)


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

    @property
    def falt(self) -> tuple[str, str]:
        return (f"behov-{self.behov.pk}-vad", f"behov-{self.behov.pk}-for")


def behoven_i_ord(falt: Iterable[Skrivfalt], formular: BaseForm) -> list[Behovsruta]:
    """Avsnittets behov i ordning."""
    behoven = {f.behov.pk: f.behov for f in falt if f.behov}
    return [_ruta(behov, nr, formular) for nr, behov in enumerate(behoven.values(), 1)]


def _ruta(behov: Stodbehov, nr: int, formular: Any) -> Behovsruta:
    ikon, ton, lage = vad_det_blev(behov)
    ruta = formular[f"mottagare-{behov.pk}"]
    return Behovsruta(behov, nr, ruta, ikon, ton, lage, behov.tillstand == Stodlage.UTTRYCKT)


def vad_det_blev(behov: Stodbehov) -> tuple[str, str, str]:
    """(ikon, ton, ord): "sänt 12 jan till Elevhälsan, mottaget 14 jan"."""
    if behov.sant is None:
        return "streckad", "lugnt", "Sänds när du lämnar in delen."
    till = behov.mottagare.namn if behov.mottagare else "verksamhetschefen"
    sant = f"Sänt {datum_kort(behov.sant)} till {till}"
    if behov.mottaget is None:
        return "vanta", "vakta", f"{sant}. Inte mottaget än."
    return "klar", "god", f"{sant}. Mottaget {datum_kort(behov.mottaget)}."
