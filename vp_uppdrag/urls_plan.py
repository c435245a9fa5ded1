"""Verksamhetsplanernas adresser, under enhetens och avdelningens."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from vp_uppdrag.views import plan, plangor, planlista, planpdf, planskriv


class Vems(StringConverter):
    """Vems plan: en enhets eller en avdelnings."""

    regex = "enheter|avdelningar"


register_converter(Vems, "vems")
PLATS = "<vems:mapp>/<slug:slug>/plan/"
PLAN = PLATS + "<slug:lasar>/"
MAL = PLAN + "mal/<int:mal>/"
VERSION = PLAN + "version/<int:nummer>/"

urlpatterns = [
    path("planer/", planlista.planer, name="planer"),
    path("planer/fil/<slug:form>/", planlista.fil, name="planer-fil"),
    path(PLATS, plan.aktuell, name="plan-aktuell"),
    path(PLAN, plan.plan, name="plan"),
    path(PLAN + "historik/", plan.historik, name="plan-historik"),
    path(PLAN + "ord/", planskriv.ord_, name="plan-ord"),
    path(PLAN + "ord/spara/", planskriv.spara_ord, name="plan-ord-spara"),
    path(MAL, planskriv.mal, name="plan-mal"),
    path(MAL + "spara/", planskriv.spara, name="plan-mal-spara"),
    path(VERSION, plan.version, name="plan-version"),
    path(VERSION + "pdf/", planpdf.pdf, name="plan-pdf"),
    path(VERSION + "pdf/fil/", planpdf.fil, name="plan-pdf-fil"),
    path(PLAN + "<slug:handling>/", plangor.gor, name="plan-gor"),
]
