"""Sidan för VP HSS: vilken lydelse personen läser, kommentarerna vid den, vad som styr och vad som görs härnäst."""

from dataclasses import dataclass
from typing import Any

from styrkedja.format import antal_ord, datum
from styrkedja.models import Kommentar, Person
from styrkedja.regler.handlingsstatus import BETYDER, Handlingsstatus
from styrkedja.regler.riktext import ar_tom
from styrkedja.regler.roller import Roll
from vp_uppdrag.behorighet import (
    far_lasa_version,
    hinder_for_att_faststalla_planen,
    hinder_for_att_kommentera_planen,
    hinder_for_att_lagga_fram,
    hinder_for_att_revidera,
    hinder_for_att_skriva_planen,
    hinder_for_att_styra,
)
from vp_uppdrag.handlingar.huvudmannaplan import fryst_plan, kommentarer_till
from vp_uppdrag.models import Huvudmannaplan, Huvudmannaversion
from vp_uppdrag.regler.synlighet import LASER_HUVUDDRAGEN, LASER_UTKAST
from vp_uppdrag.regler.tillstand import Planlage
from vp_uppdrag.uppdragslista import las_rader


@dataclass(frozen=True)
class Lydelse:
    """Det som personen läser: en frusen version, eller direktörens levande text (version None)."""

    innehall: dict[str, Any]
    version: Huvudmannaversion | None

    @property
    def skrivna(self) -> list[dict[str, Any]]:
        return [f for f in self.innehall["falt"] if not ar_tom(f["text"])]

    @property
    def tomma(self) -> list[str]:
        return [f["etikett"] for f in self.innehall["falt"] if ar_tom(f["text"])]


def lydelsen(person: Person, plan: Huvudmannaplan) -> Lydelse | None:
    """Lydelsen som personen läser, eller None när ingen är delad med henne än."""
    if person.har(Roll.UTBILDNINGSDIREKTOR) and plan.tillstand != Planlage.FASTSTALLD:
        return Lydelse(fryst_plan(plan, bara_beslutade=False), None)
    fore_beslut = person.har(*LASER_UTKAST, *LASER_HUVUDDRAGEN)
    if fore_beslut and plan.framlagd and (plan.tillstand == Planlage.KOMMENTERAS or plan.gallande is None):
        return Lydelse(plan.framlagd.innehall, plan.framlagd)
    return Lydelse(plan.gallande.innehall, plan.gallande) if plan.gallande else None


def sammanhang(person: Person, plan: Huvudmannaplan) -> dict[str, Any]:
    """Namnen som `plan_hss.html` läser."""
    lydelse = lydelsen(person, plan)
    kommentarer = _kommentarerna(person, plan)
    mening, skal = laget_i_ord(person, plan, lydelse)
    return {
        "plan": plan,
        "lasar": plan.lasar,
        "lydelse": lydelse,
        "rubrik": mening,
        "ingress": skal,
        "rader": las_rader(person, plan.lasar),
        "kommentarer": kommentarer,
        "kommenteras": hinder_for_att_kommentera_planen(person, plan) is None,
        "versioner": [v for v in plan.versioner.select_related("av").defer("innehall") if far_lasa_version(person, v)],
        "betyder": BETYDER[Handlingsstatus(lydelse.version.handlingsstatus)] if lydelse and lydelse.version else "",
        **_hindren(person, plan),
    }


def _hindren(person: Person, plan: Huvudmannaplan) -> dict[str, Any]:
    if not person.har(Roll.UTBILDNINGSDIREKTOR):
        return {"direktor": False}
    return {
        "direktor": True,
        "hinder_skriva": hinder_for_att_skriva_planen(person, plan),
        "hinder_lagga_fram": hinder_for_att_lagga_fram(person, plan),
        "hinder_faststalla": hinder_for_att_faststalla_planen(person, plan),
        "hinder_revidera": hinder_for_att_revidera(person, plan),
        "hinder_styra": hinder_for_att_styra(person, plan.lasar),
    }


def _kommentarerna(person: Person, plan: Huvudmannaplan) -> dict[str, list[Kommentar]]:
    """Samtalet om den framlagda versionen är direktörens och ledningsgruppens."""
    if plan.framlagd is None or not person.har(*LASER_UTKAST):
        return {}
    return kommentarer_till(plan.framlagd)


def laget_i_ord(person: Person, plan: Huvudmannaplan, lydelse: Lydelse | None) -> tuple[str, str]:
    """(rubrik, skäl): planens läge i en mening, och vad det betyder för den som läser."""
    gallande = plan.gallande
    if plan.tillstand == Planlage.FASTSTALLD and gallande:
        return f"VP HSS {plan.lasar} är fastställd.", f"Fastställd {datum(gallande.nar)} av {gallande.av.namn}."
    if lydelse is None:
        return (
            f"VP HSS {plan.lasar} skrivs.",
            "Den går att läsa och kommentera när direktören har lagt fram den.",
        )
    if plan.tillstand == Planlage.KOMMENTERAS and plan.framlagd:
        return f"VP HSS {plan.lasar} är framlagd.", _framlagd_i_ord(person, plan.framlagd)
    if gallande:
        return f"VP HSS {plan.lasar} revideras.", f"Till dess gäller version {gallande.nummer}, {datum(gallande.nar)}."
    return f"VP HSS {plan.lasar} är ett utkast.", "Ingen annan läser den förrän du lägger fram den."


def _framlagd_i_ord(person: Person, version: Huvudmannaversion) -> str:
    vem = f"Framlagd {datum(version.nar)} av {version.av.namn}."
    if person.har(*LASER_HUVUDDRAGEN):
        return f"{vem} Huvuddragen är kända, men planen är inte fastställd."
    return f"{vem} Ledningsgruppen kommenterar, sedan fastställs den."


def antal_kommentarer(kommentarer: dict[str, list[Kommentar]]) -> str:
    antal = sum(len(rader) for rader in kommentarer.values())
    return antal_ord(antal, "en kommentar", "kommentarer") if antal else ""
