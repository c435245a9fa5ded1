"""Sammanhanget för de rena proven: rummets egna datafiler, utan databas."""

import json
from pathlib import Path

from analysunderlag.regler.former.skolverket import Rapport
from analysunderlag.regler.uppgift import Nyckeltalsfakta, Rubrik, Sammanhang
from styrkedja.regler.inlasning import normal

DATA = Path(__file__).parent / "data"
RUMMETS = Path(__file__).parents[2] / "analysunderlag" / "data"
RUBRIKER = json.loads((RUMMETS / "rubriker.json").read_text(encoding="utf-8"))["rapporter"]
NYCKELTAL = json.loads((RUMMETS / "nyckeltal.json").read_text(encoding="utf-8"))["nyckeltal"]
PERIOD = {"läsår": "lasar", "kalenderår": "kalenderar"}

RAPPORTER = [
    Rapport(r["nyckel"], r["namn"], r.get("skolform", ""), r.get("arskurs", ""), tuple(r.get("kann_igen", ())))
    for r in RUBRIKER
]


def sammanhang(orgnr: str = "212000-1157", kommunkod: str = "1283", namn: str = "Helsingborgs stad") -> Sammanhang:
    return Sammanhang(
        orgnr=orgnr,
        kommunkod=kommunkod,
        huvudmannens_namn=frozenset({namn.casefold()}),
        nyckeltal={
            n["nyckel"]: Nyckeltalsfakta(
                n["nyckel"], n["namn"], n["enhet"], manniskor=n["minsta_grupp"] is not None,
                period=PERIOD.get(n["period"], "termin"), kolada_id=n["kolada_id"] or "",
                skolform=n["skolformer"][0] if n["skolformer"] and len(n["skolformer"]) == 1 else "",
            )
            for n in NYCKELTAL
        },
        rubriker={
            (r["nyckel"], normal(rubrik)): Rubrik(rad["roll"], rad.get("nyckeltal", ""), rad.get("kon", ""))
            for r in RUBRIKER for rad in r["rubriker"] for rubrik in rad["rubriker"]
        },
        skolformer={"grundskola": "grundskola", "gymnasieskola": "gymnasieskola", "förskola": "forskola"},
    )  # fmt: skip


def fil(namn: str) -> bytes:
    return (DATA / namn).read_bytes()
