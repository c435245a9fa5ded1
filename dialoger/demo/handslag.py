"""Tre läsårs handslag: berättelsens egna (§8) och bankens, bekräftade efter dialogen och följda upp i nästa.

Skrivs i klump: det är historia, och hade annars blivit tusentals handlingar. Orden och lägena är de handlingarna ger.
"""

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

from dialoger.models import Dialog, Dialogpart, Handslag, Handslagsja, Handslagslydelse
from dialoger.regler.dialog import EFTER, Dialoglage, Dialogslag
from dialoger.regler.handslag import Handslagslage, Utfall
from styrkedja.demotid import Demotid, klockan
from styrkedja.format import lokal_dag
from styrkedja.models import Befattning, Person
from styrkedja.regler.handlingsstatus import Handlingsstatus

FIL = Path(__file__).resolve().parent.parent / "data" / "demohandslag.json"
LAGE = {
    "klart": Handslagslage.KLART,
    "fortsatt": Handslagslage.FORTSATTER,
    "slapp": Handslagslage.SLAPPT,
    "borja": Handslagslage.PAGAR,
}
#: Så gick det med det som fördes vidare en gång.
ANDRA_GANGEN = {"hur": "klart", "utfall": "gjort", "text": "Det tog en termin till, men nu görs det."}


def las_data() -> dict[str, Any]:
    return json.loads(FIL.read_text(encoding="utf-8"))


@dataclass
class Rad:
    """Ett handslag på väg in: berättelsens ord, och det som det blir."""

    dialog: Dialog
    ord: dict[str, Any]
    handslag: Handslag
    ja: list[Dialogpart] = field(default_factory=list)


class Innehavare:
    """Vem som hade befattningen en viss dag."""

    def __init__(self) -> None:
        self.per_plats: dict[tuple[str, int], list[Befattning]] = defaultdict(list)
        for rad in Befattning.objects.filter(roll__in=("rektor", "verksamhetschef")).select_related("person"):
            self.per_plats[rad.roll, rad.plats_id].append(rad)

    def den(self, part: Dialogpart, dag: date) -> Person | None:
        rader = self.per_plats[part.roll, part.plats_id]
        return next((b.person for b in rader if b.fran <= dag and (b.till is None or b.till >= dag)), None)


def ladda(tid: Demotid) -> None:
    """Handslagen i de dialoger som har varit, och dialogerna som förda och bekräftade."""
    data, innehavare = las_data(), Innehavare()
    rader = Dialog.objects.filter(slag=Dialogslag.VERKSAMHETSDIALOG).exclude(tillstand=Dialoglage.INSTALLD)
    dialoger = list(rader.select_related("lasar", "omgang", "plats__enhet").prefetch_related("parter__plats"))
    forda = sorted((d for d in dialoger if dagen(d) < tid.idag), key=lambda d: d.tur)
    for_dem(forda, innehavare)
    senare = _senare(forda)
    skrivna: list[Rad] = []
    vidare: dict[int, list[Rad]] = defaultdict(list)
    for grupp in _rundor(forda):
        nya = [rad for d in grupp for rad in _handslagen(d, data, tid, vidare.pop(d.pk, []))]
        Handslag.objects.bulk_create([r.handslag for r in nya])
        skrivna += nya
        for rad in nya:
            _folj_upp(rad, senare.get(rad.dialog.pk), innehavare, vidare, tid)
    _skriv_jaen(skrivna, innehavare)


def dagen(dialog: Dialog) -> date:
    """Dagen då dialogen hölls: den bokade, annars den första av hjulets dagar."""
    return lokal_dag(dialog.borjar) if dialog.borjar else dialog.fran or dialog.lasar.till


def for_dem(dialoger: Iterable[Dialog], innehavare: Innehavare) -> None:
    """Samtalen är förda, av dem som då hade befattningarna."""
    parter = []
    for dialog in dialoger:
        if dialog.tillstand not in EFTER:
            dialog.tillstand = Dialoglage.GENOMFORD
            dialog.genomford = dialog.slutar or klockan(dagen(dialog), 15)
        for part in dialog.parter.all():
            part.person_da = part.person_da or innehavare.den(part, dagen(dialog))
            parter.append(part)
    Dialog.objects.bulk_update(dialoger, ["tillstand", "genomford"])
    Dialogpart.objects.bulk_update(parter, ["person_da"])


def _rundor(dialoger: list[Dialog]) -> list[list[Dialog]]:
    """Dialogerna runda för runda: nästa rundas handslag kan föra vidare den förras."""
    grupper: dict[tuple, list[Dialog]] = defaultdict(list)
    for dialog in dialoger:
        grupper[dialog.tur[:2]].append(dialog)
    return list(grupper.values())


def _senare(dialoger: list[Dialog]) -> dict[int, Dialog]:
    """Dialogens nyckel → nästa förda på samma enhet."""
    per_plats: dict[int, list[Dialog]] = defaultdict(list)
    for dialog in dialoger:
        per_plats[dialog.plats_id].append(dialog)
    return {fore.pk: efter for rad in per_plats.values() for fore, efter in pairwise(rad)}


# --- Orden ---------------------------------------------------------------------------------------
def _handslagen(dialog: Dialog, data: dict[str, Any], tid: Demotid, vidare: list[Rad]) -> list[Rad]:
    """Det som förts vidare hit, berättelsens egna, och annars bankens."""
    runda = dialog.omgang.nyckel if dialog.omgang else ""
    egna = [
        o
        for o in data["handslag"]
        if (o["nr"], tid.lasar(o["lasar"]), o["runda"]) == (dialog.plats.ordning, dialog.lasar.namn, runda)
    ]
    orden = [r.ord for r in vidare] + (egna or ([] if vidare else _ur_banken(dialog, data)))
    foregaende = [r.handslag for r in vidare] + [None] * len(orden)
    return [_rad(dialog, o, nr, foregaende[nr]) for nr, o in enumerate(orden)]


def _ur_banken(dialog: Dialog, data: dict[str, Any]) -> list[dict[str, Any]]:
    """Ett eller två: aldrig samma ord på två enheter i samma runda."""
    nr, runda = dialog.plats.ordning, (dialog.lasar.fran.year * 3 + (dialog.omgang.ordning if dialog.omgang else 0))
    bank = data["bank"]["forskola" if nr <= 8 else "skola" if nr <= 20 else "gymnasium"]
    rader = [bank[(nr + runda * 5) % len(bank)]]
    hur = "fortsatt" if (nr + runda) % 7 == 0 else "slapp" if (nr + runda) % 11 == 0 else "klart"
    grund: dict[str, Any] = {"vem": "rektor", "nar": "i nästa dialog"}
    if nr % 6 == 0:
        grund["senast"] = dagen(dialog) + timedelta(days=60)
    return [
        {**o, **grund, "sedan": {"hur": hur, "utfall": o["utfall"], "text": o["text"]}}
        for o in rader
        if (nr + runda) % 4
    ]


def _rad(dialog: Dialog, orden: dict[str, Any], nr: int, foregaende: Handslag | None) -> Rad:
    parter = {p.roll: p for p in dialog.parter.all()}
    nar = klockan(dagen(dialog), 14, 30 + nr)
    av = parter["verksamhetschef"].person_da or parter["rektor"].person_da
    assert av is not None
    ansvarig = parter.get(orden["vem"])
    handslag = Handslag(
        dialog=dialog, ordning=10 * (nr + 1), riktning=orden["riktning"], stallning=orden["stallning"], vad=orden["vad"],
        varfor=orden.get("varfor", ""), stod=orden.get("stod", ""), ansvarig=ansvarig,
        ansvarig_annan="" if ansvarig else orden["vem"], senast=orden.get("senast"),
        nar_i_ord="" if orden.get("senast") else orden["nar"], foregaende=foregaende, skapat=nar,
        skapat_av=av,
    )  # fmt: skip
    ja = [parter[r] for r in orden.get("ja", ("verksamhetschef", "rektor"))]
    if len(ja) == len(parter):
        handslag.tillstand, handslag.handlingsstatus = Handslagslage.BEKRAFTAT, Handlingsstatus.UPPRATTAD
        handslag.bekraftat = nar + timedelta(days=2)
    return Rad(dialog, orden, handslag, ja)


# --- Hur det gick --------------------------------------------------------------------------------
def _folj_upp(
    rad: Rad, senare: Dialog | None, innehavare: Innehavare, vidare: dict[int, list[Rad]], tid: Demotid
) -> None:
    """Följs upp i nästa förda dialog; berättelsens pågående har bara börjat."""
    sedan, handslag = rad.ord.get("sedan"), rad.handslag
    if sedan is None or handslag.bekraftat is None:
        return
    if sedan["hur"] == "borja":
        handslag.tillstand = Handslagslage.PAGAR
        return
    i_samma = "riktning" in rad.ord and senare is None and rad.ord.get("nr") == 16
    if senare is None and not i_samma:
        return
    dialog = senare or rad.dialog
    nar = klockan(dagen(dialog), 13, 10) if senare else klockan(min(tid.idag, dagen(dialog) + timedelta(days=40)), 9)
    _avsluta(handslag, sedan, dialog, nar, innehavare)
    if handslag.tillstand == Handslagslage.FORTSATTER:
        nya_ord = {**rad.ord, "nar": sedan.get("nar", "i nästa dialog"), "sedan": ANDRA_GANGEN, "senast": None}
        vidare[dialog.pk].append(Rad(dialog, nya_ord, handslag))


def _avsluta(handslag: Handslag, sedan: dict[str, Any], dialog: Dialog, nar: datetime, innehavare: Innehavare) -> None:
    chef = next(p for p in dialog.parter.all() if p.roll == "verksamhetschef")
    handslag.tillstand = LAGE[sedan["hur"]]
    handslag.utfall = Utfall(sedan["utfall"])
    handslag.utfall_text, handslag.avslutat_i, handslag.utfall_nar = sedan["text"], dialog, nar
    handslag.utfall_av = innehavare.den(chef, lokal_dag(nar))


def _skriv_jaen(rader: list[Rad], innehavare: Innehavare) -> None:
    """Jaen och lydelserna, och dialogerna vars alla handslag är bekräftade."""
    Handslag.objects.bulk_update(
        [r.handslag for r in rader], ["tillstand", "utfall", "utfall_text", "avslutat_i", "utfall_nar", "utfall_av"]
    )
    Handslagslydelse.objects.bulk_create(
        Handslagslydelse(
            handslag=r.handslag, orden=r.handslag.orden(), hash=r.handslag.summa, av=r.handslag.skapat_av,
            nar=r.handslag.skapat,
        )
        for r in rader
    )  # fmt: skip
    Handslagsja.objects.bulk_create(
        Handslagsja(handslag=r.handslag, part=part, person=vem, nar=nar, hash=r.handslag.summa)
        for r in rader
        for dagar, part in enumerate(r.ja, 1)
        if (nar := r.handslag.skapat + timedelta(days=dagar))
        and (vem := part.person_da or innehavare.den(part, lokal_dag(nar)))
    )
    oklara = {r.dialog.pk for r in rader if r.handslag.bekraftat is None}
    klara = {r.dialog.pk: r for r in rader if r.dialog.pk not in oklara}
    for rad in klara.values():
        rad.dialog.tillstand, rad.dialog.bekraftad = Dialoglage.BEKRAFTAD, rad.handslag.bekraftat
    Dialog.objects.bulk_update([r.dialog for r in klara.values()], ["tillstand", "bekraftad"])
