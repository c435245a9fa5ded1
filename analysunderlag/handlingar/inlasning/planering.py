"""Vad en fil skulle ändra, utan att ändra något: dess uppgifter jämförda med det som finns."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace

from analysunderlag.handlingar.inlasning.lasning import Last
from analysunderlag.handlingar.inlasning.register import PA_ENHET, Register, Traff, kopplingsnyckel
from analysunderlag.handlingar.varden import gallande_for, samma_lydelse, samma_tal
from analysunderlag.models import Kalla, Niva, Varde, identitet
from analysunderlag.regler.former import kolada
from analysunderlag.regler.uppdelning import las_uppdelning, skriv_uppdelning
from analysunderlag.regler.uppgift import Felslag, Formlasning, Radfel, Uppgift

NY, ANDRAD, OFORANDRAD = "ny", "andrad", "oforandrad"


@dataclass
class Post:
    """En uppgift som är ett värde, och vad som händer med det."""

    uppgift: Uppgift
    varde: Varde
    slag: str = NY
    gammal: Varde | None = None
    #: En annan källas gällande värde för samma sak, när det är ett annat. Båda står kvar.
    annan: Varde | None = None


@dataclass
class Plan:
    """Allt som filen skulle ändra. Rader med fel är inte med bland posterna."""

    last: Last
    kalla: Kalla | None
    poster: list[Post] = field(default_factory=list)
    #: Koden eller namnet i filen → enheten, när den inte stod så hos oss.
    valda: dict[str, int] = field(default_factory=dict)

    @property
    def lasning(self) -> Formlasning:
        return self.last.lasning

    @property
    def fel(self) -> dict[int, list[Radfel]]:
        return self.lasning.fel

    def med(self, *slag: str) -> list[Post]:
        return [p for p in self.poster if p.slag in slag]

    @property
    def andrar_nagot(self) -> bool:
        return any(p.slag != OFORANDRAD for p in self.poster)

    @property
    def tva_kallor(self) -> list[Post]:
        return [p for p in self.poster if p.annan is not None]


Steg = Callable[[int], None]


def planera(last: Last, valda: dict[str, int] | None = None, *, vid_steg: Steg = lambda procent: None) -> Plan:
    """Jämför filens uppgifter med det som finns. Skriver inget; antalet frågor beror inte på antalet enheter.

    Args:
        valda: det som valts för hand, se Lasval.enheter.
        vid_steg: får veta hur långt det kommit, i procent av planeringen.
    """
    register = Register(valda)
    plan = Plan(last, register.kallor.get(last.lasning.kalla))
    if plan.kalla is None or last.hinder:
        plan.lasning.stryk_felaktiga()
        return plan
    lasta = _med_plats(plan, register)
    vid_steg(30)
    plan.poster = _varden(lasta, plan, register)
    vid_steg(50)
    _prova_krockar(plan)
    plan.lasning.stryk_felaktiga()
    plan.poster = [p for p in plan.poster if p.uppgift.rad not in plan.fel]
    vid_steg(60)
    _jamfor(plan)
    vid_steg(80)
    _jamfor_kallor(plan)
    vid_steg(100)
    return plan


def _med_plats(plan: Plan, register: Register) -> list[tuple[Uppgift, Traff | None]]:
    """Uppgifterna med sin enhet. En enhet som inte känns igen är ett fel på raden."""
    traffar: dict[tuple[str, str, str], Traff | Radfel] = {}
    funna: list[tuple[Uppgift, Traff | None]] = []
    for u in plan.lasning.uppgifter:
        if u.niva not in PA_ENHET:
            funna.append((u, None))
            continue
        vem = (u.kod, u.namn, u.period)
        if vem not in traffar:
            traffar[vem] = register.finn(u)
        traff = traffar[vem]
        if isinstance(traff, Radfel) and plan.last.form == kolada.FORM and not register.liknar(u.namn):
            plan.lasning.hoppa(u.rad, u.namn or u.kod, "enheten finns inte hos er")
        elif isinstance(traff, Radfel):
            plan.lasning.lagg_fel(u.rad, replace(traff, kolumn=_enhetens_kolumn(plan.lasning, traff.varde, u.rad)))
        else:
            funna.append((u, traff))
            if u.kod not in register.koder:
                plan.valda[kopplingsnyckel(u)] = traff.enhet.pk
    return funna


def _enhetens_kolumn(lasning: Formlasning, text: str, rad: int) -> str:
    """Rubriken för cellen som bär enheten, så att den går att stryka under."""
    celler = lasning.rader.get(rad, ())
    return next((r for r, c in zip(lasning.rubriker, celler, strict=False) if c and c == text), "")


def _varden(lasta: Iterable[tuple[Uppgift, Traff | None]], plan: Plan, register: Register) -> list[Post]:
    return [Post(u, _varde(u, traff, plan, register)) for u, traff in lasta]


def _varde(u: Uppgift, traff: Traff | None, plan: Plan, register: Register) -> Varde:
    period, fakta = register.period(u.period), plan.last.sammanhang.nyckeltal[u.nyckeltal]
    skolform = register.skolform(u, traff, fakta.skolform)
    uppdelning = u.uppdelning
    if traff and traff.delkod:
        uppdelning = skriv_uppdelning(las_uppdelning(uppdelning) | {"skolenhet": traff.delkod})
    varde = Varde(
        nyckeltal_id=register.nyckeltal[u.nyckeltal].pk,
        niva=Niva.KLASS if traff and traff.grupp else u.niva,
        plats_id=_plats(u, traff, register),
        jamforelse=u.jamforelse,
        grupp=(traff.grupp if traff else "") or u.grupp,
        skolform_id=skolform.pk if skolform else None,
        period=period.text,
        period_till=period.till,
        kon=u.kon,
        uppdelning=uppdelning,
        tal=u.tal,
        tecken=u.tecken,
        antal=u.antal,
        antal_tecken=u.antal_tecken,
        taljare=u.taljare,
        svarsfrekvens=u.svarsfrekvens,
        kalla=plan.kalla,
        preliminart=u.preliminart,
    )
    varde.identitet = identitet(varde)
    return varde


def _plats(u: Uppgift, traff: Traff | None, register: Register) -> int | None:
    if traff:
        return traff.enhet.pk
    return register.huvudman.pk if u.niva == Niva.HUVUDMAN else None


def _prova_krockar(plan: Plan) -> None:
    """Två rader som blir samma värde: lika är en upprepning, olika är fel på båda."""
    forsta: dict[str, Post] = {}
    kvar = []
    for post in plan.poster:
        tidigare = forsta.setdefault(post.varde.identitet, post)
        if tidigare is post:
            kvar.append(post)
        elif samma_lydelse(tidigare.varde, post.varde):
            plan.lasning.hoppa(post.uppgift.rad, post.uppgift.namn, "upprepad rad")
        else:
            for ena, andra in ((tidigare, post), (post, tidigare)):
                u = ena.uppgift
                mening = f"Raden gäller samma enhet som rad {andra.uppgift.rad}, med ett annat tal. Ta bort den ena."
                plan.lasning.lagg_fel(u.rad, Radfel(u.kolumn, u.text, mening, Felslag.RAD))
    plan.poster = kvar


def _jamfor(plan: Plan) -> None:
    """Nya, ändrade och oförändrade mot den version som gäller."""
    gallande = gallande_for(p.varde.identitet for p in plan.poster)
    for post in plan.poster:
        post.gammal = gallande.get(post.varde.identitet)
        if post.gammal is not None:
            post.slag = OFORANDRAD if samma_lydelse(post.gammal, post.varde) else ANDRAD


def _jamfor_kallor(plan: Plan) -> None:
    """Andra källors gällande tal för samma sak. En fråga."""
    nya = plan.med(NY, ANDRAD)
    andras = Varde.objects.gallande().exclude(kalla=plan.kalla).filter(
        nyckeltal__in={p.varde.nyckeltal_id for p in nya},
        period__in={p.varde.period for p in nya},
        niva__in={p.varde.niva for p in nya},
    )  # fmt: skip
    per_sak: dict[tuple, Varde] = {_sak(v): v for v in andras.select_related("kalla", "nyckeltal")} if nya else {}
    for post in nya:
        annan = per_sak.get(_sak(post.varde))
        if annan is not None and not samma_tal(annan, post.varde, annan.nyckeltal.decimaler):
            post.annan = annan


def _sak(v: Varde) -> tuple:
    return (
        v.nyckeltal_id, v.niva, v.plats_id, v.jamforelse, v.grupp, v.skolform_id, v.period, v.kon, v.uppdelning,
    )  # fmt: skip


def per_rad(poster: Iterable[Post]) -> Iterator[tuple[int, list[Post]]]:
    """Posterna samlade per rad i filen, i radernas ordning."""
    rader: dict[int, list[Post]] = defaultdict(list)
    for post in poster:
        rader[post.uppgift.rad].append(post)
    yield from sorted(rader.items())
