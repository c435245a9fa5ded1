"""Rapporternas gång: vem skriver, lämnar in, läser och fastställer, och när. Varje händelse är en rad med en tidpunkt.

Händelserna samlas först och utförs sedan i tidsordning, så långt dagen i dag räcker. Texterna väljs i enheternas
ordning, oberoende av dagen: samma enhet får samma text vilken dag demon än laddas.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import partial

from kvalitetsrapporter.demo.bedomning import bedomning
from kvalitetsrapporter.demo.fragor import Svarsbok, skriv_behov
from kvalitetsrapporter.demo.personer import Personer
from kvalitetsrapporter.demo.planer import Enhetsar, Planernas
from kvalitetsrapporter.demo.planord import arets_mal, malets_mening
from kvalitetsrapporter.demo.text import FAMILJ, KORTA, Forfattare, Plats
from kvalitetsrapporter.demo.undantag import (
    DELEGERADE,
    OLASTA,
    PAGAENDE,
    SENA,
    SKAL_ANDA,
    SKAL_KORT,
    SKAL_UTKAST,
    Omskrivning,
    omskrivning,
)
from kvalitetsrapporter.demo.underlag import Underlag, Underlagsbok
from kvalitetsrapporter.handlingar import GarInteNu
from kvalitetsrapporter.handlingar.egna_falt import EGNA, malets_nyckel
from kvalitetsrapporter.handlingar.egna_falt import malen as malen_i
from kvalitetsrapporter.handlingar.inlamning import faststall, lamna_in, lamna_tillbaka, markera_last
from kvalitetsrapporter.handlingar.kommentarer import svara, tradar_for_avsnitt
from kvalitetsrapporter.handlingar.lyft import lyft_punkt
from kvalitetsrapporter.handlingar.skrivning import spara_avsnitt
from kvalitetsrapporter.handlingar.uppdragsfragor import UPPDRAGENS_AVSNITT
from kvalitetsrapporter.models import ENHETENS_VAL, VARJE, Avsnitt, Avsnittsmall, Inlamning, Punkt, Rapport, Rapportdel
from styrkedja.demofro import stabil
from styrkedja.demotid import Demotid, klockan
from styrkedja.models import Lasar, Omgang, Person

#: Avsnittet om verksamhetsmålen. Före den första rundan är planen inte fastställd.
MALEN, FORSTA_RUNDAN = "verksamhetsmal", "vd1"
Handling = Callable[[datetime], object]


@dataclass(order=True)
class Steg:
    """Något som händer en dag. Ordningen bryter lika tidpunkter."""

    nar: datetime
    ordning: int
    gor: Handling = field(compare=False)


@dataclass
class Rapportar:
    """En enhets rapport ett läsår, med det som behövs för att skriva den."""

    rapport: Rapport
    nr: int
    lasar: int
    familj: str
    avsnitt: list[Avsnitt]
    delar: list[Rapportdel]

    def plats(self, avsnitt: Avsnitt) -> Plats:
        laroplan = avsnitt.laroplan.nyckel if avsnitt.laroplan else ""
        return Plats(self.nr, self.lasar, avsnitt.mall.nyckel, laroplan, FAMILJ.get(laroplan, self.familj))


class Tidslinje:
    """Samlar stegen för alla rapporter, och utför dem till och med dagen före i dag."""

    def __init__(self, tid: Demotid, personer: Personer) -> None:
        self.tid, self.personer, self.forfattare, self.svarsbok = tid, personer, Forfattare(), Svarsbok()
        self.steg: list[Steg] = []
        self.underlagen = Underlagsbok()
        self.fria_klara: dict[int, list[tuple[date, str]]] = {}

    def lagg_till(self, ar: Rapportar) -> None:
        """Allt som händer med en rapport under sitt läsår."""
        self._fria_avsnitt(ar)
        for delen in ar.delar:
            self._omgangen(ar, delen)
        self._faststall(ar)

    def lagg_planer(self, lasar: Lasar, arets: list[Rapportar]) -> None:
        """Läsårets verksamhetsplaner."""

        def lagg(dag: date, gor: Callable[[datetime], object], timme: int) -> None:
            self.steg.append(Steg(klockan(dag, timme, 7 * len(self.steg) % 60), len(self.steg), gor))

        enheter = [Enhetsar(ar.rapport, Plats(ar.nr, ar.lasar, MALEN, familj=ar.familj)) for ar in arets]
        Planernas(lagg, self.personer, self.tid.dag).lasaret(lasar, enheter)

    def utfor(self) -> int:
        """Utför det som har varit, i tidsordning. Ger antalet steg."""
        gjorda = [s for s in sorted(self.steg) if s.nar.date() < self.tid.idag]
        for steg in gjorda:
            steg.gor(steg.nar)
        return len(gjorda)

    # --- En omgång ----------------------------------------------------------------------------
    def _omgangen(self, ar: Rapportar, delen: Rapportdel) -> None:
        omgang = delen.omgang.nyckel
        dag = inlamningsdag(ar, delen)
        avsnitt = [a for a in ar.avsnitt if a.mall.runda in (omgang, VARJE)]
        self._skriv_avsnitten(ar, delen, avsnitt, dag)
        om = omskrivning(ar.nr, ar.lasar, omgang)
        self._lamna_in(ar, delen, dag, 1, skal=SKAL_UTKAST if om and om.forst and not om.kommentar else "")
        if om is not None:
            self._skriv_om(ar, delen, dag)

    def _skriv_avsnitten(self, ar: Rapportar, delen: Rapportdel, avsnitt: list[Avsnitt], inne: date) -> None:
        """Avsnitten skrivs ett i taget fram till dagen före inlämningen; det som skrivs varje omgång sist."""
        avsnitt = sorted(avsnitt, key=lambda a: (a.mall.runda == VARJE, a.ordning))
        dagar = 30 + ar.nr * 17 % 70
        for i, ett in enumerate(avsnitt, 1):
            dag = inne - timedelta(days=1 + round(dagar * (len(avsnitt) - i) / len(avsnitt)))
            self._skriv(ar, ett, delen, max(dag, ar.rapport.lasar.fran))

    def _skriv(self, ar: Rapportar, avsnitt: Avsnitt, delen: Rapportdel, dag: date) -> None:
        """Ett avsnitt. Det pågående läsåret skrivs IPS-avsnitt i två sittningar, resultaten först."""
        omgang = delen.omgang
        plats = ar.plats(avsnitt)
        if avsnitt.mall.typ in EGNA:
            self._lagg(dag, ar, lambda nar: self._skriv_egna(ar, avsnitt, plats, omgang, nar))
            return
        if plats.mall == MALEN and omgang.nyckel != FORSTA_RUNDAN:
            self._skriv_om_malen(ar, avsnitt, plats, omgang, dag)
            return
        texter = self._texter(avsnitt, plats, omgang.nyckel)
        om = omskrivning(ar.nr, ar.lasar, omgang.nyckel)
        if om is not None and om.avsnitt == plats.mall and om.forst:
            texter = om.forst
        bedomd = bedomning(plats, omgang.nyckel)
        vilar_pa = self.underlagen.underlag(plats, avsnitt) if bedomd.niva and avsnitt.mall.bedoms else Underlag()

        def spara(nar: datetime, falt: dict[str, str], klart: bool) -> None:
            spara_avsnitt(
                avsnitt=avsnitt,
                texter=falt,
                av=self._skribent(ar, plats, nar.date()),
                omgang=omgang,
                nu=nar,
                niva=bedomd.niva if klart and avsnitt.mall.bedoms else None,
                progression=bedomd.progression if klart and avsnitt.mall.progression else None,
                skal=bedomd.skal or None,
                underlag=vilar_pa.nyckeltal or None if klart else None,
                annat_underlag=vilar_pa.annat or None if klart else None,
            )
            if klart and avsnitt.mall.runda != ENHETENS_VAL:
                self._lyft(avsnitt, plats, delen, nar)

        if ar.lasar == PAGAENDE and "process" in texter:
            forst = {n: t for n, t in texter.items() if n in ("individ", "process")}
            self._lagg(dag, ar, lambda nar: spara(nar, forst, False))
            self._lagg(
                min(dag + timedelta(days=3), self._sista_skrivdag(ar, delen)), ar, lambda nar: spara(nar, texter, True)
            )
        else:
            self._lagg(dag, ar, lambda nar: spara(nar, texter, True))

    def _skriv_om_malen(self, ar: Rapportar, avsnitt: Avsnitt, plats: Plats, omgang: Omgang, dag: date) -> None:
        """Ett stycke per mål i planen. En plan som inte är fastställd än har inga, och avsnittet ett stycke för alla."""
        namnen = arets_mal(plats.nr, plats.lasar, plats.familj)
        orden = {namn: self._texter(avsnitt, replace(plats, mal=namn), omgang.nyckel) for namn in namnen}

        def spara(nar: datetime) -> None:
            malen = {m.text: m for m in malen_i(ar.rapport) if m.gallde_infor(omgang)}
            bedomda = {malen[mening].pk: bedomning(plats, omgang.nyckel) for namn in namnen
                       if (mening := malets_mening(namn, plats.familj)) in malen}  # fmt: skip
            texter = {
                malets_nyckel(malen[mening], omgang, falt): text
                for namn, falten in orden.items() if (mening := malets_mening(namn, plats.familj)) in malen
                for falt, text in falten.items()
            }  # fmt: skip
            for_alla = bedomning(plats, omgang.nyckel)
            spara_avsnitt(
                avsnitt=avsnitt, texter=texter or orden[namnen[0]], av=self._skribent(ar, plats, nar.date()), omgang=omgang,
                niva=None if malen else for_alla.niva, progression=None if malen else for_alla.progression,
                malen={pk: {"niva": b.niva, "progression": b.progression} for pk, b in bedomda.items()}, nu=nar,
            )  # fmt: skip

        self._lagg(dag, ar, spara)

    def _skriv_egna(self, ar: Rapportar, avsnitt: Avsnitt, plats: Plats, omgang: Omgang, nar: datetime) -> None:
        """Svaren på verksamhetschefernas frågor, och de stödbehov som enheten har."""
        rektor = self.personer.rektor(ar.rapport.enhet_id, nar.date())
        if avsnitt.mall.typ == Avsnittsmall.Typ.BEHOV:
            texter = skriv_behov(avsnitt, omgang, ar.nr, ar.lasar, rektor, nar)
        elif avsnitt.mall.nyckel == UPPDRAGENS_AVSNITT:
            mallar = self.svarsbok.om_uppdragen(ar.rapport, omgang, ar.nr)
            texter = {falt: self.forfattare.svar(plats, mall, omgang.nyckel) for falt, mall in mallar.items()}
        else:
            svar = self.svarsbok.svaren(ar.rapport, omgang, ar.nr)
            texter = {falt: self.forfattare.svar(plats, mall, omgang.nyckel) for falt, mall in svar.items()}
        if texter:
            spara_avsnitt(avsnitt=avsnitt, texter=texter, av=rektor, omgang=omgang, nu=nar)

    def _lyft(self, avsnitt: Avsnitt, plats: Plats, delen: Rapportdel, nar: datetime) -> None:
        """Ungefär var tredje avsnitt har något som rektor vill ta upp i dialogen: en utmaning, ibland en framgång."""
        fro = stabil(plats.nr, plats.lasar, plats.nyckel, "lyft")
        valda = [slag for slag, vart in (("utmaning", 3), ("framgang", 7)) if fro % vart == 0]
        for slag in valda:
            punkt = Punkt.objects.i_texten().filter(avsnitt=avsnitt, slag=slag).order_by("ordning").first()
            if punkt is not None:
                punkt.avsnitt = avsnitt
                rektor = self.personer.rektor(avsnitt.rapport.enhet_id, nar.date())
                lyft_punkt(punkt=punkt, av=rektor, omgang=delen.omgang, nu=nar)

    def _sista_skrivdag(self, ar: Rapportar, delen: Rapportdel) -> date:
        return inlamningsdag(ar, delen) - timedelta(days=1)

    def _texter(self, avsnitt: Avsnitt, plats: Plats, omgang: str) -> dict[str, str]:
        falt = list(avsnitt.mall.falt.all())
        varje = avsnitt.mall.runda == VARJE
        return self.forfattare.avsnitt(
            plats,
            [f.nyckel for f in falt],
            obligatoriska={f.nyckel for f in falt if f.obligatoriskt or f.obligatoriskt_i},
            omgang=omgang if varje else "",
        )

    def _skribent(self, ar: Rapportar, plats: Plats, dag: date) -> Person:
        namn, lasar = DELEGERADE.get((plats.nr, plats.laroplan), ("", ()))
        return self.personer.med_namn(namn) if ar.lasar in lasar else self.personer.rektor(ar.rapport.enhet_id, dag)

    # --- Inlämning, läsning, omskrivning ------------------------------------------------------
    def _lamna_in(self, ar: Rapportar, delen: Rapportdel, dag: date, nummer: int, *, skal: str = "") -> None:
        omgang = delen.omgang
        if ar.nr in KORTA:
            skal = SKAL_KORT[(ar.lasar + omgang.ordning) % len(SKAL_KORT)]
        egna = [n for klar, n in self.fria_klara[ar.rapport.pk] if klar < dag and stabil(ar.nr, n) % 2]

        def gor(nar: datetime) -> None:
            rektor = self.personer.rektor(ar.rapport.enhet_id, nar.date())
            delen_in = partial(lamna_in, rapport=ar.rapport, omgang=omgang, av=rektor, egna_val=egna, nu=nar)
            try:
                delen_in(skal=skal)
            except GarInteNu:
                # IPS-spärren frågade något som rektor inte hade svar på än: hon säger varför och lämnar in ändå.
                delen_in(skal=SKAL_ANDA[stabil(ar.nr, ar.lasar, omgang.nyckel) % len(SKAL_ANDA)])

        self._lagg(dag, ar, gor, timme=11 + ar.nr % 6)
        if (ar.nr, ar.lasar, omgang.nyckel, nummer) not in OLASTA:
            self._las(ar, delen, dag + timedelta(days=1 + ar.nr * 3 % 5))

    def _las(self, ar: Rapportar, delen: Rapportdel, dag: date) -> None:
        def gor(nar: datetime) -> None:
            chef = self.personer.verksamhetschef(ar.rapport.enhet_id, ar.rapport.lasar_id, nar.date())
            versioner = Inlamning.objects.filter(rapport=ar.rapport, omgang=delen.omgang).defer("innehall")
            version = versioner.select_related("omgang").order_by("-nummer").first()
            if version is not None:
                version.rapport = ar.rapport
                markera_last(inlamning=version, av=chef, nu=nar)

        self._lagg(dag, ar, gor, timme=19)

    def _skriv_om(self, ar: Rapportar, delen: Rapportdel, inne: date) -> None:
        """Återlämnad och omskriven före dialogen, eller omskriven av rektor själv efter den."""
        om = omskrivning(ar.nr, ar.lasar, delen.omgang.nyckel)
        assert om is not None
        avsnitt = next(a for a in ar.avsnitt if a.mall.nyckel == om.avsnitt)
        dag = inne + timedelta(days=5) if om.kommentar else delen.omgang.fran + timedelta(days=17)
        if om.kommentar:
            self._lamna_tillbaka(ar, delen, inne + timedelta(days=2), om, avsnitt)

        def spara(nar: datetime) -> None:
            rektor = self.personer.rektor(ar.rapport.enhet_id, nar.date())
            spara_avsnitt(avsnitt=avsnitt, texter=om.sedan, av=rektor, omgang=delen.omgang, nu=nar)
            if om.svar:
                trad = tradar_for_avsnitt(avsnitt)[0]
                trad.inlamning.rapport = ar.rapport
                svara(inlamning=trad.inlamning, kommentar=trad.kommentar, text=om.svar, av=rektor, nu=nar)

        self._lagg(dag, ar, spara)
        self._lamna_in(ar, delen, dag, 2)

    def _lamna_tillbaka(self, ar: Rapportar, delen: Rapportdel, dag: date, om: Omskrivning, avsnitt: Avsnitt) -> None:
        vid_avsnitt = {avsnitt.nyckel: om.vid_avsnittet}

        def gor(nar: datetime) -> None:
            chef = self.personer.verksamhetschef(ar.rapport.enhet_id, ar.rapport.lasar_id, nar.date())
            senaste = (
                Rapportdel.objects.select_related("senaste__rapport__enhet", "senaste__omgang").get(pk=delen.pk).senaste
            )
            assert senaste is not None, "bara en inlämnad del kan lämnas tillbaka"
            markera_last(inlamning=senaste, av=chef, nu=nar)
            lamna_tillbaka(inlamning=senaste, kommentar=om.kommentar, vid_avsnitt=vid_avsnitt, av=chef, nu=nar)

        self._lagg(dag, ar, gor, timme=15)

    # --- Fria avsnitt och årets slut ----------------------------------------------------------
    def _fria_avsnitt(self, ar: Rapportar) -> None:
        """Avsnitt utan fast runda sprids över läsåret, så som enheten valt."""
        slut = ar.delar[-1]
        self.fria_klara[ar.rapport.pk] = []
        for avsnitt in (a for a in ar.avsnitt if a.mall.runda == ENHETENS_VAL):
            dag = ar.rapport.lasar.fran + timedelta(days=75 + stabil(ar.nr, ar.lasar, avsnitt.nyckel) % 240)
            self._skriv(ar, avsnitt, slut, dag)
            self.fria_klara[ar.rapport.pk].append((dag + timedelta(days=4), avsnitt.nyckel))

    def _faststall(self, ar: Rapportar) -> None:
        def gor(nar: datetime) -> None:
            faststall(rapport=ar.rapport, av=self.personer.rektor(ar.rapport.enhet_id, nar.date()), nu=nar)

        self._lagg(ar.rapport.lasar.till - timedelta(days=4 + ar.nr % 5), ar, gor, timme=14)

    def _lagg(self, dag: date, ar: Rapportar, gor: Handling, timme: int = 0) -> None:
        """Ett steg en viss dag. Klockslaget kommer av enheten: mest kontorstid, kväll när det är helg."""
        nummer = len(self.steg)
        minut = stabil(ar.nr, dag, nummer) % 60
        if not timme:
            timme = 8 + stabil(ar.nr, dag) % 8 if dag.weekday() < 5 else 19
        self.steg.append(Steg(klockan(dag, timme, minut), nummer, gor))


def inlamningsdag(ar: Rapportar, delen: Rapportdel) -> date:
    """0–6 dagar före sin tid, enligt enhetens nummer modulo 7; några är sena."""
    sen = SENA.get((ar.nr, ar.lasar, delen.omgang.nyckel), 0)
    return delen.ska_in + timedelta(days=sen) if sen else delen.ska_in - timedelta(days=ar.nr % 7)
