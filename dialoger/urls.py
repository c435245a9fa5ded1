"""Dialogernas adresser. Nummer, inte namn: en dialog byter dag och deltagare men är densamma."""

from django.urls import path

from dialoger.urls_handslag import handslagens
from dialoger.urls_iakttagelser import iakttagelsernas
from dialoger.views import bokning, dialog, dialoger, forberedelse, privat, samtal, samtalspdf, stod

DIALOG = "dialoger/<int:pk>/"
EGNA = "konto/anteckningar/"

urlpatterns = [
    path("dialoger/", dialoger.dialoger, name="dialoger"),
    path(DIALOG, dialog.dialog, name="dialog"),
    # --- Tiderna ---
    path("dialoger/boka/<slug:lasar>/<slug:omgang>/", bokning.boka_runda, name="boka-runda"),
    path(DIALOG + "kalender.ics", bokning.kalender, name="dialog-kalender"),
    *handslagens,
    *iakttagelsernas,
    # --- Stödbehoven ---
    path("stod/", stod.stod, name="stod"),
    path("stod/<int:pk>/", stod.behov, name="stod-behov"),
    path("stod/<int:pk>/mottaget/", stod.mottaget, name="stod-mottaget"),
    path("stod/<int:pk>/<slug:handling>/", stod.gor, name="stod-gor"),
    # --- Samtalet ---
    path(DIALOG + "samtal/<slug:handling>/", samtal.gor, name="samtal-gor"),
    path(DIALOG + "forberedelse/<int:forberedelse>/", forberedelse.forberedelse, name="forberedelse"),
    path(
        DIALOG + "forberedelse/<int:forberedelse>/spara/", forberedelse.spara_forberedelsen, name="forberedelse-spara"
    ),
    path(DIALOG + "minnesanteckningar/", forberedelse.minnesanteckningar, name="minnesanteckningar"),
    path(
        DIALOG + "minnesanteckningar/spara/", forberedelse.spara_minnesanteckningarna, name="minnesanteckningar-spara"
    ),
    path(DIALOG + "papper/<slug:vilket>/", samtalspdf.pdf, name="samtal-pdf"),
    path(DIALOG + "papper/<slug:vilket>/fil/", samtalspdf.fil, name="samtal-pdf-fil"),
    # --- De egna anteckningarna ---
    path(DIALOG + "anteckning/", privat.borja, name="dialog-anteckna"),
    path(EGNA, privat.lista, name="egna-anteckningar"),
    path(EGNA + "fil/", privat.fil, name="egna-anteckningar-fil"),
    path(EGNA + "<int:pk>/", privat.anteckning, name="egen-anteckning"),
    path(EGNA + "<int:pk>/spara/", privat.spara, name="egen-anteckning-spara"),
    path(EGNA + "<int:pk>/bort/", privat.bort, name="egen-anteckning-bort"),
]
