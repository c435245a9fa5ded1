"""Handslagens adresser, under dialogens."""

from django.urls import URLPattern, path

from dialoger.views import handslag, handslagslista, handslagspdf

HANDSLAG = "dialoger/<int:pk>/handslag/"

handslagens: list[URLPattern] = [
    path("dialoger/handslag/", handslagslista.handslagen, name="handslagen"),
    path(HANDSLAG, handslag.handslagen, name="handslag"),
    path(HANDSLAG + "nytt/", handslag.nytt, name="handslag-nytt"),
    path(HANDSLAG + "bekrafta/", handslag.bekrafta, name="handslag-bekrafta"),
    path(HANDSLAG + "pdf/", handslagspdf.pdf, name="handslag-pdf"),
    path(HANDSLAG + "pdf/fil/", handslagspdf.fil, name="handslag-pdf-fil"),
    path(HANDSLAG + "<int:handslag>/<slug:handling>/", handslag.gor, name="handslag-gor"),
]
