"""Sparningens väg in: avsnittet med det som en sparning frågar det om, läst i en skriven sats (docs/beslut/0013)."""

from collections.abc import Collection

from kvalitetsrapporter.models import Avsnitt, Avsnittsmall, Rapport
from styrkedja.models import Lasar
from styrkedja.skriven_sql import rader, ur_rad, valj

AVSNITT = ["id", "rapport_id", "mall_id", "nyckel"]
RAPPORT = ["id", "enhet_id", "lasar_id", "faststalld"]
LASAR = ["id", "stangt"]
MALL = ["id", "nyckel", "typ", "runda", "bedoms", "progression"]
#: En rad per fält i mallen. En fastställd rapport är inte med: den sparas inte, och får sin mening den vanliga vägen.
LAS = valj(
    """FROM kvalitetsrapporter_avsnitt a JOIN kvalitetsrapporter_rapport r ON r.id = a.rapport_id
    JOIN styrkedja_plats e ON e.id = r.enhet_id JOIN styrkedja_lasar l ON l.id = r.lasar_id
    JOIN kvalitetsrapporter_avsnittsmall m ON m.id = a.mall_id
    LEFT JOIN kvalitetsrapporter_faltmall f ON f.avsnitt_id = m.id
    WHERE e.slug = %s AND l.slug = %s AND a.nyckel = %s AND r.faststalld IS NULL AND r.enhet_id IN ({})""",
    a=AVSNITT, r=RAPPORT, l=LASAR, m=MALL, f=["nyckel"],
)  # fmt: skip


def avsnitt_att_spara(*, enhet: str, lasar: str, nyckel: str, enheter: Collection[int]) -> Avsnitt | None:
    """Avsnittet i en öppen rapport, med mallens fält; None när det inte finns på någon av enheterna.

    Args:
        enhet, lasar, nyckel: det som står i adressen.
        enheter: nycklarna till enheterna som personen leder.
    """
    if not enheter:
        return None
    funna = rader(LAS.format(", ".join(["%s"] * len(enheter))), enhet, lasar, nyckel, *enheter)
    if not funna:
        return None
    avsnitt, rapport, rapport.lasar, mall = ur_rad(
        funna[0], (Avsnitt, AVSNITT), (Rapport, RAPPORT), (Lasar, LASAR), (Avsnittsmall, MALL)
    )
    mall.faltnycklar = frozenset(rad[-1] for rad in funna if rad[-1])
    avsnitt.rapport, avsnitt.mall = rapport, mall
    return avsnitt
