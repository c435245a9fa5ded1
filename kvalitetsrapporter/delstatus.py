"""Delens läge vid avsnittet: vem som kan läsa vilken version, om den är ändrad sedan dess, eller varför den kom tillbaka."""

from dataclasses import dataclass

from kvalitetsrapporter.handlingar.brev import verksamhetschefer
from kvalitetsrapporter.models import Rapportdel
from kvalitetsrapporter.regler import Tillstand, infor
from styrkedja.format import datum_kort, tidpunkt, uppraknat


@dataclass(frozen=True)
class Delstatus:
    """`ikon` och `ton` för läget, meningen om det, och verksamhetschefens kommentar när delen har kommit tillbaka."""

    ikon: str
    ton: str
    mening: str
    kommentar: str = ""


def delstatus(delen: Rapportdel | None) -> Delstatus | None:
    """Läget för en del som har lämnats in; None före den första inlämningen och när året är fastställt.

    Args:
        delen: med sin senaste version, dess rapport och de som lämnade in och lämnade tillbaka.
    """
    version = delen.senaste if delen else None
    if delen is None or version is None or delen.tillstand == Tillstand.FASTSTALLD:
        return None
    if version.aterlamnad:
        vem = version.aterlamnad_av.namn if version.aterlamnad_av else "Verksamhetschefen"
        mening = f"{vem} lämnade tillbaka delen {infor(delen.omgang.namn)} {datum_kort(version.aterlamnad)}."
        return Delstatus("retur", "vakta", mening, version.kommentar)
    laser = uppraknat([p.namn for p in verksamhetschefer(version.rapport)]) or "Verksamhetschefen"
    if delen.andrad_efter_inlamning:
        return Delstatus("byt", "vakta", f"Ändrat efter inlämningen. {laser} ser fortfarande version {version.nummer}.")
    inne = f"Inlämnad {tidpunkt(version.nar)} av {version.av.namn}."
    return Delstatus("klar", "god", f"{inne} {laser} kan läsa version {version.nummer}.")
