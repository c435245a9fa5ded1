"""Det som fryses när en del lämnas in: avsnitten i ord, med det citerade så som källan säger just då."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kvalitetsrapporter.handlingar.anmarkningar import anmarkningar
from kvalitetsrapporter.handlingar.innehall import Avsnittslage, Malbedomning, Rapportlage
from kvalitetsrapporter.handlingar.lyft import Punkter, fryst_punkter, punkter_i
from kvalitetsrapporter.handlingar.stodbehov import frysta_mottagare
from kvalitetsrapporter.handlingar.uppdragsfragor import uppdragets_namn
from kvalitetsrapporter.medverkan import DELAKTIGHET, medverkan_i_ord
from kvalitetsrapporter.nyckeltal import namn_pa
from styrkedja.handlingar.hanvisningar import frys_hanvisningar
from styrkedja.hanvisningar import sla_upp_id
from styrkedja.models import Omgang, Skalsteg


@dataclass(frozen=True)
class Avskrift:
    """Det som behövs för att skriva av rapporten, läst en gång: punkterna, och underlagens namn."""

    rapport: Rapportlage
    punkter: Punkter
    underlag: Mapping[str, str]


def fryst(lage: Rapportlage, omgang: Omgang, egna_val: list[str]) -> dict[str, Any]:
    """Innehållet som fryses: ord, så att versionen läses likadant om tio år."""
    rapport = lage.rapport
    avsnitten = [a for a in lage.for_omgang(omgang, egna_val) if not a.utan_rader]
    return {
        "rapport": f"Kvalitetsrapport {rapport.lasar.namn}",
        "enhet": rapport.enhet.namn,
        "lasar": rapport.lasar.namn,
        "omgang": omgang.namn,
        "avsnitt": _frysta_avsnitt(lage, avsnitten),
    }


def fryst_hela(lage: Rapportlage) -> dict[str, Any]:
    """Hela utkastet på samma form som en inlämning, att läsa bredvid en sådan. Inget sparas."""
    return {"avsnitt": _frysta_avsnitt(lage, lage.avsnitt)}


def frys_det_citerade(innehall: Mapping[str, Any], *, nu: datetime) -> None:
    """Antecknar på hänvisningarna vad versionen bär. Inga frågor när inget är citerat."""
    id_ = {id_ for avsnitt in innehall["avsnitt"] for id_ in avsnitt.get("hanvisningar", ())}
    if id_:
        frys_hanvisningar(id_=id_, uppslagna=sla_upp_id(id_), nu=nu)


def _frysta_avsnitt(lage: Rapportlage, avsnitten: Iterable[Avsnittslage]) -> list[dict[str, Any]]:
    avsnitten = list(avsnitten)
    nycklar = {n for a in avsnitten if a.bedomning for n in a.bedomning.underlag}
    avskrift = Avskrift(lage, punkter_i(lage.rapport), namn_pa(nycklar) if nycklar else {})
    return [_fryst_avsnitt(a, avskrift) for a in avsnitten]


def _fryst_avsnitt(lage: Avsnittslage, avskrift: Avskrift) -> dict[str, Any]:
    mall = lage.avsnitt.mall
    return {
        "nyckel": lage.avsnitt.nyckel,
        "rubrik": lage.avsnitt.rubrik,
        "typ": mall.typ,
        "fakta": medverkan_i_ord(avskrift.rapport.rapport) if mall.nyckel == DELAKTIGHET else "",
        "falt": _frysta_falt(lage, avskrift),
        **_fryst_bedomning(lage, avskrift),
        **_frysta_mal(lage, avskrift),
        "anmarkningar": [{"slag": a.slag.value, "falt": a.falt, "mening": a.mening} for a in anmarkningar(lage)],
        **_fryst_citerat(lage),
    }


def _frysta_falt(lage: Avsnittslage, avskrift: Avskrift) -> list[dict[str, Any]]:
    return [
        {"nyckel": f.nyckel, "etikett": f.mall.etikett, "ips": f.mall.ips, "text": f.som_den_lases}
        | fryst_punkter(lage, f, avskrift.punkter)
        | ({"fragar": f.fraga.fragar} if f.fraga else {})
        | ({"fragar": uppdragets_namn(f.uppdrag), "uppdrag": f.uppdrag.pk} if f.uppdrag else {})
        for f in lage.falt
    ] + frysta_mottagare(lage.falt)


def _fryst_bedomning(lage: Avsnittslage, avskrift: Avskrift) -> dict[str, Any]:
    """Bedömningen och det som den bygger på. Ett avsnitt som inte bedöms har tomma fält."""
    bedomning, mall = lage.bedomning, lage.avsnitt.mall
    bedoms = bedomning if bedomning and mall.bedoms else None
    return {
        "bedomning": _fryst_steg(avskrift, Skalsteg.Slag.BEDOMNING, bedoms.niva, bedoms.skal) if bedoms else None,
        "progression": _fryst_steg(avskrift, Skalsteg.Slag.PROGRESSION, bedomning.progression)
        if bedomning and mall.progression
        else None,
        "underlag": [avskrift.underlag[n] for n in bedoms.underlag if n in avskrift.underlag] if bedoms else [],
        "annat_underlag": bedoms.annat_underlag if bedoms else "",
    }


def _frysta_mal(lage: Avsnittslage, avskrift: Avskrift) -> dict[str, Any]:
    """Målen med sina bedömningar, och vilka fält som handlar om vart och ett; inget alls i andra avsnitt."""
    if not lage.malen:
        return {}
    return {"mal": [_fryst_mal(lage, ett, avskrift) for ett in lage.malen]}


def _fryst_mal(lage: Avsnittslage, ett: Malbedomning, avskrift: Avskrift) -> dict[str, Any]:
    b = ett.bedomning
    return {
        "id": ett.mal.pk,
        "nr": ett.mal.gallande_nr,
        "text": ett.mal.gallande_text or ett.mal.text,
        "falt": [f.nyckel for f in lage.falt if f.mal == ett.mal],
        "bedomning": _fryst_steg(avskrift, Skalsteg.Slag.BEDOMNING, b.niva, b.skal) if b else None,
        "progression": _fryst_steg(avskrift, Skalsteg.Slag.PROGRESSION, b.progression) if b else None,
    }


def _fryst_steg(avskrift: Avskrift, slag: str, nyckel: str, skal: str = "") -> dict[str, Any] | None:
    steg = avskrift.rapport.skala.get((slag, nyckel))
    if steg is None:
        return None
    return {
        "nyckel": steg.nyckel,
        "namn": steg.namn,
        "form": steg.form,
        "niva": steg.niva,
        "skal": skal,
    }


def _fryst_citerat(lage: Avsnittslage) -> dict[str, Any]:
    """Hänvisningarna i avsnittet med sina ord; inget alls när inget är citerat."""
    frysta = {id_: rad for f in lage.falt for id_, rad in f.uppslagna.att_frysa(f.innehall).items()}
    return {"hanvisningar": frysta} if frysta else {}
