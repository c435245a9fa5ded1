"""Samtalets två papper: underlaget i ett häfte för den som läser på papper, och de fastställda minnesanteckningarna.

Ett papper går vidare till vem som helst: av förberedelserna står bara de som är klara, av nyckeltalen bara det som
källorna själva ger ut, bedömningarna inte alls (de ligger förseglade), och aldrig någons egna anteckningar.
"""

from datetime import datetime
from typing import Any

from django.template.loader import render_to_string
from django.utils.text import slugify

from dialoger.forberett import falten
from dialoger.handlingar.forberedelsen import skrivna
from dialoger.handlingar.minnesanteckningar import orden
from dialoger.handslagsvisning import dialogens_namn, formen
from dialoger.lyfta import rapporten
from dialoger.models import Dialog
from dialoger.parterna import Parterna
from dialoger.punktens import malen, utan_bedomning
from dialoger.regler.samtalsord import MINNESFALT
from dialoger.sedan_sist import sedan_sist
from dialoger.underlagsrader import underlagsrader
from kvalitetsrapporter import frysta
from kvalitetsrapporter.models import Inlamning
from styrkedja.models import Forvaltning, Huvudman
from styrkedja.regler.farg import bar_vit_text
from styrkedja.regler.handlingsstatus import BETYDER, Handlingsstatus


def haftets_titel(dialog: Dialog) -> str:
    """Underlag, VD2 2026/27, Ängskrokens skola"""
    return f"Underlag, {dialogens_namn(dialog)}, {dialog.plats}"


def minnenas_titel(dialog: Dialog) -> str:
    return f"Minnesanteckningar, {dialogens_namn(dialog)}, {dialog.plats}"


def filnamn(titel: str) -> str:
    return f"{slugify(titel.replace('/', '-'))[:150]}.pdf"


def haftet(dialog: Dialog, *, gjord: datetime) -> str:
    """Häftet som HTML, färdigt för `styrkedja.pdf.rendera`."""
    inlamning = _inlamningen(dialog)
    namn = _grund(dialog, haftets_titel(dialog), gjord) | {
        "dagordning": [p for p in dialog.dagordning.all() if not p.bortvald],
        "bortvalda": [p for p in dialog.dagordning.all() if p.bortvald],
        "fragor": list(dialog.mall.fragor.all()) if dialog.mall else [],
        "forberedelser": _forberedelser(dialog),
        "sist": [(h, formen(h)) for h in sedan_sist(dialog)],
        "inlamning": inlamning,
        "avsnitten": utan_bedomning(frysta.pa_papper(inlamning.innehall)) if inlamning else [],
        "malen": malen(None, dialog)[1],
        "underlag": underlagsrader(None, dialog),
    }
    return render_to_string("dialoger/papper_hafte.html", namn)


def minnena(dialog: Dialog, *, gjord: datetime) -> str:
    """De fastställda minnesanteckningarna som HTML."""
    minne = dialog.minnesanteckning
    skrivet = orden(minne)
    namn = _grund(dialog, minnenas_titel(dialog), gjord) | {
        "minne": minne,
        "betyder": BETYDER[Handlingsstatus(minne.handlingsstatus)],
        "orden": [(f.etikett, skrivet[f.nyckel]) for f in MINNESFALT if skrivet.get(f.nyckel)],
    }
    return render_to_string("dialoger/papper_minnen.html", namn)


def _grund(dialog: Dialog, titel: str, gjord: datetime) -> dict[str, Any]:
    huvudman = Huvudman.objects.first()
    return {
        "titel": titel,
        "dialog": dialog,
        "lopande_huvud": f"{dialog.plats}",
        "lopande_fot": titel,
        "avsandare": huvudman.namn if huvudman else "",
        "forvaltning": Forvaltning.objects.values_list("namn", flat=True).first() or "",
        "accent": bar_vit_text(huvudman.accent if huvudman else ""),
        "gjord": gjord,
        "deltagare": Parterna([dialog]).deltagare(dialog),
    }


def _inlamningen(dialog: Dialog) -> Inlamning | None:
    rapport = rapporten(dialog)
    if rapport is None:
        return None
    rader = Inlamning.objects.filter(rapport=rapport, omgang=dialog.omgang_id, aterlamnad__isnull=True)
    return rader.order_by("-nummer").first()


def _forberedelser(dialog: Dialog) -> list[tuple[str, list[tuple[str, str]]]]:
    """(vems, [(fältet, orden)]): bara de som är klara."""
    rader = list(dialog.forberedelser.filter(klar__isnull=False).select_related("part__plats"))
    texter, falt, namn = skrivna(*rader), falten(dialog), Parterna([dialog])
    svar = []
    for rad in rader:
        vem = namn.person(rad.part)
        finns = [(f.etikett, texter[rad.pk, f.nyckel].innehall) for f in falt if (rad.pk, f.nyckel) in texter]
        svar.append((vem.namn if vem else str(rad.part), finns))
    return svar
