"""Stödbehoven: läggs till i rapporten, får en mottagare, sänds vid inlämningen, tas emot.

Vad och för vem skrivs i avsnittets fält; raden fryser orden när delen lämnas in, och mottagaren läser bara raden.
"""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from kvalitetsrapporter.handlingar import GarInteNu
from kvalitetsrapporter.handlingar.innehall import Rapportlage, Skrivfalt
from kvalitetsrapporter.models import Avsnitt, Stodbehov
from kvalitetsrapporter.regler import ar_tomt
from kvalitetsrapporter.regler.stodbehov import Stodlage, nasta_stodlage
from styrkedja.handlingar.logg import logga
from styrkedja.klocka import nu as klockan_nu
from styrkedja.models import Avdelning, Omgang, Person


@transaction.atomic
def lagg_till_behov(
    *, avsnitt: Avsnitt, omgang: Omgang, av: Person, mottagare: Avdelning | None = None, nu: datetime | None = None
) -> Stodbehov:
    """Ett nytt, tomt behov sist i avsnittet. Orden skrivs sedan i dess fält."""
    nu = nu or klockan_nu()
    sista = avsnitt.stodbehov.order_by("-ordning").values_list("ordning", flat=True).first()
    behov = Stodbehov.objects.create(
        avsnitt=avsnitt,
        omgang=omgang,
        ordning=(sista or 0) + 1,
        mottagare=mottagare,
        skapad_av=av,
        skapad=nu,
    )
    logga("lagg_till_stodbehov", av=av, pa=behov, plats_id=avsnitt.rapport.enhet_id, nu=nu, omgang=omgang.nyckel)
    return behov


@transaction.atomic
def ta_bort_behov(*, behov: Stodbehov, av: Person, nu: datetime | None = None) -> None:
    """Tar bort ett behov som ingen har fått. Texterna ligger kvar i historiken.

    Raises:
        GarInteNu: behovet är sänt.
    """
    behov = Stodbehov.objects.select_for_update(of=("self",)).select_related("avsnitt__rapport").get(pk=behov.pk)
    if behov.tillstand != Stodlage.UTTRYCKT:
        raise GarInteNu("Behovet är sänt och tas inte bort. Skriv om det, eller säg i dialogen att det är löst.")
    logga("ta_bort_stodbehov", av=av, pa=behov, plats_id=behov.avsnitt.rapport.enhet_id, nu=nu)
    behov.delete()


def sand_behoven(*, lage: Rapportlage, omgang: Omgang, av: Person, nu: datetime) -> list[Stodbehov]:
    """Vid inlämningen: varje behov med ord går till sin mottagare, med orden frysta.

    Ett sänt behov som inte är mottaget får de nya orden; det mottagna står kvar som mottagaren läste det.
    Anropas inifrån inlämningens transaktion.
    """
    texter = {f.nyckel: f.klartext.strip() for a in lage.for_omgang(omgang) for f in a.falt if f.behov}
    rader = {f.behov.pk for a in lage.for_omgang(omgang) for f in a.falt if f.behov}
    sanda = []
    for behov in Stodbehov.objects.select_for_update().filter(pk__in=rader):
        vad, for_vem = texter.get(f"behov-{behov.pk}-vad", ""), texter.get(f"behov-{behov.pk}-for", "")
        till = nasta_stodlage(behov.tillstand, "lamna_in")
        if till is None or ar_tomt(vad) or (behov.tillstand == till and (behov.vad, behov.for_vem) == (vad, for_vem)):
            continue
        behov.tillstand, behov.vad, behov.for_vem = till, vad, for_vem
        behov.omgang, behov.sant = omgang, behov.sant or nu
        behov.save(update_fields=["tillstand", "vad", "for_vem", "omgang", "sant"])
        logga("sand_stodbehov", av=av, pa=behov, plats_id=lage.rapport.enhet_id, nu=nu, omgang=omgang.nyckel)
        sanda.append(behov)
    return sanda


def frysta_mottagare(falt: Iterable[Skrivfalt]) -> list[dict[str, str]]:
    """Vem varje behov är ställt till, som rader i det frusna innehållet."""
    rader = []
    for f in falt:
        if f.behov and f.nyckel.endswith("-for"):
            rubrik = f.mall.etikett.split(":")[0]
            till = f.behov.mottagare.namn if f.behov.mottagare else "verksamhetschefen"
            rader.append(
                {"nyckel": f"behov-{f.behov.pk}-till", "etikett": f"{rubrik}: från vem?", "ips": "", "text": till}
            )
    return rader


@transaction.atomic
def ta_emot_behov(*, behov: Stodbehov, av: Person, nu: datetime | None = None) -> Stodbehov:
    """Mottagaren säger att behovet är mottaget. En gång till ändrar inget.

    Raises:
        GarInteNu: behovet är inte sänt.
    """
    nu = nu or klockan_nu()
    behov = Stodbehov.objects.select_for_update(of=("self",)).select_related("avsnitt__rapport").get(pk=behov.pk)
    if behov.tillstand == Stodlage.MOTTAGET:
        return behov
    till = nasta_stodlage(behov.tillstand, "ta_emot")
    if till is None:
        raise GarInteNu("Behovet är inte sänt, och kan inte tas emot.")
    behov.tillstand, behov.mottaget, behov.mottaget_av = till, nu, av
    behov.save(update_fields=["tillstand", "mottaget", "mottaget_av"])
    logga("ta_emot_stodbehov", av=av, pa=behov, plats_id=behov.avsnitt.rapport.enhet_id, nu=nu)
    return behov
