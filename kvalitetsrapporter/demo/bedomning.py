"""Bedömningarna: berättelsens tabell för det mittersta läsåret, och vad som följer ur den åren före och efter (§5)."""

from typing import NamedTuple

from kvalitetsrapporter.demo.text import HUVUDLAROPLANER, Plats
from styrkedja.demofro import stabil

TRAPPA = ["langt_kvar", "en_bit_kvar", "nara_malet", "nar_malet"]
STEG = {"tydligt_framat": 2, "framat": 1, "oforandrat": 0, "bakat": -1, "for_tidigt": 0}
KUNSKAPER = {"omsorg_larande", "kunskaper", "larande_ib"}
INFLYTANDE = {"inflytande_barn", "inflytande_elever"}
#: Läroplaner som enhetens rad i tabellen gäller, utöver huvudläroplanen.
OCKSA = {"gy25", "lgr22-anpassad"}


class Bedomd(NamedTuple):
    niva: str = ""
    progression: str = ""
    skal: str = ""


def _rad(*celler: str) -> tuple[Bedomd, ...]:
    return tuple(Bedomd(*(cell.split(", "))) for cell in celler)


#: Enhet → kunskaper eller omsorg, normer och värden, inflytande, bedömning och betyg.
TABELL: dict[int, tuple[Bedomd, ...]] = {
    1: _rad("nara_malet, framat", "nar_malet, oforandrat", "nar_malet, tydligt_framat"),
    7: _rad("en_bit_kvar, oforandrat", "nara_malet, oforandrat", "en_bit_kvar, bakat"),
    9: _rad("en_bit_kvar, bakat", "nara_malet, oforandrat", "en_bit_kvar, oforandrat", "kan_inte_bedomas"),
    10: _rad("nar_malet, framat", "nar_malet, framat", "nara_malet, framat", "nara_malet, framat"),
    14: _rad("en_bit_kvar, framat", "nara_malet, oforandrat", "en_bit_kvar, oforandrat", "en_bit_kvar, for_tidigt"),
    15: _rad("nara_malet, framat", "nar_malet, oforandrat", "nara_malet, framat", "nara_malet, oforandrat"),
    16: _rad("en_bit_kvar, bakat", "langt_kvar, bakat", "en_bit_kvar, oforandrat", "nara_malet, oforandrat"),
    17: _rad("nar_malet, oforandrat", "nara_malet, framat", "en_bit_kvar, framat", "langt_kvar, oforandrat"),
    22: _rad("nara_malet, framat", "nara_malet, framat", "nara_malet, oforandrat", "nara_malet, oforandrat"),
    23: _rad("en_bit_kvar, bakat", "nara_malet, oforandrat", "nara_malet, framat", "en_bit_kvar, oforandrat"),
}
VANLIG = Bedomd("nara_malet", "oforandrat")
VAR_SJUNDE = Bedomd("en_bit_kvar", "framat")
SKAL = "Vi har inte sambedömt i tillräckligt många ämnen för att kunna säga."
#: Enheterna som berättelsen säger står still.
STAR_STILL = (7, 16, 23)
#: Verksamhetsmålets väg genom året: (nivå, progression) per omgång.
MALETS_VAG = {
    "vd1": Bedomd("en_bit_kvar", "for_tidigt"),
    "vd2": Bedomd("en_bit_kvar", "framat"),
    "vd3": Bedomd("nara_malet", "framat"),
    "lasarsslut": Bedomd("nara_malet", "framat"),
}


def bedomning(plats: Plats, omgang: str) -> Bedomd:
    """Rektors bedömning av avsnittet i omgången."""
    if plats.mall == "verksamhetsmal":
        return _malet(plats, omgang)
    if plats.mall in ("samlad_bedomning", "summerande_analys"):
        fore = plats.lasar if plats.mall == "summerande_analys" else plats.lasar - 1
        return Bedomd(_for_lasar(_i_tabellen(plats.nr, "kunskaper") or VANLIG, fore).niva)
    mitt = _avsnittets(plats)
    return _for_lasar(mitt, plats.lasar)


def _avsnittets(plats: Plats) -> Bedomd:
    """Avsnittets bedömning det mittersta läsåret."""
    galler = plats.laroplan in HUVUDLAROPLANER | OCKSA
    rad = _i_tabellen(plats.nr, plats.mall) if galler else None
    if rad is not None:
        return rad
    return VAR_SJUNDE if stabil(plats.nr, plats.nyckel) % 7 == 0 else VANLIG


def _i_tabellen(nr: int, mall: str) -> Bedomd | None:
    kolumn = (
        0 if mall in KUNSKAPER else 2 if mall in INFLYTANDE else {"normer_varden": 1, "bedomning_betyg": 3}.get(mall)
    )
    rad = TABELL.get(nr, ())
    return rad[kolumn] if kolumn is not None and kolumn < len(rad) else None


def _for_lasar(mitt: Bedomd, lasar: int) -> Bedomd:
    """Året före: nivån som progressionen kom ifrån. Året efter: samma nivå, och lugnt."""
    if lasar == 1:
        return mitt._replace(skal=SKAL) if mitt.niva == "kan_inte_bedomas" else mitt
    if mitt.niva == "kan_inte_bedomas":
        return Bedomd("en_bit_kvar", "oforandrat")
    if lasar > 1:
        return mitt._replace(progression="oforandrat" if mitt.progression != "bakat" else "for_tidigt")
    fore = TRAPPA.index(mitt.niva) - STEG[mitt.progression]
    return Bedomd(TRAPPA[max(0, min(3, fore))], "framat" if mitt.progression == "tydligt_framat" else "oforandrat")


def _malet(plats: Plats, omgang: str) -> Bedomd:
    """Mål rör sig framåt under året, utom där berättelsen säger att enheten står still."""
    if plats.nr in STAR_STILL and omgang != "vd1":
        return Bedomd("en_bit_kvar", "oforandrat")
    vag = MALETS_VAG[omgang]
    if omgang == "lasarsslut" and stabil(plats.nr, plats.lasar) % 3 == 0:
        return Bedomd("nar_malet", "framat")
    return vag
