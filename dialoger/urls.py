"""Dialogernas adresser. Nummer, inte namn: en dialog byter dag och deltagare men är densamma."""

from django.urls import path

from dialoger.views import dialog, dialoger

DIALOG = "dialoger/<int:pk>/"

urlpatterns = [
    path("dialoger/", dialoger.dialoger, name="dialoger"),
    path(DIALOG, dialog.dialog, name="dialog"),
]
