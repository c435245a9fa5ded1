"""Adresserna: svenska, substantiv först. Varje rum lägger till sina (urls.py i rummet)."""

from importlib.util import find_spec

from django.conf import settings
from django.urls import include, path

handler400 = "styrkedja.views.fel.trasig_begaran"
handler403 = "styrkedja.views.fel.nekad"
handler404 = "styrkedja.views.fel.finns_inte"
handler500 = "styrkedja.views.fel.fel_hos_oss"

urlpatterns: list = []
for rum in settings.RUM:
    if rum != "styrkedja" and find_spec(f"{rum}.urls"):
        urlpatterns.append(path("", include(f"{rum}.urls")))
