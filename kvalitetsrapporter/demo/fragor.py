"""Demons frågor och stödbehov: några per runda, med svar på enhetens egna ord."""

import json
from datetime import date, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

from kvalitetsrapporter.demo.bank import las
from kvalitetsrapporter.handlingar.egna_falt import enhetsfakta, falt_for, krets, med_krets
from kvalitetsrapporter.handlingar.fragor import publicera_fraga, skapa_fraga
from kvalitetsrapporter.handlingar.stodbehov import lagg_till_behov, ta_emot_behov
from kvalitetsrapporter.handlingar.uppdragsfragor import rapportens_uppdrag, uppdragets_nyckel
from kvalitetsrapporter.models import Avsnitt, Fraga, Rapport, Rapportdel, Skrivtid, Stodbehov
from kvalitetsrapporter.regler.fragor import Enhetsfakta, nar_enheten
from styrkedja.demofro import stabil
from styrkedja.demotid import klockan
from styrkedja.models import Avdelning, Befattning, Lasar, Omgang, Person, Verksamhetsomrade
from styrkedja.regler.roller import Roll

FIL = Path(__file__).resolve().parent.parent / "data" / "demofragor.json"


@lru_cache(maxsize=1)
def berattelsen() -> dict[str, Any]:
    return json.loads(FIL.read_text(encoding="utf-8"))


def stall_fragor(lasar: Lasar, *, till: datetime) -> int:
    """Läsårets frågor, ställda två veckor före rundan öppnar, så långt `till` räcker. Ger antalet."""
    antal = 0
    for rad in berattelsen()["fragor"]:
        omgang = lasar.omgangar.filter(nyckel=rad["omgang"]).first()
        omrade = Verksamhetsomrade.objects.filter(namn=rad["omrade"]).first()
        if omgang is None or omrade is None:
            continue
        nar = klockan(max(lasar.fran, omgang.oppnar - timedelta(days=14)), 9)
        chef = Befattning.objects.galler(nar.date()).filter(roll=Roll.VERKSAMHETSCHEF, plats=omrade.pk).first()
        if nar >= till or chef is None:
            continue
        fraga = skapa_fraga(
            omgang=omgang,
            text=rad["text"],
            anvisning=rad.get("anvisning", ""),
            avsnitt=rad.get("avsnitt", ""),
            av=chef.person,
            omraden=[omrade],
            nu=nar,
        )
        publicera_fraga(fraga=fraga, av=chef.person, nu=nar + timedelta(minutes=20))
        antal += 1
    return antal


class Svarsbok:
    """Läsårens ställda frågor och enheterna så som frågorna ser dem, lästa en gång per läsår."""

    def __init__(self) -> None:
        self.banken = {rad["text"]: rad["svar"] for rad in berattelsen()["fragor"]}
        self._lasar: dict[int, tuple[list[Fraga], dict[int, Enhetsfakta]]] = {}

    def svaren(self, rapport: Rapport, omgang: Omgang, nr: int) -> dict[str, str]:
        """Fält → mall för svaret på rundans frågor, en av bankens lydelser."""
        fragor, enheter = self._las(rapport.lasar)
        stallda = [f for f in fragor if f.omgang_id == omgang.pk and nar_enheten(krets(f), enheter[rapport.enhet_id])]
        return {falt_for(f): self._ett(f.text, nr) for f in stallda if f.text in self.banken}

    def om_uppdragen(self, rapport: Rapport, omgang: Omgang, nr: int) -> dict[str, str]:
        """Fält → mall för svaret på uppdragens frågor i rundan, ur bankens ord om varje uppdrag."""
        uppdragen, banken = rapportens_uppdrag(rapport), las("gemensamt")["bidrag"]
        stallda = uppdragen.stallda(omgang)
        valbara = [u for u in uppdragen.alla if u.pk in stallda and u.nr <= len(banken)]
        return {
            uppdragets_nyckel(u): (ord_ := banken[u.nr - 1].falt)["abc"[(nr + omgang.ordning) % len(ord_)]]
            for u in valbara
        }

    def _ett(self, fraga: str, nr: int) -> str:
        return self.banken[fraga][stabil(nr, fraga) % len(self.banken[fraga])]

    def _las(self, lasar: Lasar) -> tuple[list[Fraga], dict[int, Enhetsfakta]]:
        if lasar.pk not in self._lasar:
            self._lasar[lasar.pk] = (
                list(med_krets(Fraga.objects.stallda().filter(omgang__lasar=lasar))),
                enhetsfakta(lasar),
            )
        return self._lasar[lasar.pk]


def skriv_behov(avsnitt: Avsnitt, omgang: Omgang, nr: int, lasar: int, av: Person, nu: datetime) -> dict[str, str]:
    """Lägger till enhetens behov i rundan. Ger fält → text."""
    texter: dict[str, str] = {}
    for rad in berattelsen()["behov"]:
        if (rad["nr"], rad["lasar"], rad["omgang"]) == (nr, lasar, omgang.nyckel):
            till = Avdelning.objects.filter(namn=rad["till"]).first()
            behov = lagg_till_behov(avsnitt=avsnitt, omgang=omgang, av=av, mottagare=till, nu=nu)
            texter |= {f"behov-{behov.pk}-vad": rad["vad"], f"behov-{behov.pk}-for": rad["for"]}
    return texter


def ta_emot(idag: date) -> None:
    """Mottagarna säger att behoven är sedda, de som har hunnit det."""
    dagar = {rad["vad"]: rad["mottaget_efter"] for rad in berattelsen()["behov"] if rad["mottaget_efter"]}
    for behov in Stodbehov.objects.filter(vad__in=dagar, sant__isnull=False, mottagare__isnull=False):
        assert behov.sant is not None
        nar = behov.sant + timedelta(days=dagar[behov.vad])
        chef = Befattning.objects.galler(nar.date()).filter(roll=Roll.AVDELNINGSCHEF, plats=behov.mottagare_id).first()
        if nar.date() < idag and chef is not None:
            ta_emot_behov(behov=behov, av=chef.person, nu=nar)


def raknad_skrivtid() -> None:
    """En skrivtid per inlämnad del, så att medianen har något att visa."""
    delar = Rapportdel.objects.filter(senaste__isnull=False).values_list(
        "rapport_id", "omgang_id", "rapport__enhet__ordning"
    )
    Skrivtid.objects.bulk_create(
        Skrivtid(rapport_id=rapport, omgang_id=omgang, minuter=95 + stabil(nr, "tid") % 160)
        for rapport, omgang, nr in delar
    )
