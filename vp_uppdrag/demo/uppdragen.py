"""Demons uppdrag: ordern, gången, lägena, det lärda och mätningarna, var och en på sin dag."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import partial
from typing import Any

from analysunderlag.models import Nyckeltal
from styrkedja.models import Enhet, Forum, Lasar, Person, Plats, Skolform
from vp_uppdrag.demo.steg import Steglista
from vp_uppdrag.handlingar import gang, uppfoljning
from vp_uppdrag.handlingar.blad import spara_uppdragets_texter
from vp_uppdrag.handlingar.tider import bestam_tid, lagg_aterrapportering, lagg_leverans, markera_klar
from vp_uppdrag.handlingar.uppdrag import satt_parter, skapa_uppdrag
from vp_uppdrag.models import Uppdrag
from vp_uppdrag.regler.parter import Partroll, Partuppgift
from vp_uppdrag.regler.tider import ar_bestamd, granser, las_en_tid, paminnelsedag

#: Steget → handlingen, och om det är direktören som gör det. Det tredje är fältet för stegets ord.
GANGEN: dict[str, tuple[Callable[..., Uppdrag], bool, str]] = {
    "besluta": (gang.besluta, True, ""),
    "planera": (gang.borja_planera, False, ""),
    "begar-godkannande": (gang.begar_godkannande, False, "forankring"),
    "godkann": (gang.godkann, True, ""),
    "starta": (gang.starta, False, ""),
    "slutrapportera": (gang.slutrapportera, False, "slutrapport"),
    "avbryt": (gang.avbryt, True, "varfor"),
}
#: Så många dagar efter sin tid blir en leverans klar när berättelsen inte säger något.
DROJER = timedelta(days=18)
#: Då bestäms det obestämda: två veckor in i det första alternativet.
BESTAMS_EFTER = timedelta(days=19)


class Uppdragsgang:
    """Ett uppdrags alla steg."""

    def __init__(self, lista: Steglista, lasar: Lasar, rad: dict[str, Any], direktor: str) -> None:
        self.lista, self.lasar, self.rad, self.direktor = lista, lasar, rad, direktor
        self.beslut = lista.dag(rad["steg"][0][1])

    def lagg(self) -> None:
        self.lista.lagg(self.beslut - timedelta(days=24), self._ordern, 11)
        for steg, dag, *ord_ in self.rad["steg"]:
            self._steget(steg, self.lista.dag(dag), ord_[0] if ord_ else "")
        self._skriv_bladet()
        self._effekten()
        for nummer, leverans in enumerate(self.rad.get("leveranser", ())):
            self._leveransen(nummer, leverans)
        for lage in self.rad.get("lage", ()):
            self._laget(*lage)
        for nummer in range(len(self.rad.get("aterrapporteringar", ()))):
            self._aterrapporten(nummer)
        for gll in self.rad.get("gll", ()):
            self._larandet(*gll)
        for steg, dag, text in self.rad.get("uppskalning", ()):
            self._uppskalningen(steg, self.lista.dag(dag), text)

    # --- Hjälp -----------------------------------------------------------------------------------
    @property
    def uppdrag(self) -> Uppdrag:
        return Uppdrag.objects.select_related("lasar").get(lasar=self.lasar, nr=self.rad["nr"])

    def _ud(self) -> Person:
        return self.lista.med_namn(self.direktor)

    def _chefen(self) -> Person:
        return self.lista.chefen(self.rad["haller_ihop"])

    def _tid(self, text: str) -> Any:
        return las_en_tid(self.lista.i_ord(text), self.lasar.fran)

    # --- Ordern ----------------------------------------------------------------------------------
    def _ordern(self, nar: datetime) -> None:
        rad, ud = self.rad, self._ud()
        enkla = (
            "ursprung",
            "ursprung_text",
            "urval",
            "malgrupp",
            "delaktighet",
            "ansvarsform",
            "uppfoljning",
            "fraga",
            "pa_prov",
        )
        uppdrag = skapa_uppdrag(
            lasar=self.lasar,
            rubrik=rad["rubrik"],
            text=rad["text"],
            nr=rad["nr"],
            av=ud,
            nu=nar,
            **{namn: rad[namn] for namn in enkla if namn in rad},
            namndmal=self.lasar.namndmal.filter(kod__in=rad["namndmal"]),
            styrsignaler=self.lasar.styrsignaler.filter(rubrik=rad.get("styrsignal", "-")),
            skolformer=Skolform.objects.filter(namn__in=rad["skolformer"]),
            enheter=Enhet.objects.filter(namn__in=rad.get("enheter", ())),
            godkanns_av=Forum.objects.filter(nyckel=rad.get("godkanns_av", "")).first(),
            godkanns_fore=True if rad.get("godkanns_av") else None,
            forankras_lopande=True if rad.get("godkanns_av") else None,
        )
        satt_parter(uppdrag=uppdrag, parter=self._parterna(), av=ud, nu=nar)
        for slag, vad, tid, _ in rad.get("leveranser", ()):
            lagg_leverans(uppdrag=uppdrag, slag=slag, vad=vad, tid=self._tid(tid), av=ud, nu=nar)
        for forum, tid in rad.get("aterrapporteringar", ()):
            i = Forum.objects.get(nyckel=forum)
            lagg_aterrapportering(uppdrag=uppdrag, forum=i, tider=[self._tid(tid)], av=ud, nu=nar)

    def _parterna(self) -> list[Partuppgift]:
        rad = self.rad
        return [
            _part(Partroll.SAMMANKALLANDE, rad["haller_ihop"]),
            *(_part(Partroll.MEDVERKANDE, namn) for namn in rad["medverkande"]),
            *(Partuppgift(Partroll.EXTERN, namn=namn) for namn in rad.get("extern", ())),
            *(_part(Partroll.ANSVARIG, namn) for namn in rad["ansvariga"]),
        ]

    # --- Gången ----------------------------------------------------------------------------------
    def _steget(self, steg: str, dag: date, ord_: str) -> None:
        handling, direktorens, falt = GANGEN[steg]

        def gor(nar: datetime) -> None:
            av = self._ud() if direktorens else self._chefen()
            handling(uppdrag=self.uppdrag, av=av, nu=nar, **({falt: ord_} if falt else {}))

        self.lista.lagg(dag, gor, 10)

    def _planerades(self) -> date:
        return next((self.lista.dag(dag) for steg, dag, *_ in self.rad["steg"] if steg == "planera"), self.beslut)

    def _skriv_bladet(self) -> None:
        if texter := self.rad.get("texter"):
            self.lista.lagg(
                self._planerades() + timedelta(days=9),
                lambda nar: spara_uppdragets_texter(uppdrag=self.uppdrag, texter=texter, av=self._chefen(), nu=nar),
                14,
            )

    # --- Effekten --------------------------------------------------------------------------------
    def _effekten(self) -> None:
        for mal in self.rad.get("effektmal", ()):
            satt = self._planerades() + timedelta(days=12)
            self.lista.lagg(satt, partial(self._satt_malet, mal), 9)
            for dag, varde, kalla in mal["varden"]:
                matt = self.lista.dag(dag)
                self.lista.lagg(max(matt, satt), partial(self._mat, mal["text"], matt, varde, kalla), 15)

    def _satt_malet(self, mal: dict[str, Any], nar: datetime) -> None:
        uppfoljning.satt_effektmal(
            uppdrag=self.uppdrag,
            text=mal["text"],
            matmetod=mal["matmetod"],
            matt=mal["matt"],
            malvarde=Decimal(mal["malvarde"]),
            tid=self._tid(mal["tid"]),
            nyckeltal=Nyckeltal.objects.filter(nyckel__in=mal["nyckeltal"]),
            av=self._chefen(),
            nu=nar,
        )

    def _mat(self, text: str, dag: date, varde: str, kalla: str, nar: datetime) -> None:
        mal = self.uppdrag.effektmal.select_related("uppdrag").get(text=text)
        uppfoljning.lagg_matvarde(effektmal=mal, dag=dag, varde=Decimal(varde), kalla=kalla, av=self._chefen(), nu=nar)

    # --- Milstolparna och lägena -----------------------------------------------------------------
    def _leveransen(self, nummer: int, leverans: list[str]) -> None:
        """Klar den dag berättelsen säger, annars en tid efter sin dag."""
        *_, tid, klar = leverans
        dag = self.lista.dag(klar) if klar else paminnelsedag(self._tid(tid)) + DROJER

        def gor(nar: datetime) -> None:
            rad = self.uppdrag.leveranser.select_related("uppdrag").order_by("ordning")[nummer]
            markera_klar(rad=rad, av=self._chefen(), nu=nar)

        self.lista.lagg(dag, gor, 16)

    def _laget(
        self, vem: str, dag: str, lage: str, rubrik: str, har_hant: str, nasta_steg: str, rapport: int | None = None
    ) -> None:
        def gor(nar: datetime) -> None:
            uppfoljning.rapportera_lage(
                uppdrag=self.uppdrag,
                lage=lage,
                rubrik=rubrik,
                har_hant=har_hant,
                nasta_steg=nasta_steg,
                aterrapportering=None if rapport is None else self._rapport(rapport),
                av=self.lista.med_namn(vem),
                nu=nar,
            )

        self.lista.lagg(self.lista.dag(dag), gor, 11)

    def _rapport(self, nummer: int) -> Any:
        return self.uppdrag.aterrapporteringar.select_related("uppdrag", "forum").order_by("ordning")[nummer]

    def _aterrapporten(self, nummer: int) -> None:
        """En återrapportering som berättelsen inte har ord för: läget är oförändrat. En obestämd får först sin dag."""
        if any(len(lage) > 6 and lage[6] == nummer for lage in self.rad.get("lage", ())):
            return
        tid = self._tid(self.rad["aterrapporteringar"][nummer][1])
        if ar_bestamd(tid):
            self.lista.lagg(paminnelsedag(tid), lambda nar: self._rapportera_oforandrat(nummer, nar), 14)
            return
        bestams = granser(tid).tidigast + BESTAMS_EFTER
        dagen = bestams + timedelta(days=21)
        self.lista.lagg(bestams, lambda nar: self._bestam(nummer, dagen, nar), 9)
        self.lista.lagg(dagen, lambda nar: self._rapportera_oforandrat(nummer, nar), 14)

    def _bestam(self, nummer: int, dag: date, nar: datetime) -> None:
        tid = {"typ": "datum", "datum": dag.isoformat()}
        bestam_tid(rad=self._rapport(nummer), tid=tid, varfor="Mötet är bokat.", av=self._ud(), nu=nar)

    def _rapportera_oforandrat(self, nummer: int, nar: datetime) -> None:
        rad, senaste = self._rapport(nummer), self.uppdrag.lagesrapporter.first()
        uppfoljning.rapportera_lage(
            uppdrag=self.uppdrag,
            lage=senaste.lage if senaste else "enligt_plan",
            rubrik=f"Läget är rapporterat till {rad.forum.namn.lower()}"[:120],
            har_hant="Läget är detsamma som i den förra rapporten. Frågorna togs upp på mötet.",
            aterrapportering=rad,
            av=self._chefen(),
            nu=nar,
        )

    # --- Det lärda -------------------------------------------------------------------------------
    def _larandet(
        self, vem: str, dag: str, handlar_om: str, gjort: str, lart: str, lurt: str, mer: str, mindre: str
    ) -> None:
        def gor(nar: datetime) -> None:
            uppfoljning.lagg_larande(
                uppdrag=self.uppdrag,
                handlar_om=handlar_om,
                gjort=gjort,
                lart=lart,
                lurt=lurt,
                gora_mer=mer,
                gora_mindre=mindre,
                av=self.lista.med_namn(vem),
                nu=nar,
            )

        self.lista.lagg(self.lista.dag(dag), gor, 13)

    def _uppskalningen(self, steg: int, dag: date, text: str) -> None:
        self.lista.lagg(
            dag,
            lambda nar: uppfoljning.ta_uppskalningssteg(
                uppdrag=self.uppdrag, steg=steg, text=text, av=self._chefen(), nu=nar
            ),
        )


def _part(roll: Partroll, namn: str) -> Partuppgift:
    if namn.startswith("grupp:"):
        return Partuppgift(roll, grupp=namn.removeprefix("grupp:"))
    return Partuppgift(roll, plats=Plats.objects.get(namn=namn, slag__in=("verksamhetsomrade", "avdelning")).pk)
