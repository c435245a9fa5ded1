"""Adresserna: svenska, substantiv först. Varje ämne i kärnan har sin fil, varje rum sin urls.py."""

from importlib.util import find_spec

from django.conf import settings
from django.urls import include, path

from styrkedja.views.enheter import enhet, enheter
from styrkedja.views.hanvisning import hanvisning
from styrkedja.views.start import start

handler400 = "styrkedja.views.fel.trasig_begaran"
handler403 = "styrkedja.views.fel.nekad"
handler404 = "styrkedja.views.fel.finns_inte"
handler500 = "styrkedja.views.fel.fel_hos_oss"

urlpatterns = [
    path("", start, name="start"),
    path("enheter/", enheter, name="enheter"),
    path("enheter/<slug:slug>/", enhet, name="enhet"),
    path("hanvisning/<uuid:id_>/", hanvisning, name="hanvisning"),
]
urlpatterns += [
    path("", include(f"styrkedja.urls_{amne}"))
    for amne in ("konto", "arshjul", "administration", "hjalp", "drift", "skrivning")
    if find_spec(f"styrkedja.urls_{amne}")
]
urlpatterns += [
    path("", include(f"{rum}.urls")) for rum in settings.RUM if rum != "styrkedja" and find_spec(f"{rum}.urls")
]
