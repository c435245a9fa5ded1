"""Två bilder, ett samtal: rektors och verksamhetschefens bedömningar bredvid varandra, det de ser olika på först."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kvalitetsrapporter.behorighet.lasa import ar_egen_verksamhetschef, leder_enheten
from kvalitetsrapporter.handlingar.bilder import bedomt_i, chefens_rader
from kvalitetsrapporter.models import Bedomning, Bild, Inlamning, Rapport
from kvalitetsrapporter.regler.sigill import skillnaden
from styrkedja.format import tidpunkt
from styrkedja.klocka import idag
from styrkedja.models import Omgang, Person, Skalsteg


@dataclass(frozen=True)
class Bildrad:
    """Ett avsnitt eller mål: varderas bedömning och progression ({namn, form} eller None), och skillnaden i ord."""

    rubrik: str
    rektors: dict[str, Any]
    chefens: dict[str, Any]
    skillnad: str


@dataclass(frozen=True)
class Tvabilder:
    """Bilderna, eller varför de är förseglade. `not_` säger när de öppnades, och om rektor har lämnat in igen."""

    rader: list[Bildrad]
    forseglat: str = ""
    not_: str = ""


def tva_bilder(rapport: Rapport, omgang: Omgang, person: Person) -> Tvabilder | None:
    """Bilderna av rapportens del för en av parterna; None för alla andra, och när inget är inlämnat."""
    if not (leder_enheten(person, rapport) or ar_egen_verksamhetschef(person, rapport)):
        return None
    senaste = rapport.inlamningar.filter(omgang=omgang).select_related("omgang").order_by("-nummer").first()
    bild = Bild.objects.filter(rapport=rapport, omgang=omgang).select_related("inlamning__omgang").first()
    if senaste is None:
        return None
    if bild is None or bild.satt is None:
        return Tvabilder([], _varfor_forseglat(omgang))
    version = bild.inlamning or senaste
    version.rapport = rapport
    return Tvabilder(_raderna(version), "", _noten(bild.satt, ny=senaste.pk != version.pk))


def _varfor_forseglat(omgang: Omgang) -> str:
    if omgang.till < idag():
        return "Verksamhetschefen satte ingen egen bild i rundan."
    return "Bilderna är förseglade tills verksamhetschefen har satt sin. Då öppnas de för er båda."


def _noten(satt: datetime, *, ny: bool) -> str:
    oppnad = f"Ni bedömde var för sig. Bilderna öppnades {tidpunkt(satt)}."
    return f"{oppnad} Rektor har lämnat in en ny version sedan dess; den ändrar inte bilden." if ny else oppnad


def _raderna(version: Inlamning) -> list[Bildrad]:
    steg = {(s.slag, s.nyckel): {"namn": s.namn, "form": s.form} for s in version.rapport.lasar.skalsteg.all()}
    chefens = chefens_rader(version)
    rader = []
    for ett in bedomt_i(version):
        rektors = {namn: ett.rektors.get(namn) for namn in ("bedomning", "progression")}
        hennes = _i_ord(chefens.get((ett.avsnitt, ett.mal)), steg)
        rader.append(Bildrad(ett.rubrik, rektors, hennes, skillnaden(rektors, hennes)))
    return sorted(rader, key=lambda rad: -len(rad.skillnad.split()))


def _i_ord(rad: Bedomning | None, steg: dict[tuple[str, str], dict[str, str]]) -> dict[str, Any]:
    if rad is None:
        return {"bedomning": None, "progression": None}
    return {
        "bedomning": steg.get((Skalsteg.Slag.BEDOMNING, rad.niva)),
        "progression": steg.get((Skalsteg.Slag.PROGRESSION, rad.progression)),
    }
