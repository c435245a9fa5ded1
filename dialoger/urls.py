"""Dialogernas adresser. Nummer, inte namn: en dialog byter dag och deltagare men är densamma."""

from django.urls import path

from dialoger.urls_handslag import handslagens
from dialoger.views import dialog, dialoger, privat, stod

DIALOG = "dialoger/<int:pk>/"
EGNA = "konto/anteckningar/"

urlpatterns = [
    path("dialoger/", dialoger.dialoger, name="dialoger"),
    path(DIALOG, dialog.dialog, name="dialog"),
    *handslagens,
    # --- Stödbehoven ---
    path("stod/", stod.stod, name="stod"),
    path("stod/<int:pk>/", stod.behov, name="stod-behov"),
    path("stod/<int:pk>/mottaget/", stod.mottaget, name="stod-mottaget"),
    path("stod/<int:pk>/<slug:handling>/", stod.gor, name="stod-gor"),
    # De egna anteckningarna
    path(DIALOG + "anteckning/", privat.borja, name="dialog-anteckna"),
    path(EGNA, privat.lista, name="egna-anteckningar"),
    path(EGNA + "fil/", privat.fil, name="egna-anteckningar-fil"),
    path(EGNA + "<int:pk>/", privat.anteckning, name="egen-anteckning"),
    path(EGNA + "<int:pk>/spara/", privat.spara, name="egen-anteckning-spara"),
    path(EGNA + "<int:pk>/bort/", privat.bort, name="egen-anteckning-bort"),
]
