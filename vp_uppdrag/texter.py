"""Vilka ting i rummet som äger texter, och vem som får skriva i dem. Kärnan samlar det (styrkedja/samla.py)."""

from styrkedja.models import Person
from vp_uppdrag.behorighet import hinder_for_att_skriva, hinder_for_att_skriva_planen
from vp_uppdrag.behorighet.plan import hinder_for_att_folja_upp, hinder_for_att_skriva_mal
from vp_uppdrag.handlingar.blad import PLAN, UPPDRAG
from vp_uppdrag.handlingar.las import med_parter
from vp_uppdrag.handlingar.planinnehall import MAL
from vp_uppdrag.handlingar.planinnehall import PLAN as VERKSAMHETSPLAN
from vp_uppdrag.models import Huvudmannaplan, Mal, Uppdrag, Verksamhetsplan


def far_skriva_i_uppdraget(person: Person, uppdrag_id: int) -> bool:
    uppdrag = med_parter(Uppdrag.objects.synliga_for(person)).filter(pk=uppdrag_id).first()
    return uppdrag is not None and hinder_for_att_skriva(person, uppdrag) is None


def far_skriva_i_planen(person: Person, plan_id: int) -> bool:
    plan = Huvudmannaplan.objects.select_related("lasar").filter(pk=plan_id).first()
    return plan is not None and hinder_for_att_skriva_planen(person, plan) is None


def far_skriva_i_malet(person: Person, mal_id: int) -> bool:
    mal = Mal.objects.i_planen().select_related("plan__plats", "plan__lasar").filter(pk=mal_id).first()
    return mal is not None and hinder_for_att_skriva_mal(person, mal.plan) is None


def far_skriva_i_verksamhetsplanen(person: Person, plan_id: int) -> bool:
    plan = Verksamhetsplan.objects.select_related("plats", "lasar").filter(pk=plan_id).first()
    return plan is not None and hinder_for_att_folja_upp(person, plan) is None


#: Ägarens slag → får personen skriva i tinget med det id:t?
SKRIVRATT = {
    UPPDRAG: far_skriva_i_uppdraget,
    PLAN: far_skriva_i_planen,
    MAL: far_skriva_i_malet,
    VERKSAMHETSPLAN: far_skriva_i_verksamhetsplanen,
}
