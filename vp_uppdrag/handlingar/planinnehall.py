"""Planens innehåll på den form som visas och fryses: ord, och radernas id så att uppföljningen hittar dem.

Sidan, avstämningen, den fastställda versionen, papperet och jämförelsen läser alla samma form. Antalet frågor är detsamma
hur många mål planen än har.
"""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Prefetch

from styrkedja.handlingar.texter import las_texter
from styrkedja.models import Text
from styrkedja.regler.frysning import frysning_hash
from styrkedja.regler.riktext import ar_tom, till_text
from vp_uppdrag.models import Aktivitet, Bidrag, Mal, Malindikator, Malkriterium, Verksamhetsplan
from vp_uppdrag.regler.mal import Ipsniva, Malfakta
from vp_uppdrag.regler.planord import PLANENS_ORD

#: Texternas ägare i kärnans skrivmekanism.
PLAN, MAL = "verksamhetsplan", "mal"

Innehall = dict[str, Any]


def malens_rader(plan: Verksamhetsplan) -> list[Mal]:
    """Planens mål så som de skrivs nu, raderna ensamma."""
    return list(Mal.objects.i_planen().filter(plan=plan))


def malen(plan: Verksamhetsplan) -> list[Mal]:
    """Planens mål så som de skrivs nu, med allt som hör till dem."""
    kvar = {"slappt__isnull": True}
    return list(
        Mal.objects.i_planen()
        .filter(plan=plan)
        .prefetch_related(
            "underlag",
            Prefetch("kriterier", Malkriterium.objects.filter(**kvar)),
            Prefetch("indikatorer", Malindikator.objects.filter(**kvar).select_related("nyckeltal", "skolform")),
            Prefetch("aktiviteter", Aktivitet.objects.filter(**kvar)),
            Prefetch("bidrag", Bidrag.objects.i_planen().select_related("uppdrag", "namndmal", "omrade")),
        )
    )


def planens_innehall(plan: Verksamhetsplan) -> Innehall:
    """Planen som den skrivs nu."""
    alla = malen(plan)
    texter = las_texter(MAL, *(m.pk for m in alla))
    return {
        "plan": f"Verksamhetsplan {plan.lasar.namn}",
        "plats": plan.plats.namn,
        "lasar": plan.lasar.namn,
        "ord": _planens_ord(plan),
        "mal": [_mal(nr, mal, texter) for nr, mal in enumerate(alla, 1)],
    }


def malets_hash(mal: Innehall) -> str:
    """Kontrollsumman för målets lydelse. Att målet byter plats ändrar den inte."""
    return frysning_hash({namn: varde for namn, varde in mal.items() if namn != "nr"})


def malets_fakta(mal: Innehall) -> Malfakta:
    """Målet så som reglerna ser det."""
    orsak = mal["orsak"]
    return Malfakta(
        nr=mal["nr"],
        text=mal["text"],
        orsaksniva=orsak["niva"],
        orsak=till_text(orsak["text"]),
        utan_orsak=orsak["utan"],
        annan_forklaring=till_text(orsak["annan"]),
        underlag=len(orsak["underlag"]) + (not ar_tom(orsak["annat_underlag"])),
        kriterier=sum(bool(k["id"]) for k in mal["kriterier"]),
        indikatorer=sum(len(k["indikatorer"]) for k in mal["kriterier"]),
        aktiviteter=len(mal["aktiviteter"]),
        bidrag=len(mal["bidrag"]),
    )


def _planens_ord(plan: Verksamhetsplan) -> list[dict[str, str]]:
    texter = las_texter(PLAN, plan.pk)
    return [
        {"nyckel": falt.nyckel, "etikett": falt.etikett, "text": texter[plan.pk, falt.nyckel].innehall}
        for falt in PLANENS_ORD
        if falt.fryses and (plan.pk, falt.nyckel) in texter and not ar_tom(texter[plan.pk, falt.nyckel].innehall)
    ]


def _mal(nr: int, mal: Mal, texter: dict[tuple[int, str], Text]) -> Innehall:
    def text(falt: str) -> str:
        rad = texter.get((mal.pk, falt))
        return rad.innehall if rad else ""

    return {
        "id": mal.pk,
        "nr": nr,
        "text": mal.text,
        "svarar_pa": {"slag": mal.svarar_pa_slag, "text": mal.svarar_pa} if mal.svarar_pa else None,
        "orsak": {
            "niva": mal.orsaksniva,
            "niva_i_ord": str(Ipsniva(mal.orsaksniva).label) if mal.orsaksniva else "",
            "text": text("orsak"),
            "annan": text("annan_forklaring"),
            "utan": mal.utan_orsak,
            "underlag": [n.namn for n in mal.underlag.all()],
            "annat_underlag": mal.annat_underlag,
        },
        "kriterier": _kriterierna(mal),
        "aktiviteter": [_aktivitet(a) for a in mal.aktiviteter.all()],
        "bidrag": [{"nyckel": b.nyckel, "namn": b.namn, "mer": b.mer} for b in mal.bidrag.all()],
    }


def _kriterierna(mal: Mal) -> list[Innehall]:
    """Kriterierna med sina indikatorer; de indikatorer som inte hör till något står sist, utan ord före."""
    rader = [{"id": k.pk, "text": k.text, "indikatorer": _indikatorer(mal, k.pk)} for k in mal.kriterier.all()]
    kanda = {k["id"] for k in rader}
    losa = [_indikator(i) for i in mal.indikatorer.all() if i.kriterium_id not in kanda]
    return [*rader, {"id": 0, "text": "", "indikatorer": losa}] if losa else rader


def _indikatorer(mal: Mal, kriterium: int) -> list[Innehall]:
    return [_indikator(i) for i in mal.indikatorer.all() if i.kriterium_id == kriterium]


def _indikator(rad: Malindikator) -> Innehall:
    """Ett nyckeltals start står inte här: den läses ur analysunderlaget, av den som får läsa den."""
    return {
        "id": rad.pk,
        "namn": str(rad),
        "nyckeltal": rad.nyckeltal_id,
        "skolform": rad.skolform.namn if rad.skolform else "",
        "uppdelning": rad.uppdelning,
        "startperiod": rad.startperiod,
        "matt": rad.nyckeltal.matt if rad.nyckeltal else rad.matt,
        "kalla": rad.kalla,
        "start": _tal(rad.start),
        "mal": _tal(rad.malvarde),
        "riktning": rad.riktning,
    }


def _tal(varde: Decimal | None) -> str | None:
    return None if varde is None else f"{varde.normalize():f}"


def _aktivitet(rad: Aktivitet) -> Innehall:
    return {
        "id": rad.pk,
        "text": rad.text,
        "niva": rad.niva,
        "niva_i_ord": str(rad.get_niva_display()),
        "ansvarig": rad.ansvarig,
        "fran": _dag(rad.fran),
        "till": _dag(rad.till),
    }


def _dag(dag: date | None) -> str | None:
    return dag.isoformat() if dag else None


def ej_avstamda(innehall: Innehall, mal: Iterable[Mal]) -> list[Innehall]:
    """Målen vars lydelse närmaste chef inte har sagt ja till."""
    sagda = {m.pk: m.avstamd_hash for m in mal}
    return [m for m in innehall["mal"] if sagda.get(m["id"]) != malets_hash(m)]
