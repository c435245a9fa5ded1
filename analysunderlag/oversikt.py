"""Underlagets första sida: vad som är inne inför rundan, vad som kommer, vad som sticker ut, och vad som nyss kom."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby

from django.db.models import Count, Max, Q
from django.db.models.functions import TruncDate

from analysunderlag.handlingar.serier import Matpunkt, las_serier
from analysunderlag.handlingar.underlagslage import Underlagsrad
from analysunderlag.models import Niva, Nyckeltal, Varde
from analysunderlag.regler.sticker_ut import Utstickare, sticker_ut
from analysunderlag.regler.underlagslage import Lage
from analysunderlag.regler.uppdelning import i_ord
from styrkedja.format import FAST, MANADER, antal_ord
from styrkedja.models import Enhet, Person

#: Så många utstickare visas.
UTSTICKARE = 8
#: Så många inläsningar visas, de senaste.
SENAST = 6


# --- Rundans läge över enheterna -----------------------------------------------------------------
@dataclass
class Nyckeltalslage:
    """Ett nyckeltal i rundan, över enheterna: hur många som har det, och när det brukar komma."""

    nyckeltal: Nyckeltal
    kommer: date | None
    antal: dict[Lage, int] = field(default_factory=lambda: defaultdict(int))

    @property
    def enheter(self) -> int:
        return sum(self.antal.values())

    @property
    def inne(self) -> int:
        return self.antal[Lage.INNE] + self.antal[Lage.PRELIMINAR]

    @property
    def lage(self) -> Lage:
        """Sämst först: saknas det någonstans så saknas det."""
        for ett in (Lage.SAKNAS, Lage.KOMMER, Lage.PRELIMINAR):
            if self.antal[ett]:
                return ett
        return Lage.INNE


def nyckeltalslagen(lagen: Mapping[int, Iterable[Underlagsrad]]) -> list[Nyckeltalslage]:
    """Enheternas rader samlade nyckeltal för nyckeltal, i nyckeltalens ordning."""
    samlat: dict[int, Nyckeltalslage] = {}
    for rader in lagen.values():
        for rad in rader:
            ett = samlat.setdefault(rad.nyckeltal.pk, Nyckeltalslage(rad.nyckeltal, rad.vantat.kommer))
            ett.antal[rad.lage] += 1
    return sorted(samlat.values(), key=lambda n: n.nyckeltal.ordning)


def rubrik(alla: Sequence[Nyckeltalslage], runda: str) -> str:
    if not alla:
        return "Det finns inget läsår att samla underlag till."
    inne = sum(n.lage in (Lage.INNE, Lage.PRELIMINAR) for n in alla)
    if inne == len(alla):
        return f"Allt underlag inför {runda} är inne."
    return f"Inför {runda} är {inne} av {len(alla)} nyckeltal inne."


def ingress(alla: Sequence[Nyckeltalslage]) -> str:
    saknas = sum(n.lage == Lage.SAKNAS for n in alla)
    kommer = sum(n.lage == Lage.KOMMER for n in alla)
    delar = [
        f"{antal_ord(kommer, 'Ett har', 'har').capitalize()} inte kommit än." if kommer else "",
        f"{antal_ord(saknas, 'Ett saknas', 'saknas').capitalize()} för någon enhet." if saknas else "",
    ]
    return " ".join(filter(None, delar))


def som_kommer(alla: Iterable[Nyckeltalslage]) -> list[tuple[str, list[Nyckeltalslage]]]:
    """(månad, nyckeltal) för det som inte har kommit, närmast först."""
    kommer = sorted((n for n in alla if n.lage == Lage.KOMMER and n.kommer), key=lambda n: n.kommer or date.max)
    manad = groupby(kommer, lambda n: (n.kommer or date.max).replace(day=1))
    return [(MANADER[dag.month - 1], list(egna)) for dag, egna in manad]


# --- Det som sticker ut -------------------------------------------------------------------------
@dataclass(frozen=True)
class Utstickande:
    """En enhet som sticker ut i ett nyckeltal: talet, och varför det nämns."""

    enhet: Enhet
    nyckeltal: Nyckeltal
    namn: str
    punkt: Matpunkt
    ut: Utstickare


def utstickande(
    person: Person, enheter: Mapping[int, Enhet], nyckeltal: Sequence[Nyckeltal], bland: Collection[int]
) -> list[Utstickande]:
    """De som sticker mest ut i rundans senaste tal, de som ligger sämre först. Jämförs med alla, visas för `bland`."""
    last = las_serier(person, nyckeltal, Q(niva=Niva.ENHET, kon="", plats__in=enheter) & _senaste(nyckeltal))
    tabeller: dict[tuple[int, int | None, str], dict[int, Matpunkt]] = defaultdict(dict)
    for vilken, serie in last.serier.items():
        if vilken.plats and serie.senaste and serie.senaste.visat.tal is not None:
            tabeller[vilken.nyckeltal, vilken.skolform, vilken.uppdelning][vilken.plats] = serie.senaste
    funna = []
    for (pk, _, uppdelning), punkter in tabeller.items():
        ett = last.nyckeltal[pk]
        namn = ", ".join(filter(None, (ett.namn.replace(" %", f"{FAST}%"), i_ord(uppdelning))))
        talen = {plats: p.visat.tal for plats, p in punkter.items() if p.visat.tal is not None}
        for ut in sticker_ut(talen, ett.hogre_ar_battre):
            if ut.enhet in bland:
                funna.append(Utstickande(enheter[ut.enhet], ett, namn, punkter[ut.enhet], ut))
    return sorted(funna, key=lambda u: (u.ut.bra is not False, -u.ut.avstand))[:UTSTICKARE]


def _senaste(nyckeltal: Sequence[Nyckeltal]) -> Q:
    """Villkoret att värdet gäller nyckeltalets senaste period. En fråga."""
    rader = Varde.objects.gallande().filter(nyckeltal__in=nyckeltal, niva=Niva.ENHET).order_by()
    par = rader.values_list("nyckeltal").annotate(sist=Max("period_till"))
    villkor = Q(pk__in=[])
    for pk, sist in par:
        villkor |= Q(nyckeltal=pk, period_till=sist)
    return villkor


# --- Det som nyss kom ---------------------------------------------------------------------------
def nyss_inlasta(person: Person) -> list[dict]:
    """De senaste dagarna någon källa gav tal: dag, källa, hur många värden och nyckeltal."""
    rader = (
        Varde.objects.synliga_for(person)
        .order_by()
        .values("kalla__namn", dag=TruncDate("skapad"))
        .annotate(varden=Count("pk", distinct=True), nyckeltal=Count("nyckeltal", distinct=True))
        .order_by("-dag", "kalla__namn")
    )
    return list(rader[:SENAST])
