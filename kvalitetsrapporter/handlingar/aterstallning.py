"""Att återställa en tidigare lydelse: den sparas som en ny, och det som stod där nu finns kvar i historiken."""

from django.db import transaction

from kvalitetsrapporter.handlingar import GarInteNu
from kvalitetsrapporter.handlingar.skrivning import AGARE, spara_avsnitt
from kvalitetsrapporter.models import Avsnitt
from styrkedja.handlingar.texter import Sparat, las_texter
from styrkedja.models import Person, Textversion


@transaction.atomic
def aterstall(*, avsnitt: Avsnitt, lydelse: Textversion, av: Person) -> Sparat:
    """Sparar lydelsen som fältets nya, av personen. Inget tas bort.

    Raises:
        GarInteNu: fältet finns inte längre i avsnittet, eller lydelsen är den som gäller.
    """
    falt = lydelse.text.falt
    if not avsnitt.mall.falt.filter(nyckel=falt).exists():
        raise GarInteNu("Fältet finns inte längre i avsnittet. Kopiera texten i stället.")
    Avsnitt.objects.select_for_update().get(pk=avsnitt.pk)
    nu_galler = las_texter(AGARE, avsnitt.pk)[avsnitt.pk, falt]
    if nu_galler.hash == lydelse.hash:
        raise GarInteNu("Det är den lydelsen som gäller nu.")
    return spara_avsnitt(avsnitt=avsnitt, texter={falt: lydelse.innehall}, versioner={falt: nu_galler.version}, av=av)
