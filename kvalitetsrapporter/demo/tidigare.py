"""En rapport från tiden före systemet: Strandvallens skola har tagit in sin text från läsåret före det första."""

from datetime import timedelta

from kvalitetsrapporter.demo.personer import Personer
from kvalitetsrapporter.handlingar.tidigare import ta_in
from styrkedja.demotid import Demotid, klockan
from styrkedja.models import Enhet, Lasar

#: Enhetens nummer i berättelsen.
STRANDVALLEN = 16
TEXT = """Kvalitetsrapport Strandvallens skola

Kunskaper
Sjuttioåtta procent av eleverna i årskurs 9 var behöriga till gymnasiet. Matematiken drog ned, mest i årskurs 8.

Normer och värden
Frånvaron ökade i årskurs 8 för andra året. Vi har haft många byten av mentorer, och det har märkts mest där.
Trygghetsteamet har träffats varje vecka men inte haft frånvaron som uppgift.

Summerande analys
Frånvaron blir trygghetsteamets uppgift. Mentorerna följer sin klass i tre år."""


def ladda(tid: Demotid, personer: Personer) -> None:
    """Läsåret före det första finns bara som intagna texter; det är stängt."""
    forsta = Lasar.objects.order_by("fran").first()
    enhet = Enhet.objects.filter(ordning=STRANDVALLEN).first()
    if forsta is None or enhet is None:
        return
    ar = forsta.fran.year - 1
    fore = Lasar.objects.create(
        namn=f"{ar}/{(ar + 1) % 100:02}",
        slug=f"{ar}-{(ar + 1) % 100:02}",
        fran=forsta.fran.replace(year=ar),
        till=forsta.fran - timedelta(days=1),
        stangt=True,
    )
    dag = forsta.fran + timedelta(days=60)
    ta_in(enhet=enhet, lasar=fore, av=personer.rektor(enhet.pk, dag), text=TEXT, nu=klockan(dag, 15, 20))
