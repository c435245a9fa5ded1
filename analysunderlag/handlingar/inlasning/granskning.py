"""Granskningen: det som sidan visar innan något förs in. Bara text och antal, så att den går att spara.

Felen står före det som gick bra. Råraden visas med felet utpekat, och det som går att rätta står intill.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from analysunderlag.handlingar.inlasning.planering import ANDRAD, NY, OFORANDRAD, Plan, Post, per_rad
from analysunderlag.handlingar.inlasning.register import PA_ENHET
from analysunderlag.models import Inlasning
from analysunderlag.regler.former.skolenhetsregistret import EgenEnhet, jamfor
from analysunderlag.regler.skydd_ord import Insyn
from analysunderlag.regler.tecken import Tecken
from analysunderlag.regler.uppgift import Radfel
from analysunderlag.visning import visa
from styrkedja.format import antal_ord, tidpunkt, uppraknat
from styrkedja.models import Skolenhetskod

#: Så många rader av varje slag sparas och visas; antalen gäller alla.
VISADE_FEL, VISADE_RADER, VISADE_TECKEN, VISADE_KALLOR = 50, 500, 5, 50
I_ORD = {NY: "nytt", ANDRAD: "ny version", OFORANDRAD: "oförändrat"}
TECKEN_I_ORD = {
    Tecken.FA: "skyddat: för få elever",
    Tecken.FARRE_AN: "skyddat: färre än gränsen",
    Tecken.SAKNAS: "uppgift saknas, aldrig noll",
    Tecken.NASTAN_ALLA: "märket ”nästan alla”",
    Tecken.CIRKA: "ett avrundat tal",
    Tecken.UNDANTAGNA: "undantagna, aldrig noll",
    Tecken.OKLART: "tecknet som det står",
    Tecken.STRECK: "tecknet som det står",
}


def sammanfatta(plan: Plan) -> dict[str, Any]:
    """Antalen i planen, för sidan, kommandot och kvittot."""
    slag = Counter(p.slag for p in plan.poster)
    return {
        "form": plan.last.form,
        "kalla": plan.kalla.nyckel if plan.kalla else "",
        "titel": plan.lasning.titel,
        "perioder": plan.lasning.perioder,
        "nyckeltal": list(dict.fromkeys(p.uppgift.nyckeltal for p in plan.poster)),
        "rader": len(plan.lasning.rader) or len(plan.last.register),
        "raka_rader": len({p.uppgift.rad for p in plan.poster}),
        "varden": len(plan.poster),
        "nya": slag[NY],
        "andrade": slag[ANDRAD],
        "oforandrade": slag[OFORANDRAD],
        "enheter": len({p.varde.plats_id for p in plan.poster if p.uppgift.niva in PA_ENHET}),
        "marken": dict(sorted(plan.lasning.marken.items())),
        "hoppade": dict(Counter(h.skal for h in plan.lasning.hoppade)),
        "noter": plan.lasning.noter,
        "fel": len(plan.fel),
    }


def fel_i_rader(plan: Plan) -> list[dict[str, Any]]:
    """Alla fel, för kommandot: rad, kolumn, cell och mening."""
    return [
        {"rad": nummer, "kolumn": fel.kolumn, "cell": fel.varde, "mening": fel.mening}
        for nummer, felen in sorted(plan.fel.items())
        for fel in felen
    ]


def granskning(plan: Plan, inlasning: Inlasning) -> dict[str, Any]:
    """Allt som granskningssidan visar."""
    return {
        "summa": sammanfatta(plan),
        "hinder": plan.last.hinder,
        "i_ord": plan.last.innehall.i_ord,
        "blad": list(plan.last.innehall.blad),
        "rubriker": list(plan.lasning.rubriker),
        "okanda": list(plan.lasning.okanda),
        "koppling": plan.last.koppling.lagras() if plan.last.koppling else {},
        "tidigare": _tidigare(inlasning),
        "kopplade": len(plan.valda),
        "felrader": [_felrad(plan, n, fel) for n, fel in sorted(plan.fel.items())[:VISADE_FEL]],
        "varningar": [{"nyckel": v.nyckel, "mening": v.mening} for v in plan.lasning.varningar],
        "tva_kallor": [_tva_kallor(p) for p in plan.tva_kallor[:VISADE_KALLOR]],
        "exempel": _exempel(plan),
        "tecken": list(_tecknen(plan)),
        "rader": list(_raderna(plan)),
        "skillnader": _skillnader(plan),
    }


def _tidigare(inlasning: Inlasning) -> str:
    """När samma innehåll redan har förts in, och av vem."""
    lika = Inlasning.objects.filter(sha256=inlasning.sha256, status=Inlasning.Status.INFORD).exclude(pk=inlasning.pk)
    if (forr := lika.select_related("av").first()) and forr.inford:
        return f"{tidpunkt(forr.inford)} av {forr.av or 'systemet'}"
    return ""


def _felrad(plan: Plan, nummer: int, felen: list[Radfel]) -> dict[str, Any]:
    celler = plan.lasning.rader.get(nummer, ())
    utpekade = {f.kolumn for f in felen if f.kolumn}
    rubriker = plan.lasning.rubriker
    return {
        "nummer": nummer,
        "celler": [
            {"text": text or ("tomt" if utpekad else ""), "fel": utpekad}
            for i, text in enumerate(celler)
            for utpekad in [i < len(rubriker) and rubriker[i] in utpekade]
        ],
        "fel": [
            {
                "kolumn": f.kolumn,
                "varde": f.varde,
                "mening": f.mening,
                "slag": f.slag.value,
                "forslag": f.forslag,
                "nyckel": f.nyckel,
            }
            for f in felen
        ],
    }


def _tva_kallor(post: Post) -> dict[str, Any]:
    """Den andra källans tal visas bara så som det visas för alla."""
    annan, u = post.annan, post.uppgift
    visat = visa(annan, Insyn.OPPEN) if annan else None
    return {
        "nummer": u.rad,
        "vem": _vem(post),
        "vad": annan.nyckeltal.namn if annan else "",
        "text": u.text,
        "annan": str(visat) if visat else "",
        "kalla": annan.kalla.namn if annan else "",
        "nar": tidpunkt(annan.skapad) if annan else "",
    }


def _exempel(plan: Plan) -> list[list[str]]:
    """De tre första raderna, cell för cell, så att å, ä och ö och kolumnerna går att bekräfta."""
    bredd = max(len(plan.lasning.rubriker), 1)
    rader = list(plan.lasning.rader.values())[:3] or [r.celler for r in plan.last.innehall.rader[1:4]]
    return [[*celler[:bredd], *[""] * (bredd - len(celler))] for celler in rader]


def _tecknen(plan: Plan) -> Iterator[dict[str, Any]]:
    """Några rader där källan har skrivit tecken, och vad de sparas som."""
    antal = 0
    for _, poster in per_rad(plan.poster):
        if antal < VISADE_TECKEN and any(p.uppgift.tecken or p.uppgift.antal_tecken for p in poster):
            antal += 1
            forst = poster[0]
            yield {
                "vem": _vem(forst),
                "antal": _antalet(forst),
                "antal_tecken": bool(forst.uppgift.antal_tecken),
                "celler": [
                    {"kolumn": p.uppgift.kolumn, "text": p.uppgift.text, "tecken": bool(p.uppgift.tecken)}
                    for p in poster
                ],
                "blir": _sparas_som([p.uppgift.tecken for p in poster]),
            }


def _sparas_som(tecken: Iterable[str]) -> str:
    """ "två tal", "märket ”nästan alla” och ett tal"."""
    tecken = list(tecken)
    ord_ = list(dict.fromkeys(TECKEN_I_ORD[Tecken(t)] for t in tecken if t))
    if tal := sum(not t for t in tecken):
        ord_.append(antal_ord(tal, "ett tal", "tal"))
    return uppraknat(ord_)


def _antalet(post: Post) -> str:
    u = post.uppgift
    return str(u.antal_tecken if u.antal is None else u.antal)


def _raderna(plan: Plan) -> Iterator[dict[str, Any]]:
    """Rad för rad: vad som händer med den."""
    rader: list[dict[str, Any]] = [
        {"nummer": n, "vem": _vem(poster[0]), "slag": _radens_slag(poster), "text": _radens_text(poster)}
        for n, poster in per_rad(plan.poster)
    ]
    hoppade = (
        {"nummer": h.nummer, "vem": h.namn, "slag": "hoppad", "text": f"hoppas över: {h.skal}"}
        for h in plan.lasning.hoppade
    )
    yield from sorted([*rader, *hoppade], key=lambda r: (r["nummer"], r["slag"]))[:VISADE_RADER]


def _radens_slag(poster: list[Post]) -> str:
    slag = {p.slag for p in poster}
    return ANDRAD if ANDRAD in slag else NY if NY in slag else OFORANDRAD


def _radens_text(poster: list[Post]) -> str:
    antal = Counter(p.slag for p in poster)
    ord_ = {
        NY: antal_ord(antal[NY], "ett nytt värde", "nya värden"),
        ANDRAD: antal_ord(antal[ANDRAD], "en ny version", "nya versioner"),
        OFORANDRAD: antal_ord(antal[OFORANDRAD], "ett oförändrat", "oförändrade"),
    }
    return uppraknat([text for slag, text in ord_.items() if antal[slag]])


def _vem(post: Post) -> str:
    u = post.uppgift
    vem = u.namn or u.jamforelse or u.kod or {"huvudman": "kommunen", "skolform": u.skolform}.get(u.niva, u.niva)
    delar = [
        vem,
        u.grupp,
        *(d.partition("=")[2] for d in u.uppdelning.split(";")),
        {"K": "flickor", "M": "pojkar"}.get(u.kon, ""),
    ]
    return ", ".join(d for d in delar if d)


def _skillnader(plan: Plan) -> list[dict[str, str]]:
    if not plan.last.register:
        return []
    koder = Skolenhetskod.objects.select_related("enhet")
    egna = {k.kod: EgenEnhet(k.enhet.namn, k.enhet.upphord is not None) for k in koder}
    skillnader = jamfor(plan.last.register, egna, plan.last.sammanhang.kommunkod)
    return [{"kod": s.kod, "namn": s.namn, "mening": s.mening} for s in skillnader]
