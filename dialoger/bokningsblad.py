"""Bokningsbladet: en runda, en rad per enhet, färdiga förslag som går att ändra."""

from datetime import timedelta
from typing import Any

from django.db.models import Prefetch

from dialoger.forms.rundan import Radformular
from dialoger.handlingar.rundans_tider import Radfel, foresla_tider
from dialoger.models import Dialog, Tidsforslag
from dialoger.regler.dialog import Dialoglage, Dialogslag
from dialoger.regler.tid import fordela, slutet
from dialoger.upptaget import Upptaget, upptaget
from styrkedja.format import antal_ord, lokal_tid
from styrkedja.klocka import idag
from styrkedja.models import Omgang, Person
from styrkedja.regler.dagar import Period


class Bokningsblad:
    """Raderna, och utfallet. `fel`: meningen överst när något ska rättas."""

    def __init__(self, data: Any, *, runda: Omgang, person: Person):
        self.person, self.bunden, self.antal, self.fel = person, data is not None, 0, ""
        dialoger = _dialogerna(person, runda)
        upptagna, lov = upptaget(person, dialoger), [Period(rad.fran, rad.till) for rad in runda.lasar.lov.all()]
        tider = iter(_forslagen(dialoger, runda, lov))
        self.rader = [
            Radformular(
                data, dialog=d, prefix=str(d.pk), lov=lov, andra=upptagna[d.pk],
                initial=next(tider) if _saknar_tid(d) else _tiden_nu(d),
            )
            for d in dialoger
        ]  # fmt: skip

    def utfor(self) -> bool:
        """Sant när tiderna är föreslagna."""
        if not self.bunden:
            return False
        valda = [rad for rad in self.rader if rad.vald]
        if not valda:
            self.fel = "Välj minst en enhet att föreslå en tid för."
            return False
        return self._prova(valda) and self._foresla(valda)

    def _prova(self, valda: list[Radformular]) -> bool:
        """Prövar varje rad, mot det upptagna och mot raderna före."""
        fore: Upptaget = []
        for rad in valda:
            rad.andra = [*rad.andra, *fore]
            if rad.is_valid():
                fore.append((str(rad.dialog), *rad.tiden()))
        antal = sum(bool(rad.errors) for rad in valda)
        if antal:
            self.fel = f"{antal_ord(antal, 'En rad', 'rader').capitalize()} behöver ses över. Inget är föreslaget än."
        return not antal

    def _foresla(self, valda: list[Radformular]) -> bool:
        try:
            gjorda = foresla_tider(tider=[rad.uppgifter() for rad in valda], av=self.person)
        except Radfel as fel:
            valda[fel.rad].lagg_fel(fel.fel)
            self.fel = "En rad gick inte. Inget är föreslaget än."
            return False
        self.antal = len(gjorda)
        return True


def _dialogerna(person: Person, runda: Omgang) -> list[Dialog]:
    rader = Dialog.objects.som_part(person).fore().filter(omgang=runda, slag=Dialogslag.VERKSAMHETSDIALOG)
    forslag = Prefetch("tidsforslag", Tidsforslag.objects.filter(svar=Tidsforslag.Svar.VANTAR), to_attr="forslagen")
    dialoger: list[Dialog] = list(rader.med_det_som_visas().prefetch_related(forslag).order_by("plats__ordning", "pk"))
    for dialog in dialoger:
        dialog.lasar = runda.lasar
        dialog.senaste_forslag = dialog.forslagen[0] if dialog.forslagen else None  # type: ignore[attr-defined]
    return dialoger


def _vantar(dialog: Dialog) -> Tidsforslag | None:
    return dialog.senaste_forslag  # type: ignore[attr-defined]


def _saknar_tid(dialog: Dialog) -> bool:
    """Varken bokad eller väntar på svar."""
    return dialog.tillstand == Dialoglage.PLANERAD and _vantar(dialog) is None


def _tiden_nu(dialog: Dialog) -> dict[str, Any]:
    """Tiden som väntar på svar, annars den bokade."""
    forslag = _vantar(dialog)
    ting: Dialog | Tidsforslag = forslag or dialog
    grund: dict[str, Any] = {"last": forslag.pk if forslag else 0, "lokal": ting.lokal, "dag": dialog.fran}
    if not ting.borjar or not ting.slutar:
        return grund
    fran, till = lokal_tid(ting.borjar), lokal_tid(ting.slutar)
    return grund | {"dag": fran.date(), "fran": fran.time(), "till": till.time()}


def _forslagen(dialoger: list[Dialog], runda: Omgang, lov: list[Period]) -> list[dict[str, Any]]:
    """En tid var för dem som saknar, spridda över rundans fönster från i morgon."""
    utan = [d for d in dialoger if _saknar_tid(d)]
    fran = max(runda.fran, idag() + timedelta(days=1))
    tider = fordela(len(utan), fran, max(runda.till, fran), lov)
    return [
        {"dag": dag, "fran": tid, "till": slutet(tid, _langd(d)), "lokal": str(d.plats), "med": True, "last": 0}
        for d, (dag, tid) in zip(utan, tider, strict=True)
    ]


def _langd(dialog: Dialog) -> int:
    return dialog.mall.minuter if dialog.mall else 90
