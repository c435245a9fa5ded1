"""Dialogernas adresser. Nummer, inte namn: en dialog byter dag och deltagare men är densamma."""

from django.urls import path

from dialoger.views import dialog, dialoger, stod

DIALOG = "dialoger/<int:pk>/"

urlpatterns = [
    path("dialoger/", dialoger.dialoger, name="dialoger"),
    path(DIALOG, dialog.dialog, name="dialog"),
    # --- Stödbehoven ---
    path("stod/", stod.stod, name="stod"),
    path("stod/<int:pk>/", stod.behov, name="stod-behov"),
    path("stod/<int:pk>/mottaget/", stod.mottaget, name="stod-mottaget"),
    path("stod/<int:pk>/<slug:handling>/", stod.gor, name="stod-gor"),
]
