"""Fälten på de två bladen att skriva i: uppdragets egen analys och plan, och VP HSS.

Källa: frö 004 (förflyttning, prioriteringar) och 000 §6; vp_uppdrag_2024.json `gemensamt_for_uppdragen`. Frågorna är våra.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Bladfalt:
    """Ett fält: nyckeln i kärnans texter, etiketten, vad man skriver, och ungefär hur många ord (0: sägs inte)."""

    nyckel: str
    etikett: str
    anvisning: str
    langd: int
    rik: bool = True


UPPDRAGETS: tuple[Bladfalt, ...] = (
    Bladfalt(
        "nulage",
        "Nulägesanalys",
        "Vad vet ni, och varifrån? Sök orsakerna i processer och strukturer, aldrig hos barnen eller eleverna.",
        200,
    ),
    Bladfalt("onskat_lage", "Önskat läge", "Vad ser och hör man när förflyttningen är gjord?", 100),
    Bladfalt("beteenden", "Beteenden som behöver ändras", "Vilka gör annorlunda, och hur? Börja med er själva.", 80),
    Bladfalt("uppgifter", "Uppgifter som behöver göras annorlunda", "Vad slutar ni med, vad börjar ni med?", 80),
    Bladfalt("plan", "Plan", "Vad görs, av vem, när. Vad väljer ni bort?", 200),
)
PLANENS: tuple[Bladfalt, ...] = (
    Bladfalt("riktning", "Riktning", "Visionen och nämndens inriktning, översatta till det som skolorna gör.", 120),
    Bladfalt("utmaningar", "Gemensamma utmaningar", "Det som dialogerna och nulägesanalysen visar för alla skolor.", 200),
    Bladfalt("prioriterar", "Det här prioriterar vi", "Få saker. Uppdragen hör hit; säg varför just de.", 150),
    Bladfalt("gors_inte", "Det här gör vi inte, eller mindre av", "Namnge det. Annars är det ingen prioritering.", 100),
    Bladfalt("foljder", "Följderna vi godtar, och inte godtar", "Vad får prioriteringen kosta? När säger vi nej?", 100),
    Bladfalt(
        "ekonomi",
        "Ekonomiska förutsättningar",
        "Internbudgeten och uppräkningen, volymerna, pengen per barn och elev, tilläggsbelopp och uppbyggande medel. "
        "Vad lärde bokslutet?",
        100,
    ),
    Bladfalt("berattas", "Så berättar vi om det", "Vem säger vad, till vilka, när.", 60),
)  # fmt: skip
