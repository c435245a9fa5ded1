"""Administrationens adresser, och skolledningens delegering."""

from django.urls import URLPattern, URLResolver, include, path

from styrkedja.views import delegering
from styrkedja.views.administration import (
    befattningar,
    enheter,
    forskolor,
    forum,
    handelser,
    huvudman,
    lasar,
    organisation,
    organisationsfil,
    oversikt,
    personer,
)

organisationens = [
    path("", organisation.organisation, name="administration-organisation"),
    path("omraden/nytt/", organisation.omrade_nytt, name="administration-omrade-nytt"),
    path("omraden/<slug:slug>/", organisation.omrade, name="administration-omrade"),
    path("avdelningar/ny/", organisation.avdelning_ny, name="administration-avdelning-ny"),
    path("avdelningar/<slug:slug>/", organisation.avdelning, name="administration-avdelning"),
    path("enheter/", enheter.enheter, name="administration-enheter"),
    path("enheter/ny/", enheter.enhet_ny, name="administration-enhet-ny"),
    path("enheter/<slug:slug>/", enheter.enhet, name="administration-enhet"),
    path("enheter/<slug:slug>/omrade/", enheter.enhet_omrade, name="administration-enhet-omrade"),
    path("enheter/<slug:slug>/upphor/", enheter.enhet_upphor, name="administration-enhet-upphor"),
    path("forskolor/", forskolor.forskolor, name="administration-forskolor"),
    path("forskolor/ny/", forskolor.forskola_ny, name="administration-forskola-ny"),
    path("forskolor/<slug:slug>/", forskolor.forskola, name="administration-forskola"),
    path("import/", organisationsfil.ladda_upp, name="administration-import"),
    path("import/<int:pk>/", organisationsfil.granska_fil, name="administration-import-granska"),
    path("import/<int:pk>/las-in/", organisationsfil.las_in, name="administration-import-las-in"),
    path("import/<int:pk>/avbryt/", organisationsfil.avbryt_import, name="administration-import-avbryt"),
]
administrationens: list[URLPattern | URLResolver] = [
    path("", oversikt.oversikt, name="administration"),
    path("organisation/", include(organisationens)),
    path("befattningar/", befattningar.befattningar, name="administration-befattningar"),
    path("befattningar/ny/", befattningar.befattning_ny, name="administration-befattning-ny"),
    path("befattningar/<int:pk>/avsluta/", befattningar.befattning_avsluta, name="administration-befattning-avsluta"),
    path("personer/", personer.personer, name="administration-personer"),
    path("personer/ny/", personer.person_ny, name="administration-person-ny"),
    path("personer/<int:pk>/", personer.person, name="administration-person"),
    path("lasar/", lasar.lasaren, name="administration-lasar"),
    path("lasar/nytt/", lasar.lasar_nytt, name="administration-lasar-nytt"),
    path("lasar/<slug:slug>/", lasar.lasar_ett, name="administration-lasar-ett"),
    path("lasar/<slug:slug>/lov/", lasar.lov_nytt, name="administration-lov-nytt"),
    path("lasar/<slug:slug>/lov/<int:pk>/ta-bort/", lasar.lov_bort, name="administration-lov-bort"),
    path("forum/", forum.forum, name="administration-forum"),
    path("forum/<slug:nyckel>/", forum.forum_ett, name="administration-forum-ett"),
    path("forum/<slug:nyckel>/<int:pk>/ta-bort/", forum.motesdag_bort, name="administration-motesdag-bort"),
    path("handelser/", handelser.handelser, name="administration-handelser"),
    path("huvudman/", huvudman.huvudman, name="administration-huvudman"),
]
urlpatterns = [
    path("administration/", include(administrationens)),
    path("enheter/<slug:slug>/delegering/", delegering.delegering, name="delegering"),
    path("enheter/<slug:slug>/delegering/<int:pk>/avsluta/", delegering.delegering_avsluta, name="delegering-avsluta"),
]
