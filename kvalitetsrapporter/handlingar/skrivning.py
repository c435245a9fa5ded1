"""Att skriva i ett avsnitt: texterna och bedömningen, i en transaktion."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from kvalitetsrapporter.handlingar.mottagare import satt_mottagare
from kvalitetsrapporter.handlingar.punkter import SLAG, folj_texten
from kvalitetsrapporter.handlingar.skrivtid import lagg_till_skrivtid, minuter_sedan_forra
from kvalitetsrapporter.models import (
    ENHETENS_VAL,
    VARJE,
    Avsnitt,
    Bedomning,
)
from kvalitetsrapporter.regler.punkter import ar_rikt_falt
from styrkedja.handlingar.texter import Sparat, spara_texter
from styrkedja.klocka import idag
from styrkedja.klocka import nu as klockan_nu
from styrkedja.models import Omgang, Person
from styrkedja.models.text import Textslag
from styrkedja.regler.riktext import till_text
from styrkedja.skriven_sql import las_raden, rader, skriv, ur_rad, valj

#: Texternas ägare i kärnans skrivmekanism.
AGARE = "avsnitt"
# Skriven SQL: de två satserna går vid varje sparning (docs/beslut/0013).
OMGANG = ["id", "lasar_id", "nyckel", "oppnar"]
LAS = valj(
    """FROM kvalitetsrapporter_avsnitt a JOIN kvalitetsrapporter_rapport r ON r.id = a.rapport_id
    LEFT JOIN styrkedja_omgang o ON o.lasar_id = r.lasar_id WHERE a.id = %s ORDER BY o.ordning""",
    o=OMGANG,
)
MARKERA = "UPDATE kvalitetsrapporter_rapportdel SET andrad = %s WHERE rapport_id = %s AND omgang_id = %s"


def aktuell_omgang(omgangar: list[Omgang]) -> Omgang | None:
    """Av läsårets omgångar i ordning: den som senast öppnade; före den första gäller den första."""
    dag = idag()
    return next(
        (o for o in reversed(omgangar) if o.oppnar <= dag),
        omgangar[0] if omgangar else None,
    )


def avsnittets_omgang(avsnitt: Avsnitt, omgangar: list[Omgang], aktuell: Omgang | None) -> Omgang | None:
    """Omgången som avsnittet hör till: sin egen, den aktuella (varje), eller läsårets slut (enhetens val)."""
    if avsnitt.mall.runda == VARJE:
        return aktuell
    nyckel = "lasarsslut" if avsnitt.mall.runda == ENHETENS_VAL else avsnitt.mall.runda
    return next((o for o in omgangar if o.nyckel == nyckel), aktuell)


@transaction.atomic
def spara_avsnitt(
    *,
    avsnitt: Avsnitt,
    texter: Mapping[str, str],
    av: Person,
    versioner: Mapping[str, int] | None = None,
    op: UUID | None = None,
    niva: str | None = None,
    progression: str | None = None,
    skal: str | None = None,
    underlag: list[str] | None = None,
    annat_underlag: str | None = None,
    mottagare: Mapping[int, int | None] | None = None,
    malen: Mapping[int, Mapping[str, str]] | None = None,
    omgang: Omgang | None = None,
    nu: datetime | None = None,
) -> Sparat:
    """Sparar avsnittets fält och rektors bedömning i omgången.

    Args:
        versioner, op: se spara_texter. None skriver utan jämförelse (demo, import).
        niva, progression, skal: bedömningen. None lämnar den orörd.
        underlag, annat_underlag: vad bedömningen vilar på: nyckeltalens nycklar, och det som inte är ett nyckeltal.
        malen: målets nyckel → niva, progression, skal; bara de som är angivna ändras.
        mottagare: vem som får vart och ett av avsnittets stödbehov; se satt_mottagare.
        omgang: bedömningens omgång; None räknar ut den.

    Returns:
        Det som sparades. `krockar` är fälten som någon annan hann ändra: resten är sparat, och lydelsen som
        förlorade är en gren.
    """
    historik, nu = nu is not None, nu or klockan_nu()
    minuter = 0 if historik else minuter_sedan_forra(agare=AGARE, avsnitt=avsnitt, av=av, nu=nu)
    omgangar = _las(avsnitt)
    sparat = spara_texter(
        agare_slag=AGARE,
        agare_id=avsnitt.pk,
        texter=texter,
        av=av,
        versioner=versioner,
        op=op,
        slag={falt: Textslag.RIK for falt in texter if ar_rikt_falt(falt)},
        nu=nu,
    )
    folj_texten(avsnitt=avsnitt, texter={f: till_text(texter[f]) for f in sparat.andrade if f in SLAG}, nu=nu)
    if omgang is None:
        omgang = avsnittets_omgang(avsnitt, omgangar, aktuell_omgang(omgangar))
    bedomt = _spara_bedomning(
        avsnitt, omgang, av, nu,
        niva=niva, progression=progression, skal=skal, underlag=underlag, annat_underlag=annat_underlag,
    )  # fmt: skip
    for mal, varden in (malen or {}).items():
        bedomt |= _spara_bedomning(avsnitt, omgang, av, nu, mal=mal, **varden)
    stallt = bool(mottagare) and satt_mottagare(avsnitt=avsnitt, mottagare=mottagare or {}, av=av, nu=nu)
    if sparat.andrade or bedomt or stallt:
        _markera_andrad(avsnitt, omgang, nu)
    if sparat.andrade and omgang is not None:
        lagg_till_skrivtid(avsnitt=avsnitt, omgang=omgang, minuter=minuter)
    return sparat


def _las(avsnitt: Avsnitt) -> list[Omgang]:
    """Låser avsnittets rad, så att två som sparar samma avsnitt går efter varandra, och läser läsårets omgångar."""
    funna = rader(LAS + las_raden("a"), avsnitt.pk)
    return [ur_rad(rad, (Omgang, OMGANG))[0] for rad in funna if rad[0] is not None]


def _spara_bedomning(
    avsnitt: Avsnitt,
    omgang: Omgang | None,
    av: Person,
    nu: datetime,
    mal: int | None = None,
    **varden: Any,
) -> bool:
    """Skriver de värden som är angivna och skiljer sig, för avsnittet eller ett av dess mål. Sant när något ändrades."""
    angivna = {namn: varde for namn, varde in varden.items() if varde is not None}
    if omgang is None or (not avsnitt.mall.bedoms and not avsnitt.mall.progression) or not angivna:
        return False
    rad = Bedomning.objects.filter(avsnitt=avsnitt, omgang=omgang, part=Bedomning.Part.REKTOR, mal=mal).first()
    if rad is None and not any(angivna.values()):
        return False
    rad = rad or Bedomning(avsnitt=avsnitt, omgang=omgang, mal_id=mal)
    if rad.pk and all(getattr(rad, namn) == varde for namn, varde in angivna.items()):
        return False
    for namn, varde in angivna.items():
        setattr(rad, namn, varde)
    rad.av, rad.nar = av, nu
    rad.save()
    return True


def _markera_andrad(avsnitt: Avsnitt, omgang: Omgang | None, nu: datetime) -> None:
    if omgang is not None:
        skriv(MARKERA, connection.ops.adapt_datetimefield_value(nu), avsnitt.rapport_id, omgang.pk)
