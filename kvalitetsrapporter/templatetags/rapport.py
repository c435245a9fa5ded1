"""Rapportens ord i mallarna."""

from django import template

from kvalitetsrapporter import regler
from styrkedja.models import Omgang

register = template.Library()


@register.filter
def infor(omgang: Omgang) -> str:
    """{{ omgang|infor }} → "inför VD2", eller "vid läsårets slut" för rundan som inte är en dialog."""
    return regler.infor(omgang.namn)
