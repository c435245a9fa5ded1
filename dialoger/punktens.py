"""Det som samtalet behöver om en punkt: den inlämnade delens text, talen, målen, och mallens frågor.

Texten är den frusna versionens, utan bedömningar: de ligger förseglade tills båda har satt sina (två bilder).
Den som inte läser rapporten läser den inte här heller.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from analysunderlag.bilder import Ritad
from analysunderlag.enhetssida import las_ritade
from dialoger.lyfta import rapporten
from dialoger.models import Dagordningspunkt, Dialog, Mallpunkt
from kvalitetsrapporter import frysta, nyckeltal
from kvalitetsrapporter.behorighet import far_veta_om_inlamning, hinder_for_att_lasa_inlamning
from kvalitetsrapporter.models import Avsnitt, Inlamning, Rapport
from kvalitetsrapporter.regler.sigill import tack
from styrkedja.models import Enhet, Person
from vp_uppdrag.models import Verksamhetsplan
from vp_uppdrag.planvisning import Malkapitel, kapitel, las_uppfoljning

Slag = Mallpunkt.Slag
#: Punktens slag → rapportens avsnitt med de nycklarna (mallens, utan läroplan).
AVSNITTEN: dict[str, tuple[str, ...]] = {
    Slag.NULAGE: ("samlad_bedomning",),
    Slag.PLAN: ("prioriteringar",),
    Slag.PROGRESSION: ("verksamhetsmal",),
    Slag.OVRIGT: ("resurser", "kompetensforsorjning"),
    Slag.STOD: ("stodbehov",),
}
#: Punkter som handlar om målen i planen.
OM_MALEN = frozenset({Slag.PLAN, Slag.PROGRESSION})
MED_FRAGORNA = frozenset({Slag.NULAGE, Slag.PLAN, Slag.PROGRESSION, Slag.ANALYS, Slag.STYRNING})
#: Så många tal ritas; fler tar plats från texten.
RITADE = 3


@dataclass
class Punktens:
    punkt: Dagordningspunkt
    inlamning: Inlamning | None = None
    avsnitten: list[dict[str, Any]] = field(default_factory=list)
    talen: list[Ritad] = field(default_factory=list)
    malen: list[Malkapitel] = field(default_factory=list)
    plan: Verksamhetsplan | None = None
    saknas: str = ""

    @property
    def med_fragorna(self) -> bool:
        """Mallens frågor hör till samtalet om läget och planen, inte till varje punkt."""
        return self.punkt.slag in MED_FRAGORNA

    @property
    def om_sist(self) -> bool:
        """Punkten handlar om förra dialogens handslag: de står då i mitten."""
        return self.punkt.slag == Slag.UPPFOLJNING


def punktens(person: Person, dialog: Dialog, punkt: Dagordningspunkt) -> Punktens:
    """Allt om punkten, så långt personen läser det."""
    om = Punktens(punkt)
    rapport = rapporten(dialog)
    if rapport is None:
        return om
    sokta = _sokta(rapport, punkt)
    if sokta:
        om.inlamning = senaste_inlamningen(person, rapport, dialog)
        om.avsnitten = _texterna(om.inlamning, {a.nyckel for a in sokta}) if om.inlamning else []
        om.saknas = "" if om.avsnitten else "Texten är inte inlämnad än."
        om.talen = _talen(person, rapport.enhet, sokta)
    if punkt.slag in OM_MALEN:
        om.plan, om.malen = malen(person, dialog)
    return om


def _sokta(rapport: Rapport, punkt: Dagordningspunkt) -> list[Avsnitt]:
    """Avsnitten som punkten handlar om: det lyfta punkten kom ur, områdets, eller de som hör till punktens slag."""
    alla = rapport.avsnitt.select_related("mall", "skolform", "laroplan", "rapport__enhet", "rapport__lasar")
    if punkt.avsnitt_id:
        return [a for a in alla if a.pk == punkt.avsnitt_id]
    if punkt.omrade:
        return [a for a in alla if _omradet(a) == punkt.omrade.namn]
    nycklar = AVSNITTEN.get(punkt.slag, ())
    return [a for a in alla if a.mall.nyckel in nycklar]


def _omradet(avsnitt: Avsnitt) -> str:
    namn = avsnitt.mall.omraden.get(avsnitt.skolform.nyckel, "") if avsnitt.skolform else ""
    return namn or ""


def senaste_inlamningen(person: Person, rapport: Rapport, dialog: Dialog) -> Inlamning | None:
    """Rundans gällande version för den som får läsa den; en återlämnad är ingen."""
    rader = Inlamning.objects.filter(rapport=rapport, omgang=dialog.omgang_id, aterlamnad__isnull=True)
    version = rader.select_related("rapport__enhet", "rapport__lasar", "omgang", "av").order_by("-nummer").first()
    if version is None or not far_veta_om_inlamning(person, version):
        return None
    return None if hinder_for_att_lasa_inlamning(person, version) else version


def _texterna(version: Inlamning, nycklar: set[str]) -> list[dict[str, Any]]:
    return utan_bedomning(a for a in frysta.att_lasa(tack(version.innehall)) if a["nyckel"] in nycklar)


def utan_bedomning(avsnitten: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Avsnittens fält som har text, utan bedömning och progression."""
    skrivna = ({**a, "falt": [f for f in a["falt"] if f["text"]]} for a in avsnitten)
    return [{n: a[n] for n in ("nyckel", "rubrik", "falt")} for a in skrivna if a["falt"]]


def _talen(person: Person, enhet: Enhet, avsnitten: list[Avsnitt]) -> list[Ritad]:
    nycklar = list(dict.fromkeys(n.nyckel for a in avsnitten for n in nyckeltal.i_avsnittet(a)))
    return las_ritade(person, enhet, nycklar)[:RITADE] if nycklar else []


def malen(person: Person | None, dialog: Dialog) -> tuple[Verksamhetsplan | None, list[Malkapitel]]:
    """Målen i den gällande planen med enhetens egna indikatorer (krav 111). Utan person: bara det som är offentligt."""
    plan = (
        Verksamhetsplan.objects.filter(plats=dialog.plats_id, lasar=dialog.lasar_id).select_related("gallande").first()
    )
    if plan is None or plan.gallande is None:
        return None, []
    frys = plan.gallande.innehall
    return plan, kapitel(frys, las_uppfoljning(plan, frys, person))
