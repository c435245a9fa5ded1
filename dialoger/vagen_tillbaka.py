"""Det här kom dialogen fram till: handslagen som hänger ihop med ett mål, ett avsnitt eller ett uppdrag (röd tråd).

Bara det som personen läser: parterna sina, direktören de bekräftade.
"""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Q
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from dialoger.handslagsvisning import handslagsrader
from dialoger.models import Handslag
from styrkedja.models import Person


def handslag_om(person: Person, villkor: Q) -> list[Handslag]:
    """Handslagen i tidens ordning, de nyaste först. En fråga, och en handfull för det som visas."""
    rader = Handslag.objects.synliga_for(person).filter(villkor).distinct().med_det_som_visas()
    return sorted(rader, key=lambda h: h.dialog.tur, reverse=True)


def ritade(person: Person, handslag: Iterable[Handslag]) -> SafeString:
    return render_to_string("dialoger/_kom_fram_till.html", {"rader": handslagsrader(person, handslag)})


def per_mal(person: Person, mal: Iterable[int]) -> dict[int, SafeString]:
    """Målets nyckel → det ritade, för de mål som har något."""
    grupper: dict[int, list[Handslag]] = defaultdict(list)
    for rad in handslag_om(person, Q(mal__in=list(mal))):
        if rad.mal_id:
            grupper[rad.mal_id].append(rad)
    return {pk: ritade(person, rader) for pk, rader in grupper.items()}
