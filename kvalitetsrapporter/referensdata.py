"""Rapportmallen och skalorna för ett läsår, lästa ur rummets `data/rapportmall.json`.

Ett läsår får sin mall en gång. Finns en mall från ett tidigare läsår kopieras den, så att kommunens egna ändringar
följer med; annars läses filen. En laddning till ändrar bara mallar som inga rapporter har börjat följa.
"""

import json
from pathlib import Path
from typing import Any

from django.db import transaction

from kvalitetsrapporter.handlingar.fragerunda import grundbudget
from kvalitetsrapporter.models import Avsnittsmall, Faltmall, Fragebudget, Rapportmall
from styrkedja.handlingar.lasar import Steg, satt_skala
from styrkedja.handlingar.referensdata import dela_rubrik, satt_omrade
from styrkedja.models import Laroplan, Lasar, Omgang, Skalsteg, Skolform

FIL = Path(__file__).resolve().parent / "data" / "rapportmall.json"

RUNDA = {
    "VD1": "vd1",
    "VD2": "vd2",
    "VD3": "vd3",
    "lasarsslut": "lasarsslut",
    "varje": "varje",
    "enhetens_val": "enhetens_val",
}
FORM = {
    "fylld cirkel": "hel",
    "trekvarts cirkel": "trekvart",
    "halv cirkel": "halv",
    "tom cirkel": "tom",
    "dubbelpil upp": "dubbelupp",
    "pil upp": "upp",
    "streck": "streck",
    "pil ned": "ned",
}


def ladda() -> None:
    """Referensdata för alla läsår som finns. Anropas av `manage.py ladda_referensdata`."""
    ladda_omraden()
    for lasar in Lasar.objects.all():
        ladda_rapportmall(lasar)
        ladda_fragebudget(lasar)


def las_mall() -> dict[str, Any]:
    return json.loads(FIL.read_text(encoding="utf-8"))


@transaction.atomic
def ladda_omraden() -> None:
    """Ser till att varje område som mallen nämner finns i skolformens läroplaner: mallen har sista ordet."""
    laroplaner = list(Laroplan.objects.select_related("skolform"))
    alias = {namn: [kort] for kort, namn in las_mall()["omraden_alias"].items()}
    for avsnitt in las_mall()["avsnitt"]:
        for skolform, rubrik in (avsnitt["laroplansomrade"] or {}).items():
            for laroplan in laroplaner:
                if laroplan.skolform.namn == skolform:
                    satt_omrade(
                        laroplan=laroplan,
                        rubrik=rubrik,
                        alias=alias.get(dela_rubrik(rubrik)[1], []),
                    )


@transaction.atomic
def ladda_rapportmall(lasar: Lasar) -> Rapportmall:
    """Läsårets rapportmall och skalor. Idempotent; en mall som rapporter redan följer lämnas som den är."""
    mall, ny = Rapportmall.objects.get_or_create(lasar=lasar)
    if not ny and mall.rapporter.exists():
        return mall
    forra = Rapportmall.objects.filter(lasar__till__lt=lasar.fran).order_by("-lasar__fran").first()
    if ny and forra:
        _kopiera(forra, mall)
        _kopiera_skalor(forra.lasar, lasar)
    elif not forra:
        _las_in(mall, las_mall())
    return mall


def ladda_fragebudget(lasar: Lasar) -> None:
    """Varje rundas frågebudget: förra läsårets tal, annars referensdatans. En budget som finns rörs inte."""
    forra = Omgang.objects.filter(lasar__till__lt=lasar.fran, fragebudget__isnull=False).order_by("lasar__fran")
    tidigare = dict(forra.values_list("nyckel", "fragebudget__hogst"))
    for omgang in lasar.omgangar.filter(fragebudget__isnull=True):
        hogst = tidigare.get(omgang.nyckel, grundbudget(omgang.nyckel))
        Fragebudget.objects.get_or_create(omgang=omgang, defaults={"hogst": hogst})


def _las_in(mall: Rapportmall, data: dict[str, Any]) -> None:
    """Skriver filens avsnitt, fält och skalor. Avsnitt känns igen på sin nyckel."""
    skolform = {s.namn: s.nyckel for s in Skolform.objects.all()}
    for rad in data["avsnitt"]:
        avsnitt, _ = Avsnittsmall.objects.update_or_create(
            mall=mall, nyckel=rad["nyckel"], defaults=_avsnitt(rad, skolform)
        )
        for ordning, falt in enumerate(rad["falt"], 1):
            Faltmall.objects.update_or_create(
                avsnitt=avsnitt,
                nyckel=falt["nyckel"],
                defaults=_falt(falt, ordning, skolform),
            )
    satt_skala(
        lasar=mall.lasar,
        slag=Skalsteg.Slag.BEDOMNING,
        steg=_bedomning(data["bedomning"]),
    )
    satt_skala(
        lasar=mall.lasar,
        slag=Skalsteg.Slag.PROGRESSION,
        steg=_progression(data["progression"]),
    )


def _avsnitt(rad: dict[str, Any], skolform: dict[str, str]) -> dict[str, Any]:
    omraden = {skolform[namn]: dela_rubrik(rubrik)[1] for namn, rubrik in (rad["laroplansomrade"] or {}).items()}
    return {
        "nr": rad["nr"],
        "rubrik": rad["rubrik"],
        "typ": rad["typ"],
        "runda": RUNDA[rad["runda"]],
        "omraden": omraden,
        "anvisning": rad["anvisning"] or "",
        "obligatoriskt": rad["obligatorisk"],
        "rekommenderad_langd": rad["rekommenderad_langd_ord"],
        "nyckeltal": rad["nyckeltal"],
        "bedoms": rad["bedomning"],
        "progression": rad["progression"],
    }


def _falt(rad: dict[str, Any], ordning: int, skolform: dict[str, str]) -> dict[str, Any]:
    return {
        "etikett": rad["etikett"],
        "ips": rad["ips"] or "",
        "anvisning": rad["anvisning"] or "",
        "anvisning_per_skolform": {skolform[n]: t for n, t in rad.get("anvisning_per_skolform", {}).items()},
        "obligatoriskt": rad["obligatorisk"],
        "obligatoriskt_i": RUNDA.get(rad.get("obligatorisk_i", ""), ""),
        "rekommenderad_langd": rad["rekommenderad_langd_ord"],
        "ordning": ordning,
    }


def _bedomning(data: dict[str, Any]) -> list[Steg]:
    steg = [Steg(s["nyckel"], s["namn"], FORM[s["form"]], s["betyder"], s["niva"]) for s in data["skala"]]
    utanfor = data["kan_inte_bedomas"]
    return [
        *steg,
        Steg(utanfor["nyckel"], utanfor["namn"], "streckad", kraver_skal=True),
    ]


def _progression(data: dict[str, Any]) -> list[Steg]:
    steg = [Steg(s["nyckel"], s["namn"], FORM[s["form"]], s["betyder"], s["varde"]) for s in data["skala"]]
    return [
        *steg,
        Steg(data["for_tidigt"]["nyckel"], data["for_tidigt"]["namn"], "prickar"),
    ]


def _kopiera(fran: Rapportmall, till: Rapportmall) -> None:
    for avsnitt in fran.avsnitt.prefetch_related("falt"):
        falt = list(avsnitt.falt.all())
        avsnitt.pk, avsnitt.mall = None, till
        avsnitt._state.adding = True
        avsnitt._prefetched_objects_cache = {}  # type: ignore[attr-defined]
        avsnitt.save()
        for rad in falt:
            rad.pk, rad.avsnitt = None, avsnitt
        Faltmall.objects.bulk_create(falt)


def _kopiera_skalor(fran: Lasar, till: Lasar) -> None:
    for slag in Skalsteg.Slag:
        steg = [
            Steg(s.nyckel, s.namn, s.form, s.betyder, s.niva, s.kraver_skal) for s in fran.skalsteg.filter(slag=slag)
        ]
        satt_skala(lasar=till, slag=slag, steg=steg)
