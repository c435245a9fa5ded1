"""Skrivmekanismens egna adresser. Sparningen har var och en i sitt rum."""

from django.urls import path

from styrkedja.views.skrivning import nyckel, puls

urlpatterns = [
    path("skriv/nyckel/", nyckel, name="skriv-nyckel"),
    path("skriv/puls/", puls, name="skriv-puls"),
]
