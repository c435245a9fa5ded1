"""Uppdragens adresser, och planens."""

from django.urls import path

from vp_uppdrag.views import handling, uppdrag

UPPDRAG = "uppdrag/<slug:lasar>/<int:nr>/"

urlpatterns = [
    path("uppdrag/", uppdrag.uppdragen, name="uppdragen"),
    path("uppdrag/larande/", uppdrag.larande, name="uppdrag-larande"),
    path("uppdrag/<slug:lasar>/nytt/", handling.nytt, name="uppdrag-nytt"),
    path(UPPDRAG, uppdrag.uppdrag, name="uppdrag"),
    path(UPPDRAG + "skriv/", uppdrag.skriv, name="uppdrag-skriv"),
    path(UPPDRAG + "spara/", uppdrag.spara, name="uppdrag-spara"),
    path(UPPDRAG + "<slug:handling>/", handling.gor, name="uppdrag-gor"),
]
