"""Planens sida: allt som `plan.html` ritar, för den som läser. Ett nytt ämne lägger en funktion i `TILLAGG`.

Rum ovanför lägger sitt genom `<rum>/verksamhetsplansida.py`: `ursprung(person, mal)` ger dörrarna till det som målen växte
ur, och `kallor(person, plan)` det som ett nytt mål kan växa ur.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from styrkedja.begaran import Begaran
from styrkedja.format import lokal_dag
from styrkedja.handlingar.texter import las_texter
from styrkedja.klocka import idag
from styrkedja.models import Person
from styrkedja.regler.riktext import ar_tom
from styrkedja.samla import ur_rummen
from vp_uppdrag.behorighet.plan import (
    Lydelse,
    agaren,
    ar_narmaste_chef,
    hinder_for_att_folja_upp,
    hinder_for_att_skriva_mal,
    leder,
    narmaste_chefer,
    ser_planens_gang,
)
from vp_uppdrag.handlingar.avstamning import andrade_sedan_de_sandes
from vp_uppdrag.handlingar.planinnehall import PLAN, Innehall, malets_fakta, malets_hash
from vp_uppdrag.models import Mal, Verksamhetsplan
from vp_uppdrag.plandorrar import las_lydelsen
from vp_uppdrag.planhandlingssidor import far, gangens_knappar
from vp_uppdrag.planvisning import Malkapitel, kapitel, las_uppfoljning, samtalen
from vp_uppdrag.regler.mal import MANGA_MAL, malets_brister
from vp_uppdrag.regler.plan import Plantillstand
from vp_uppdrag.regler.planlage import FRAMAT, Planlage, dagen_i_ord, form, rubrik
from vp_uppdrag.regler.planord import PLANENS_ORD


@dataclass
class Sida:
    """Den som läser, planen, och lydelsen hon läser."""

    request: Begaran
    plan: Verksamhetsplan
    lydelse: Lydelse
    innehall: Innehall
    leder: bool
    chef: bool
    ser_gangen: bool
    rader: dict[int, Mal] = field(default_factory=dict)
    kapitel: list[Malkapitel] = field(default_factory=list)

    @property
    def samtalar(self) -> bool:
        return self.leder or self.chef


def sammanhang(request: Begaran, plan: Verksamhetsplan) -> dict[str, Any]:
    """Namnen som mallen läser."""
    person = request.user
    lydelse, innehall = las_lydelsen(request, plan)
    sida = Sida(
        request, plan, lydelse, innehall or {"mal": [], "ord": []}, leder(person, plan), ar_narmaste_chef(person, plan),
        ser_planens_gang(person, plan),
    )  # fmt: skip
    namn: dict[str, Any] = {"plan": plan, "sida": sida, "far": far(person, plan), "tom": innehall is None}
    for tillagg in TILLAGG:
        namn |= tillagg(sida)
    return namn


# --- Målen ---------------------------------------------------------------------------------------
def _malen(sida: Sida) -> dict[str, Any]:
    """Kapitlen, med samtalet för dem som för det, och det som fattas för dem som skriver."""
    foljt = las_uppfoljning(sida.plan, sida.innehall, sida.request.user)
    sida.rader = {m.pk: m for m in Mal.objects.filter(plan=sida.plan).select_related("foregaende__plan__lasar")}
    sida.kapitel = kapitel(sida.innehall, foljt)
    samtal = samtalen(sida.innehall) if sida.samtalar else {}
    dorrar, foljder = _ursprung(sida), malens_foljder(sida.request.user, [m["id"] for m in sida.innehall["mal"]])
    for ett, mal in zip(sida.kapitel, sida.innehall["mal"], strict=True):
        rad = sida.rader.get(ett.id)
        ett.samtal, ett.ursprung = samtal.get(ett.id, []), dorrar.get(ett.id, "")
        ett.foljder = foljder.get(ett.id, "")
        ett.avstamt = rad is not None and rad.avstamd_hash == malets_hash(mal)
        ett.foregaende = rad.foregaende if rad else None
        if sida.leder and sida.lydelse == Lydelse.UTKAST:
            ett.brister = malets_brister(malets_fakta(mal))
    return {
        "malen": sida.kapitel,
        "manga": len(sida.kapitel) > MANGA_MAL,
        "agaren": agaren(sida.plan) if any(m.still for m in sida.kapitel) else None,
    }


def _ursprung(sida: Sida) -> dict[int, str]:
    """Målets id → adressen till det som det växte ur, när personen får öppna den."""
    adresser: dict[int, str] = {}
    for rummets in ur_rummen("verksamhetsplansida", "ursprung"):
        adresser |= rummets(sida.request.user, [m["id"] for m in sida.innehall["mal"]])
    return adresser


def malens_foljder(person: Person, mal: list[int]) -> dict[int, str]:
    """Målets id → det som rummen ovanför säger att det har lett till."""
    return {
        pk: html for rummets in ur_rummen("verksamhetsplansida", "foljder") for pk, html in rummets(person, mal).items()
    }


# --- Läget ---------------------------------------------------------------------------------------
def _laget(sida: Sida) -> dict[str, Any]:
    plan, lage = sida.plan, _planlage(sida)
    return {
        "rubrik": _rubriken(sida, lage),
        "dagen": dagen_i_ord(lage, idag()),
        "form": form(plan.tillstand, plan.sista_dag, plan.gallande is not None, idag(), hos=_vantar_pa(sida, lage)),
        "knappar": gangens_knappar(sida.request.user, plan),
    }


def _planlage(sida: Sida) -> Planlage:
    """Den som läser den fastställda planen får dess läge, också medan nästa skrivs."""
    plan, laser_gallande = sida.plan, sida.lydelse == Lydelse.GALLANDE
    avstams = sida.ser_gangen and plan.tillstand == Plantillstand.AVSTAMS
    chefer = narmaste_chefer(plan) if avstams else []
    sanda = _sanda(sida) if avstams and plan.framlagd else sida.kapitel
    return Planlage(
        Plantillstand.FASTSTALLD if laser_gallande else plan.tillstand,
        len(sanda),
        plan.lasar.namn,
        hindrade=[(m.nr, b.slag) for m in sida.kapitel for b in m.brister if b.hindrar],
        ojade=[m.nr for m in sanda if not m.avstamt],
        framat=_framat(sida.kapitel),
        chef=chefer[0].namn if chefer else "",
        hos_mig=sida.chef,
        sista_dag=plan.sista_dag,
        faststalld=lokal_dag(plan.gallande.nar) if plan.gallande else None,
    )


def _sanda(sida: Sida) -> list[Malkapitel]:
    """Målen som närmaste chef har framför sig; ett som är nyare än så väntar inte på henne."""
    assert sida.plan.framlagd is not None
    sanda = {m["id"] for m in sida.plan.framlagd.innehall["mal"]}
    return [m for m in sida.kapitel if m.id in sanda]


def _framat(malen: list[Malkapitel]) -> int | None:
    senaste = [m.senaste for m in malen if m.senaste]
    if not senaste:
        return None
    return sum((p.oppen_progression or {}).get("form") in FRAMAT for p in senaste)


def _rubriken(sida: Sida, lage: Planlage) -> str:
    if sida.plan.lank:
        return "Avdelningens plan ligger på annat håll."
    if sida.lydelse != Lydelse.INGEN:
        return rubrik(lage)
    return "Planen är skickad för avstämning." if sida.plan.framlagd_id else "Planen är inte färdig att läsa än."


def _vantar_pa(sida: Sida, lage: Planlage) -> str:
    """Hos vem planen är, för dem som arbetar med den."""
    if not sida.ser_gangen:
        return ""
    if sida.plan.tillstand == Plantillstand.AVSTAMS:
        return "hos dig" if sida.chef else f"hos {lage.chef}" if lage.chef else ""
    return ""


# --- Lydelsen ------------------------------------------------------------------------------------
def _vilken_lydelse(sida: Sida) -> dict[str, Any]:
    """Vilken lydelse man läser, och vad som skiljer utkastet från det som är sänt."""
    plan = sida.plan
    oppnad = plan.gallande_id and plan.tillstand not in (Plantillstand.FASTSTALLD, Plantillstand.AVSLUTAD)
    skriven_om = sida.leder and plan.tillstand in (Plantillstand.AVSTAMS, Plantillstand.AVSTAMD)
    return {
        "laser_utkast": sida.lydelse == Lydelse.UTKAST,
        "laser_framlagd": sida.lydelse == Lydelse.FRAMLAGD,
        "laser_inget": sida.lydelse == Lydelse.INGEN,
        "skrivs_om": bool(oppnad),
        "osant": andrade_sedan_de_sandes(plan, sida.innehall) if skriven_om else [],
    }


def _orden(sida: Sida) -> dict[str, Any]:
    """Planens egna ord: de frusna ur lydelsen, och det som följs upp för dem som läser planen."""
    foljs_upp = [f for f in PLANENS_ORD if not f.fryses]
    texter = las_texter(PLAN, sida.plan.pk) if foljs_upp and sida.lydelse != Lydelse.INGEN else {}
    rader = [(f, texter[sida.plan.pk, f.nyckel].innehall) for f in foljs_upp if (sida.plan.pk, f.nyckel) in texter]
    return {
        "orden": sida.innehall["ord"],
        "uppfoljande_ord": [(f.etikett, text) for f, text in rader if not ar_tom(text)],
        "pengar": list(sida.plan.pengar.all()) if sida.lydelse != Lydelse.INGEN else [],
        "hinder_folja_upp": hinder_for_att_folja_upp(sida.request.user, sida.plan),
        "hinder_skriva": hinder_for_att_skriva_mal(sida.request.user, sida.plan),
    }


def _kallorna(sida: Sida) -> dict[str, Any]:
    """Det som ett nytt mål kan växa ur, för dem som skriver."""
    if hinder_for_att_skriva_mal(sida.request.user, sida.plan):
        return {"kallor": []}
    return {
        "kallor": [
            k for rummets in ur_rummen("verksamhetsplansida", "kallor") for k in rummets(sida.request.user, sida.plan)
        ]
    }


#: Det som sidan bär, ämne för ämne. Målen läses först; läget säger något om dem.
TILLAGG: tuple[Callable[[Sida], dict[str, Any]], ...] = (_malen, _laget, _vilken_lydelse, _orden, _kallorna)
