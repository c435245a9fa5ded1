"""Iakttagelsernas adresser: rundans lista, enhetens, och handlingarna på en."""

from django.urls import URLPattern, path

from dialoger.views import iakttagelser

RUNDA = "iakttagelser/<slug:lasar>/<slug:omgang>/"

iakttagelsernas: list[URLPattern] = [
    path("iakttagelser/", iakttagelser.aktuella, name="iakttagelser-aktuella"),
    path("iakttagelser/<int:pk>/<slug:handling>/", iakttagelser.gor, name="iakttagelse-gor"),
    path(RUNDA, iakttagelser.iakttagelser, name="iakttagelser"),
    path(RUNDA + "likvardigt/", iakttagelser.likvardigt, name="likvardigt"),
    path(RUNDA + "likvardigt/spara/", iakttagelser.likvardigt_spara, name="likvardigt-spara"),
    path("enheter/<slug:slug>/" + RUNDA, iakttagelser.enhetens, name="iakttagelser-enhet"),
]
