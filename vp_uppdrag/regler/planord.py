"""Fälten att skriva i: planens egna ord, och målets. Nycklarna är kärnans texter."""

from dataclasses import dataclass

from vp_uppdrag.regler.blad import Bladfalt


@dataclass(frozen=True)
class Planfalt(Bladfalt):
    """Ett fält på planens blad.

    `rik`: rik text. `fryses`: står i den fastställda lydelsen; det andra följs upp under läsåret.
    """

    rik: bool = True
    fryses: bool = True


PLANENS_ORD: tuple[Planfalt, ...] = (
    Planfalt(
        "inledning",
        "Det här bygger planen på",
        "Slutsatserna ur förra läsåret, det som prioriteras, och det som ni säger nej till.",
        80,
    ),
    Planfalt(
        "delaktighet", "Så har personalen varit med", "Forumen där planen har tagits fram, och vilka som var med.", 50
    ),
    Planfalt(
        "budget",
        "Så håller planen ihop med pengarna",
        "Inför VD2: räcker det, vad flyttas, vad ger mest effekt?",
        60,
        fryses=False,
    ),
)  # fmt: skip

MALETS_ORD: tuple[Planfalt, ...] = (
    Planfalt("mal", "Målet, i en mening", "Det som ska vara sant när läsåret är slut.", 20, rik=False),
    Planfalt(
        "orsak",
        "Orsaken: vad i arbetssätten eller organisationen bär det här?",
        "Inte resultatet, utan det som förklarar det.",
        80,
    ),
    Planfalt(
        "annan_forklaring",
        "En annan förklaring som ni har prövat",
        "Nämn en, och varför ni tror mer på er egen.",
        40,
    ),
)
