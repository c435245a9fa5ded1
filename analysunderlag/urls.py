"""Rummets adresser."""

from django.urls import path

from analysunderlag.views import (
    bilagor,
    enhet,
    genomgangar,
    importsidan,
    inlasning,
    nyckeltal,
    nyckeltalen,
    omrade,
    oversikt,
    utforsel,
)

IMPORT = "underlag/import/"

urlpatterns = [
    path("underlag/", oversikt.oversikten, name="underlag"),
    path(IMPORT, importsidan.ladda_upp, name="underlag-import"),
    path(IMPORT + "kolada/", importsidan.hamta_fran_kolada, name="underlag-import-kolada"),
    path(IMPORT + "<int:pk>/", inlasning.granska_fil, name="underlag-import-granska"),
    path(IMPORT + "<int:pk>/spara/", inlasning.spara, name="underlag-import-spara"),
    path(IMPORT + "<int:pk>/avbryt/", inlasning.avbryt, name="underlag-import-avbryt"),
    path(IMPORT + "<int:pk>/angra/", inlasning.angra, name="underlag-import-angra"),
    path(IMPORT + "<int:pk>/felrader/", inlasning.felrader, name="underlag-import-felrader"),
    path("underlag/pm/", bilagor.lista, name="underlag-pm"),
    path("underlag/pm/nytt/", bilagor.nytt, name="underlag-pm-nytt"),
    path("underlag/pm/<int:pk>/", bilagor.ett, name="underlag-pm-ett"),
    path("underlag/pm/<int:pk>/fil/", bilagor.fil, name="underlag-pm-fil"),
    path("underlag/pm/<int:pk>/bort/", bilagor.bort, name="underlag-pm-bort"),
    path("underlag/genomgang/<int:pk>/", genomgangar.svara, name="underlag-genomgang"),
    path("underlag/omrade/", omrade.mitt_omrade, name="underlag-mitt-omrade"),
    path("underlag/omrade/<slug:slug>/", omrade.omradets_underlag, name="underlag-omrade"),
    path("underlag/omrade/<slug:slug>/fil/<slug:form>/", utforsel.omradets_fil, name="underlag-omrade-fil"),
    path("underlag/nyckeltal/", nyckeltalen.gemensamma, name="underlag-nyckeltalen"),
    path("underlag/nytt-nyckeltal/", nyckeltalen.nytt, name="underlag-nyckeltal-nytt"),
    path("underlag/nyckeltal/<slug:nyckel>/andra/", nyckeltalen.andra, name="underlag-nyckeltal-andra"),
    path("underlag/nyckeltal/<slug:nyckel>/avsluta/", nyckeltalen.avsluta, name="underlag-nyckeltal-avsluta"),
    path("underlag/nyckeltal/<slug:nyckel>/tal/", nyckeltalen.varde, name="underlag-nyckeltal-varde"),
    path(
        "underlag/nyckeltal/<slug:nyckel>/tal/<int:pk>/", nyckeltalen.varde_bort, name="underlag-nyckeltal-varde-bort"
    ),
    path("underlag/nyckeltal/<slug:nyckel>/", nyckeltal.nyckeltalet, name="underlag-nyckeltal"),
    path("underlag/nyckeltal/<slug:nyckel>/fil/<slug:form>/", utforsel.nyckeltalets_fil, name="underlag-nyckeltal-fil"),
    path("enheter/<slug:slug>/underlag/", enhet.enhetens_underlag, name="enhet-underlag"),
    path("enheter/<slug:slug>/underlag/egna/", nyckeltalen.enhetens, name="enhet-nyckeltal"),
    path("enheter/<slug:slug>/underlag/egna/nytt/", nyckeltalen.nytt, name="enhet-nyckeltal-nytt"),
    path("enheter/<slug:slug>/underlag/fil/<slug:form>/", utforsel.enhetens_fil, name="enhet-underlag-fil"),
]
