"""Papperet för en del som arbetsmaterial: det som är sparat när papperet görs, märkt på omslaget och på varje sida."""

from datetime import datetime

from django.template.loader import render_to_string
from django.utils.text import slugify

from kvalitetsrapporter import utskrift
from kvalitetsrapporter.handlingar.frysning import fryst
from kvalitetsrapporter.handlingar.innehall import las_rapport
from kvalitetsrapporter.models import Rapportdel
from kvalitetsrapporter.regler import infor
from styrkedja.format import tidpunkt
from styrkedja.regler.handlingsstatus import BETYDER, Handlingsstatus

MALL = "kvalitetsrapporter/papper_utkast.html"


def titel(delen: Rapportdel) -> str:
    """Kvalitetsrapport 2026/27, Ängskrokens skola, inför VD2, arbetsmaterial"""
    rapport = delen.rapport
    return f"Kvalitetsrapport {rapport.lasar.namn}, {rapport.enhet.namn}, {infor(delen.omgang.namn)}, arbetsmaterial"


def filnamn(delen: Rapportdel) -> str:
    return f"{slugify(titel(delen).replace('/', '-'))[:150]}.pdf"


def html(delen: Rapportdel, *, gjord: datetime) -> str:
    """Hela papperet som HTML, färdigt för `styrkedja.pdf.rendera`. Inget fryses och inget sparas."""
    frys = fryst(las_rapport(delen.rapport, delen.omgang), delen.omgang, [])
    fot = f"Arbetsmaterial {tidpunkt(gjord)}. {frys['rapport']}, {infor(frys['omgang'])}"
    kontext = utskrift.grund(frys, gjord=gjord, titel=titel(delen), fot=fot)
    egna = {"arbetsmaterial": True, "betyder": BETYDER[Handlingsstatus.ARBETSMATERIAL]}
    return render_to_string(MALL, kontext | egna)
