"""Driftens adresser."""

from django.urls import path

from styrkedja.views.halsa import healthz, readyz

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
]
