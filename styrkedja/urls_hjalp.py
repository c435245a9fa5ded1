"""Hjälpens adresser."""

from django.urls import path

from styrkedja.views.hjalp import hjalp, ord_, tillganglighet

urlpatterns = [
    path("hjalp/", hjalp, name="hjalp"),
    path("hjalp/ord/", ord_, name="hjalp-ord"),
    path("hjalp/<slug:slug>/", hjalp, name="hjalp-roll"),
    path("tillganglighet/", tillganglighet, name="tillganglighet"),
]
