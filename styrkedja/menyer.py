"""Huvudmenyn för rollen: bara det som personen får använda. Rummen bidrar (`<rum>/menyer.py`)."""

from dataclasses import dataclass, replace

from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from styrkedja.begaran import Begaran
from styrkedja.models import Person
from styrkedja.regler.roller import Plats, Roll
from styrkedja.samla import ur_rummen


@dataclass(frozen=True)
class Menyval:
    """Ett val i menyn. `ordning` är platsen i raden: Start 0, Årshjul 20, det egna 30–50, resten efter.

    `omfattar` är adresser vid sidan av den egna som valet också står för.
    """

    ordning: int
    namn: str
    adress: str
    aktiv: bool = False
    omfattar: tuple[str, ...] = ()


def meny_for(request: Begaran) -> list[Menyval]:
    """Menyn i ordning. Det val vars adress är längst början på sidans adress är det aktiva."""
    val = personens_meny(request.user)
    traff = max((v for v in val if _omfattar(v, request.path)), key=lambda v: len(v.adress), default=None)
    return [replace(v, aktiv=v is traff) for v in val]


def menyn_i_html(meny: list[Menyval]) -> SafeString:
    """Valen som listpunkter; menyn visas två gånger på varje sida, en gång för telefonen."""
    rader = ((v.adress, SafeString(' aria-current="page"' if v.aktiv else ""), v.namn) for v in meny)
    return format_html_join("", '<li><a href="{}"{}>{}</a></li>', rader)


def personens_meny(person: Person) -> list[Menyval]:
    """Menyn utan aktivt val."""
    return sorted((v for bidrag in ur_rummen("menyer", "menyval") for v in bidrag(person)), key=lambda v: v.ordning)


def _omfattar(val: Menyval, sokvag: str) -> bool:
    return sokvag == val.adress if val.adress == "/" else sokvag.startswith((val.adress, *val.omfattar))


def menyval(person: Person) -> list[Menyval]:
    """Kärnans egna val."""
    val = [Menyval(0, "Start", reverse("start"))]
    if not person.befattningar_nu:
        return val
    val.append(Menyval(60, "Årshjul", reverse("arshjul")))
    egna = [b.plats for b in person.befattningar_nu if b.plats.slag == Plats.ENHET]
    if egna:
        val.append(Menyval(30, "Min enhet", reverse("enhet", args=[egna[0].slug])))
    if not egna or person.har(Roll.VERKSAMHETSCHEF):
        val.append(Menyval(70, "Enheter", reverse("enheter")))
    if person.har(Roll.SYSTEMADMINISTRATOR):
        val.append(Menyval(80, "Administration", reverse("administration")))
    return val
