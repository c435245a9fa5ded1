"""Papperet för hela året: de inlämnade delarnas senaste versioner i tidens ordning, med samma ord som sidan."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.template.loader import render_to_string
from django.utils.text import slugify

from kvalitetsrapporter import utskrift
from kvalitetsrapporter.models import Inlamning, Rapport
from kvalitetsrapporter.regler import infor
from styrkedja.format import tal_i_ord

MALL = "kvalitetsrapporter/papper_ar.html"


@dataclass(frozen=True)
class Rad:
    """En rad i innehållsförteckningen: en del, eller ett avsnitt i den."""

    id: str
    nr: str
    rubrik: str


def titel(rapport: Rapport) -> str:
    """Kvalitetsrapport 2026/27, Ängskrokens skola, hela året"""
    return f"Kvalitetsrapport {rapport.lasar.namn}, {rapport.enhet.namn}, hela året"


def filnamn(rapport: Rapport) -> str:
    return f"{slugify(f'kvalitetsrapport {rapport.lasar.slug} {rapport.enhet.namn} hela aret')[:150]}.pdf"


def versioner(rapport: Rapport) -> list[Inlamning]:
    """Delarnas senaste inlämnade versioner, i rundornas ordning."""
    delar = rapport.delar.exclude(senaste=None).select_related(
        "senaste__av", "senaste__omgang", "senaste__rapport__faststalld_av", "omgang"
    )
    return [delen.senaste for delen in delar.order_by("omgang__ordning") if delen.senaste]


def html(rapport: Rapport, *, gjord: datetime) -> str:
    """Hela papperet som HTML, färdigt för `styrkedja.pdf.rendera`."""
    return render_to_string(MALL, kontext(rapport, gjord=gjord))


def kontext(rapport: Rapport, *, gjord: datetime) -> dict[str, Any]:
    """Allt mallen behöver; omslagets uppgifter är den senaste delens, texten är varje dels egen frysta."""
    inne = versioner(rapport)
    delar = [_del(nr, version, gjord) for nr, version in enumerate(inne, 1)]
    saknas = [
        d.omgang.namn for d in rapport.delar.select_related("omgang").order_by("omgang__ordning") if not d.senaste_id
    ]
    return delar[-1] | {
        "titel": titel(rapport),
        "rapport": f"Kvalitetsrapport {rapport.lasar.namn}",
        "enhet": rapport.enhet.namn,
        "lopande_fot": f"Kvalitetsrapport {rapport.lasar.namn}, hela året",
        "lage": lage_i_ord(rapport, inne, len(saknas)),
        "saknas": saknas,
        "delar": delar,
        "kapitel": [rad for d in delar for rad in (Rad(d["id"], str(d["nr"]), d["rubrik"]), *d["kapitel"])],
    }


def lage_i_ord(rapport: Rapport, inne: Sequence[Inlamning], saknas: int) -> str:
    """Sanningen om året: fastställt, eller hur många delar som är inlämnade; resten är arbetsmaterial och är inte med."""
    if rapport.faststalld:
        return "fastställd"
    antal = f"{tal_i_ord(len(inne))} av {tal_i_ord(len(inne) + saknas)} delar inlämnade"
    return f"{antal}, övriga är arbetsmaterial" if saknas else f"{antal}, inte fastställd"


def _del(nr: int, version: Inlamning, gjord: datetime) -> dict[str, Any]:
    """Delens egen kontext, med avsnitten numrerade inom den."""
    kontext_ = utskrift.kontext(version, gjord=gjord)
    kapitel = [replace(k, id=f"del-{nr}-{k.id}", nr=f"{nr}.{k.nr}") for k in kontext_["kapitel"]]
    rubrik = infor(version.omgang.namn).capitalize().replace("vd", "VD")
    return kontext_ | {"id": f"del-{nr}", "nr": nr, "rubrik": rubrik, "kapitel": kapitel}


def andrad_efter(rapport: Rapport, inne: Sequence[Inlamning], skapad: datetime) -> bool:
    """Sant när någon del har fått en ny version eller ett nytt läge sedan papperet gjordes."""
    tider = [rapport.faststalld, *(v.nar for v in inne), *(v.aterlamnad for v in inne)]
    return any(nar > skapad for nar in tider if nar)
