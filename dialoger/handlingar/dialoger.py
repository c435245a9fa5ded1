"""Att skapa läsårets dialoger ur mallarna: VD1–3 per enhet, huvudmannadialogerna, och de lättare ur årshjulet.

Källa: krav 25–26; årshjulets poster `vd1`–`vd3`, `hd1`–`hd3` ger dagarna. Idempotent: en dialog som finns får bara de
dagar som hjulet har nu, och bara så länge samtalet inte är fört.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.db import transaction

from dialoger.handlingar.dagordningen import malldagordning, mallens_underlag
from dialoger.models import Dagordningspunkt, Dialog, Dialogmall, Dialogpart, Forberedelse, Underlagsrad
from dialoger.regler.dialog import Dialogslag
from styrkedja.handlingar.logg import logga
from styrkedja.klocka import nu as klockan_nu
from styrkedja.models import Avdelning, Enhet, Hjulpost, Huvudman, Lasar, Plats, Tillhorighet
from styrkedja.regler.roller import Roll

#: Det som en ny dialog får av mallen, i den ordning raderna kan skrivas.
Parter = list[tuple[str, int]]
#: Forum → dialogens slag och dess part, för de lättare dialogerna som hjulet har poster för (krav 26).
LATTARE = {
    "presidium": Dialogslag.PRESIDIUM,
    "stadsdirektorsdialog": Dialogslag.STADSDIREKTOR,
    "kf_dialog": Dialogslag.KF,
}


@transaction.atomic
def skapa_dialoger(*, lasar: Lasar, nu: datetime | None = None) -> int:
    """Skapar det som fattas av läsårets dialoger och låter dagarna följa hjulet. Ger antalet nya."""
    nu = nu or klockan_nu()
    nya = [*_ur_mallarna(lasar, nu), *_lattare(lasar, nu)]
    Dialog.objects.bulk_create([d for d, _ in nya])
    Dialogpart.objects.bulk_create(
        Dialogpart(dialog=d, roll=roll, plats_id=plats, ordning=i)
        for d, parter in nya
        for i, (roll, plats) in enumerate(parter)
    )
    fyll([d for d, _ in nya])
    _folj_hjulet(lasar)
    if nya:
        logga("skapa_dialoger", av=None, pa=lasar, nu=nu, antal=len(nya))
    return len(nya)


def fyll(dialoger: Iterable[Dialog]) -> None:
    """Dagordningen, underlagen och parternas förberedelser i nya dialoger, ur deras mallar."""
    dialoger = [d for d in dialoger if d.mall_id]
    Dagordningspunkt.objects.bulk_create(malldagordning(dialoger))
    Underlagsrad.objects.bulk_create(mallens_underlag(dialoger))
    parter = Dialogpart.objects.filter(dialog__in=dialoger)
    Forberedelse.objects.bulk_create(Forberedelse(dialog_id=p.dialog_id, part=p) for p in parter)


def _ur_mallarna(lasar: Lasar, nu: datetime) -> Iterator[tuple[Dialog, Parter]]:
    omgangar = {o.nyckel: o for o in lasar.omgangar.all()}
    har = set(Dialog.objects.for_lasar(lasar).filter(mall__isnull=False).values_list("mall_id", "plats_id"))
    for mall in Dialogmall.objects.filter(lasar=lasar):
        for plats, parter in _platser(mall, lasar):
            if (mall.pk, plats) not in har:
                yield Dialog(
                    slag=mall.slag, lasar=lasar, omgang=omgangar.get(mall.nyckel), mall=mall, plats_id=plats,
                    rubrik=mall.rubrik, skapad=nu,
                ), parter  # fmt: skip


def _platser(mall: Dialogmall, lasar: Lasar) -> Iterator[tuple[int, Parter]]:
    """Platserna som mallen ger en dialog, med parterna: varje enhet i ett område, eller huvudmannen."""
    if mall.slag == Dialogslag.HUVUDMANNADIALOG:
        huvudman = Huvudman.objects.first()
        if huvudman:
            yield huvudman.pk, _huvudmannens(mall, huvudman, lasar)
        return
    med_skolform = Enhet.objects.verksamma(lasar).filter(skolformer__isnull=False).values("pk")
    for enhet, omrade in Tillhorighet.objects.filter(lasar=lasar, enhet__in=med_skolform).values_list(
        "enhet_id", "omrade_id"
    ):
        plats = {Roll.REKTOR: enhet, Roll.VERKSAMHETSCHEF: omrade}
        yield enhet, [(Roll(roll), plats[Roll(roll)]) for roll in mall.parter if Roll(roll) in plats]


def _huvudmannens(mall: Dialogmall, huvudman: Huvudman, lasar: Lasar) -> Parter:
    omraden = Tillhorighet.objects.filter(lasar=lasar).order_by("omrade__ordning").values_list("omrade", flat=True)
    platser: dict[str, list[int]] = {
        Roll.VERKSAMHETSCHEF: list(dict.fromkeys(omraden)),
        Roll.AVDELNINGSCHEF: list(Avdelning.objects.filter(upphord__isnull=True).values_list("pk", flat=True)),
    }
    return [(roll, plats) for roll in mall.parter for plats in platser.get(roll, [huvudman.pk])]


def _lattare(lasar: Lasar, nu: datetime) -> Iterator[tuple[Dialog, Parter]]:
    """Presidiet, stadsdirektören, kommunfullmäktige: en dialog per post i hjulet, som direktören för."""
    huvudman = Huvudman.objects.first()
    poster = Hjulpost.objects.for_lasar(lasar).filter(forum__nyckel__in=LATTARE).select_related("forum")
    har = set(Dialog.objects.for_lasar(lasar).filter(hjulpost__isnull=False).values_list("hjulpost_id", flat=True))
    for post in poster if huvudman else ():
        if post.forum and post.pk not in har:
            yield Dialog(
                slag=LATTARE[post.forum.nyckel], lasar=lasar, plats=huvudman, forum=post.forum, hjulpost=post,
                rubrik=post.rubrik, fran=post.fran, till=post.till, skapad=nu,
            ), [(Roll.UTBILDNINGSDIREKTOR, huvudman.pk)] if huvudman else []  # fmt: skip


def _folj_hjulet(lasar: Lasar) -> None:
    """Dagarna då dialogen ska hållas, ur hjulets post på platsen; annars rundans."""
    dialoger = list(Dialog.objects.for_lasar(lasar).fore().select_related("mall", "omgang", "hjulpost"))
    nycklar = {d.mall.nyckel for d in dialoger if d.mall}
    poster = {(p.plats_id, p.nyckel): p for p in Hjulpost.objects.for_lasar(lasar).filter(nyckel__in=nycklar)}
    andrade = [
        d for d in dialoger if _satt_dagarna(d, d.hjulpost or poster.get((d.plats_id, d.mall.nyckel if d.mall else "")))
    ]
    Dialog.objects.bulk_update(andrade, ["fran", "till", "hjulpost"])


def _satt_dagarna(dialog: Dialog, post: Hjulpost | None) -> bool:
    """Sant när något ändrades."""
    fran, till = (post.fran, post.till) if post else (None, None)
    if fran is None and dialog.omgang:
        fran, till = dialog.omgang.fran, dialog.omgang.till
    nytt = (fran, till, post.pk if post else None)
    if nytt == (dialog.fran, dialog.till, dialog.hjulpost_id):
        return False
    dialog.fran, dialog.till, dialog.hjulpost = fran, till, post
    return True


def flytta_parter(lasar: Lasar) -> int:
    """En enhet som har bytt område får sin nya verksamhetschef som part i samtal som inte är förda. Ger antalet."""
    hor_till = dict(Tillhorighet.objects.filter(lasar=lasar).values_list("enhet_id", "omrade_id"))
    parter = Dialogpart.objects.filter(
        roll=Roll.VERKSAMHETSCHEF,
        dialog__slag=Dialogslag.VERKSAMHETSDIALOG,
        dialog__in=Dialog.objects.for_lasar(lasar).fore(),
    ).select_related("dialog")
    fel = [p for p in parter if hor_till.get(p.dialog.plats_id, p.plats_id) != p.plats_id]
    for part in fel:
        part.plats = Plats(pk=hor_till[part.dialog.plats_id])
    Dialogpart.objects.bulk_update(fel, ["plats"])
    return len(fel)
