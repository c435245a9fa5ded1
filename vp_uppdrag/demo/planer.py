"""Demons VP HSS: det som styr, texten, ledningsgruppens kommentarer, fastställandet. Tre läsår."""

from datetime import date, datetime, timedelta
from typing import Any

from analysunderlag.models import Nyckeltal
from styrkedja.models import Lasar
from vp_uppdrag.demo.steg import Steglista
from vp_uppdrag.handlingar import huvudmannaplan as handlingar
from vp_uppdrag.handlingar.blad import spara_planens_texter
from vp_uppdrag.handlingar.styrning import satt_namndmal, satt_styrsignal
from vp_uppdrag.models import Huvudmannaplan


def lagg_planen(lista: Steglista, lasar: Lasar, namn: str, data: dict[str, Any]) -> None:
    """Läsårets plan i steg. `namn` är läsårets i berättelsen."""
    plan, ud = data["planer"][namn], data["direktor"]
    fram, fast = lista.dag(plan["framlagd"]), lista.dag(plan["faststalld"])
    lista.lagg(fram - timedelta(days=28), lambda nar: _styrningen(lista, lasar, namn, data, nar), 8)
    lista.lagg(fram - timedelta(days=14), lambda nar: _skriv(lista, lasar, plan["texter"], ud, nar), 9)
    lista.lagg(fram, lambda nar: handlingar.lagg_fram(plan=_plan(lasar), av=lista.med_namn(ud), nu=nar), 13)
    for kommentar in plan["kommentarer"]:
        _kommentaren(lista, lasar, kommentar, ud, fast)
    lista.lagg(fast, lambda nar: handlingar.faststall_plan(plan=_plan(lasar), av=lista.med_namn(ud), nu=nar), 15)


def _plan(lasar: Lasar) -> Huvudmannaplan:
    return Huvudmannaplan.objects.get(lasar=lasar)


def _styrningen(lista: Steglista, lasar: Lasar, namn: str, data: dict[str, Any], nar: datetime) -> None:
    ud = lista.med_namn(data["direktor"])
    nyckeltal = {n.nyckel: n for n in Nyckeltal.objects.gemensamma()}
    for mal in data["namndmal"]:
        satt_namndmal(
            lasar=lasar,
            kod=mal["kod"],
            rubrik=mal["rubrik"],
            text=mal["text"],
            nytt=mal.get("nytt") == namn,
            tillsammans_med=mal.get("tillsammans_med", ""),
            nyckeltal=[nyckeltal[n] for n in mal["nyckeltal"] if n in nyckeltal],
            av=ud,
            nu=nar,
        )
    for slag, rubrik, text, kalla in data["styrsignaler"][namn]:
        satt_styrsignal(lasar=lasar, slag=slag, rubrik=rubrik, text=text, kalla=kalla, av=ud, nu=nar)


def _skriv(lista: Steglista, lasar: Lasar, texter: dict[str, str], ud: str, nar: datetime) -> None:
    direktor = lista.med_namn(ud)
    plan = handlingar.borja_plan(lasar=lasar, av=direktor, nu=nar)
    spara_planens_texter(plan=plan, texter=texter, av=direktor, nu=nar)


def _kommentaren(lista: Steglista, lasar: Lasar, kommentar: list[str], ud: str, fast: date) -> None:
    """En kommentar, och direktörens svar dagen efter när det finns ett."""
    vem, falt, dag, text, svar = kommentar

    def skriv(nar: datetime) -> None:
        handlingar.kommentera_plan(plan=_plan(lasar), falt=falt, text=text, av=lista.med_namn(vem), nu=nar)

    def svara(nar: datetime) -> None:
        version = _plan(lasar).framlagd
        assert version is not None, "planen är framlagd"
        fraga = next(k for k in handlingar.kommentarer_till(version)[falt] if k.text == text)
        handlingar.kommentera_plan(plan=_plan(lasar), text=svar, svar_pa=fraga, av=lista.med_namn(ud), nu=nar)

    lista.lagg(lista.dag(dag), skriv, 16)
    if svar:
        lista.lagg(min(lista.dag(dag) + timedelta(days=1), fast), svara, 8)
