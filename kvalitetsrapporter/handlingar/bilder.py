"""Verksamhetschefens egen bild: spara den medan den läses, och sätta den. Då öppnas båda bilderna för båda."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from kvalitetsrapporter.handlingar import GarInteNu
from kvalitetsrapporter.models import Bedomning, Bild, Inlamning
from styrkedja.handlingar.logg import logga
from styrkedja.klocka import nu as klockan_nu
from styrkedja.models import Person, Skalsteg
from vp_uppdrag.handlingar.progression import oppna_progression


@dataclass(frozen=True)
class Bedomt:
    """Något som rektor har bedömt i versionen: ett avsnitt, eller ett mål i det. `nyckel` är unik i delen."""

    nyckel: str
    rubrik: str
    avsnitt: int
    mal: int | None
    rektors: dict[str, Any]


def bedomt_i(version: Inlamning) -> Iterator[Bedomt]:
    """Det som rektor har bedömt i versionen, i rapportens ordning: avsnittet, sedan dess mål."""
    avsnitten = dict(version.rapport.avsnitt.values_list("nyckel", "pk"))
    for a in version.innehall["avsnitt"]:
        if (pk := avsnitten.get(a["nyckel"])) is None:
            continue
        if a.get("bedomning") or a.get("progression"):
            yield Bedomt(f"a{pk}", a["rubrik"], pk, None, a)
        for m in a.get("mal", ()):
            if m.get("bedomning") or m.get("progression"):
                yield Bedomt(f"m{m['id']}", f"{m['nr']}. {m['text']}", pk, m["id"], m)


def chefens_rader(version: Inlamning) -> dict[tuple[int, int | None], Bedomning]:
    """Verksamhetschefens rader i versionens omgång, efter (avsnitt, mål)."""
    rader = Bedomning.objects.filter(
        avsnitt__rapport=version.rapport_id, omgang=version.omgang_id, part=Bedomning.Part.VERKSAMHETSCHEF
    )
    return {(b.avsnitt_id, b.mal_id): b for b in rader}


@transaction.atomic
def spara_min_bild(
    *, version: Inlamning, rader: Mapping[str, Mapping[str, str]], av: Person, nu: datetime | None = None
) -> Bild:
    """Sparar bilden så långt den har kommit. Bara verksamhetschefen läser den tills hon sätter den.

    Args:
        rader: det bedömdas nyckel (`bedomt_i`) → niva, progression, skal.

    Raises:
        ValidationError: ett steg finns inte på läsårets skala, eller skälet är för långt.
        GarInteNu: bilden är redan satt.
    """
    nu, bild = nu or klockan_nu(), _las_bild(version)
    _prova(version, rader)
    finns = chefens_rader(version)
    for ett in bedomt_i(version):
        varden = rader.get(ett.nyckel)
        if varden is None:
            continue
        rad = finns.get((ett.avsnitt, ett.mal)) or Bedomning(
            avsnitt_id=ett.avsnitt, mal_id=ett.mal, omgang_id=version.omgang_id, part=Bedomning.Part.VERKSAMHETSCHEF
        )
        rad.niva, rad.progression = varden.get("niva", ""), varden.get("progression", "")
        rad.skal, rad.av, rad.nar = varden.get("skal", "").strip(), av, nu
        rad.save()
    return bild


@transaction.atomic
def satt_min_bild(
    *, version: Inlamning, rader: Mapping[str, Mapping[str, str]], av: Person, nu: datetime | None = None
) -> Bild:
    """Sätter bilden: den låses, och båda bilderna öppnas för båda parterna.

    Raises:
        ValidationError: något som rektor har bedömt saknar nivå, eller ett skäl fattas.
        GarInteNu: bilden är redan satt.
    """
    nu = nu or klockan_nu()
    bild = spara_min_bild(version=version, rader=rader, av=av, nu=nu)
    if fel := dict(_ofullstandigt(version)):
        raise ValidationError(fel)
    bild.satt, bild.satt_av, bild.inlamning = nu, av, version
    bild.save(update_fields=["satt", "satt_av", "inlamning"])
    oppna_progression(plats=version.rapport.enhet, omgang=version.omgang)
    logga(
        "satt_min_bild",
        av=av,
        pa=version.rapport,
        plats_id=version.rapport.enhet_id,
        nu=nu,
        omgang=version.omgang.nyckel,
    )
    return bild


def _las_bild(version: Inlamning) -> Bild:
    Bild.objects.get_or_create(rapport=version.rapport, omgang=version.omgang)
    bild = Bild.objects.select_for_update().get(rapport=version.rapport, omgang=version.omgang)
    if bild.satt:
        raise GarInteNu("Din bild är redan satt. Den öppnades för er båda och ändras inte.")
    return bild


def _prova(version: Inlamning, rader: Mapping[str, Mapping[str, str]]) -> None:
    steg = {(s.slag, s.nyckel) for s in version.rapport.lasar.skalsteg.all()}
    for nyckel, varden in rader.items():
        for namn, slag in (("niva", Skalsteg.Slag.BEDOMNING), ("progression", Skalsteg.Slag.PROGRESSION)):
            if varden.get(namn) and (slag, varden[namn]) not in steg:
                raise ValidationError({f"{namn}-{nyckel}": "Välj ett av stegen på skalan."})
        if len(varden.get("skal", "")) > 400:
            raise ValidationError({f"skal-{nyckel}": "Skälet får ha högst 400 tecken."})


def _ofullstandigt(version: Inlamning) -> Iterator[tuple[str, str]]:
    """(fältet, meningen) för det som fattas innan bilden går att sätta."""
    kraver = set(
        version.rapport.lasar.skalsteg.filter(slag=Skalsteg.Slag.BEDOMNING, kraver_skal=True).values_list(
            "nyckel", flat=True
        )
    )
    finns = chefens_rader(version)
    for ett in bedomt_i(version):
        rad = finns.get((ett.avsnitt, ett.mal))
        if ett.rektors.get("bedomning") and not (rad and rad.niva):
            yield f"niva-{ett.nyckel}", f"{ett.rubrik}: välj en nivå."
        elif rad and rad.niva in kraver and not rad.skal:
            yield f"skal-{ett.nyckel}", f"{ett.rubrik}: skriv varför det inte går att bedöma."
        if ett.rektors.get("progression") and not (rad and rad.progression):
            yield f"progression-{ett.nyckel}", f"{ett.rubrik}: välj en riktning."
