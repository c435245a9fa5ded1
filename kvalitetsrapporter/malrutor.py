"""Avsnittet om målen: ett stycke per verksamhetsmål, med planens tal bredvid det som ska skrivas (krav 47, 54)."""

from dataclasses import dataclass
from typing import Any

from django.forms import BaseForm
from django.urls import reverse

from kvalitetsrapporter.handlingar.innehall import Avsnittslage, Malbedomning
from styrkedja.format import antal_ord
from styrkedja.models import Person
from vp_uppdrag.models import Mal, Verksamhetsplan
from vp_uppdrag.planvisning import Malkapitel, kapitel, las_uppfoljning
from vp_uppdrag.regler.mal import Aktivitetslage


@dataclass(frozen=True)
class Malruta:
    """Ett mål att skriva om. `kapitlet` är planens: indikatorer och aktiviteter; None när målet är släppt."""

    mal: Mal
    adress: str
    kapitlet: Malkapitel | None
    aktiviteter: str
    falt: list[dict[str, Any]]
    skalor: list[tuple[str, Any]]
    skal: Any

    @property
    def text(self) -> str:
        return self.mal.gallande_text or self.mal.text


def enhetens_plan(lage: Avsnittslage) -> Verksamhetsplan | None:
    rapport = lage.avsnitt.rapport
    return Verksamhetsplan.objects.med_platsen().filter(plats=rapport.enhet_id, lasar=rapport.lasar_id).first()


def malrutor(
    person: Person, lage: Avsnittslage, plan: Verksamhetsplan, formular: Any, rutor: list[dict]
) -> list[Malruta]:
    """Rutorna i planens ordning. Antalet frågor är detsamma hur många målen än är."""
    innehall = plan.gallande.innehall if plan.gallande else {"mal": []}
    planens = {k.id: k for k in kapitel(innehall, las_uppfoljning(plan, innehall, person))}
    adress = planens_adress(plan)
    return [_ruta(ett, planens.get(ett.mal.pk), adress, formular, rutor) for ett in lage.malen]


def planens_adress(plan: Verksamhetsplan) -> str:
    return reverse("plan", args=[plan.mapp, plan.plats.slug, plan.lasar.slug])


def _ruta(
    ett: Malbedomning, kapitlet: Malkapitel | None, adress: str, formular: BaseForm, rutor: list[dict[str, Any]]
) -> Malruta:
    pk = ett.mal.pk
    skalor = [(slag, formular[f"{namn}-{pk}"]) for slag, namn in SKALOR if f"{namn}-{pk}" in formular.fields]
    return Malruta(
        ett.mal,
        f"{adress}#mal-{pk}",
        kapitlet,
        _aktiviteterna(kapitlet) if kapitlet else "",
        [r for r in rutor if r["mal"] == ett.mal],
        skalor,
        formular[f"skal-{pk}"] if f"skal-{pk}" in formular.fields else None,
    )


SKALOR = (("bedomning", "niva"), ("progression", "progression"))


def _aktiviteterna(kapitlet: Malkapitel) -> str:
    """Fem aktiviteter: två klara, en i risk, en orörd (sedan förra rundan)."""
    alla = kapitlet.aktiviteter
    if not alla:
        return ""
    klara = sum(a.form.ord.startswith(str(Aktivitetslage.KLAR.label)) for a in alla)
    risk = sum(a.form.ord.startswith(str(Aktivitetslage.RISK.label)) for a in alla)
    stilla = len(kapitlet.stilla)
    led = [(klara, "klar", "klara"), (risk, "i risk", "i risk"), (stilla, "orörd", "orörda")]
    delar = [antal_ord(n, f"en {en}", flera) for n, en, flera in led if n]
    antal = antal_ord(len(alla), "en aktivitet", "aktiviteter").capitalize()
    return f"{antal}: {', '.join(delar)}." if delar else f"{antal}."
