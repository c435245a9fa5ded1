"""Rapportens adresser, under enhetens; områdets och lägets listor."""

from django.urls import path

from kvalitetsrapporter.views import (
    behov,
    forra_aret,
    fragor,
    historik,
    inlamning,
    inspel,
    jamfor,
    kommentarer,
    listor,
    medskrivare,
    pdf,
    pdf_ar,
    rapport,
    skriva,
    stod,
    tidigare,
    utkast,
)

RAPPORT = "enheter/<slug:slug>/rapport/<slug:lasar>/"
FRAGOR = "fragor/<slug:lasar>/<slug:omgang>/"
VERSION = RAPPORT + "inlamnad/<slug:omgang>/<int:nummer>/"

TIDIGARE = "enheter/<slug:slug>/tidigare/"

urlpatterns = [
    path("omrade/", listor.mitt_omrade, name="mitt-omrade"),
    path("omrade/<slug:slug>/", listor.omrade, name="omrade"),
    path("lage/", listor.lage, name="lage"),
    path("fragor/", fragor.aktuella, name="fragor-aktuella"),
    path(FRAGOR, fragor.fragor, name="fragor"),
    path(FRAGOR + "ny/", fragor.ny, name="fragor-ny"),
    path(FRAGOR + "budget/", fragor.budget, name="fragor-budget"),
    path(FRAGOR + "<int:pk>/", fragor.andra, name="fragor-andra"),
    path(FRAGOR + "<int:pk>/publicera/", fragor.publicera, name="fragor-publicera"),
    path(FRAGOR + "<int:pk>/avsluta/", fragor.avsluta, name="fragor-avsluta"),
    path(FRAGOR + "<int:pk>/bort/", fragor.bort, name="fragor-bort"),
    path(FRAGOR + "<int:pk>/flytta/", fragor.flytta, name="fragor-flytta"),
    path(FRAGOR + "<int:pk>/svar/", fragor.svar, name="fragor-svar"),
    path("stod/", stod.stod, name="stod"),
    path("stod/<int:pk>/mottaget/", stod.mottaget, name="stod-mottaget"),
    path("enheter/<slug:slug>/rapport/", rapport.aktuell, name="rapport-aktuell"),
    path("enheter/<slug:slug>/inspel/", inspel.inspel, name="inspel"),
    path("enheter/<slug:slug>/inspel/<int:pk>/", inspel.andra, name="inspel-andra"),
    path("enheter/<slug:slug>/inspel/<int:pk>/dra-tillbaka/", inspel.dra_tillbaka, name="inspel-dra-tillbaka"),
    path(RAPPORT, rapport.oversikt, name="rapport"),
    path(RAPPORT + "avsnitt/<slug:nyckel>/", rapport.avsnitt, name="rapport-avsnitt"),
    path(RAPPORT + "avsnitt/<slug:nyckel>/spara/", skriva.spara, name="rapport-avsnitt-spara"),
    path(RAPPORT + "medskrivare/", medskrivare.medskrivare, name="rapport-medskrivare"),
    path(RAPPORT + "medskrivare/<int:pk>/avsluta/", medskrivare.avsluta, name="rapport-medskrivare-avsluta"),
    path(RAPPORT + "avsnitt/<slug:nyckel>/behov/nytt/", behov.nytt, name="rapport-behov-nytt"),
    path(RAPPORT + "avsnitt/<slug:nyckel>/behov/<int:pk>/bort/", behov.bort, name="rapport-behov-bort"),
    path(RAPPORT + "inspel/<int:pk>/citera/", inspel.citera, name="rapport-inspel-citera"),
    path(RAPPORT + "utkast/", utkast.utkast, name="rapport-utkast"),
    path(RAPPORT + "lamna-in/<slug:omgang>/", inlamning.lamna_in, name="rapport-lamna-in"),
    path(RAPPORT + "faststall/", inlamning.faststall, name="rapport-faststall"),
    path(RAPPORT + "pdf/", pdf_ar.pdf, name="rapport-ar-pdf"),
    path(RAPPORT + "pdf/fil/", pdf_ar.fil, name="rapport-ar-pdf-fil"),
    path(RAPPORT + "bredvid/", forra_aret.aren_bredvid, name="rapport-bredvid"),
    path(RAPPORT + "avsnitt/<slug:nyckel>/borja/", forra_aret.borja, name="rapport-borja"),
    path(RAPPORT + "avsnitt/<slug:nyckel>/historik/", historik.historik, name="rapport-historik"),
    path(
        RAPPORT + "avsnitt/<slug:nyckel>/historik/<int:lydelse>/aterstall/",
        historik.aterstall,
        name="rapport-aterstall",
    ),
    path(RAPPORT + "jamfor/<slug:omgang>/", jamfor.jamfor_lydelser, name="rapport-jamfor"),
    path(VERSION, inlamning.inlamning, name="rapport-inlamning"),
    path(VERSION + "last/", inlamning.last, name="rapport-last"),
    path(VERSION + "lamna-tillbaka/", inlamning.lamna_tillbaka, name="rapport-lamna-tillbaka"),
    path(VERSION + "avsnitt/<slug:avsnitt>/aterkoppling/", kommentarer.ge_aterkoppling, name="rapport-aterkoppling"),
    path(VERSION + "svara/<int:kommentar>/", kommentarer.svara_pa_kommentar, name="rapport-svara"),
    path(VERSION + "pdf/", pdf.pdf, name="rapport-pdf"),
    path(VERSION + "pdf/fil/", pdf.fil, name="rapport-pdf-fil"),
    path(TIDIGARE, tidigare.tidigare, name="tidigare"),
    path(TIDIGARE + "<slug:lasar>/", tidigare.en_tidigare, name="tidigare-rapport"),
    path(TIDIGARE + "<slug:lasar>/fil/", tidigare.fil, name="tidigare-fil"),
    path(TIDIGARE + "<slug:lasar>/ta-bort/", tidigare.bort, name="tidigare-bort"),
]
