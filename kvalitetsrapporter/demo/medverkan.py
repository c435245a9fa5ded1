"""Medverkan i demon: en arbetslagsledare som skriver i Kunskaper, och några medarbetares inspel. Påhittat, som allt här.

Inspelen gäller de avsnitt som är öppna den dag demon laddas, och lämnades dagarna före.
"""

from datetime import date, timedelta

from kvalitetsrapporter.demo.personer import Personer
from kvalitetsrapporter.handlingar.inspel import citera_inspel, lamna_inspel, oppna_avsnitt
from kvalitetsrapporter.handlingar.medskrivning import lat_skriva
from kvalitetsrapporter.models import Avsnitt, Rapport
from styrkedja.demotid import Demotid, klockan

#: Enhet, vem, får citeras med namn, om skolledningen har citerat, och texten för det av avsnitten som är öppet.
INSPEL: tuple[tuple[str, str, bool, bool, dict[str, str]], ...] = (
    ("Ängskrokens skola", "Hampus Dalvik", True, False, {
        "verksamhetsmal": "I arbetslaget har vi gemensam planering varje vecka, men den går mest till det praktiska. "
        "Vi skulle behöva lägga varannan gång på undervisningen.",
    }),
    ("Strandvallens skola", "Stella Marklöv", True, True, {
        "verksamhetsmal": "Auskultationerna i par har gjort att vi pratar mer om hur vi startar lektionerna. "
        "Det märks tydligast där båda lärarna har fått tid i schemat.",
    }),
    ("Strandvallens skola", "Stella Marklöv", False, False, {
        "samlad_bedomning": "Vi mätte många aktiviteter förra året. Jag saknar vad de gav i klassrummet.",
        "kunskaper": "Läsförståelsen i de naturorienterande ämnena håller tillbaka fler än jag trodde. "
        "Vi tränar begrepp, men för sällan längre texter.",
        "normer_varden": "Korridorerna är lugnare sedan vi började möta upp mellan lektionerna. Omklädningsrummen är kvar.",
        "summerande_analys": "Det som gav mest i år var att vi höll fast vid samma sak hela läsåret.",
    }),
    ("Björkebo skola", "Frej Almstrand", False, False, {
        "verksamhetsmal": "Fritidshemmet vill vara med från början när målen sätts. I år fick vi dem när de var klara.",
    }),
    ("Chefsområde Hamnen", "Zahra Holmfrid", False, False, {
        "verksamhetsmal": "När vi delar barngruppen på förmiddagen hinner fler prata till punkt. "
        "Det faller när någon är borta.",
    }),
)  # fmt: skip


def ladda(tid: Demotid, personer: Personer) -> None:
    """Bjuder in medskrivaren och lämnar inspelen i läsårets öppna rapporter."""
    oppna = Rapport.objects.select_related("enhet", "lasar").filter(faststalld=None, lasar__stangt=False)
    rapporter = {r.enhet.namn: r for r in oppna.filter(lasar__fran__lte=tid.idag, lasar__till__gte=tid.idag)}
    if rapport := rapporter.get("Ängskrokens skola"):
        _medskrivare(rapport, tid, personer)
    for nr, (enhet, vem, med_namn, citerat, texter) in enumerate(INSPEL):
        if rapport := rapporter.get(enhet):
            _inspel(rapport, _dag(rapport, tid, 9 - nr), personer, vem, med_namn, citerat, texter)


def _dag(rapport: Rapport, tid: Demotid, fore: int) -> date:
    return max(tid.idag - timedelta(days=fore), rapport.lasar.fran)


def _medskrivare(rapport: Rapport, tid: Demotid, personer: Personer) -> None:
    dag = _dag(rapport, tid, 12)
    lat_skriva(
        av=personer.rektor(rapport.enhet_id, tid.idag),
        rapport=rapport,
        person=personer.med_namn("Hampus Dalvik"),
        avsnitt=rapport.avsnitt.filter(nyckel="kunskaper-lgr22"),
        nu=klockan(dag, 15, 10),
    )


def _inspel(
    rapport: Rapport, dag: date, personer: Personer, vem: str, med_namn: bool, citerat: bool, texter: dict[str, str]
) -> None:
    avsnitt = _oppet(rapport, texter)
    if avsnitt is None:
        return
    inspel = lamna_inspel(
        av=personer.med_namn(vem),
        avsnitt=avsnitt,
        text=texter[avsnitt.mall.nyckel],
        med_namn=med_namn,
        nu=klockan(dag, 16, 20),
    )
    if citerat:
        citera_inspel(av=personer.rektor(rapport.enhet_id, dag), inspel=inspel, nu=klockan(dag, 17, 5))


def _oppet(rapport: Rapport, texter: dict[str, str]) -> Avsnitt | None:
    """Det första öppna avsnittet som personen har något att säga om."""
    avsnitt = next((a for a in oppna_avsnitt(rapport) if a.mall.nyckel in texter), None)
    if avsnitt is not None:
        avsnitt.rapport = rapport
    return avsnitt
