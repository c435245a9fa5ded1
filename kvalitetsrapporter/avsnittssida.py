"""Avsnittets sida: allt som mallen ritar, samlat ur en rapport som redan är läst.

Dispositionen till vänster, fälten i mitten, det som hjälper till höger. Ett nytt ämne på sidan lägger en funktion i
`TILLAGG`: den får sidan och ger sina namn till mallen.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from analysunderlag.enhetssida import las_ritade
from kvalitetsrapporter import nyckeltal
from kvalitetsrapporter.behorighet import (
    hinder_for_att_lamna_in,
    hinder_for_att_skriva,
    hinder_for_att_skriva_i,
    hinder_for_att_ta_in,
    leder_enheten,
)
from kvalitetsrapporter.bredvid import enheten_i_korthet, forra_aret, forra_fore_systemet, lyfta_punkter
from kvalitetsrapporter.delstatus import delstatus
from kvalitetsrapporter.disposition import att_lamna_in, disposition, kapitlens_avsnitt, kort_namn
from kvalitetsrapporter.forms import Avsnittsformular
from kvalitetsrapporter.fragevisning import behoven_i_ord, fragan_i_ord, fragor_om
from kvalitetsrapporter.handlingar.forra_aret import summerande_analys
from kvalitetsrapporter.handlingar.innehall import Avsnittslage, Rapportlage
from kvalitetsrapporter.handlingar.inspel import inspel_till
from kvalitetsrapporter.handlingar.mottagare import avdelningar
from kvalitetsrapporter.malrutor import enhetens_plan, malrutor, planens_adress
from kvalitetsrapporter.medverkan import DELAKTIGHET, medverkan_i_ord
from kvalitetsrapporter.models import Avsnittsmall, Rapportdel
from kvalitetsrapporter.regler.forra_aret import SAMLAD
from kvalitetsrapporter.regler.punkter import PUNKTFALT
from kvalitetsrapporter.samtal import avsnittets_kommentarer
from kvalitetsrapporter.skrivstod import skrivstod
from kvalitetsrapporter.visning import sparat_i_ord
from styrkedja.models import Laroplansomrade, Person
from styrkedja.samla import ur_rummen

#: Så många av avsnittets tal ritas från början; de andra öppnas var för sig.
RITADE = 3


@dataclass
class Sida:
    """Det som sidan ritas av."""

    person: Person
    rapportlage: Rapportlage
    lage: Avsnittslage
    formular: Avsnittsformular
    delar: dict[str, Rapportdel]
    #: Den andres text per fält, när två har skrivit.
    krockar: dict[str, dict]

    @property
    def mall(self) -> Avsnittsmall:
        return self.lage.avsnitt.mall

    @property
    def delen(self) -> Rapportdel | None:
        """Delen som avsnittet lämnas in i."""
        return self.delar.get(self.lage.omgang.nyckel) if self.lage.omgang else None

    @property
    def ledare(self) -> bool:
        """Skolledningen ser hela sidan; en medskrivare fälten och inget mer (avsnitt_medskrivare.html)."""
        return leder_enheten(self.person, self.rapportlage.rapport)

    @property
    def mallfil(self) -> str:
        return f"kvalitetsrapporter/{'avsnitt' if self.ledare else 'avsnitt_medskrivare'}.html"


def sammanhang(sida: Sida) -> dict[str, Any]:
    """Namnen som `avsnitt.html` (eller medskrivarens sida) och dess delar läser."""
    rapport = sida.rapportlage.rapport
    namn: dict[str, Any] = {
        "rapport": rapport,
        "enhet": rapport.enhet,
        "lage": sida.lage,
        "mall": sida.mall,
        "aktuell": sida.rapportlage.aktuell,
        "formular": sida.formular,
        "sparat": sparat_i_ord(sida.lage),
        "hinder_skriva": hinder_for_att_skriva_i(sida.person, sida.lage.avsnitt),
        "hinder_lamna_in": hinder_for_att_lamna_in(sida.person, rapport),
        "steg": list(sida.rapportlage.skala.values()),
    }
    for tillagg in TILLAGG if sida.ledare else MEDSKRIVARENS:
        namn |= tillagg(sida)
    return namn


def _dispositionen(sida: Sida) -> dict[str, Any]:
    delen = sida.delen
    return {
        "kapitel": disposition(sida.rapportlage, sida.delar, sida.lage.avsnitt.nyckel),
        "att_lamna_in": att_lamna_in(sida.rapportlage, sida.delar, sida.lage.omgang),
        "del_senaste": delen.senaste if delen else None,
        "delstatus": delstatus(delen),
    }


def _grannar(sida: Sida) -> dict[str, Any]:
    """Föregående och nästa i dispositionens ordning, och samma avsnitt för andra skolformer och läroplaner."""
    alla = [a.avsnitt for _, egna in kapitlens_avsnitt(sida.rapportlage) for a in egna]
    plats = next(i for i, a in enumerate(alla) if a.pk == sida.lage.avsnitt.pk)
    syskon = [a for a in alla if a.mall_id == sida.mall.pk]
    return {
        "foregaende": alla[plats - 1] if plats else None,
        "nasta": alla[plats + 1] if plats + 1 < len(alla) else None,
        "syskon": [(a, kort_namn(a, syskon)) for a in syskon] if len(syskon) > 1 else [],
        "omrade": _omrade(sida),
    }


def _omrade(sida: Sida) -> Laroplansomrade | None:
    """Läroplansområdet som avsnittet handlar om, med sin siffra i läroplanen."""
    avsnitt = sida.lage.avsnitt
    if avsnitt.laroplan_id is None or avsnitt.skolform is None:
        return None
    namn = sida.mall.omraden.get(avsnitt.skolform.nyckel, "")
    return Laroplansomrade.objects.filter(laroplan=avsnitt.laroplan_id, namn=namn).first()


def _falten(sida: Sida) -> dict[str, Any]:
    """Fälten i tre högar, i den ordning de står: I-P-S, de övriga, och punkterna sist."""
    rutor = [_faltruta(sida, falt) for falt in sida.lage.falt]
    return {
        "falt": rutor,
        "ips_falt": [r for r in rutor if r["mall"].ips],
        "punktfalt": [r for r in rutor if r["mall"].nyckel in PUNKTFALT and sida.mall.typ == Avsnittsmall.Typ.IPS],
        "ovriga_falt": [
            r
            for r in rutor
            if not r["mall"].ips and (r["mall"].nyckel not in PUNKTFALT or sida.mall.typ != Avsnittsmall.Typ.IPS)
        ],
    }


def _faltruta(sida: Sida, falt) -> dict[str, Any]:
    """Ett fält att rita: mallens ord, formulärets fält, och den andres text när det krockar."""
    skolform = sida.lage.avsnitt.skolform.nyckel if sida.lage.avsnitt.skolform else ""
    return {
        "mall": falt.mall,
        "anvisning": falt.mall.anvisning_per_skolform.get(skolform, falt.mall.anvisning),
        "ips_namn": falt.mall.get_ips_display(),
        "falt": sida.formular[f"falt-{falt.nyckel}"],
        "version": sida.formular[f"version-{falt.nyckel}"],
        "krock": sida.krockar.get(falt.nyckel),
        "som_den_lases": falt.som_den_lases,
        "rattade": falt.uppslagna.andrade(falt.innehall),
        "mal": falt.mal,
        "uppdrag": falt.uppdrag,
        "fraga": falt.fraga and fragan_i_ord(falt.fraga, sida.lage.omgang, sida.rapportlage),
    }


def _fragorna(sida: Sida) -> dict[str, Any]:
    """Verksamhetschefernas frågor om det här avsnittet, citerade ovanför texten."""
    return {"fragor_hit": fragor_om(sida.lage.avsnitt, sida.rapportlage)}


def _malen(sida: Sida) -> dict[str, Any]:
    """Verksamhetsmålen, ett och ett; tills planen är fastställd skrivs avsnittet i mallens fält."""
    if sida.mall.typ != Avsnittsmall.Typ.MAL or (plan := enhetens_plan(sida.lage)) is None:
        return {}
    namn: dict[str, Any] = {"plan": plan, "planens_adress": planens_adress(plan)}
    if sida.lage.malen:
        rutor = [_faltruta(sida, falt) for falt in sida.lage.falt]
        namn["malrutor"] = malrutor(sida.person, sida.lage, plan, sida.formular, rutor)
    return namn


def _behoven(sida: Sida) -> dict[str, Any]:
    """Stödbehoven med sina två fält, vem de är ställda till och vad det blev av dem."""
    if sida.mall.typ != Avsnittsmall.Typ.BEHOV:
        return {}
    return {
        "behoven": behoven_i_ord(sida.lage.falt, sida.formular, sida.person),
        "avdelningar": avdelningar(),
        "hinder_behov": hinder_for_att_skriva(sida.person, sida.rapportlage.rapport),
    }


def _nyckeltalen(sida: Sida) -> dict[str, Any]:
    """Talen bredvid texten: de första ritade, de andra hopfällda, och de som inte har kommit."""
    avsnitt = sida.lage.avsnitt
    alla = nyckeltal.i_avsnittet(avsnitt)
    ritade = las_ritade(sida.person, avsnitt.rapport.enhet, [n.nyckel for n in alla]) if alla else []
    visas = [r for r in ritade if not (avsnitt.skolform_id and r.bild.skolform) or r.bild.skolform == avsnitt.skolform]
    med = {r.nyckeltal.pk for r in visas}
    return {
        "talen": visas[:RITADE],
        "fler_tal": visas[RITADE:],
        "utan_tal": [n for n in alla if n.pk not in med],
    }


def _bredvid(sida: Sida) -> dict[str, Any]:
    forra = forra_aret(sida.lage)
    namn: dict[str, Any] = {
        "forra": forra,
        "tidigare": None if forra else forra_fore_systemet(sida.lage, sida.rapportlage.avsnitt),
        "far_ta_in": hinder_for_att_ta_in(sida.person, sida.rapportlage.rapport.enhet) is None,
        "lyfta": lyfta_punkter(sida.lage),
    }
    if sida.mall.typ == Avsnittsmall.Typ.FAKTA:
        namn["korthet"] = enheten_i_korthet(sida.rapportlage.rapport)
    return namn


def _borjan(sida: Sida) -> dict[str, Any]:
    """Kan avsnittet börja i förra årets summerande analys? Bara när något fält är tomt och analysen finns."""
    if sida.lage.avsnitt.nyckel != SAMLAD or all(f.ifyllt for f in sida.lage.falt):
        return {}
    hinder = hinder_for_att_skriva_i(sida.person, sida.lage.avsnitt)
    return {"kan_borja": hinder is None and summerande_analys(sida.rapportlage.rapport, sida.person) is not None}


def _kommentarerna(sida: Sida) -> dict[str, Any]:
    return avsnittets_kommentarer(sida.person, sida.lage.avsnitt)


def _medverkan(sida: Sida) -> dict[str, Any]:
    """Medarbetarnas inspel till avsnittet; i Delaktighet också hur många som medverkat i hela rapporten."""
    namn: dict[str, Any] = {"inspelen": inspel_till(sida.lage.avsnitt)}
    if sida.mall.nyckel == DELAKTIGHET:
        namn["medverkan"] = medverkan_i_ord(sida.rapportlage.rapport)
    return namn


def _rummens(sida: Sida) -> dict[str, Any]:
    """Det som rummen ovanför lägger till: vad dialogen kom fram till."""
    rummen = ur_rummen("avsnittssida", "delar")
    return {"rummens_delar": [d for rummets in rummen for d in rummets(sida.person, sida.lage.avsnitt)]}


def _skrivstodet(sida: Sida) -> dict[str, Any]:
    return {"stod": skrivstod(sida.lage, sida.delen, sida.person)}


#: Det som sidan bär, ämne för ämne. Var och en ger sina egna namn till mallen.
TILLAGG: tuple[Callable[[Sida], dict[str, Any]], ...] = (
    _dispositionen,
    _grannar,
    _falten,
    _fragorna,
    _malen,
    _behoven,
    _nyckeltalen,
    _bredvid,
    _borjan,
    _kommentarerna,
    _medverkan,
    _skrivstodet,
    _rummens,
)
#: En medskrivares sida bär bara det här: nya ämnen visas inte för henne av sig själva.
MEDSKRIVARENS: tuple[Callable[[Sida], dict[str, Any]], ...] = (_grannar, _falten, _behoven)
