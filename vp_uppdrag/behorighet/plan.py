"""Vem som läser vilken lydelse av en verksamhetsplan, och vem som skriver, stämmer av, fastställer och reviderar den.

Källa: reliability.md §4 "Verksamhetsplan, utkast" och "Verksamhetsplan, fastställd"; krav 13, 27, 77. Enhetens plan är
rektors och stäms av med områdets verksamhetschef; en avdelnings är avdelningschefens och stäms av med direktören.
"""

from enum import StrEnum

from styrkedja.behorighet.skolledning import hinder_i_delegeringen
from styrkedja.format import datum, datum_lang
from styrkedja.klocka import idag
from styrkedja.models import Befattning, Omgang, Person, Tillhorighet
from styrkedja.regler.roller import Roll
from vp_uppdrag.models import Verksamhetsplan
from vp_uppdrag.regler.plan import LEDER, OPPNA, Plantillstand

STANGT = "Läsåret är stängt. Planen går att läsa men inte att ändra."
UTKAST = "Det här är ett utkast. Du kan läsa planen när rektor har skickat den för avstämning."


class Lydelse(StrEnum):
    """Vilken lydelse av planen någon läser."""

    UTKAST = "utkast"
    FRAMLAGD = "framlagd"
    GALLANDE = "gallande"
    INGEN = "ingen"


# --- Vem personen är för planen ------------------------------------------------------------------
def leder(person: Person, plan: Verksamhetsplan) -> bool:
    """Skolledningen på enheten, eller avdelningens chef."""
    return plan.plats_id in person.platser(*LEDER)


def ager(person: Person, plan: Verksamhetsplan) -> bool:
    """Den som planen är: rektor, eller avdelningschefen."""
    return plan.plats_id in person.platser(Roll.REKTOR, Roll.AVDELNINGSCHEF)


def ar_narmaste_chef(person: Person, plan: Verksamhetsplan) -> bool:
    """Områdets verksamhetschef det läsåret; för en avdelning direktören."""
    if plan.ar_avdelningens:
        return person.har(Roll.UTBILDNINGSDIREKTOR)
    omraden = person.platser(Roll.VERKSAMHETSCHEF)
    return (
        bool(omraden)
        and Tillhorighet.objects.filter(enhet=plan.plats_id, lasar=plan.lasar_id, omrade__in=omraden).exists()
    )


def narmaste_chefer(plan: Verksamhetsplan) -> list[Person]:
    """De som stämmer av planen, i dag."""
    nu = Befattning.objects.galler(idag()).select_related("person")
    if plan.ar_avdelningens:
        return [b.person for b in nu.med_roll(Roll.UTBILDNINGSDIREKTOR)]
    omrade = Tillhorighet.objects.filter(enhet=plan.plats_id, lasar=plan.lasar_id).values("omrade")
    return [b.person for b in nu.med_roll(Roll.VERKSAMHETSCHEF).filter(plats__in=omrade)]


def agaren(plan: Verksamhetsplan) -> Person | None:
    """Rektor eller avdelningschef i dag."""
    nu = Befattning.objects.galler(idag()).filter(plats=plan.plats_id).select_related("person")
    forst = nu.med_roll(Roll.REKTOR, Roll.AVDELNINGSCHEF).first()
    return forst.person if forst else None


def _rollen(plan: Verksamhetsplan) -> str:
    return "avdelningschefen" if plan.ar_avdelningens else "rektor"


def _chefen(plan: Verksamhetsplan) -> str:
    return "utbildningsdirektören" if plan.ar_avdelningens else "verksamhetschefen"


# --- Läsa ----------------------------------------------------------------------------------------
def lydelsen(person: Person, plan: Verksamhetsplan) -> Lydelse:
    """Den lydelse som personen läser. Planen är redan bland dem som är synliga för henne."""
    leds = leder(person, plan)
    return lydelse_for(plan, leder=leds, chef=not leds and _ar_sand(plan) and ar_narmaste_chef(person, plan))


def lydelse_for(plan: Verksamhetsplan, *, leder: bool, chef: bool) -> Lydelse:
    """Lydelsen som skolledningen, närmaste chef eller någon annan läser."""
    if leder:
        return Lydelse.UTKAST
    if chef and _ar_sand(plan):
        return Lydelse.FRAMLAGD
    return Lydelse.GALLANDE if plan.gallande_id else Lydelse.INGEN


def _ar_sand(plan: Verksamhetsplan) -> bool:
    return plan.tillstand in (Plantillstand.AVSTAMS, Plantillstand.AVSTAMD) and plan.framlagd_id is not None


def ser_planens_gang(person: Person, plan: Verksamhetsplan) -> bool:
    """Var planen är och vem den väntar på: för dem som arbetar med den, och direktören."""
    return leder(person, plan) or person.har(Roll.UTBILDNINGSDIREKTOR) or ar_narmaste_chef(person, plan)


# --- Skriva --------------------------------------------------------------------------------------
def _hinder_utan_skrivratt(person: Person, plan: Verksamhetsplan) -> str | None:
    if ager(person, plan):
        return None
    if plan.plats_id in person.platser(Roll.BITRADANDE_REKTOR):
        return hinder_i_delegeringen(person, plan.plats_id, idag())
    return "Bara avdelningschefen skriver i planen." if plan.ar_avdelningens else "Bara skolledningen skriver i planen."


def _hinder_i_slutet(plan: Verksamhetsplan) -> str | None:
    if plan.lasar.stangt:
        return STANGT
    if plan.tillstand == Plantillstand.AVSLUTAD:
        return "Planen är avslutad. Målen som inte nåddes förs över till nästa läsårs plan."
    return None


def hinder_for_att_skriva_mal(person: Person, plan: Verksamhetsplan) -> str | None:
    """Målen, det som hör till dem, och planens inledning."""
    if hinder := _hinder_i_slutet(plan) or _hinder_utan_skrivratt(person, plan):
        return hinder
    if plan.tillstand not in OPPNA:
        return "Planen är fastställd. Revidera den, med skäl, så går målen att skriva om."
    return None


def hinder_for_att_folja_upp(person: Person, plan: Verksamhetsplan) -> str | None:
    """Aktiviteternas läge, mätningarna och pengarna: följs upp också i en fastställd plan."""
    return _hinder_i_slutet(plan) or _hinder_utan_skrivratt(person, plan)


# --- Avstämningen --------------------------------------------------------------------------------
def hinder_for_att_be_om_avstamning(person: Person, plan: Verksamhetsplan) -> str | None:
    if hinder := _hinder_i_slutet(plan):
        return hinder
    if not ager(person, plan):
        return f"Bara {_rollen(plan)} skickar planen för avstämning."
    if plan.tillstand == Plantillstand.AVSTAMD:
        return "Planen är avstämd och kan fastställas."
    return "Planen är fastställd." if plan.tillstand not in OPPNA else None


def hinder_for_att_kommentera_mal(person: Person, plan: Verksamhetsplan) -> str | None:
    """Närmaste chef kommenterar det som är sänt; skolledningen svarar."""
    if hinder := _hinder_i_slutet(plan):
        return hinder
    if not (leder(person, plan) or ar_narmaste_chef(person, plan)):
        return f"Bara {_rollen(plan)} och {_chefen(plan)} skriver i avstämningen."
    if plan.tillstand not in (Plantillstand.AVSTAMS, Plantillstand.AVSTAMD):
        return "Planen är inte skickad för avstämning."
    return None if ar_narmaste_chef(person, plan) else _hinder_utan_skrivratt(person, plan)


def hinder_for_att_stamma_av(person: Person, plan: Verksamhetsplan) -> str | None:
    if hinder := _hinder_i_slutet(plan):
        return hinder
    if not ar_narmaste_chef(person, plan):
        return f"Bara {_chefen(plan)} stämmer av planen."
    if plan.tillstand == Plantillstand.AVSTAMD:
        return f"Planen är redan avstämd. Den väntar på att {_rollen(plan)} fastställer den."
    if plan.tillstand != Plantillstand.AVSTAMS:
        return "Planen är inte skickad för avstämning."
    return None


def hinder_for_att_faststalla_plan(person: Person, plan: Verksamhetsplan) -> str | None:
    """Bara när närmaste chef har sagt ja. Att det är sent hindrar aldrig; det märks."""
    if plan.tillstand == Plantillstand.FASTSTALLD and plan.gallande:
        return f"Planen är redan fastställd, {datum(plan.gallande.nar)}, av {plan.gallande.av.namn}."
    if hinder := _hinder_i_slutet(plan):
        return hinder
    if not ager(person, plan):
        return f"Bara {_rollen(plan)} fastställer planen."
    if plan.tillstand == Plantillstand.AVSTAMD:
        return None
    forst = f"Planen kan fastställas när {_chefen(plan)} har stämt av den."
    if plan.tillstand != Plantillstand.AVSTAMS:
        return f"{forst} Skicka den för avstämning först."
    chefer = narmaste_chefer(plan)
    return f"{forst} Den väntar på {chefer[0].namn}." if chefer else forst


# --- Efter fastställandet ------------------------------------------------------------------------
def hinder_for_att_revidera_plan(person: Person, plan: Verksamhetsplan) -> str | None:
    if hinder := _hinder_i_slutet(plan):
        return hinder
    if not ager(person, plan):
        return f"Bara {_rollen(plan)} reviderar planen."
    return None if plan.tillstand == Plantillstand.FASTSTALLD else "Bara en fastställd plan revideras."


def hinder_for_att_avsluta_plan(person: Person, plan: Verksamhetsplan) -> str | None:
    """När läsåret summeras: från den sista rundans första dag, eller läsårets sista månad när ingen runda är upplagd."""
    if hinder := _hinder_i_slutet(plan):
        return hinder
    if not ager(person, plan):
        return f"Bara {_rollen(plan)} avslutar planen."
    if plan.tillstand != Plantillstand.FASTSTALLD:
        return "Bara en fastställd plan avslutas."
    oppnar = Omgang.objects.filter(lasar=plan.lasar_id).order_by("-ordning").values_list("oppnar", flat=True).first()
    fran = oppnar or plan.lasar.till.replace(day=1)
    return None if idag() >= fran else f"Planen avslutas när läsåret summeras, från {datum_lang(fran)}."


def hinder_for_att_lanka_plan(person: Person, plan: Verksamhetsplan) -> str | None:
    """En avdelnings plan får ligga någon annanstans och länkas (krav 81)."""
    if not plan.ar_avdelningens:
        return "En enhets plan finns här och länkas inte."
    return _hinder_i_slutet(plan) or (None if ager(person, plan) else "Bara avdelningschefen länkar avdelningens plan.")


def hinder_for_att_fora_ut_planer(person: Person) -> str | None:
    """Planerna som fil: den egna, de egna enheternas, eller för direktören alla. En i taget läses på sin sida."""
    if person.har(*LEDER, Roll.VERKSAMHETSCHEF, Roll.UTBILDNINGSDIREKTOR):
        return None
    return "Planerna hämtas som fil av dem som skriver, stämmer av eller följer dem."
