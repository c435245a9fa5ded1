"""Uppdragens adresser, och planens."""

from django.urls import include, path

from vp_uppdrag.views import handling, huvudmannaplan, pdf, styrning, uppdrag

UPPDRAG = "uppdrag/<slug:lasar>/<int:nr>/"
PLAN = "plan/<slug:lasar>/"
VERSION = PLAN + "version/<int:nummer>/"

urlpatterns = [
    path("uppdrag/", uppdrag.uppdragen, name="uppdragen"),
    path("uppdrag/larande/", uppdrag.larande, name="uppdrag-larande"),
    path("uppdrag/<slug:lasar>/nytt/", handling.nytt, name="uppdrag-nytt"),
    path("uppdrag/<slug:lasar>/fil/<slug:form>/", uppdrag.fil, name="uppdragen-fil"),
    path(UPPDRAG, uppdrag.uppdrag, name="uppdrag"),
    path(UPPDRAG + "skriv/", uppdrag.skriv, name="uppdrag-skriv"),
    path(UPPDRAG + "spara/", uppdrag.spara, name="uppdrag-spara"),
    path(UPPDRAG + "<slug:handling>/", handling.gor, name="uppdrag-gor"),
    path("plan/", huvudmannaplan.aktuell, name="plan-hss-aktuell"),
    path(PLAN, huvudmannaplan.plan, name="plan-hss"),
    path(PLAN + "skriv/", huvudmannaplan.skriv, name="plan-hss-skriv"),
    path(PLAN + "spara/", huvudmannaplan.spara, name="plan-hss-spara"),
    path(PLAN + "styr/", styrning.styrning, name="plan-hss-styr"),
    path(PLAN + "styr/<slug:slag>/", styrning.satt, name="plan-hss-styr-satt"),
    path(PLAN + "styr/<slug:slag>/<int:pk>/bort/", styrning.bort, name="plan-hss-styr-bort"),
    path(PLAN + "kommentera/<slug:falt>/", huvudmannaplan.kommentera, name="plan-hss-kommentera"),
    path(VERSION, huvudmannaplan.version, name="plan-hss-version"),
    path(VERSION + "pdf/", pdf.pdf, name="plan-hss-pdf"),
    path(VERSION + "pdf/fil/", pdf.fil, name="plan-hss-pdf-fil"),
    path(PLAN + "<slug:handling>/", huvudmannaplan.gor, name="plan-hss-gor"),
    path("", include("vp_uppdrag.urls_plan")),
]
