"""VP-uppdragens frågor i rapporten: vilka som når enheten, fältet de besvaras i, och svaren ur det som frystes (krav 76)."""

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, field
from typing import Any

from kvalitetsrapporter.models import Avsnittsmall, Faltmall, Rapport
from kvalitetsrapporter.regler import ar_tomt
from styrkedja.format import lokal_dag
from styrkedja.models import Omgang
from vp_uppdrag.handlingar.svar import Svar
from vp_uppdrag.models import Uppdrag
from vp_uppdrag.regler.tillstand import PAGAENDE
from vp_uppdrag.uppat import enheternas_skolformer, galler

#: Mallens nyckel för avsnittet där uppdragens frågor står.
UPPDRAGENS_AVSNITT = "vp_uppdrag_fragor"


@dataclass
class Uppdragen:
    """Läsårets beslutade uppdrag, och vilka av dem som gäller rapportens enhet."""

    alla: list[Uppdrag] = field(default_factory=list)
    galler: frozenset[int] = frozenset()

    def stallda(self, omgang: Omgang) -> set[int]:
        """De vars fråga ska besvaras i omgången: de pågår, rapporteras här och beslutades i tid för rundan."""
        return {u.pk for u in self.alla if u.pk in self.galler and _stalls(u, omgang)}


def _stalls(uppdrag: Uppdrag, omgang: Omgang) -> bool:
    pagar = uppdrag.tillstand in PAGAENDE and uppdrag.rapporteras_i_rapporterna
    return bool(pagar and uppdrag.beslutat and lokal_dag(uppdrag.beslutat) <= omgang.sista_dag)


def rapportens_uppdrag(rapport: Rapport) -> Uppdragen:
    """Läser läsårets uppdrag. Fyra frågor till databasen, en när inget är beslutat."""
    alla = list(
        Uppdrag.objects.beslutade()
        .filter(lasar=rapport.lasar_id)
        .select_related("lasar")
        .prefetch_related("skolformer", "enheter")
    )
    if not alla:
        return Uppdragen()
    har = enheternas_skolformer(rapport.lasar, rapport.enhet_id)
    return Uppdragen(alla, frozenset(u.pk for u in alla if galler(u, rapport.enhet_id, har)))


def uppdragens_falt(
    mall: Avsnittsmall, uppdragen: Uppdragen, omgang: Omgang, skrivna: Set[str]
) -> Iterator[tuple[Faltmall, Uppdrag]]:
    """Ett fält per fråga som ställs; en som inte längre ställs står kvar med sitt svar, och krävs inte."""
    stallda = uppdragen.stallda(omgang)
    for uppdrag in uppdragen.alla:
        if uppdrag.pk in stallda or uppdragets_nyckel(uppdrag) in skrivna:
            yield _falt(mall, uppdrag, obligatorisk=uppdrag.pk in stallda), uppdrag


def uppdragets_nyckel(uppdrag: Uppdrag) -> str:
    """Nyckeln till texten där frågan besvaras: en per uppdrag, som lever genom rundorna och fryses i var och en."""
    return f"uppdrag-{uppdrag.pk}"


def _falt(mall: Avsnittsmall, uppdrag: Uppdrag, *, obligatorisk: bool) -> Faltmall:
    """Fältet med uppdragets fråga som etikett. Mallens fält är det som svaret ska ta upp."""
    grund = list(mall.falt.all())
    return Faltmall(
        nyckel=uppdragets_nyckel(uppdrag),
        etikett=uppdrag.rapportfraga,
        anvisning=" ".join(f"{f.etikett} {f.anvisning}".strip() for f in grund),
        obligatoriskt=obligatorisk and any(f.obligatoriskt for f in grund),
        rekommenderad_langd=mall.rekommenderad_langd,
        ordning=uppdrag.nr,
    )


def uppdragets_namn(uppdrag: Uppdrag) -> str:
    return f"VP-uppdrag {uppdrag.nr}: {uppdrag.rubrik}"


def svaren(innehall: Mapping[str, Any]) -> Iterator[Svar]:
    """Svaren i en frusen version, ett per uppdrag som har fått ett."""
    for avsnitt in innehall["avsnitt"]:
        for falt in avsnitt["falt"]:
            if falt.get("uppdrag") and not ar_tomt(falt["text"]):
                yield Svar(falt["uppdrag"], falt["etikett"], falt["text"])
