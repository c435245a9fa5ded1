"""Rummets del av sidan där en inlämnad version läses: verksamhetschefens iakttagelser, skrivna medan hon läser."""

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from dialoger.behorighet.iakttagelser import laser_de_raa
from dialoger.iakttagelsedel import iakttagelsedel
from kvalitetsrapporter.models import Inlamning
from styrkedja.begaran import Begaran


def delar(request: Begaran, version: Inlamning) -> list[SafeString]:
    """Iakttagelserna om enheten i rundan, för dem som läser de råa; annars ingenting."""
    if not laser_de_raa(request.user):
        return []
    namn = {"omgang": version.omgang, **iakttagelsedel(request.user, version.rapport.enhet, version.omgang)}
    return [render_to_string("dialoger/_iakttagelser.html", namn, request)]
