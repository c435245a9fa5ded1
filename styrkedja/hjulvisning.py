"""Årshjulet som lista: posterna hoplagda över platser, i ord, månad för månad.

Samma post på många platser och samma dag blir en rad (”24 enheter”), räknad i databasen: listan är lika lång i en
kommun med tusen enheter. Raderna ritas i Python, för en mall per cell vore tio gånger dyrare (docs/beslut/0011).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.db.models import BooleanField, Count, ExpressionWrapper, Min, Q
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from styrkedja.format import (
    DAGAR,
    MANADER,
    antal_ord,
    dag_lang,
    datum_kort,
    datum_lang,
    nar_fran_idag,
    period,
    tal,
    vecka,
)
from styrkedja.models import Hjulniva, Lasar, Person, Postslag
from styrkedja.models.hjul import HjulpostQuerySet
from styrkedja.regler.hjul import ansvarig_i_ord
from styrkedja.templatetags.delar import lage

#: Kedjan uppifrån och ned; posterna samma dag står i den ordningen.
NIVAER = list(Hjulniva)
_FLERA = {
    Hjulniva.ENHET: ("en enhet", "enheter"),
    Hjulniva.VERKSAMHETSOMRADE: ("ett område", "områden"),
    Hjulniva.AVDELNING: ("en avdelning", "avdelningar"),
}
#: Det som sätter takten: slagen som rubriken väljer bland när den säger vad som kommer härnäst.
TAKT = (Postslag.DIALOG, Postslag.INLAMNING, Postslag.BESLUT)

_FALT = (
    "nyckel", "niva", "slag", "rubrik", "roll", "fran", "till", "ungefar", "sorteras", "preliminar", "flyttad",
)  # fmt: skip


@dataclass(frozen=True)
class Hjulrad:
    """En eller flera lika poster. `pk` är den första av dem, `plats` dess plats när den är ensam."""

    nyckel: str
    niva: str
    slag: str
    rubrik: str
    roll: str
    fran: date | None
    till: date | None
    ungefar: str
    sorteras: date
    preliminar: bool
    flyttad: bool
    pk: int
    antal: int
    plats: str

    @property
    def var(self) -> str:
        """Platsen i ord: ”Almskolan”, ”24 enheter”, eller tomt för det gemensamma."""
        if self.niva not in _FLERA:
            return ""
        return self.plats if self.antal == 1 else antal_ord(self.antal, *_FLERA[Hjulniva(self.niva)])

    @property
    def nar(self) -> str:
        """7–25 sep 2026, eller ”oktober 2026” när bara månaden är känd."""
        return period(self.fran, self.till or self.fran) if self.fran else self.ungefar

    def gangen(self, dag: date) -> bool:
        return bool(self.till and self.till < dag)


def las_rader(poster: HjulpostQuerySet) -> list[Hjulrad]:
    """Posterna hoplagda, i tidsordning och sedan uppifrån och ned i kedjan. En fråga."""
    flyttad = ExpressionWrapper(Q(flyttad_nar__isnull=False), output_field=BooleanField())
    grupper = (
        poster.order_by()
        .annotate(flyttad=flyttad)
        .values(*_FALT)
        .annotate(forsta=Min("pk"), antal=Count("pk"), namn=Min("plats__namn"))
        .values_list(*_FALT, "forsta", "antal", "namn")
    )
    return sorted((Hjulrad(*rad) for rad in grupper), key=_ordning)


def _ordning(rad: Hjulrad) -> tuple[date, int, str]:
    return rad.sorteras, NIVAER.index(Hjulniva(rad.niva)), rad.rubrik


# --- Sidans mening -----------------------------------------------------------------------------
def rubrik(lasar: Lasar, rader: Iterable[Hjulrad], person: Person, dag: date) -> str:
    """Läget i en mening: vad som kommer härnäst, helst något som är personens eget."""
    if dag > lasar.till:
        return f"Läsåret {lasar} är slut."
    if dag < lasar.fran:
        return f"Läsåret {lasar} börjar {datum_lang(lasar.fran)}."
    roller = {b.roll for b in person.befattningar_nu}
    kommande = [r for r in rader if r.fran and r.fran >= dag and r.slag in TAKT]
    nasta = next((r for r in kommande if r.roll in roller), next(iter(kommande), None))
    if nasta is None or nasta.fran is None:
        return f"Inget mer är inlagt läsåret {lasar}."
    return f"Härnäst: {nasta.rubrik}, {nar_fran_idag(nasta.fran, dag)}."


def ingress(rader: list[Hjulrad], dag: date) -> str:
    """Hur mycket som återstår, och vad som någon har flyttat."""
    if not rader:
        return ""
    kvar = sum(not rad.gangen(dag) for rad in rader)
    flyttade = sum(rad.flyttad for rad in rader)
    mening = (
        f"{_stor(antal_ord(kvar, 'en post', 'poster'))} återstår av {tal(len(rader))}." if kvar else "Allt är passerat."
    )
    if not flyttade:
        return mening
    return f"{mening} {_stor(antal_ord(flyttade, 'en är flyttad', 'är flyttade'))} för hand."


def _stor(text: str) -> str:
    return text[:1].upper() + text[1:]


# --- Månad för månad ---------------------------------------------------------------------------
@dataclass(frozen=True)
class Manad:
    """En månad i listan. `idag` är dagens streck, som delar månadens rader i före och efter."""

    nyckel: str
    namn: str
    fore: SafeString
    idag: str
    efter: SafeString


def manader(rader: list[Hjulrad], lasar: Lasar, person: Person, dag: date) -> Iterator[Manad]:
    """Listans månader. Den månad som är nu är med också när den är tom."""
    ritare = Radritare(lasar, person, dag)
    per_manad = {m: list(grupp) for m, grupp in groupby(rader, lambda r: (r.sorteras.year, r.sorteras.month))}
    nu = (dag.year, dag.month)
    if rader and lasar.fran <= dag <= lasar.till:
        per_manad.setdefault(nu, [])
    for ar, manad in sorted(per_manad):
        delen = per_manad[ar, manad]
        ar_nu = (ar, manad) == nu
        fore = [rad for rad in delen if not ar_nu or rad.sorteras < dag]
        yield Manad(
            nyckel=f"{ar}-{manad:02}",
            namn=f"{_stor(MANADER[manad - 1])} {ar}",
            fore=ritare.rita(fore),
            idag=f"I dag, {dag_lang(dag)}" if ar_nu else "",
            efter=ritare.rita(delen[len(fore) :]),
        )


class Radritare:
    """Ritar rader som `<li>`. Adressen slås upp en gång."""

    def __init__(self, lasar: Lasar, person: Person, dag: date):
        self.dag = dag
        self.roller = {b.roll for b in person.befattningar_nu}
        self.adress = reverse("arshjul-post", args=[lasar.slug, 0])

    def rita(self, rader: Iterable[Hjulrad]) -> SafeString:
        return format_html_join("\n", "{}", ((self._rad(rad),) for rad in rader))

    def _rad(self, rad: Hjulrad) -> SafeString:
        min_ = rad.roll in self.roller
        klasser = [k for k, galler in (("gangen", rad.gangen(self.dag)), ("min", min_)) if galler]
        stor, liten = dag_i_marginalen(rad)
        return format_html(
            '<li class="{}"><p class="dag">{}<small>{}</small></p>'
            '<div><h3><a{} href="{}">{}</a></h3><p>{}</p></div><div>{}</div></li>',
            " ".join(klasser),
            stor,
            liten,
            "" if min_ else format_html(' class="{}"', "tystlank"),
            self.adress.replace("/0/", f"/{rad.pk}/"),
            rad.rubrik,
            " · ".join(filter(None, (rad.var, rad.slag, f"{ansvarig_i_ord(rad.roll)} svarar"))),
            lage_i_ord(rad),
        )


def dag_i_marginalen(rad: Hjulrad) -> tuple[str, str]:
    """(stort, litet): ("24", "tis, v. 48"), ("7–25", "v. 37–39"), ("14", "till 10 feb"), ("", "oktober 2026")."""
    if rad.fran is None:
        return "", rad.ungefar
    sist = rad.till or rad.fran
    if sist == rad.fran:
        return str(rad.fran.day), f"{DAGAR[rad.fran.weekday()][:3]}, {vecka(rad.fran)}"
    if (sist.year, sist.month) != (rad.fran.year, rad.fran.month):
        return str(rad.fran.day), f"till {datum_kort(sist)}"
    return f"{rad.fran.day}–{sist.day}", _veckor(rad.fran, sist)


def _veckor(fran: date, till: date) -> str:
    forst, sist = fran.isocalendar().week, till.isocalendar().week
    return vecka(fran) if forst == sist else f"v. {forst}–{sist}"


def lage_i_ord(rad: Hjulrad) -> SafeString:
    """Nivån, och det som är särskilt med dagen, i ord med form."""
    marken = []
    if rad.fran is None:
        marken.append(lage("vakta", "streckad", "dagen är inte bestämd"))
    elif rad.preliminar:
        marken.append(lage("lugnt", "streckad", "preliminär dag"))
    if rad.flyttad:
        marken.append(lage("lugnt", "byt", "flyttad för hand"))
    return format_html_join("", "<p>{}</p>", ((del_,) for del_ in (Hjulniva(rad.niva).label, *marken)))
