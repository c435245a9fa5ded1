"""Vilka verksamhetsmål enheten har ett läsår, och orden i planen om dem.

Källa: demoberättelsen §4–5 och §7; orden står i textbankens plan.md och mal.md.
"""

from datetime import date
from functools import cache

from kvalitetsrapporter.demo.bank import Analys, enheter, las, skriv_ut
from kvalitetsrapporter.demo.text import KORTA, Plats, detaljer, huvudmalet
from styrkedja.demofro import stabil
from styrkedja.models import Lasar
from vp_uppdrag.demo.verksamhetsplaner import Aktivitetsutkast, Malutkast

#: Läsåret som de sex uppdragen gäller.
PAGAENDE = 2
#: Västanvindens mål är fem till antalet (§6, T9).
FEM_MAL = (19, PAGAENDE)
#: Målet på Tegelåsen som saknar analys (§7.10), tills rektor skriver den.
UTAN_ANALYS = {(17, PAGAENDE): "Samma dag"}


@cache
def material() -> dict[str, Analys]:
    """Målets namn → det som planen säger om det."""
    return {a.namn: a for a in las("plan")["mal"]}


def arets_mal(nr: int, lasar: int, familj: str) -> list[str]:
    """Namnen på enhetens mål läsåret, det som rapporten beskriver först."""
    alla = [a.namn for a in las("mal")[f"mal @{familj}"]]
    forst = huvudmalet(Plats(nr, lasar, "verksamhetsmal", familj=familj)).namn
    andra = [namn for namn in alla if namn != forst]
    if nr in KORTA:
        return [forst]
    if (nr, lasar) == FEM_MAL:
        return [forst, *andra[:4]]
    if lasar < PAGAENDE:
        return [forst, andra[stabil(nr, lasar) % len(andra)]]
    valda = [forst]
    for uppdrag in _enhetens_uppdrag(nr):
        if not any(uppdrag in uppdragen(namn, lasar) for namn in valda):
            valda += [namn for namn in andra if uppdrag in uppdragen(namn, lasar)][:1]
    return valda


def avsnittet(namn: str) -> str:
    """Avsnittet i rapporten som målet hör till."""
    return material()[namn].falt["ur"]


def uppdragen(namn: str, lasar: int) -> tuple[int, ...]:
    """Numren på det läsårets uppdrag som målet bidrar till."""
    falt = material()[namn].falt.get("uppdrag" if lasar == PAGAENDE else f"uppdrag{lasar}", "")
    return tuple(int(nr) for nr in falt.split(",") if nr)


def _enhetens_uppdrag(nr: int) -> list[int]:
    return enheter()[str(nr)]["uppdrag"]


def _bidragen(nr: int, lasar: int, namn: str, malen: list[str]) -> tuple[int, ...]:
    """Uppdragen som just det här målet bidrar till; det första bär dem som inget annat mål hör till."""
    egna = uppdragen(namn, lasar)
    if lasar != PAGAENDE:
        return egna
    burna = {u for ett in malen for u in uppdragen(ett, lasar)}
    over = tuple(u for u in _enhetens_uppdrag(nr) if u not in burna) if namn == malen[0] else ()
    return tuple(u for u in egna if u in _enhetens_uppdrag(nr)) + over


# --- Orden ---------------------------------------------------------------------------------------
def malutkast(
    plats: Plats, namn: str, malen: list[str], lasar: Lasar, svarar_pa: str = "", *, med_analys: bool = False
) -> Malutkast:
    """Målet så som det står i planen.

    Args:
        malen: alla årets mål.
        svarar_pa: utmaningen i rapporten som målet växte ur, när den finns.
        med_analys: också för målet som länge saknade den.
    """
    falt, ord_ = material()[namn].falt, detaljer(plats)
    fro = f"{plats.nr}|{plats.lasar}|{namn}"

    def skrivet(nyckel: str) -> str:
        return skriv_ut(falt.get(nyckel, ""), ord_, fro)

    utan = not med_analys and UTAN_ANALYS.get((plats.nr, plats.lasar)) == namn
    nyckeltal = falt.get("nyckeltal", "").split()
    return Malutkast(
        text=malets_mening(namn, plats.familj),
        niva="" if utan else falt["niva"],
        orsak="" if utan else skrivet("orsak"),
        annan="" if utan else skrivet("annan"),
        underlag="" if utan else skrivet("underlag"),
        kriterier=(skrivet("k1"), skrivet("k2")),
        aktiviteter=tuple(_aktivitet(skrivet(n), lasar) for n in ("a1", "a2", "a3") if n in falt),
        matt=tuple(led.strip() for led in skrivet("i1").split("|")),  # type: ignore[arg-type]
        nyckeltal=(nyckeltal[0], int(nyckeltal[1])) if nyckeltal else None,
        uppdrag=_bidragen(plats.nr, plats.lasar, namn, malen),
        namndmal=falt["namndmal"],
        svarar_pa=svarar_pa,
        svarar_pa_slag="utmaning" if svarar_pa else "",
    )


def malets_mening(namn: str, familj: str) -> str:
    return next(a.falt["mal"] for a in las("mal")[f"mal @{familj}"] if a.namn == namn)


def _aktivitet(rad: str, lasar: Lasar) -> Aktivitetsutkast:
    niva, text, ansvarig, fran, till = (led.strip() for led in rad.split("|"))
    return Aktivitetsutkast(niva, text, ansvarig[:1].upper() + ansvarig[1:], _dag(fran, lasar), _dag(till, lasar))


def _dag(text: str, lasar: Lasar) -> date:
    """ "09-15": dagen i läsåret."""
    manad, dag = (int(led) for led in text.split("-"))
    return date(lasar.fran.year if manad >= 7 else lasar.till.year, manad, dag)


def planens_ord(plats: Plats) -> dict[str, str]:
    """Inledningen och hur personalen har varit med."""
    bank, ord_ = _bank(), detaljer(plats)
    val = stabil(plats.nr, plats.lasar, "plan")
    return {
        "inledning": skriv_ut(bank[f"inledning.{val % 3 + 1}"], ord_, ""),
        "delaktighet": skriv_ut(bank[f"delaktighet.{val % 2 + 1}"], ord_, ""),
    }


def samtalet(plats: Plats) -> tuple[str, str]:
    """Verksamhetschefens fråga vid ett mål, och rektors svar."""
    nr, bank = plats.nr % 3 + 1, _bank()
    return bank[f"fraga.{nr}"], skriv_ut(bank[f"svar.{nr}"], detaljer(plats), "")


def laget_i_ord(slag: str, fro: int) -> str:
    rader = [text for nyckel, text in _bank().items() if nyckel.startswith(f"{slag}.")]
    return rader[fro % len(rader)]


def _bank() -> dict[str, str]:
    return las("plan")["ord"][0].falt


def pengarna(nr: int) -> tuple[dict[str, tuple[int, str]], str]:
    """(slag → belopp och vad det går till, hur planen håller mot budgeten), för enheterna som berättelsen har pengar för."""
    rader = {a.namn: a.falt for a in las("plan")["pengar"]}.get(str(nr), {})
    poster = {slag: rad.split(" | ") for slag, rad in rader.items() if slag != "budget"}
    return {slag: (int(belopp), text) for slag, (belopp, text) in poster.items()}, rader.get("budget", "")
