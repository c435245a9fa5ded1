"""Rummets adresser."""

from django.urls import path

from analysunderlag.views import enhet, nyckeltal, omrade, oversikt

urlpatterns = [
    path("underlag/", oversikt.oversikten, name="underlag"),
    path("underlag/omrade/", omrade.mitt_omrade, name="underlag-mitt-omrade"),
    path("underlag/omrade/<slug:slug>/", omrade.omradets_underlag, name="underlag-omrade"),
    path("underlag/nyckeltal/<slug:nyckel>/", nyckeltal.nyckeltalet, name="underlag-nyckeltal"),
    path("enheter/<slug:slug>/underlag/", enhet.enhetens_underlag, name="enhet-underlag"),
]
