"""Dörrarna in och ut, kontot, demons sida och kommunens färg."""

from django.urls import path

from styrkedja.views import demo, inloggning, stil

urlpatterns = [
    path("logga-in/", inloggning.logga_in, name="logga-in"),
    path("logga-ut/", inloggning.logga_ut, name="logga-ut"),
    path("konto/", inloggning.konto, name="konto"),
    path("konto/utseende/", inloggning.utseende, name="utseende"),
    path("demo/", demo.valj, name="demo"),
    path("demo/logga-in/", demo.logga_in_som, name="demo-logga-in"),
    path("stil/kommun.css", stil.kommunens_stil, name="kommunens-stil"),
]
