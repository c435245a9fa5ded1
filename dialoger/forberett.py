"""Förberedelserna så som dialogens sida och papperet visar dem: vems, läget, och orden för den som får läsa."""

from dataclasses import dataclass

from dialoger.behorighet.forberedelse import (
    egen_sida,
    hinder_for_att_forbereda,
    hinder_for_att_saga_klar,
    laser_forberedelsen,
)
from dialoger.handlingar.forberedelsen import skrivna
from dialoger.models import Dialog, Forberedelse
from dialoger.parterna import Parterna
from dialoger.regler.samtalsord import forberedelsens_falt
from styrkedja.models import Person
from vp_uppdrag.regler.blad import Bladfalt


@dataclass(frozen=True)
class Forberedd:
    """En parts förberedelse. `orden` är (fältet, texten) för den som läser den; tomt för de andra."""

    rad: Forberedelse
    vem: str
    egen: bool
    hinder: str | None
    hinder_klar: str | None
    orden: list[tuple[Bladfalt, str]]
    borjad: bool


def falten(dialog: Dialog) -> tuple[Bladfalt, ...]:
    """Fälten som dialogens mall ger. En fråga."""
    fragor = dialog.mall.fragor.values_list("pk", "text") if dialog.mall else []
    return forberedelsens_falt(fragor)


def forberedelser(person: Person, dialog: Dialog) -> list[Forberedd]:
    """Parternas förberedelser, den egna först."""
    rader = list(dialog.forberedelser.select_related("part__plats"))
    texter, falt, namn = skrivna(*rader), falten(dialog), Parterna([dialog])
    svar = []
    for rad in rader:
        rad.dialog = dialog
        laser = laser_forberedelsen(person, dialog, rad)
        finns = [(f, texter[rad.pk, f.nyckel].innehall) for f in falt if (rad.pk, f.nyckel) in texter]
        vem = namn.person(rad.part)
        svar.append(
            Forberedd(
                rad, vem.namn if vem else str(rad.part), egen_sida(person, rad.part),
                hinder_for_att_forbereda(person, rad), hinder_for_att_saga_klar(person, rad),
                finns if laser else [], bool(finns),
            )
        )  # fmt: skip
    return sorted(svar, key=lambda f: (not f.egen, f.rad.part.ordning))
