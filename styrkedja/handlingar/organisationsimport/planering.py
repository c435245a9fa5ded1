"""Vad en organisationsfil skulle ändra, utan att ändra något: filens rader jämförda med det som finns.

En enhet känns igen på sin skolenhetskod, annars på namnet. Enheter som inte står i filen rörs inte. Kommunens egna
tillägg (fler skolformer, koder utan skolform) står kvar; en kod som bytt skolform tar med sig enheten dit.
"""

from styrkedja.handlingar.organisationsimport.forskolor import planera_forskolor
from styrkedja.handlingar.organisationsimport.plan import Plan, Register, lagg_fel
from styrkedja.handlingar.organisationsimport.skolor import planera_skolor
from styrkedja.models import Lasar
from styrkedja.regler.inlasning import Tabell, koppla_kolumner
from styrkedja.regler.organisationsfil import KRAVS, VALFRIA, tolka_rader


def planera(tabell: Tabell, *, lasar: Lasar | None, val: dict[str, str] | None = None) -> Plan:
    """Jämför filen med organisationen. Skriver inget.

    Args:
        lasar: läsåret som filens verksamhetsområden gäller.
        val: egen koppling av kolumner, kolumn → rubrik i filen.

    Raises:
        Rubrikfel: en kolumn saknas eller står två gånger.
    """
    kolumner = koppla_kolumner(tabell.rubriker, kravs=KRAVS, valfria=VALFRIA, val=val)
    register = Register(lasar)
    tolkning = tolka_rader(tabell.rader, kolumner, register.skolformer)
    plan = Plan(tabell, kolumner, tolkning, lasar)
    planera_skolor(plan, register)
    planera_forskolor(plan, register)
    _planera_omraden(plan, register)
    tolkning.stryk_felaktiga()
    return plan


def _planera_omraden(plan: Plan, register: Register) -> None:
    namn = {p.omrade.casefold(): p.omrade for p in plan.enheter if p.omrade}
    plan.nya_omraden = [n for nyckel, n in namn.items() if nyckel not in register.omraden]
    if namn and (plan.lasar is None or plan.lasar.stangt):
        skal = f"läsåret {plan.lasar} är stängt" if plan.lasar else "det finns inget läsår"
        rader = [r for r in plan.tolkning.rader if r.omrade]
        lagg_fel(plan, rader, "verksamhetsomrade", f"Området går inte att sätta: {skal}.")
