"""Rummets bidrag till startsidan: önskningar om genomgång att svara på, och genomgångarna som är bokade."""

from django.urls import reverse

from analysunderlag.behorighet.bilagor import hinder_for_att_svara_pa_genomgang
from analysunderlag.models import Genomgang
from styrkedja.format import datum
from styrkedja.klocka import idag
from styrkedja.models import Person
from styrkedja.regler.roller import Roll
from styrkedja.start import AttGora, Bidrag, Lagesrad


def bidrag(person: Person) -> Bidrag:
    """Analytikerns och controllerns önskningar, verksamhetschefens bokade genomgångar. Andra har inget här."""
    if hinder_for_att_svara_pa_genomgang(person) is None:
        return Bidrag(att_gora=[_att_svara(rad) for rad in _rader(svar=Genomgang.Svar.VANTAR)])
    if omraden := person.platser(Roll.VERKSAMHETSCHEF):
        bokade = _rader(svar=Genomgang.Svar.JA, dag__gte=idag(), omrade__in=omraden)
        return Bidrag(laget=[_bokad(rad) for rad in bokade])
    return Bidrag()


def _rader(**villkor) -> list[Genomgang]:
    rader = Genomgang.objects.filter(bilaga__tillbakadragen__isnull=True, **villkor)
    return list(rader.select_related("bilaga", "omrade", "av").order_by("dag", "onskad_dag"))


def _att_svara(rad: Genomgang) -> AttGora:
    rubrik = f"Svara om genomgången i {rad.omrade}"
    return AttGora(rad.onskad_dag, rubrik, rad.bilaga.titel, reverse("underlag-genomgang", args=[rad.pk]))


def _bokad(rad: Genomgang) -> Lagesrad:
    assert rad.dag is not None
    text = f"{rad.bilaga.titel}, {datum(rad.dag)}"
    return Lagesrad(
        "Genomgång i ledningsgruppen", text, reverse("underlag-pm-ett", args=[rad.bilaga_id]), "god", "klar"
    )
