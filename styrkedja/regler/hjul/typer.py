"""Regeltyperna: en funktion för varje, i tabellen TYPER. Källa: arshjul_mall.json `regeltyper`, `gemensamma_regler`.

Varje funktion tar regeln, sammanhanget och postens slag och ger postens tider: ingen, en eller flera. En tidsfrist på
en ledig dag går till arbetsdagen före, en publicering till den efter, en dialog undviker lov. Inget faller utanför
läsåret.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from styrkedja.regler import dagar
from styrkedja.regler.hjul.ankare import BORJAN_AV_TERMIN, VD
from styrkedja.regler.hjul.tid import Regel, Sammanhang, Tid
from styrkedja.regler.hjul.uppgift import las_tid

Tider = tuple[Tid, ...]
Funktion = Callable[[Regel, Sammanhang, str], Tider]

#: Slag av poster som är en publicering: de går framåt från en ledig dag, inte bakåt.
PUBLICERAS = frozenset({"underlag"})


def tider(regel: Regel, s: Sammanhang, slag: str) -> Tider:
    """Tiderna som regeln ger i sammanhanget.

    Args:
        regel: {"typ": …, …}, prövad av `fel_i_regel`.
        slag: postens slag (förberedelse, inlämning, underlag …).

    Raises:
        KeyError: när typen är okänd eller en del saknas; pröva regeln först.
    """
    return TYPER[regel["typ"]](regel, s, slag)


def _arbetsdag(dag: date, s: Sammanhang, slag: str) -> date:
    return s.tidigast(dag) if slag in PUBLICERAS else s.senast(dag)


# --- Fasta tider -------------------------------------------------------------------------------
def _datum(regel: Regel, s: Sammanhang, slag: str) -> Tider:
    return (Tid.dag(_arbetsdag(s.dag(regel), s, slag)),)


def _fonster(regel: Regel, s: Sammanhang, slag: str) -> Tider:
    lov = s.lov if regel.get("undvik_lov") else ()
    fran = dagar.forsta_skoldag(s.dag(regel["fran"]), lov)
    till = dagar.sista_skoldag(s.dag(regel["till"]), lov)
    return (Tid.period(s.tidigast(fran), s.senast(till)),)


def _vecka(regel: Regel, s: Sammanhang, slag: str) -> Tider:
    dag = dagar.veckodag_i_lasaret(s.fran, regel["vecka"], regel["veckodag"])
    if regel.get("undvik_lov"):
        dag = dagar.vecka_utan_lov(dag, s.lov)
    return (Tid.dag(_arbetsdag(dag, s, slag)),)


def _terminsslut(regel: Regel, s: Sammanhang, slag: str) -> Tider:
    kant = s.terminer.get(regel["termin"], (None, None))[1]
    slut = kant or s.dag(regel["om_saknas"])
    dag = dagar.arbetsdagar_bort(slut, regel.get("arbetsdagar", 0))
    return (Tid.dag(_arbetsdag(dag, s, slag), preliminar=kant is None),)


def _vartannat_lasar(regel: Regel, s: Sammanhang, slag: str) -> Tider:
    """Utan `forsta` (ett år då ett sådant läsår börjar) gäller läsår som börjar ett jämnt år, och tiden är preliminär."""
    if (s.fran.year - regel.get("forsta", 0)) % 2:
        return ()
    return tuple(replace(tid, preliminar="forsta" not in regel) for tid in _fonster(regel, s, slag))


# --- Tider som hänger på en annan post ---------------------------------------------------------
def _relativ(regel: Regel, s: Sammanhang, slag: str) -> Tider:
    ankare = s.ankare.get(regel["till"])
    return (_relativ_till(regel, ankare, s, slag),) if ankare else ()


def _relativ_till(regel: Regel, ankare: Tid, s: Sammanhang, slag: str) -> Tid:
    if not ankare.kand:
        return _samma_manad_ungefar(regel, ankare, s)
    dag = dagar.arbetsdagar_bort(_ankardag(regel, ankare, s), regel["arbetsdagar"])
    if "tidigast" in regel:
        dag = max(dag, dagar.arbetsdag_tidigast(s.dag(regel["tidigast"])))
    dag = _arbetsdag(dag, s, slag)
    slut = s.inom(dagar.arbetsdagar_bort(dag, regel.get("langd_arbetsdagar", 1) - 1))
    return Tid.period(dag, dagar.arbetsdag_senast(slut), preliminar=ankare.preliminar)


def _ankardag(regel: Regel, ankare: Tid, s: Sammanhang) -> date:
    """Dagen att räkna från. Enhetens egen dialogtid när den finns; annars fönstrets början eller slut."""
    vilken = regel.get("ankare", "start")
    if vilken == "egen_tid":
        vilken = "start" if regel["till"] in s.egna else regel.get("reserv", "start")
    return ankare.sist if vilken == "slut" else ankare.forst


def _samma_manad_ungefar(regel: Regel, ankare: Tid, s: Sammanhang) -> Tid:
    """Ankaret har bara en månad: räkna från dess mitt och säg bara månaden, så att ingen dag ser beslutad ut."""
    mitten = ankare.sorteras.replace(day=15)
    return Tid.manad(s.inom(dagar.arbetsdagar_bort(mitten, regel["arbetsdagar"])))


def _varje_vd(regel: Regel, s: Sammanhang, slag: str) -> Tider:
    return tuple(
        _relativ_till({**regel, "till": nyckel, "ankare": "egen_tid"}, s.ankare[nyckel], s, slag)
        for nyckel in VD
        if nyckel in s.ankare
    )


# --- Nämndens möten ----------------------------------------------------------------------------
def _bun_mote(regel: Regel, s: Sammanhang, slag: str) -> Tider:
    forsta = dagar.dag_i_lasaret(s.fran, regel["manad"], 1)
    i_manaden = [m for m in s.moten if (m.year, m.month) == (forsta.year, forsta.month)]
    if i_manaden:
        return (Tid.dag(i_manaden[0 if regel["vilket"] == "forsta" else -1]),)
    senare = [m for m in s.moten if m > forsta and regel.get("om_inget", "nasta_mote") == "nasta_mote"]
    return (Tid.dag(senare[0]) if senare else Tid.manad(forsta),)


def _foljande_bun_mote(regel: Regel, s: Sammanhang, slag: str) -> Tider:
    ankare = s.ankare.get(regel["efter"])
    return (_mote_efter(ankare, regel.get("steg", 1), s),) if ankare else ()


def _mote_efter(ankare: Tid, steg: int, s: Sammanhang) -> Tid:
    senare = [m for m in s.moten if ankare.kand and m > ankare.sist]
    if len(senare) >= steg:
        return Tid.dag(senare[steg - 1])
    return Tid.manad(s.inom(_manader_fram(ankare.sorteras, steg)))


def _manader_fram(dag: date, antal: int) -> date:
    ar, manad = divmod(dag.year * 12 + dag.month - 1 + antal, 12)
    return date(ar, manad + 1, 1)


def _varje_bun_mote(regel: Regel, s: Sammanhang, slag: str) -> Tider:
    return tuple(Tid.dag(mote) for mote in s.moten)


def _relativ_varje_bun_mote(regel: Regel, s: Sammanhang, slag: str) -> Tider:
    return tuple(Tid.dag(_arbetsdag(dagar.arbetsdagar_bort(mote, regel["arbetsdagar"]), s, slag)) for mote in s.moten)


# --- Tider som någon annan bestämmer -----------------------------------------------------------
def _per_termin(regel: Regel, s: Sammanhang, slag: str) -> Tider:
    return tuple(_nagon_gang(termin, s) for termin in ("ht", "vt") for _ in range(regel.get("antal", 1)))


def _nagon_gang(termin: str, s: Sammanhang) -> Tid:
    namn = {"ht": "höstterminen", "vt": "vårterminen"}[termin]
    borjan = s.terminer.get(termin, (None, None))[0] or s.dag(BORJAN_AV_TERMIN[termin])
    return Tid(s.inom(borjan), ungefar=f"under {namn}")


def _egen_lista(regel: Regel, s: Sammanhang, slag: str) -> Tider:
    """Tiderna som administratören skrivit in, bara läsårets; med de former som krav 85 nämner."""
    lasta = (las_tid(uppgift) for uppgift in regel.get("tider", ()))
    return tuple(tid for tid in lasta if s.fran <= tid.sorteras <= s.till)


def _vp_uppdrag(regel: Regel, s: Sammanhang, slag: str) -> Tider:
    return tuple(s.uppdrag.get(regel["falt"], ()))


def _vid_behov(regel: Regel, s: Sammanhang, slag: str) -> Tider:
    return ()


TYPER: dict[str, Funktion] = {
    "fonster": _fonster,
    "datum": _datum,
    "vecka": _vecka,
    "relativ": _relativ,
    "bun_mote": _bun_mote,
    "foljande_bun_mote": _foljande_bun_mote,
    "varje_bun_mote": _varje_bun_mote,
    "relativ_varje_bun_mote": _relativ_varje_bun_mote,
    "terminsslut": _terminsslut,
    "vp_uppdrag": _vp_uppdrag,
    "varje_vd": _varje_vd,
    "per_termin": _per_termin,
    "vartannat_lasar": _vartannat_lasar,
    "egen_lista": _egen_lista,
    "vid_behov": _vid_behov,
}

#: Typerna som kan ge flera poster; deras nycklar får löpnummer.
FLERA = frozenset({"varje_bun_mote", "relativ_varje_bun_mote", "vp_uppdrag", "varje_vd", "per_termin", "egen_lista"})
