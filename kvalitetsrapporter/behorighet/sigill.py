"""Vem som läser rektors bedömning täckt, och vem som sätter verksamhetschefens bild.

Täckt är den bara för enhetens egen verksamhetschef: det är hennes bild som ska vara hennes egen. Andra verksamhetschefer
läser delen först när rundan har stängt, och direktören är ingen part i samtalet.
"""

from collections.abc import Collection

from kvalitetsrapporter.behorighet.lasa import ar_egen_verksamhetschef, leder_enheten
from kvalitetsrapporter.models import Bild, Inlamning, Rapport
from kvalitetsrapporter.regler.sigill import rektors_tackt
from styrkedja.format import datum
from styrkedja.klocka import idag
from styrkedja.models import Omgang, Person

REDAN_SATT = "Din bild är satt. Den öppnades för er båda och ändras inte."


def tackta_omgangar(person: Person, rapport: Rapport) -> frozenset[int]:
    """Nycklarna till omgångarna vars bedömningar personen läser täckta i rapporten."""
    if leder_enheten(person, rapport) or not ar_egen_verksamhetschef(person, rapport):
        return frozenset()
    satta = set(Bild.objects.filter(rapport=rapport, satt__isnull=False).values_list("omgang", flat=True))
    rundor = Omgang.objects.filter(lasar=rapport.lasar_id).values_list("pk", "till")
    return frozenset(
        pk for pk, till in rundor if rektors_tackt(egen_chef=True, satt=pk in satta, rundan_till=till, idag=idag())
    )


def ar_tackt(person: Person, version: Inlamning, tackta: Collection[int] | None = None) -> bool:
    """Om versionens bedömningar är täckta för personen."""
    return version.omgang_id in (tackta_omgangar(person, version.rapport) if tackta is None else tackta)


def hinder_for_att_satta_bild(person: Person, version: Inlamning) -> str | None:
    """Verksamhetschefen sätter sin bild av den senaste inlämnade versionen, en gång, medan rundan pågår."""
    rapport, omgang = version.rapport, version.omgang
    if leder_enheten(person, rapport) or not ar_egen_verksamhetschef(person, rapport):
        return "Bara enhetens verksamhetschef sätter sin bild av den."
    if Bild.objects.filter(rapport=rapport, omgang=omgang, satt__isnull=False).exists():
        return REDAN_SATT
    if rapport.lasar.stangt:
        return "Läsåret är stängt."
    if omgang.till < idag():
        return f"Rundan stängde {datum(omgang.till)}. Bilderna är öppna och sätts inte längre."
    if version.aterlamnad:
        return "Delen är återlämnad. Sätt din bild när den är inlämnad igen."
    senaste = rapport.inlamningar.filter(omgang=omgang).order_by("-nummer").values_list("pk", flat=True).first()
    return None if senaste == version.pk else "Det finns en nyare version. Läs den först."
