"""Årshjulets adresser, och mallarnas i administrationen."""

from django.urls import path

from styrkedja.views import arshjul, arshjulspost
from styrkedja.views.administration import hjulmallar

urlpatterns = [
    path("arshjul/", arshjul.arshjul, name="arshjul"),
    path("arshjul/<slug:slug>/", arshjul.lasarets_hjul, name="arshjul-lasar"),
    path("arshjul/<slug:slug>/skapa/", arshjul.skapa, name="arshjul-skapa"),
    path("arshjul/<slug:slug>/arbete/", arshjul.arbete, name="arshjul-arbete"),
    path("arshjul/<slug:slug>/post/<int:pk>/", arshjulspost.post, name="arshjul-post"),
    path("arshjul/<slug:slug>/post/<int:pk>/flytta/", arshjulspost.post_flytta, name="arshjul-post-flytta"),
    path("arshjul/<slug:slug>/post/<int:pk>/slapp/", arshjulspost.post_slapp, name="arshjul-post-slapp"),
    path("administration/arshjul/", hjulmallar.hjulmallar, name="administration-hjulmallar"),
    path("administration/arshjul/<slug:nyckel>/", hjulmallar.hjulmall, name="administration-hjulmall"),
]
