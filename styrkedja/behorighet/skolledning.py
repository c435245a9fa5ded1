"""Rektors skrivrätt och delegeringen av den: så länge den gäller skriver en biträdande i rektors ställe (krav 7)."""

from datetime import date

from styrkedja.format import datum
from styrkedja.klocka import idag
from styrkedja.models import Befattning, Delegering, Person
from styrkedja.regler.roller import Roll


def rektor_pa(enhet_id: int) -> str:
    rektor = (
        Befattning.objects.galler(idag()).med_roll(Roll.REKTOR).filter(plats=enhet_id).select_related("person").first()
    )
    return rektor.person.namn if rektor else "rektor"


def delegering_pa(person: Person, enhet_id: int) -> Delegering | None:
    """Den senaste delegeringen på enheten, giltig eller inte."""
    alla = [d for b in person.befattningar_nu if b.plats_id == enhet_id for d in b.delegeringar.all()]
    return max(alla, key=lambda d: d.till, default=None)


def hinder_i_delegeringen(person: Person, enhet_id: int, dag: date) -> str | None:
    delegering = delegering_pa(person, enhet_id)
    if delegering is None:
        return f"Rektor har inte delegerat skrivrätten till dig. Be {rektor_pa(enhet_id)} om en delegering."
    if delegering.till < dag:
        return f"Din delegering gick ut {datum(delegering.till)}. Be {rektor_pa(enhet_id)} om en ny."
    if delegering.fran > dag:
        return f"Din delegering börjar gälla {datum(delegering.fran)}."
    return None
