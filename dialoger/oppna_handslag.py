"""De öppna handslagen, samlade: till listan, startsidan, områdets och lägets sidor. Ett fast antal frågor."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from dialoger.models import Dialog, Handslag, fordes_senare
from dialoger.regler.dialog import EFTER, Dialogslag
from dialoger.regler.handslag import ar_sent
from dialoger.sedan_sist import nasta_i_raden
from styrkedja.format import namnordning
from styrkedja.klocka import idag
from styrkedja.models import Person


@dataclass(frozen=True)
class Lage:
    """Hur många som lever, och hur många av dem som skulle ha varit gjorda."""

    oppna: int
    sena: int

    def i_ord(self) -> str:
        """ "2 öppna, 1 sen" """
        if not self.oppna:
            return "inga öppna"
        oppna = f"{self.oppna} {'öppet' if self.oppna == 1 else 'öppna'}"
        return oppna + (f", {self.sena} {'sent' if self.sena == 1 else 'sena'}" if self.sena else "")

    @property
    def form(self) -> tuple[str, str]:
        """(ton, ikon)"""
        return ("brist", "sen") if self.sena else ("lugnt", "ring")


def oppna_for(person: Person, enhet: str = "") -> list[Handslag]:
    """Handslagen som lever och som personen läser, på en enhet eller alla: de sena först, sedan efter plats."""
    fraga = Handslag.objects.synliga_for(person).oppna().med_det_som_visas()
    rader = list(fraga.filter(dialog__plats__slug=enhet) if enhet else fraga)
    dag = idag()
    rader.sort(key=lambda h: (not h.sent(dag), namnordning(h.dialog.plats.namn), h.pk))
    return rader


def per_enhet(person: Person) -> dict[str, Lage]:
    """Enhetens slug → läget för handslagen i dess verksamhetsdialoger, så långt personen läser dem. En fråga."""
    rader = Handslag.objects.synliga_for(person).oppna().filter(dialog__slag=Dialogslag.VERKSAMHETSDIALOG).order_by()
    oppna: Counter[str] = Counter()
    sena: Counter[str] = Counter()
    for enhet, sent in _med_sent(rader.values_list("dialog__plats__slug", "tillstand", "senast", fordes_senare())):
        oppna[enhet] += 1
        sena[enhet] += sent
    return {enhet: Lage(antal, sena[enhet]) for enhet, antal in oppna.items()}


def laget_for(person: Person) -> Lage:
    """Hur många öppna handslag personen läser, och hur många av dem som är sena. En fråga, utan att läsa orden."""
    rader = Handslag.objects.synliga_for(person).oppna().order_by()
    sena = [sent for _, sent in _med_sent(rader.values_list("pk", "tillstand", "senast", fordes_senare()))]
    return Lage(len(sena), sum(sena))


def _med_sent(rader: Iterable[tuple]) -> Iterator[tuple[Any, bool]]:
    """(det första, sent) ur (det första, tillstånd, senast, missad)."""
    dag = idag()
    for forst, tillstand, senast, missad in rader:
        yield forst, ar_sent(tillstand, senast, dag, missad=missad)


def vantar_pa_ja(person: Person, forslag: Iterable[Handslag]) -> dict[int, list[Handslag]]:
    """Dialogens nyckel → de föreslagna handslag i den som väntar på personens ja."""
    per_dialog: dict[int, list[Handslag]] = {}
    for rad in forslag:
        if rad.dialog.tillstand in EFTER and not rad.dialog.lasar.stangt and _saknar_ja(person, rad):
            per_dialog.setdefault(rad.dialog_id, []).append(rad)
    return per_dialog


def _saknar_ja(person: Person, handslag: Handslag) -> bool:
    har = {j.part_id for j in handslag.ja.all() if j.upphavt is None}
    return any(p.ar(person) and p.pk not in har for p in handslag.dialog.parter.all())


def foljs_upp_i(handslag: Iterable[Handslag]) -> dict[int, Dialog]:
    """Dialogens nyckel → dialogen där dess handslag följs upp härnäst; utan någon kommande är det den själv."""
    dialoger = {h.dialog_id: h.dialog for h in handslag}
    return dialoger | nasta_i_raden(dialoger.values())
