"""Filens förskolor och deras chefsområden (krav 6). En förskola utan chefsområde väntar på ett."""

from collections import defaultdict

from styrkedja.handlingar.organisationsimport.plan import Enhetsplan, Forskoleplan, Plan, Register, lagg_fel
from styrkedja.handlingar.organisationsimport.skillnad import andringar
from styrkedja.models import Enhet
from styrkedja.regler.organisationsfil import FORSKOLA, Organisationsrad


def planera_forskolor(plan: Plan, register: Register) -> None:
    rader = [r for r in plan.tolkning.rader if r.ar_forskola]
    per_chefsomrade: dict[str, list[Organisationsrad]] = defaultdict(list)
    for rad in rader:
        if rad.chefsomrade:
            per_chefsomrade[rad.chefsomrade.casefold()].append(rad)
        plan.forskolor.append(_forskoleplan(rad, register))
    for grupp in per_chefsomrade.values():
        enhet = register.per_namn.get(grupp[0].chefsomrade.casefold())
        if enhet and enhet.enhetsslag == Enhet.Enhetsslag.SKOLA:
            lagg_fel(plan, grupp, "chefsomrade", f"{enhet} är en skola, inte ett chefsområde. Rätta namnet.")
        else:
            plan.enheter.append(_chefsomradesplan(grupp, enhet, register))


def _forskoleplan(rad: Organisationsrad, register: Register) -> Forskoleplan:
    forskola = register.forskolor.get(rad.namn.casefold())
    plan = Forskoleplan(rad.namn, rad.chefsomrade, rad.nummer, forskola)
    if forskola is None:
        plan.andringar = [
            f"ny förskola i {rad.chefsomrade}" if rad.chefsomrade else "ny förskola, väntar på chefsområde"
        ]
        return plan
    har = register.enheter[forskola.chefsomrade_id].namn if forskola.chefsomrade_id else ""
    if forskola.namn != rad.namn:
        plan.andringar.append(f"byter namn från {forskola.namn}")
    if rad.chefsomrade and har.casefold() != rad.chefsomrade.casefold():
        plan.andringar.append(f"flyttas från {har} till {rad.chefsomrade}" if har else f"placeras i {rad.chefsomrade}")
    return plan


def _chefsomradesplan(rader: list[Organisationsrad], enhet: Enhet | None, register: Register) -> Enhetsplan:
    plan = Enhetsplan(rader[0].chefsomrade, Enhet.Enhetsslag.CHEFSOMRADE, enhet, rader=[r.nummer for r in rader])
    plan.omrade = next((r.omrade for r in rader if r.omrade), "")
    plan.skolformer = [register.skolformer[FORSKOLA]]
    plan.koder = {k.kod: k.skolform for k in enhet.koder.all()} if enhet else {}
    plan.andringar = andringar(plan, register)
    return plan
