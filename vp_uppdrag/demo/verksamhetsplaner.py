"""Demons verksamhetsmål, skrivna i bulk: ett läsårs alla planer i ett fåtal satser.

Orden och enheterna kommer uppifrån (våning 4 har textbanken). Gången (avstämning, fastställande) görs sedan med samma
handlingar som webben, så att varje plan i demon har prövats av reglerna.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from analysunderlag.models import Nyckeltal, Varde
from analysunderlag.regler.skydd_ord import Insyn
from analysunderlag.visning import visa
from styrkedja.handlingar.textinnehall import rensa, text_hash
from styrkedja.models import Lasar, Person, Skolform, Text, Textversion
from styrkedja.models.text import Textslag
from vp_uppdrag.handlingar.planinnehall import MAL, PLAN
from vp_uppdrag.models import (
    Aktivitet,
    Bidrag,
    Mal,
    Malindikator,
    Malkriterium,
    Namndmal,
    Planpost,
    Uppdrag,
    Verksamhetsplan,
)
from vp_uppdrag.regler.mal import Riktning


@dataclass(frozen=True)
class Aktivitetsutkast:
    niva: str
    text: str
    ansvarig: str
    fran: date
    till: date


@dataclass(frozen=True)
class Malutkast:
    """Ett mål att skriva. `matt`: eget mått (namn, mått, start, mål). `nyckeltal`: nyckel och hur långt det ska röra sig."""

    text: str
    niva: str
    orsak: str
    annan: str
    underlag: str
    kriterier: tuple[str, ...]
    aktiviteter: tuple[Aktivitetsutkast, ...]
    matt: tuple[str, str, str, str]
    nyckeltal: tuple[str, int] | None = None
    uppdrag: tuple[int, ...] = ()
    namndmal: str = ""
    svarar_pa: str = ""
    svarar_pa_slag: str = ""


@dataclass(frozen=True)
class Planutkast:
    plats: int
    av: Person
    nar: datetime
    mal: list[Malutkast]
    ord: Mapping[str, str] = field(default_factory=dict)
    pengar: Mapping[str, tuple[int, str]] = field(default_factory=dict)


def skriv_planer(lasar: Lasar, utkasten: list[Planutkast]) -> list[tuple[Planutkast, list[Mal]]]:
    """Läsårets planer och mål. Ett mål som stod i förra läsårets plan är fört över därifrån. Ger utkasten med sina mål."""
    planer = {p.plats_id: p for p in Verksamhetsplan.objects.for_lasar(lasar)}
    fore = _forra_arets(lasar)
    rader = [
        (plan, ett, Mal(
            plan=planer[plan.plats], ordning=nr, text=ett.text, svarar_pa=ett.svarar_pa,
            svarar_pa_slag=ett.svarar_pa_slag, foregaende_id=fore.get((plan.plats, ett.text)), orsaksniva=ett.niva,
            annat_underlag=ett.underlag, skapad=plan.nar, skapad_av=plan.av,
        ))
        for plan in utkasten for nr, ett in enumerate(plan.mal, 1)
    ]  # fmt: skip
    Mal.objects.bulk_create([mal for *_, mal in rader])
    _skriv_texter(_texterna(rader, planer, utkasten))
    _skriv_matten(rader)
    _skriv_det_ovriga(lasar, rader)
    _skriv_pengarna(planer, utkasten)
    return [(plan, [mal for agare, _, mal in rader if agare is plan]) for plan in utkasten]


def _forra_arets(lasar: Lasar) -> dict[tuple[int, str], int]:
    forra = lasar.foregaende()
    rader = Mal.objects.filter(plan__lasar=forra) if forra else Mal.objects.none()
    return {(plats, text): pk for plats, text, pk in rader.values_list("plan__plats", "text", "pk")}


Rad = tuple[Planutkast, Malutkast, Mal]


# --- Orden ---------------------------------------------------------------------------------------
#: (ägarens slag, id, fält, slag, ord, av, när)
Textrad = tuple[str, int, str, str, str, Person, datetime]


def _texterna(rader: list[Rad], planer: Mapping[int, Verksamhetsplan], utkasten: list[Planutkast]) -> Iterator[Textrad]:
    for plan, ett, mal in rader:
        yield MAL, mal.pk, "mal", Textslag.REN, ett.text, plan.av, plan.nar
        for falt, ord_ in (("orsak", ett.orsak), ("annan_forklaring", ett.annan)):
            if ord_:
                yield MAL, mal.pk, falt, Textslag.RIK, ord_, plan.av, plan.nar
    for plan in utkasten:
        for falt, ord_ in plan.ord.items():
            yield PLAN, planer[plan.plats].pk, falt, Textslag.RIK, ord_, plan.av, plan.nar


def _skriv_texter(rader: Iterable[Textrad]) -> None:
    """Nya texter med sin första lydelse, så som skrivmekanismen hade lagrat dem."""
    texter, versioner = [], []
    for agare, pk, falt, slag, ord_, av, nar in rader:
        innehall, slaget = rensa(slag, ord_)
        text = Text(
            agare_slag=agare, agare_id=pk, falt=falt, slag=slaget, innehall=innehall, version=1,
            hash=text_hash(innehall), andrad_av=av, andrad=nar,
        )  # fmt: skip
        texter.append(text)
        versioner.append(Textversion(text=text, version=1, innehall=innehall, hash=text.hash, av=av, nar=nar))
    Text.objects.bulk_create(texter)
    Textversion.objects.bulk_create(versioner)


# --- Måtten --------------------------------------------------------------------------------------
@dataclass(frozen=True)
class _Start:
    """Nyckeltalets senaste värde för platsen före dagen, så som enheten själv ser det."""

    nyckeltal: Nyckeltal
    skolform: Skolform | None
    period: str
    nu: float | None


def _skriv_matten(rader: list[Rad]) -> None:
    starter = _starterna(rader)
    kriterier, indikatorer = [], []
    for plan, ett, mal in rader:
        egna = [Malkriterium(mal=mal, text=text, ordning=nr) for nr, text in enumerate(ett.kriterier)]
        kriterier += egna
        indikatorer.append((egna[0], _eget_matt(mal, ett)))
        if ett.nyckeltal and (start := starter.get((plan.plats, ett.nyckeltal[0]))):
            indikatorer.append((egna[-1], _av_nyckeltal(mal, start, ett.nyckeltal[1])))
    Malkriterium.objects.bulk_create(kriterier)
    for kriterium, indikator in indikatorer:
        indikator.kriterium = kriterium
    Malindikator.objects.bulk_create([indikator for _, indikator in indikatorer])


def _eget_matt(mal: Mal, ett: Malutkast) -> Malindikator:
    namn, matt, start, malvarde = ett.matt
    return Malindikator(
        mal=mal, namn=namn, matt=matt, kalla="Egen uppföljning", start=Decimal(start), malvarde=Decimal(malvarde)
    )


def _av_nyckeltal(mal: Mal, start: _Start, steg: int) -> Malindikator:
    malvarde = None if start.nu is None else Decimal(min(100, max(0, round(start.nu + steg))))
    return Malindikator(
        mal=mal, nyckeltal=start.nyckeltal, skolform=start.skolform, startperiod=start.period, malvarde=malvarde,
        riktning=Riktning.OKA if steg > 0 else Riktning.MINSKA, ordning=1,
    )  # fmt: skip


def _starterna(rader: list[Rad]) -> dict[tuple[int, str], _Start]:
    nycklar = {ett.nyckeltal[0] for _, ett, _ in rader if ett.nyckeltal}
    fore = min(plan.nar for plan, *_ in rader).date()
    varden = Varde.objects.gallande().filter(
        nyckeltal__nyckel__in=nycklar, plats__in={plan.plats for plan, *_ in rader}, kon="", grupp="", uppdelning="",
        period_till__lt=fore,
    )  # fmt: skip
    funna: dict[tuple[int, str], _Start] = {}
    for rad in varden.for_visning().select_related("skolform").order_by("period_till", "-kalla__ordning"):
        visat = visa(rad, Insyn.EGEN_KEDJA)
        funna[rad.plats_id, rad.nyckeltal.nyckel] = _Start(rad.nyckeltal, rad.skolform, visat.period, visat.tal)
    return funna


# --- Det övriga ----------------------------------------------------------------------------------
def _skriv_det_ovriga(lasar: Lasar, rader: list[Rad]) -> None:
    uppdrag = {u.nr: u for u in Uppdrag.objects.beslutade().for_lasar(lasar)}
    namndmal = {n.kod: n for n in Namndmal.objects.filter(lasar=lasar)}
    Aktivitet.objects.bulk_create([
        Aktivitet(
            mal=mal, text=a.text, niva=a.niva, ansvarig=a.ansvarig, fran=a.fran, till=a.till, rord=plan.nar, ordning=nr
        )
        for plan, ett, mal in rader for nr, a in enumerate(ett.aktiviteter)
    ])  # fmt: skip
    Bidrag.objects.bulk_create([
        Bidrag(mal=mal, uppdrag=uppdrag[nr]) for _, ett, mal in rader for nr in ett.uppdrag if nr in uppdrag
    ])  # fmt: skip
    Bidrag.objects.bulk_create([
        Bidrag(mal=mal, namndmal=namndmal[ett.namndmal]) for _, ett, mal in rader if ett.namndmal in namndmal
    ])  # fmt: skip


def _skriv_pengarna(planer: Mapping[int, Verksamhetsplan], utkasten: list[Planutkast]) -> None:
    Planpost.objects.bulk_create([
        Planpost(plan=planer[ett.plats], slag=slag, belopp=belopp, text=text)
        for ett in utkasten for slag, (belopp, text) in ett.pengar.items()
    ])  # fmt: skip
