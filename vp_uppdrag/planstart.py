"""Planernas bidrag till startsidan: rektors plan att fastställa, det som väntar på chefens avstämning, och läget."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.urls import reverse

from styrkedja.format import antal_ord, datum, lokal_dag, uppraknat
from styrkedja.klocka import idag
from styrkedja.models import Lasar, Person
from styrkedja.regler.roller import Roll
from styrkedja.start import AttGora, Lagesrad
from vp_uppdrag.handlingar.planbrev import planens_adress
from vp_uppdrag.models import Verksamhetsplan
from vp_uppdrag.planlista import Planrad, las_planer
from vp_uppdrag.regler.plan import LEDER, Plantillstand

#: Så långt före sin dag står planen bland det som ska göras.
FRAMFORHALLNING = timedelta(days=42)
CHEFER = (Roll.VERKSAMHETSCHEF, Roll.UTBILDNINGSDIREKTOR)


def planernas(person: Person, lasar: Lasar) -> tuple[list[AttGora], list[Lagesrad]]:
    """Det som väntar på personen, och läget i de planer hon leder eller stämmer av."""
    if not person.har(*LEDER, *CHEFER):
        return [], []
    rader = [r for r in las_planer(person, lasar, kort=True) if r.ser_gangen and not r.plan.lank]
    egna = [r for r in rader if r.plan.plats_id in person.platser(*LEDER)]
    att_gora = [rad for r in egna for rad in _skriv(person, r.plan)] + list(_stam_av(rader))
    return att_gora, [*map(_lagesrad, egna), *_samlat(person, rader)]


def _skriv(person: Person, plan: Verksamhetsplan) -> Iterator[AttGora]:
    """Planen som ska fastställas, från sex veckor före sin dag; den som är avstämd genast."""
    dag = plan.sista_dag
    if plan.plats_id not in person.platser(Roll.REKTOR, Roll.AVDELNINGSCHEF):
        return
    if plan.tillstand == Plantillstand.AVSTAMD:
        yield AttGora(dag or idag(), "Fastställ verksamhetsplanen", "Den är avstämd.", planens_adress(plan), _ton(dag))
    elif plan.tillstand == Plantillstand.UTKAST and dag and dag <= idag() + FRAMFORHALLNING:
        varfor = (
            f"Den ska vara fastställd {datum(dag)}."
            if dag >= idag()
            else f"Den skulle ha varit fastställd {datum(dag)}."
        )
        yield AttGora(
            dag, "Skriv verksamhetsplanen och skicka den för avstämning", varfor, planens_adress(plan), _ton(dag)
        )


def _stam_av(rader: list[Planrad]) -> Iterator[AttGora]:
    """Planerna som väntar på chefens ja, i en rad."""
    vantar = [r.plan for r in rader if r.vantar]
    if not vantar:
        return
    dagar = [p.sista_dag for p in vantar if p.sista_dag]
    dag = min([lokal_dag(p.framlagd.nar) for p in vantar if p.framlagd], default=idag())
    namn = uppraknat([p.plats.namn for p in vantar[:4]]) + (" med flera" if len(vantar) > 4 else "")
    adress = planens_adress(vantar[0]) if len(vantar) == 1 else reverse("planer")
    rubrik = f"Stäm av {antal_ord(len(vantar), 'en verksamhetsplan', 'verksamhetsplaner')}"
    yield AttGora(dag, rubrik, f"{namn}.", adress, _ton(min(dagar, default=None)))


def _ton(dag: date | None) -> str:
    return "brist" if dag and dag < idag() else ""


def _lagesrad(rad: Planrad) -> Lagesrad:
    mer = f", {antal_ord(rad.mal, 'ett mål', 'mål')}" if rad.mal else ""
    return Lagesrad("Verksamhetsplanen", f"{rad.form.ord}{mer}", planens_adress(rad.plan), rad.form.ton, rad.form.ikon)


def _samlat(person: Person, rader: list[Planrad]) -> list[Lagesrad]:
    """Chefens och direktörens rad: hur många av planerna som är fastställda."""
    foljer = [r for r in rader if r.plan.plats_id not in person.platser(*LEDER)]
    if not foljer:
        return []
    klara = sum(r.faststalld for r in foljer)
    ton, ikon = ("god", "klar") if klara == len(foljer) else ("lugnt", "plan")
    return [Lagesrad("Verksamhetsplanerna", f"{klara} av {len(foljer)} fastställda", reverse("planer"), ton, ikon)]
