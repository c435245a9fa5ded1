"""Verksamhetschefernas egna bilder i demon: satta några dagar efter inlämningen, oftast lika rektors (§7 punkt 4)."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from kvalitetsrapporter.handlingar.bilder import Bedomt, bedomt_i
from kvalitetsrapporter.models import Bedomning, Bild, Inlamning
from styrkedja.demofro import stabil
from styrkedja.demotid import klockan
from styrkedja.format import lokal_dag
from styrkedja.models import Befattning, Person, Skalsteg, Tillhorighet
from styrkedja.regler.roller import Roll

#: Strandvallen: chefen och rektor såg progressionen olika innan bilderna öppnades.
SER_OLIKA = 16
EFTER = timedelta(days=3)
#: Ungefär en av så många bedömningar skiljer sig, i nivå och i riktning.
OLIKA_NIVA, OLIKA_RIKTNING = 9, 7


def satt_bilderna(idag: date) -> None:
    """En bild per inlämnad del, så långt dagen räcker. Delar som chefen ännu inte har läst har ingen."""
    skala = _skalan()
    chefer = _Chefer()
    bilder: list[Bild] = []
    rader: list[Bedomning] = []
    for version in _lasta_forst():
        nar = klockan(lokal_dag(version.nar) + EFTER, 20)
        chef = chefer.for_(version, nar.date())
        if chef and nar.date() < idag:
            bilder.append(
                Bild(rapport=version.rapport, omgang=version.omgang, inlamning=version, satt=nar, satt_av=chef)
            )
            rader += _raderna(version, chef, nar, skala)
    Bedomning.objects.bulk_create(rader)
    Bild.objects.bulk_create(bilder)


def _lasta_forst() -> Iterator[Inlamning]:
    """Rundornas första version som chefen läste och behöll: den hon hade framför sig inför samtalet."""
    versioner = Inlamning.objects.filter(aterlamnad=None, lasningar__isnull=False)
    versioner = versioner.exclude(omgang__nyckel="lasarsslut").select_related(
        "rapport__enhet", "rapport__lasar", "omgang"
    )
    sedda = set()
    for version in versioner.order_by("nummer").distinct():
        if (nyckel := (version.rapport_id, version.omgang_id)) not in sedda:
            sedda.add(nyckel)
            yield version


class _Chefer:
    """Områdets verksamhetschef en viss dag, lästa en gång."""

    def __init__(self) -> None:
        self.omraden = {(t.enhet_id, t.lasar_id): t.omrade_id for t in Tillhorighet.objects.all()}
        self.alla = list(Befattning.objects.med_roll(Roll.VERKSAMHETSCHEF).select_related("person"))

    def for_(self, version: Inlamning, dag: date) -> Person | None:
        omrade = self.omraden.get((version.rapport.enhet_id, version.rapport.lasar_id))
        i_dag = (b for b in self.alla if b.plats_id == omrade and b.fran <= dag and (b.till is None or b.till >= dag))
        return next((b.person for b in i_dag), None)


def _skalan() -> dict[int, dict[str, list[tuple[str, str]]]]:
    """Läsår → slag → (namn, nyckel) i skalans ordning; bara de steg som står på skalan och inte kräver skäl."""
    skala: dict[int, dict[str, list[tuple[str, str]]]] = {}
    for steg in Skalsteg.objects.filter(niva__isnull=False, kraver_skal=False).order_by("niva"):
        skala.setdefault(steg.lasar_id, {}).setdefault(steg.slag, []).append((steg.namn, steg.nyckel))
    return skala


def _raderna(
    version: Inlamning, chef: Person, nar: datetime, skala: dict[int, dict[str, list[tuple[str, str]]]]
) -> Iterator[Bedomning]:
    nr, lasarets = version.rapport.enhet.ordning, skala[version.rapport.lasar_id]
    for ett in bedomt_i(version):
        fro = stabil(nr, ett.rubrik, version.omgang.nyckel)
        yield Bedomning(
            avsnitt_id=ett.avsnitt, mal_id=ett.mal, omgang=version.omgang, part=Bedomning.Part.VERKSAMHETSCHEF,
            av=chef, nar=nar,
            niva=_steget(ett, "bedomning", lasarets["bedomning"], olika=fro % OLIKA_NIVA == 0),
            progression=_steget(
                ett, "progression", lasarets["progression"], olika=nr == SER_OLIKA or fro % OLIKA_RIKTNING == 0
            ),
        )  # fmt: skip


def _steget(ett: Bedomt, vilket: str, steg: list[tuple[str, str]], *, olika: bool) -> str:
    """Rektors steg, eller grannen när chefen ser det annorlunda. Det som står utanför skalan blir mitten."""
    if not (rektors := ett.rektors.get(vilket)):
        return ""
    namnen = [namn for namn, _ in steg]
    plats = namnen.index(rektors["namn"]) if rektors["namn"] in namnen else len(steg) // 2
    return steg[plats - 1 if olika and plats else plats + 1 if olika else plats][1]
