"""Tingen som matrisens rader gäller: hur varje adress byggs för rollistans kommun.

`egen` hör till rektorns enhet (och verksamhetschefens område), `framling` till en annan enhet i ett annat område,
`ingen` finns inte alls. En vy utan ting har en adress som är densamma för alla.
"""

import hashlib
from datetime import date, timedelta
from uuid import UUID

from django.core.files.base import ContentFile
from django.urls import reverse

from analysunderlag.models import Bilaga, Genomgang, Inlasning, Nyckeltal, Varde
from dialoger.arshjul import efter_hjulet
from dialoger.handlingar.privat import borja_anteckna
from dialoger.handlingar.samtalet import starta
from dialoger.models import Dialog, Forberedelse, Handslag, Iakttagelse
from kvalitetsrapporter.handlingar.skrivning import spara_avsnitt
from kvalitetsrapporter.models import Avsnitt, Fraga, Inlamning, Inspel, Medskrivare, Punkt, Stodbehov, TidigareRapport
from styrkedja.models import (
    Delegering,
    Enhet,
    Forskola,
    Forum,
    Hanvisning,
    Hjulmall,
    Hjulpost,
    Kommentar,
    Lov,
    Motesdag,
    Niva,
    Organisationsimport,
    Textversion,
)
from tests.analysunderlag.varden import for_in, nyckeltal, varde
from tests.dialoger.handslagen import ford
from tests.rollista import NU
from tests.vp_uppdrag.planer import helt_mal
from vp_uppdrag.handlingar import plangang
from vp_uppdrag.handlingar.avstamning import stam_av
from vp_uppdrag.handlingar.blad import spara_planens_texter
from vp_uppdrag.handlingar.gang import besluta
from vp_uppdrag.handlingar.huvudmannaplan import KRAVS, borja_plan, faststall_plan, lagg_fram
from vp_uppdrag.handlingar.planer import planen_for
from vp_uppdrag.handlingar.styrning import satt_namndmal
from vp_uppdrag.handlingar.uppdrag import satt_parter, skapa_uppdrag
from vp_uppdrag.models import Huvudmannaplan, Namndmal, Uppdrag
from vp_uppdrag.regler.parter import Partroll, Partuppgift

AR = "2026-27"
ENHET = {"egen": "almskolan", "framling": "cedergymnasiet", "ingen": "finns-inte"}
OMRADE = {"egen": "norr", "framling": "soder", "ingen": "finns-inte"}
DAG = date(2026, 12, 1)


def adress(vy: str, ting: str, kommun) -> str:
    """Adressen till vyn för tinget. Det som behövs läggs upp första gången."""
    if not ting:
        return reverse(vy)
    return reverse(vy, args=ARGUMENT[vy](ting, kommun))


def _enhet(ting, kommun) -> list:
    return [ENHET[ting]]


def _rapport(*mer):
    return lambda ting, kommun: [ENHET[ting], AR, *mer]


def _post(ting, kommun) -> list:
    if ting == "ingen":
        return [AR, 0]
    plats = Enhet.objects.get(slug=ENHET[ting])
    post, _ = Hjulpost.objects.get_or_create(
        lasar=kommun.lasar, plats=plats, nyckel="prov",
        defaults={"rubrik": "Prov", "niva": "enhet", "slag": "dialog", "roll": "rektor", "fran": DAG, "till": DAG, "sorteras": DAG},
    )  # fmt: skip
    return [AR, post.pk]


def _delegering(ting, kommun) -> list:
    if ting == "ingen":
        return ["almskolan", 0]
    return [ENHET[ting], Delegering.objects.get(befattning__person=kommun.bitradande).pk]


def _forum(ting, kommun) -> Forum:
    niva, _ = Niva.objects.get_or_create(nyckel="provniva", defaults={"namn": "Prov", "ordning": 99})
    return Forum.objects.get_or_create(nyckel="provforum", defaults={"namn": "Prov", "niva": niva, "slag": "dialog"})[0]


def _motesdag(ting, kommun) -> list:
    dag, _ = Motesdag.objects.get_or_create(forum=_forum(ting, kommun), dag=DAG)
    return ["provforum", dag.pk if ting == "egen" else 0]


def _forskola(ting, kommun) -> list:
    Forskola.objects.get_or_create(slug="dungen", defaults={"namn": "Dungen"})
    return ["dungen" if ting == "egen" else "finns-inte"]


def _hjulmall(ting, kommun) -> list:
    Hjulmall.objects.get_or_create(
        nyckel="prov",
        defaults={
            "rubrik": "Prov",
            "niva": "huvudman",
            "ansvarig": "rektor",
            "slag": "dialog",
            "regel": {"typ": "vid_behov"},
        },
    )
    return ["prov" if ting == "egen" else "finns-inte"]


def _lov(ting, kommun) -> list:
    lov, _ = Lov.objects.get_or_create(lasar=kommun.lasar, namn="Höstlov", defaults={"fran": DAG, "till": DAG})
    return [AR, lov.pk if ting == "egen" else 0]


def _behov(ting, kommun) -> list:
    """Ett stödbehov i rapporten; `ingen` är en enhet som inte finns."""
    avsnitt = Avsnitt.objects.filter(
        rapport__enhet__slug=ENHET[ting], rapport__lasar=kommun.lasar, nyckel="stodbehov"
    ).first()
    if avsnitt is None:
        return [ENHET[ting], AR, "stodbehov", 0]
    rad, _ = Stodbehov.objects.get_or_create(
        avsnitt=avsnitt, defaults={"omgang": kommun.omgang("vd2"), "skapad_av": kommun.rektor, "skapad": NU}
    )
    return [ENHET[ting], AR, "stodbehov", rad.pk]


def _runda(ting, kommun) -> list:
    return [AR, "vd2" if ting == "egen" else "vd9"]


def _fraga(publicerad: bool = False):
    """En fråga som verksamhetschefen får ändra; `framling` är ställd till ett annat område."""

    def argument(ting, kommun) -> list:
        if ting == "ingen":
            return [AR, "vd2", 0]
        fraga, ny = Fraga.objects.get_or_create(
            omgang=kommun.omgang("vd2"), text=f"Prov {ting}?",
            defaults={"av": kommun.verksamhetschef, "skapad": NU, "publicerad": NU if publicerad else None},
        )  # fmt: skip
        if ny and ting == "framling":
            fraga.omraden.add(kommun.soder)
        return [AR, "vd2", fraga.pk]

    return argument


def _sant_behov(ting, kommun) -> list:
    if ting == "ingen":
        return [0]
    pk = _behov("egen", kommun)[-1]
    Stodbehov.objects.filter(pk=pk).update(tillstand="sant", sant=NU, mottagare=kommun.avdelning)
    return [pk]


FIL = b"namn;skolform;huvudman;skolenhetskod\nNya skolan;grundskola;kommunal;12345678\n"


def _import(ting, kommun) -> list:
    rad = Organisationsimport.objects.first() or Organisationsimport.objects.create(
        av=kommun.administrator, filnamn="enheter.csv", fil=ContentFile(FIL, "enheter.csv"),
        sha256=hashlib.sha256(FIL).hexdigest(), skapad=NU, lasar=kommun.lasar,
    )  # fmt: skip
    return [rad.pk if ting == "egen" else 0]


def _punkt(ting, kommun) -> list:
    """En utmaning i enhetens Kunskaper. `ingen`: punkten finns inte."""
    avsnitt = Avsnitt.objects.filter(
        rapport__enhet__slug=ENHET["egen" if ting == "ingen" else ting],
        rapport__lasar=kommun.lasar,
        mall__nyckel="kunskaper",
    ).first()
    rad, _ = Punkt.objects.get_or_create(avsnitt=avsnitt, slag="utmaning", text="Prov", defaults={"ordning": 1})
    return [avsnitt.rapport.enhet.slug, AR, avsnitt.nyckel, 0 if ting == "ingen" else rad.pk]


def _medskrivare(ting, kommun) -> list:
    """En kollega som skriver i ett avsnitt i tingets rapport. `ingen`: enheten finns inte."""
    if ting == "ingen":
        return [ENHET[ting], AR, 0]
    avsnitt = Avsnitt.objects.get(rapport__enhet__slug=ENHET[ting], rapport__lasar=kommun.lasar, nyckel="hem")
    rad, _ = Medskrivare.objects.get_or_create(
        avsnitt=avsnitt, person=kommun.odelegerad, defaults={"av": kommun.rektor, "fran": NU}
    )
    return [ENHET[ting], AR, rad.pk]


def _lydelse(ting, kommun) -> list:
    """En sparad lydelse i avsnittet `hem`. `ingen`: enheten finns inte."""
    if ting == "ingen":
        return ["finns-inte", AR, "hem", 0]
    avsnitt = Avsnitt.objects.select_related("mall", "rapport__lasar").get(
        rapport__enhet__slug=ENHET[ting], rapport__lasar=kommun.lasar, nyckel="hem"
    )
    for text in ("Ett.", "Två."):
        spara_avsnitt(avsnitt=avsnitt, texter={"text": text}, av=kommun.rektor)
    lydelse = Textversion.objects.filter(text__agare_slag="avsnitt", text__agare_id=avsnitt.pk, innehall="Ett.").first()
    return [ENHET[ting], AR, "hem", lydelse.pk if lydelse else 0]


def _tidigare(ting, kommun) -> list:
    if ting == "ingen":
        return ["finns-inte", "2025-26"]
    enhet = Enhet.objects.get(slug=ENHET[ting])
    TidigareRapport.objects.get_or_create(
        enhet=enhet,
        lasar=kommun.forra,
        defaults={"text": "Prov", "fil": _pdf(), "av": kommun.rektor, "nar": NU},
    )
    return [ENHET[ting], "2025-26"]


def _pdf() -> ContentFile:
    return ContentFile(b"%PDF-1.7 prov", "prov.pdf")


def _kommentar(ting, kommun) -> list:
    if ting == "ingen":
        return ["finns-inte", AR, "vd1", 1, 0]
    version = Inlamning.objects.get(rapport__enhet__slug=ENHET[ting], nummer=1)
    rad, _ = Kommentar.objects.get_or_create(
        agare_slag="avsnitt", agare_id=version.rapport.avsnitt.get(nyckel="samlad_bedomning").pk,
        galler_slag="inlamning", galler_id=version.pk, slag="aterkoppling", text="Prov", av=kommun.verksamhetschef,
        defaults={"nar": NU},
    )  # fmt: skip
    return [ENHET[ting], AR, "vd1", 1, rad.pk]


def _inspel(ting, kommun) -> int:
    """Ett inspel i tingets rapport, lämnat av medarbetaren."""
    if ting == "ingen":
        return 0
    avsnitt = Avsnitt.objects.get(
        rapport__enhet__slug=ENHET[ting], rapport__lasar=kommun.lasar, nyckel="verksamhetsmal"
    )
    return Inspel.objects.get_or_create(avsnitt=avsnitt, av=kommun.medarbetare, defaults={"text": "Prov", "nar": NU})[
        0
    ].pk


def _uppdrag(*mer):
    """`egen`: ett beslutat uppdrag som område Norr kallar samman; `framling`: ett annats utkast."""

    def argument(ting, kommun) -> list:
        nr = {"egen": 1, "framling": 2, "ingen": 99}[ting]
        if ting != "ingen" and not Uppdrag.objects.filter(lasar=kommun.lasar, nr=nr).exists():
            rad = skapa_uppdrag(lasar=kommun.lasar, rubrik="Prov", text="Prov", nr=nr, av=kommun.direktor, nu=NU)
            if ting == "egen":
                parter = [
                    Partuppgift(Partroll.SAMMANKALLANDE, plats=kommun.norr.pk),
                    Partuppgift(Partroll.MEDVERKANDE, plats=kommun.avdelning.pk),
                ]
                satt_parter(uppdrag=rad, parter=parter, av=kommun.direktor, nu=NU)
                besluta(uppdrag=rad, av=kommun.direktor, nu=NU)
        return [AR, nr, *mer]

    return argument


def _hanvisning(ting, kommun) -> list:
    """En hänvisning till ett tal på tingets enhet. `ingen`: den finns inte."""
    if ting == "ingen":
        return [UUID(int=0)]
    enhet = Enhet.objects.get(slug=ENHET[ting])
    rad = Varde.objects.filter(plats=enhet).first() or for_in(varde(enhet, 80, 100))[0]
    return [Hanvisning.objects.get_or_create(
        agare_slag="prov", agare_id=1, kalla_slag="varde", kalla_id=rad.identitet,
        defaults={"visning": "80,0 %", "av": kommun.rektor, "nar": NU},
    )[0].pk]  # fmt: skip


def _nyckeltal(ting, kommun) -> list:
    return [nyckeltal().nyckel if ting == "egen" else "finns-inte"]


def _pm(ting, kommun) -> list:
    """Ett PM om rundan, med en fil. `ingen`: det finns inte."""
    rad = Bilaga.objects.first() or Bilaga.objects.create(
        titel="Prov", syntolkning="Prov.", omgang=kommun.lasar.omgangar.first(), av=kommun.controller, nar=NU,
        fil=ContentFile(b"%PDF-1.7", "pm.pdf"),
    )  # fmt: skip
    return [rad.pk if ting == "egen" else 0]


def _genomgang(ting, kommun) -> list:
    rad, _ = Genomgang.objects.get_or_create(
        bilaga_id=_pm("egen", kommun)[0], omrade=kommun.norr,
        defaults={"onskad_dag": NU.date(), "av": kommun.verksamhetschef, "nar": NU},
    )  # fmt: skip
    return [rad.pk if ting == "egen" else 0]


def _fil(argument, form="csv"):
    """Sidans argument, och filens form."""
    return lambda ting, kommun: [*argument(ting, kommun), form]


def _eget_nyckeltal(ting, kommun) -> list:
    """`egen`: Almskolans eget; `framling`: en annan enhets."""
    if ting == "ingen":
        return ["finns-inte"]
    enhet = Enhet.objects.get(slug=ENHET[ting])
    return [nyckeltal(nyckel=f"eget-{enhet.slug}", namn="Eget", enhet=enhet).nyckel]


def _eget_varde(ting, kommun) -> int:
    if ting == "ingen":
        return 0
    enhet = Enhet.objects.get(slug=ENHET[ting])
    eget = Nyckeltal.objects.get(nyckel=f"eget-{enhet.slug}")
    rad = Varde.objects.filter(nyckeltal=eget).first() or for_in(varde(enhet, 80, 100, nyckeltal=eget))[0]
    return rad.pk


def _hss(*mer):
    """`egen`: läsårets fastställda VP HSS; `framling`: förra läsårets, som ännu är direktörens utkast."""

    def argument(ting, kommun) -> list:
        if ting == "ingen":
            return ["1999-00", *mer]
        lasar = kommun.lasar if ting == "egen" else kommun.forra
        if not Huvudmannaplan.objects.filter(lasar=lasar).exists():
            plan = borja_plan(lasar=lasar, av=kommun.direktor, nu=NU)
            if ting == "egen":
                spara_planens_texter(plan=plan, texter=dict.fromkeys(KRAVS, "Prov."), av=kommun.direktor, nu=NU)
                lagg_fram(plan=plan, av=kommun.direktor, nu=NU)
                faststall_plan(plan=plan, av=kommun.direktor, nu=NU)
        return [lasar.slug, *mer]

    return argument


def _statistikfil(**falt):
    """En fil med statistik som controllern har läst in: väntande, införd, eller granskad."""

    def argument(ting, kommun) -> list:
        rad = Inlasning.objects.filter(**falt).first() or Inlasning.objects.create(
            av=kommun.controller, form="tabell", filnamn="tal.csv", fil=ContentFile(TAL, "tal.csv"),
            sha256=hashlib.sha256(TAL).hexdigest(), kodning="utf-8", skapad=NU, inford=NU, **falt,
        )  # fmt: skip
        return [rad.pk if ting == "egen" else 0]

    return argument


def _verksamhetsplan(*mer, mal: bool = False):
    """`egen`: Almskolans utkast med ett mål; `framling`: gymnasiets fastställda plan."""

    def argument(ting, kommun) -> list:
        if ting == "ingen":
            return ["enheter", "finns-inte", AR, *([0] if mal else []), *mer]
        plan = planen_for(plats=Enhet.objects.get(slug=ENHET[ting]), lasar=kommun.lasar)
        if not plan.mal.exists():
            helt_mal(plan, kommun.rektor)
            if ting == "framling":
                _faststall_utan_samtal(plan, kommun)
        return ["enheter", ENHET[ting], AR, *([plan.mal.first().pk] if mal else []), *mer]

    return argument


def _dialog(*mer):
    """`egen`: VD2 på Almskolan; `framling`: VD2 på gymnasiet."""

    def argument(ting, kommun) -> list:
        if ting == "ingen":
            return [0, *mer]
        efter_hjulet(kommun.lasar, NU)
        enhet = Enhet.objects.get(slug=ENHET[ting])
        return [Dialog.objects.get(plats=enhet, mall__nyckel="vd2", lasar=kommun.lasar).pk, *mer]

    return argument


def _forberedelse(ting, kommun) -> list:
    """Rektorns förberedelse i dialogen."""
    if ting == "ingen":
        return [0, 0]
    dialog = _dialog()(ting, kommun)[0]
    return [dialog, Forberedelse.objects.get(dialog=dialog, part__roll="rektor").pk]


def _startad_dialog(ting, kommun) -> list:
    """VD1 på enheten, startad av rektorn."""
    if ting == "ingen":
        return [0]
    efter_hjulet(kommun.lasar, NU)
    dialog = Dialog.objects.get(plats=Enhet.objects.get(slug=ENHET[ting]), mall__nyckel="vd1", lasar=kommun.lasar)
    if dialog.ar_fore:
        Dialog.objects.filter(pk=dialog.pk).update(tillstand="bokad")
        starta(dialog=dialog, av=kommun.rektor if ting == "egen" else kommun.annan_rektor, nu=NU)
    return [dialog.pk]


def _bokad_dialog(ting, kommun) -> list:
    """VD2 på enheten, bokad."""
    argument = _dialog()(ting, kommun)
    Dialog.objects.filter(pk=argument[0]).update(
        tillstand="bokad", borjar=NU + timedelta(days=60), slutar=NU + timedelta(days=60, hours=1), sekvens=1
    )
    return argument


def _egen_anteckning(ting, kommun) -> list:
    """`egen`: rektorns i VD2 på Almskolan; `framling`: den främmande rektorns i gymnasiets."""
    if ting == "ingen":
        return [0]
    dialog = Dialog.objects.get(pk=_dialog()(ting, kommun)[0])
    person = kommun.rektor if ting == "egen" else kommun.annan_rektor
    return [borja_anteckna(dialog=dialog, av=person, nu=NU).pk]


def _handslag(*mer, rad: bool = False):
    """Handslag i VD2, som är förd: ett som alla har sagt ja till, och ett som är föreslaget."""

    def argument(ting, kommun) -> list:
        (pk,) = _dialog()(ting, kommun)
        if ting == "ingen":
            return [0, *([0] if rad else []), *mer]
        dialog = ford(Dialog.objects.get(pk=pk))
        if not dialog.handslag.exists():
            nytt = {"dialog": dialog, "stallning": "ogonen_pa", "skapat": NU, "skapat_av": kommun.verksamhetschef}
            Handslag.objects.create(vad="Prov", ordning=1, tillstand="bekraftat", bekraftat=NU, **nytt)
            Handslag.objects.create(vad="Prov", ordning=2, **nytt)
        return [pk, *([dialog.handslag.last().pk] if rad else []), *mer]

    return argument


def _iakttagelse(*mer):
    """`egen`: en delad iakttagelse om Almskolan, skriven av dess verksamhetschef; `framling`: en rå om gymnasiet."""

    def argument(ting, kommun) -> list:
        if ting == "ingen":
            return [0, *mer]
        enhet = Enhet.objects.get(slug=ENHET[ting])
        av = kommun.verksamhetschef if ting == "egen" else kommun.annan_verksamhetschef
        rad, _ = Iakttagelse.objects.get_or_create(
            enhet=enhet, omgang=kommun.omgang("vd2"), text="Prov", av=av,
            defaults={"slag": "styrka", "nar": NU, "delad": NU if ting == "egen" else None},
        )  # fmt: skip
        return [rad.pk, *mer]

    return argument


TAL = b"Enhet;Tal\nAlmskolan;85\n"
KVITTO = {"nya": 1, "andrade": 0, "oforandrade": 0, "fel": 0}
GRANSKAD = {"granskning": {"rubriker": ["Enhet"], "felrader": []}}


def _namndmal(ting, kommun) -> list:
    if ting == "ingen":
        return [AR, "mal", 0]
    rad = Namndmal.objects.filter(kod="N9").first() or satt_namndmal(
        lasar=kommun.lasar, kod="N9", rubrik="Prov", av=kommun.direktor, nu=NU
    )
    return [AR, "mal", rad.pk]


def _faststall_utan_samtal(plan, kommun) -> None:
    sand = plangang.be_om_avstamning(plan=plan, av=kommun.rektor, nu=NU)
    stam_av(plan=plan, last_version=sand.framlagd.nummer, av=kommun.direktor, nu=NU)
    plangang.faststall_plan(plan=plan, av=kommun.rektor, nu=NU)


#: Vyns argument för ett ting.
ARGUMENT = {
    "boka-runda": lambda t, k: [AR if t == "egen" else "1999-00", "vd2"],
    "dialog-kalender": _bokad_dialog,
    "dialog": _dialog(),
    "handslag": _handslag(),
    "iakttagelse-gor": _iakttagelse("andra"),
    "iakttagelser": _runda,
    "iakttagelser-enhet": lambda ting, kommun: [ENHET[ting], AR, "vd2"],
    "likvardigt": _runda,
    "likvardigt-spara": _runda,
    "handslag-bekrafta": _handslag(),
    "handslag-gor": _handslag("andra", rad=True),
    "handslag-nytt": _handslag(),
    "handslag-pdf": _handslag(),
    "handslag-pdf-fil": _handslag(),
    "stod-behov": _sant_behov,
    "stod-gor": lambda t, k: [*_sant_behov(t, k), "svara"],
    "dialog-anteckna": _dialog(),
    "forberedelse": _forberedelse,
    "forberedelse-spara": _forberedelse,
    "minnesanteckningar": _startad_dialog,
    "minnesanteckningar-spara": _startad_dialog,
    "samtal-gor": _dialog("ny-punkt"),
    "samtal-pdf": _dialog("haftet"),
    "samtal-pdf-fil": _dialog("haftet"),
    "egen-anteckning": _egen_anteckning,
    "egen-anteckning-bort": _egen_anteckning,
    "egen-anteckning-spara": _egen_anteckning,
    "administration-avdelning": lambda t, k: ["elevhalsan" if t == "egen" else "finns-inte"],
    "administration-befattning-avsluta": lambda t, k: [k.medarbetare.befattningar.get().pk if t == "egen" else 0],
    "administration-enhet": _enhet,
    "administration-enhet-omrade": _enhet,
    "administration-enhet-upphor": _enhet,
    "administration-forskola": _forskola,
    "administration-forum-ett": lambda t, k: [_forum(t, k).nyckel if t == "egen" else "finns-inte"],
    "administration-hjulmall": _hjulmall,
    "administration-import-avbryt": _import,
    "administration-import-granska": _import,
    "administration-import-las-in": _import,
    "administration-lasar-ett": lambda t, k: [AR if t == "egen" else "1999-00"],
    "administration-lov-bort": _lov,
    "administration-lov-nytt": lambda t, k: [AR if t == "egen" else "1999-00"],
    "administration-motesdag-bort": _motesdag,
    "administration-omrade": lambda t, k: [OMRADE[t]],
    "administration-person": lambda t, k: [k.medarbetare.pk if t == "egen" else 0],
    "arshjul-arbete": lambda t, k: [AR if t == "egen" else "1999-00"],
    "arshjul-lasar": lambda t, k: [AR if t == "egen" else "1999-00"],
    "arshjul-post": _post,
    "arshjul-post-flytta": _post,
    "arshjul-post-slapp": _post,
    "arshjul-skapa": lambda t, k: [AR if t == "egen" else "1999-00"],
    "delegering": _enhet,
    "delegering-avsluta": _delegering,
    "enhet": _enhet,
    "enhet-nyckeltal": _enhet,
    "enhet-nyckeltal-nytt": _enhet,
    "enhet-underlag": _enhet,
    "enhet-underlag-fil": _fil(_enhet),
    "fragor": _runda,
    "fragor-andra": _fraga(),
    "fragor-avsluta": _fraga(publicerad=True),
    "fragor-bort": _fraga(),
    "fragor-budget": _runda,
    "fragor-flytta": _fraga(),
    "fragor-ny": _runda,
    "fragor-publicera": _fraga(),
    "fragor-svar": _fraga(publicerad=True),
    "hjalp-roll": lambda t, k: ["rektor" if t == "egen" else "finns-inte"],
    "inspel": _enhet,
    "inspel-andra": lambda t, k: [ENHET[t], _inspel(t, k)],
    "inspel-dra-tillbaka": lambda t, k: [ENHET[t], _inspel(t, k)],
    "omrade": lambda t, k: [OMRADE[t]],
    "plan": _verksamhetsplan(),
    "plan-aktuell": lambda t, k: ["enheter", ENHET[t]],
    "plan-gor": _verksamhetsplan("nytt-mal"),
    "plan-historik": _verksamhetsplan(),
    "plan-mal": _verksamhetsplan(mal=True),
    "plan-mal-spara": _verksamhetsplan(mal=True),
    "plan-ord": _verksamhetsplan(),
    "plan-ord-spara": _verksamhetsplan(),
    "plan-pdf": _verksamhetsplan(1),
    "plan-pdf-fil": _verksamhetsplan(1),
    "planer-fil": lambda t, k: ["exe" if t == "ingen" else "xlsx"],
    "plan-version": _verksamhetsplan(1),
    "rapport": _rapport(),
    "rapport-aktuell": _enhet,
    "rapport-aterkoppling": _rapport("vd1", 1, "samlad_bedomning"),
    "rapport-ar-pdf": _rapport(),
    "rapport-ar-pdf-fil": _rapport(),
    "hanvisning": _hanvisning,
    "rapport-aterstall": _lydelse,
    "rapport-citera": _rapport("hem"),
    "rapport-historik": _rapport("hem"),
    "rapport-avsnitt": _rapport("hem"),
    "rapport-avsnitt-spara": _rapport("hem"),
    "rapport-borja": _rapport("samlad_bedomning"),
    "rapport-bredvid": _rapport(),
    "rapport-behov-bort": _behov,
    "rapport-behov-nytt": _rapport("stodbehov"),
    "rapport-utkast": _rapport(),
    "rapport-utkast-pdf": _rapport("vd2"),
    "rapport-utkast-pdf-fil": _rapport("vd2"),
    "rapport-skrivstod": _rapport("hem"),
    "rapport-till-planen": lambda t, k: _verksamhetsplan()(t, k)[1:],
    "rapport-punkt": _punkt,
    "rapport-faststall": _rapport(),
    "rapport-bild": _rapport("vd1", 1),
    "rapport-inlamning": _rapport("vd1", 1),
    "rapport-jamfor": _rapport("vd1"),
    "rapport-lamna-in": _rapport("vd2"),
    "rapport-lamna-tillbaka": _rapport("vd1", 1),
    "rapport-last": _rapport("vd1", 1),
    "rapport-inspel-citera": lambda t, k: [ENHET[t], AR, _inspel(t, k)],
    "rapport-medskrivare": _rapport(),
    "rapport-medskrivare-avsluta": _medskrivare,
    "rapport-pdf": _rapport("vd1", 1),
    "rapport-pdf-fil": _rapport("vd1", 1),
    "rapport-svara": _kommentar,
    "tidigare": _enhet,
    "tidigare-bort": _tidigare,
    "tidigare-fil": _tidigare,
    "tidigare-rapport": _tidigare,
    "stod-mottaget": _sant_behov,
    "underlag-genomgang": _genomgang,
    "underlag-import-angra": _statistikfil(status="inford", utfall=KVITTO),
    "underlag-import-avbryt": _statistikfil(status="vantar", utfall={}),
    "underlag-import-felrader": _statistikfil(status="vantar", utfall=GRANSKAD),
    "underlag-import-granska": _statistikfil(status="vantar", utfall={}),
    "underlag-import-spara": _statistikfil(status="vantar", utfall={}),
    "underlag-nyckeltal": _nyckeltal,
    "underlag-nyckeltal-andra": _nyckeltal,
    "underlag-nyckeltal-avsluta": _nyckeltal,
    "underlag-nyckeltal-varde": _eget_nyckeltal,
    "underlag-nyckeltal-varde-bort": lambda t, k: [*_eget_nyckeltal(t, k), _eget_varde(t, k)],
    "underlag-nyckeltal-fil": _fil(_nyckeltal),
    "underlag-omrade": lambda t, k: [OMRADE[t]],
    "underlag-omrade-fil": _fil(lambda t, k: [OMRADE[t]]),
    "underlag-pm-bort": _pm,
    "underlag-pm-ett": _pm,
    "underlag-pm-fil": _pm,
    "uppdragen-fil": lambda t, k: [AR, "exe" if t == "ingen" else "xlsx"],
    "plan-hss": _hss(),
    "plan-hss-gor": _hss("revidera"),
    "plan-hss-kommentera": _hss("planen"),
    "plan-hss-pdf": _hss(2),
    "plan-hss-pdf-fil": _hss(2),
    "plan-hss-skriv": _hss(),
    "plan-hss-spara": _hss(),
    "plan-hss-styr": _hss(),
    "plan-hss-styr-bort": _namndmal,
    "plan-hss-styr-satt": _hss("mal"),
    "plan-hss-version": _hss(2),
    "uppdrag": _uppdrag(),
    "uppdrag-gor": _uppdrag("lagesrapport"),
    "uppdrag-nytt": lambda t, k: [AR if t == "egen" else "1999-00"],
    "uppdrag-skriv": _uppdrag(),
    "uppdrag-spara": _uppdrag(),
}
#: Vyer där främlingens enhet eller område skiljer sig från den egna; de andra har bara `egen` och `ingen`.
HAR_FRAMLING = {v for v in ARGUMENT if v.startswith(("rapport", "tidigare"))} | {
    "hanvisning",
    "plan-hss", "plan-hss-gor", "plan-hss-kommentera", "plan-hss-skriv", "plan-hss-spara",
    "uppdrag", "uppdrag-gor", "uppdrag-skriv", "uppdrag-spara",
    "plan", "plan-gor", "plan-historik", "plan-mal", "plan-mal-spara", "plan-ord", "plan-ord-spara", "plan-pdf",
    "plan-pdf-fil", "plan-version",
    "inspel", "inspel-andra", "inspel-dra-tillbaka",
    "arshjul-post", "arshjul-post-flytta", "arshjul-post-slapp", "delegering", "delegering-avsluta", "enhet", "omrade",
}  # fmt: skip
