"""Svaret vid behovet i rapporten: våning 4 samlar det och vet inte hur det ser ut."""

from collections.abc import Iterable

from django.template.loader import render_to_string

from dialoger.handlingar.stod import svaret_ar_last
from dialoger.stodlista import sanda, som_rader
from dialoger.stodsida import vagen
from kvalitetsrapporter.behorighet import far_lasa_behovet
from styrkedja.models import Person
from styrkedja.regler.roller import Roll


def svaren(person: Person, behov: Iterable[int]) -> dict[int, str]:
    """Behovets id → svaret som html, för de sända behov som personen får läsa. Rektorn har därmed läst det."""
    ut: dict[int, str] = {}
    for rad in som_rader(sanda().filter(pk__in=list(behov)).prefetch_related("flyttar")):
        if far_lasa_behovet(person, rad.behov):
            ut[rad.behov.pk] = render_to_string("dialoger/_behovssvar.html", {"rad": rad, "vagen": vagen(rad)})
            if rad.svar and rad.enhet.pk in person.platser(Roll.REKTOR):
                svaret_ar_last(rad.svar, av=person)
    return ut
