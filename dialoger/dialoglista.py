"""Dialogerna som färdiga rader: vad, när, med vilka, och hur långt de har kommit."""

from dataclasses import dataclass
from datetime import date

from dialoger.behorighet.dialog import insynen
from dialoger.models import Dialog
from dialoger.parterna import Parterna
from dialoger.regler.dialog import Dialoglage, Insyn
from styrkedja.format import antal_ord, klockslag, lokal_dag, period, veckodag_datum
from styrkedja.klocka import idag
from styrkedja.models import Lasar, Person

#: Läget → (ton, ikon): formen säger samma sak som ordet.
FORM = {
    Dialoglage.PLANERAD: ("lugnt", "tom"),
    Dialoglage.BOKAD: ("lugnt", "kalender"),
    Dialoglage.FORBEREDS: ("lugnt", "halv"),
    Dialoglage.GENOMFORD: ("vakta", "trekvart"),
    Dialoglage.BEKRAFTAD: ("god", "hel"),
    Dialoglage.INSTALLD: ("lugnt", "streck"),
}


@dataclass(frozen=True)
class Rad:
    """En dialog i listan. `med` är de andra parterna i ord; `oppen` säger om personen läser mer än tiden."""

    dialog: Dialog
    nar: str
    med: str
    ton: str
    ikon: str
    oppen: bool


def las_rader(person: Person, lasar: Lasar) -> list[Rad]:
    """Personens dialoger i läsåret, i tidens ordning. Antalet frågor beror inte på antalet dialoger."""
    dialoger = list(Dialog.objects.synliga_for(person).for_lasar(lasar).med_det_som_visas())
    parterna = Parterna(dialoger)
    dialoger.sort(key=lambda d: (_dagen(d), d.plats.ordning, d.pk))
    return [_rad(person, d, parterna) for d in dialoger]


def _rad(person: Person, dialog: Dialog, parterna: Parterna) -> Rad:
    ton, ikon = FORM[Dialoglage(dialog.tillstand)]
    return Rad(
        dialog, nar(dialog), parterna.i_ord(dialog, utom=person), ton, ikon, insynen(person, dialog) != Insyn.TID
    )


def _dagen(dialog: Dialog) -> date:
    return lokal_dag(dialog.borjar) if dialog.borjar else dialog.fran or dialog.lasar.till


def nar(dialog: Dialog) -> str:
    """Tiden i ord: den bokade, annars dagarna som årshjulet ger."""
    if dialog.borjar and dialog.slutar:
        return f"{veckodag_datum(dialog.borjar)} {klockslag(dialog.borjar)}–{klockslag(dialog.slutar)}"
    return period(dialog.fran, dialog.till or dialog.fran) if dialog.fran else "ingen dag är satt"


def rubrik(rader: list[Rad]) -> str:
    """Läget i en mening."""
    kommande = [r for r in rader if r.dialog.ar_fore]
    if not kommande:
        return "Alla dialoger är förda." if rader else "Inga dialoger i läsåret."
    obokade = sum(r.dialog.tillstand == Dialoglage.PLANERAD for r in kommande)
    if obokade:
        return antal_ord(obokade, "dialog är inte bokad än.", "dialoger är inte bokade än.").capitalize()
    return "Alla dialoger är bokade."


def ingress(rader: list[Rad]) -> str:
    """Det närmaste samtalet."""
    nasta = next((r for r in rader if r.dialog.ar_fore and _dagen(r.dialog) >= idag()), None)
    return f"Närmast: {nasta.dialog.rubrik}, {nasta.dialog.plats}, {nasta.nar}." if nasta else ""
