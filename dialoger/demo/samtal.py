"""Samtalen i demon: vad var och en förberedde, underlagen, det som antecknades, och det egna (demoberättelsen §7, §11).

Skrivs i klump: det är historia, och hade annars blivit tusentals handlingar. Orden och lägena är de handlingarna ger.
"""

import json
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from django.db.models import OuterRef, Subquery

from dialoger.demo.handslag import Innehavare, dagen
from dialoger.handlingar.forberedelsen import FORBEREDELSE
from dialoger.handlingar.minnesanteckningar import MINNE, ny_status
from dialoger.handlingar.privat import FALT, borja_anteckna, spara_anteckning
from dialoger.models import (
    Dagordningspunkt,
    Dialog,
    Dialogpart,
    Forberedelse,
    Mallunderlag,
    Minnesanteckning,
    Underlagsrad,
)
from dialoger.regler.dialog import EFTER, Dialoglage, Dialogslag
from dialoger.regler.samtalsord import MINNESFALT, VILL_TA_UPP
from styrkedja.demotid import Demotid, klockan
from styrkedja.format import lokal_dag
from styrkedja.handlingar.textinnehall import text_hash
from styrkedja.models import Huvudman, Person, Text, Textversion
from styrkedja.regler.frysning import frysning_hash
from styrkedja.regler.roller import Roll

FIL = Path(__file__).resolve().parent.parent / "data" / "demosamtal.json"
#: Så lång tid före samtalet är parterna klara, och så långt efter fastställs anteckningarna.
KLARA_FORE, FASTSTALLDA_EFTER = timedelta(days=2), timedelta(days=3)
#: Var sjunde enhets anteckningar i det pågående läsåret är inte fastställda än.
OFASTSTALLDA = 7


class Samtalen:
    """Raderna på väg in, och orden de skrivs med."""

    def __init__(self, tid: Demotid):
        self.tid, self.innehavare = tid, Innehavare()
        self.data: dict[str, Any] = json.loads(FIL.read_text(encoding="utf-8"))
        self.texter: list[Text] = []
        self.status = ny_status(Huvudman.objects.first())

    def egna(self, dialog: Dialog) -> dict[str, Any]:
        """Berättelsens ord om just den dialogen."""
        nyckel = (dialog.plats.ordning, dialog.lasar.namn, _runda(dialog))
        for rad in self.data["egna"]:
            if (rad["nr"], self.tid.lasar(rad["lasar"]), rad["runda"]) == nyckel:
                return rad
        return {}

    def orden(self, dialog: Dialog, slag: str) -> list[str]:
        """Berättelsens ord, annars bankens: aldrig samma två rundor i rad på en enhet."""
        bank = self.data["bank"][slag]
        tur = dialog.plats.ordning + 2 * (dialog.omgang.ordning if dialog.omgang else 0) + dialog.lasar.fran.year
        return self.egna(dialog).get(slag) or bank[tur % len(bank)]

    def skriv(self, agare: str, agare_id: int, falt: str, ord_: str, av: Person, nar: datetime) -> None:
        self.texter.append(
            Text(agare_slag=agare, agare_id=agare_id, falt=falt, innehall=ord_, version=1, hash=text_hash(ord_),
                 andrad_av=av, andrad=nar)
        )  # fmt: skip

    def spara(self) -> None:
        """Texterna, var och en med sin enda lydelse."""
        Text.objects.bulk_create(self.texter)
        Textversion.objects.bulk_create(
            Textversion(text=t, version=1, grund=0, innehall=t.innehall, hash=t.hash, av=t.andrad_av, nar=t.andrad)
            for t in self.texter
            if t.andrad
        )


def ladda(tid: Demotid) -> None:
    """Det som parterna gjorde före, under och efter sina samtal, fram till i dag."""
    samtalen = Samtalen(tid)
    rader = Dialog.objects.filter(slag=Dialogslag.VERKSAMHETSDIALOG).select_related("lasar", "omgang", "plats", "mall")
    dialoger = list(rader.prefetch_related("parter", "forberedelser__part", "mall__fragor"))
    forda = [d for d in dialoger if d.tillstand in EFTER]
    nasta = [d for d in dialoger if d.ar_fore and samtalen.egna(d)]
    _forbered([*forda, *nasta], samtalen)
    _anteckna(forda, samtalen)
    _pricka(forda, samtalen)
    Dagordningspunkt.objects.filter(dialog__in=forda).update(
        klar=Subquery(Dialog.objects.filter(pk=OuterRef("dialog")).values("genomford")[:1])
    )
    samtalen.spara()
    for dialog in nasta:
        _egna_anteckningar(dialog, samtalen)
    _valj_bort(dialoger, samtalen)


def _runda(dialog: Dialog) -> str:
    return dialog.omgang.nyckel if dialog.omgang else ""


def _forbered(dialoger: list[Dialog], samtalen: Samtalen) -> None:
    """Båda sidors ord. I det kommande samtalet är rektor klar och verksamhetschefen skriver."""
    klara = []
    for dialog in dialoger:
        forst = next(iter(dialog.mall.fragor.all()), None) if dialog.mall else None
        for rad in dialog.forberedelser.all():
            nar = klockan(min(dagen(dialog), samtalen.tid.idag) - KLARA_FORE, 14)
            person = samtalen.innehavare.den(rad.part, lokal_dag(nar))
            if person is None or forst is None:
                continue
            svar, vill = samtalen.orden(dialog, rad.part.roll)
            samtalen.skriv(FORBEREDELSE, rad.pk, f"fraga_{forst.pk}", svar, person, nar)
            samtalen.skriv(FORBEREDELSE, rad.pk, VILL_TA_UPP.nyckel, vill, person, nar)
            if dialog.tillstand in EFTER or rad.part.roll == Roll.REKTOR:
                rad.klar, rad.klar_av = nar, person
                klara.append(rad)
        if dialog.tillstand == Dialoglage.BOKAD:
            Dialog.objects.filter(pk=dialog.pk).update(tillstand=Dialoglage.FORBEREDS)
    Forberedelse.objects.bulk_update(klara, ["klar", "klar_av"])


def _anteckna(forda: list[Dialog], samtalen: Samtalen) -> None:
    """De gemensamma anteckningarna: fastställda av verksamhetschefen några dagar senare, några inte än."""
    minnen = Minnesanteckning.objects.bulk_create(
        [Minnesanteckning(dialog=d) for d in forda if not hasattr(d, "minnesanteckning")]
    )
    for minne in minnen:
        dialog = minne.dialog
        nar = klockan(dagen(dialog) + FASTSTALLDA_EFTER, 10)
        chefen = _chefen(dialog, samtalen, dagen(dialog))
        if chefen is None:
            continue
        orden = dict(zip((f.nyckel for f in MINNESFALT), samtalen.orden(dialog, "minnen"), strict=True))
        for falt, ord_ in orden.items():
            samtalen.skriv(MINNE, minne.pk, falt, ord_, chefen, klockan(dagen(dialog), 15))
        if lokal_dag(nar) < samtalen.tid.idag and not _skrivs_an(dialog, samtalen.tid):
            minne.innehall, minne.hash, minne.faststalld = orden, frysning_hash(orden), nar
            minne.faststalld_av, minne.handlingsstatus = chefen, samtalen.status
    andrade = ["innehall", "hash", "faststalld", "faststalld_av", "handlingsstatus"]
    Minnesanteckning.objects.bulk_update(minnen, andrade)


def _skrivs_an(dialog: Dialog, tid: Demotid) -> bool:
    pagar = dialog.lasar.fran <= tid.idag <= dialog.lasar.till
    return pagar and dialog.plats.ordning % OFASTSTALLDA == 0


def _chefen(dialog: Dialog, samtalen: Samtalen, dag: date) -> Person | None:
    part: Dialogpart = next(p for p in dialog.parter.all() if p.roll == Roll.VERKSAMHETSCHEF)
    return part.person_da or samtalen.innehavare.den(part, dag)


def _pricka(forda: list[Dialog], samtalen: Samtalen) -> None:
    """Det som inte finns i systemet prickades av av rektor; vart nionde saknades."""
    dialoger = {d.pk: d for d in forda}
    rader = list(
        Underlagsrad.objects.filter(
            dialog__in=forda, mallunderlag__kopplas=Mallunderlag.Koppling.PRICKAS_AV, lage=Underlagsrad.Lage.OPPET
        )
    )
    for nr, rad in enumerate(rader):
        dialog = dialoger[rad.dialog_id]
        rektor = next((p.person_da for p in dialog.parter.all() if p.roll == Roll.REKTOR), None)
        saknas = nr % 9 == 4
        rad.lage = Underlagsrad.Lage.SAKNAS if saknas else Underlagsrad.Lage.FINNS
        rad.var = samtalen.data["saknas" if saknas else "finns"]
        rad.av, rad.nar = rektor, klockan(dagen(dialog) - KLARA_FORE, 13)
    Underlagsrad.objects.bulk_update(rader, ["lage", "var", "av", "nar"])


def _egna_anteckningar(dialog: Dialog, samtalen: Samtalen) -> None:
    """Vars och ens egna ord, som chiffer."""
    nu = klockan(samtalen.tid.idag - KLARA_FORE, 16)
    for rad in samtalen.data["privata"]:
        part = next((p for p in dialog.parter.all() if p.roll == rad["roll"]), None)
        person = samtalen.innehavare.den(part, samtalen.tid.idag) if part else None
        if person and (rad["nr"], rad["runda"]) == (dialog.plats.ordning, _runda(dialog)):
            egen = borja_anteckna(dialog=dialog, av=person, nu=nu)
            spara_anteckning(anteckning=egen, texter={FALT: rad["text"]}, av=person, nu=nu)


def _valj_bort(dialoger: list[Dialog], samtalen: Samtalen) -> None:
    """Rektor har föreslagit att lämna ett område utanför; verksamhetschefen har inte svarat."""
    for rad in samtalen.data["bortval"]:
        nyckel = (rad["nr"], samtalen.tid.lasar(rad["lasar"]), rad["runda"])
        for dialog in dialoger:
            if (dialog.plats.ordning, dialog.lasar.namn, _runda(dialog)) == nyckel and dialog.ar_fore:
                rektor = next(p for p in dialog.parter.all() if p.roll == Roll.REKTOR)
                dialog.dagordning.filter(omrade__namn__icontains=rad["omrade"]).update(
                    bort_skal=rad["skal"], bort_foreslagen_av=rektor,
                    bort_foreslagen=klockan(samtalen.tid.idag - KLARA_FORE, 11),
                )  # fmt: skip
