"""Filens skolor: vilken enhet raderna handlar om, och vad den ska bli."""

from collections import defaultdict
from collections.abc import Iterable

from styrkedja.handlingar.organisationsimport.plan import Enhetsplan, Plan, Register, lagg_fel
from styrkedja.handlingar.organisationsimport.skillnad import andringar, har_skolformer
from styrkedja.models import Enhet, Skolform
from styrkedja.regler.organisationsfil import Organisationsrad


def planera_skolor(plan: Plan, register: Register) -> None:
    per_enhet: dict[object, list[Organisationsrad]] = defaultdict(list)
    funna: dict[object, Enhet] = {}
    for rader in _per_namn([r for r in plan.tolkning.rader if not r.ar_forskola]):
        enhet, hinder = _kann_igen(rader, register)
        if hinder:
            lagg_fel(plan, rader, *hinder)
            continue
        nyckel: object = enhet.pk if enhet else rader[0].nyckel
        per_enhet[nyckel] += rader
        if enhet:
            funna[nyckel] = enhet
    for kand, enhetens in per_enhet.items():
        plan.enheter.append(_skolplan(enhetens, funna.get(kand), register))


def _per_namn(rader: Iterable[Organisationsrad]) -> list[list[Organisationsrad]]:
    grupper: dict[object, list[Organisationsrad]] = defaultdict(list)
    for rad in rader:
        grupper[rad.nyckel].append(rad)
    return list(grupper.values())


def _kann_igen(rader: list[Organisationsrad], register: Register) -> tuple[Enhet | None, tuple[str, str] | None]:
    """Enheten som raderna handlar om, eller kolumnen och meningen som säger varför det inte går att avgöra."""
    koders = {e.pk: e for r in rader if (e := register.per_kod.get(r.kod))}
    namnets = register.per_namn.get(rader[0].namn.casefold())
    if len(koders) > 1:
        namn = " och ".join(sorted(e.namn for e in koders.values()))
        return None, ("skolenhetskod", f"Koderna hör till olika enheter: {namn}. Rätta namnet eller koden.")
    enhet = next(iter(koders.values()), None) or namnets
    if enhet and enhet.upphord:
        return None, ("skolenhetskod", f"Koden hör till {enhet}, som har upphört. Ta bort raden.")
    if enhet and enhet.enhetsslag == Enhet.Enhetsslag.CHEFSOMRADE:
        return None, ("namn", f"{enhet} är ett chefsområde, inte en skola. Rätta namnet eller skolformen.")
    if enhet and namnets and enhet != namnets:
        return None, ("namn", f"Koden hör till {enhet}, men namnet har redan en annan enhet. Rätta namnet eller koden.")
    return enhet, None


def _skolplan(rader: list[Organisationsrad], enhet: Enhet | None, register: Register) -> Enhetsplan:
    plan = Enhetsplan(_namn(rader, enhet), Enhet.Enhetsslag.SKOLA, enhet, rader=[r.nummer for r in rader])
    plan.omrade = next((r.omrade for r in rader if r.omrade), "")
    plan.koder = _koder(rader, enhet, register)
    plan.skolformer = _skolformer(rader, enhet, register)
    plan.arskurser = {register.skolformer[r.skolform]: r.arskurser for r in rader if r.arskurser}
    plan.andringar = andringar(plan, register)
    return plan


def _namn(rader: list[Organisationsrad], enhet: Enhet | None) -> str:
    """Filens namn; men en enhet som filen delar upp på flera namn behåller sitt eget."""
    namn = {r.namn for r in rader}
    return enhet.namn if enhet and (len(namn) > 1 or enhet.namn in namn) else rader[0].namn


def _koder(rader: list[Organisationsrad], enhet: Enhet | None, register: Register) -> dict[str, Skolform | None]:
    former: dict[str, set[str]] = defaultdict(set)
    for rad in rader:
        if rad.kod:
            former[rad.kod].add(rad.skolform)
    filens = {kod: register.skolformer[next(iter(f))] if len(f) == 1 else None for kod, f in former.items()}
    ersatta = {s.pk for s in filens.values() if s}
    egna = {k.kod: k.skolform for k in enhet.koder.all() if k.skolform_id not in ersatta} if enhet else {}
    return {**egna, **filens}


def _skolformer(rader: list[Organisationsrad], enhet: Enhet | None, register: Register) -> list[Skolform]:
    filens = [register.skolformer[namn] for namn in dict.fromkeys(r.skolform for r in rader)]
    if enhet is None:
        return filens
    koder = {r.kod for r in rader if r.kod}
    lamnade = {k.skolform for k in enhet.koder.all() if k.kod in koder and k.skolform} - set(filens)
    kvar = [s for s in har_skolformer(enhet) if s not in lamnade]
    return list(dict.fromkeys([*kvar, *filens]))
