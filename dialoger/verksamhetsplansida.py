"""Rummets del av verksamhetsplanens mål: det som dialogerna kom fram till om dem."""

from collections.abc import Iterable

from django.utils.safestring import SafeString

from dialoger.vagen_tillbaka import per_mal
from styrkedja.models import Person


def foljder(person: Person, mal: Iterable[int]) -> dict[int, SafeString]:
    """Målets nyckel → det ritade, för dem som läser handslagen."""
    return per_mal(person, mal)
