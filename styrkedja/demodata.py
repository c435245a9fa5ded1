"""Demokommunen Havslunda: organisation, människor, befattningar och tre läsår, genom samma handlingar som webben.

Berättelsens fakta står i `data/demokommun.json`; här läses de i den ordning som de måste ske. Ingen har lösenord:
man går in genom demodörren. Källa: demoberättelsen §1–3.
"""

import re
import unicodedata
from datetime import date
from typing import Any

from django.db import transaction

from styrkedja.demotid import Demotid, klockan
from styrkedja.handlingar import organisation
from styrkedja.handlingar.befattningar import delegera, ge_befattning
from styrkedja.handlingar.forum import lagg_motesdag
from styrkedja.handlingar.hjul import skapa_hjul
from styrkedja.handlingar.hjulposter import lagg_egen_post
from styrkedja.handlingar.laroplaner import folj_laroplan
from styrkedja.handlingar.lasar import Ledighet, Terminer, skapa_lasar
from styrkedja.handlingar.personer import skapa_person
from styrkedja.handlingar.referensdata import las_data
from styrkedja.models import Befattning, Enhet, Forum, Hjulniva, Laroplan, Lasar, Person, Plats, Verksamhetsomrade
from styrkedja.regler.roller import PLATS_FOR_ROLL, Roll
from styrkedja.samla import ur_rummen

#: Då lades organisationen upp: före det första läsåret i berättelsen, men aldrig före läroplanerna.
UPPLAGD = "2024-06-03"
TIDIGAST = date(2022, 7, 1)


@transaction.atomic
def ladda(tid: Demotid) -> None:
    """Lägger upp kommunen så som den ser ut den dagen. Förutsätter referensdata och en tom organisation."""
    kommun = las_data("demokommun.json")
    _platser(kommun, tid)
    for rad in kommun["enheter"]:
        _enhet(rad, tid)
    _lasar(kommun["lasar"], tid)
    _motesdagar(kommun["motesdagar"], tid)
    _tillhorigheter(kommun["enheter"], tid)
    _rektorer(kommun["enheter"], tid)
    for rad in kommun["manniskor"]:
        _befattning(rad, tid)
    for ladda_rummets in ur_rummen("referensdata", "ladda"):
        ladda_rummets()
    for lasar in Lasar.objects.all():
        skapa_hjul(lasar=lasar, nu=klockan(lasar.fran, 3))
    _egna_poster(tid)


def _upplagd(tid: Demotid) -> date:
    return max(tid.dag(UPPLAGD), TIDIGAST)


def epost(namn: str) -> str:
    """förnamn.efternamn@havslunda.example i gemener utan prickar: "Åsa-Lill Brobäck" → "asa-lill.broback@…"."""
    ascii_ = unicodedata.normalize("NFKD", namn).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z-]+", ".", ascii_) + "@havslunda.example"


def _platser(kommun: dict[str, Any], tid: Demotid) -> None:
    nar: dict[str, Any] = {"av": None, "nu": klockan(_upplagd(tid), 8)}
    organisation.skapa_huvudman(**kommun["huvudman"], **nar)
    organisation.skapa_forvaltning(namn=kommun["forvaltning"], **nar)
    for ordning, rad in enumerate(kommun["namnder"], 1):
        organisation.skapa_namnd(**rad, ordning=ordning, **nar)
    for ordning, namn in enumerate(kommun["omraden"], 1):
        organisation.skapa_omrade(namn=namn, ordning=ordning, **nar)
    for ordning, rad in enumerate(kommun["avdelningar"], 1):
        organisation.skapa_avdelning(**rad, ordning=ordning, **nar)


def _enhet(rad: dict[str, Any], tid: Demotid) -> None:
    nar: dict[str, Any] = {"av": None, "nu": klockan(_upplagd(tid), 8, 30)}
    laroplaner = {p.nyckel: p for p in Laroplan.objects.select_related("skolform")}
    skolform = {nyckel: p.skolform for nyckel, p in laroplaner.items()}
    enhet = organisation.skapa_enhet(
        namn=rad["namn"],
        enhetsslag=rad["slag"],
        skolformer=[skolform[s["laroplan"]] for s in rad["skolformer"]],
        koder={k["kod"]: skolform.get(k.get("laroplan", "")) for k in rad.get("koder", [])},
        **nar,
    )
    Plats.objects.filter(pk=enhet.pk).update(ordning=rad["nr"])
    enhet.skolformer.exclude(laroplan__nyckel__in=[s["laroplan"] for s in rad["skolformer"]]).delete()
    for s in rad["skolformer"]:
        dagar: dict[str, Any] = {n: tid.dag(s[n]) for n in ("fran", "till") if n in s}
        folj_laroplan(enhet=enhet, laroplan=laroplaner[s["laroplan"]], arskurser=s.get("arskurser", ""), **dagar, **nar)
    for namn in rad.get("forskolor", []):
        organisation.skapa_forskola(namn=namn, chefsomrade=enhet, **nar)


def _lasar(rader: list[dict[str, Any]], tid: Demotid) -> None:
    """Varje läsår läggs upp i början av juni före det."""
    for rad in rader:
        fran = tid.dag(rad["fran"])
        skapa_lasar(
            namn=tid.lasar(rad["namn"]),
            fran=fran,
            till=tid.dag(rad["till"]),
            terminer=Terminer(**{namn: tid.veckodag(dag) for namn, dag in rad["terminer"].items()}),
            lov=[
                Ledighet(v["namn"], tid.veckodag(v["fran"]), tid.veckodag(v["till"]), v["preliminart"])
                for v in rad["lov"]
            ],
            av=None,
            nu=klockan(fran.replace(month=6, day=2), 10),
        )


def _motesdagar(per_forum: dict[str, list[str]], tid: Demotid) -> None:
    for nyckel, dagar in per_forum.items():
        forum = Forum.objects.get(nyckel=nyckel)
        for dag in dagar:
            lagg_motesdag(forum=forum, dag=tid.veckodag(dag), av=None, nu=klockan(_upplagd(tid), 9))


def _tillhorigheter(enheter: list[dict[str, Any]], tid: Demotid) -> None:
    """Enhetens område per läsår; den som flyttat hör före flytten till sitt tidigare område."""
    omraden = {o.namn: o for o in Verksamhetsomrade.objects.all()}
    lasar = list(Lasar.objects.all())
    for rad in enheter:
        enhet: Enhet = Enhet.objects.get(ordning=rad["nr"])
        flytt: dict[str, Any] | None = rad.get("flytt")
        for ar in lasar:
            fore = flytt if flytt and ar.till <= tid.dag(flytt["till"]) else rad
            organisation.satt_tillhorighet(
                enhet=enhet,
                lasar=ar,
                omrade=omraden[fore["omrade"]],
                av=None,
                nu=klockan(ar.fran.replace(month=6, day=3), 10),
            )


def _rektorer(enheter: list[dict[str, Any]], tid: Demotid) -> None:
    for rad in enheter:
        for tjanst in rad["rektor"]:
            _befattning({**tjanst, "roll": Roll.REKTOR, "plats": rad["namn"]}, tid)


def _befattning(rad: dict[str, Any], tid: Demotid) -> None:
    fran, till = tid.dag(rad["fran"]), tid.dag(rad["till"]) if "till" in rad else None
    nu = klockan(max(fran, _upplagd(tid)), 7)
    befattning = ge_befattning(
        person=_person(rad["namn"], nu),
        roll=rad["roll"],
        plats=Plats.objects.get(namn=rad["plats"], slag__in=_slag(rad["roll"])),
        fran=fran,
        till=till,
        av=None,
        nu=nu,
    )
    for tider in rad.get("delegeringar", []):
        _delegering(befattning, tid.dag(tider["fran"]), tid.dag(tider["till"]))


def _slag(roll: str) -> list[str]:
    return [str(p) for p in PLATS_FOR_ROLL[Roll(roll)]]


def _person(namn: str, nu) -> Person:
    return Person.objects.filter(epost=epost(namn)).first() or skapa_person(
        namn=namn, epost=epost(namn), av=None, nu=nu
    )


def _delegering(befattning: Befattning, fran, till) -> None:
    rektor = Befattning.objects.galler(fran).med_roll(Roll.REKTOR).get(plats=befattning.plats_id).person
    delegera(av=rektor, befattning=befattning, fran=fran, till=till, nu=klockan(fran, 8))


#: Eklidens egna poster i årshjulet: när läroplansområdena analyseras, i vilket forum (krav 37).
EGNA_POSTER = (
    ("Arbetslagen analyserar kunskaper, årskurs 1–6", "2026-11-11", "arbetslagsdialog"),
    ("Anpassade grundskolan: gemensam analys av undervisningen", "2026-12-02", "utvecklingsgrupp"),
    ("Elevråd och klassråd om normer och värden", "2027-03-17", "elevrad"),
    ("Fritidshemmet analyserar skola och hem", "2027-04-07", "apt"),
)


def _egna_poster(tid: Demotid) -> None:
    enhet = Enhet.objects.get(namn="Eklidens skola")
    lasar = Lasar.objects.get(namn=tid.lasar("2026/27"))
    for rubrik, dag, forum in EGNA_POSTER:
        lagg_egen_post(
            lasar=lasar,
            plats=enhet,
            niva=Hjulniva.ENHET,
            rubrik=rubrik,
            roll=Roll.REKTOR,
            fran=tid.veckodag(dag),
            forum=Forum.objects.get(nyckel=forum),
            av=None,
            nu=klockan(lasar.fran, 9),
        )
