"""Skillnaden mellan filens enhet och den som finns, i ord som granskningen visar."""

from styrkedja.handlingar.organisationsimport.plan import Enhetsplan, Register
from styrkedja.models import Enhet, Skolform


def har_skolformer(enhet: Enhet) -> list[Skolform]:
    """Skolformerna som enheten har nu, utan dem som har slutat gälla."""
    return list(dict.fromkeys(rad.skolform for rad in enhet.skolformer.all() if rad.till is None))


def andringar(plan: Enhetsplan, register: Register) -> list[str]:
    """Det som skulle ändras, ett led per ändring. Tomt när enheten redan är som filen säger."""
    if plan.enhet is None:
        former = ", ".join(s.namn for s in plan.skolformer)
        slag = "nytt chefsområde" if plan.enhetsslag == Enhet.Enhetsslag.CHEFSOMRADE else f"ny skola: {former}"
        return [slag, *([f"hör till {plan.omrade}"] if plan.omrade else [])]
    return [mening for mening in (_namnet(plan), *_formerna(plan), _koderna(plan), _arskurserna(plan)) if mening] + (
        _omradet(plan, register)
    )


def _namnet(plan: Enhetsplan) -> str:
    return f"byter namn från {plan.enhet.namn}" if plan.enhet and plan.enhet.namn != plan.namn else ""


def _formerna(plan: Enhetsplan) -> list[str]:
    har = har_skolformer(plan.enhet) if plan.enhet else []
    nya, borta = [s for s in plan.skolformer if s not in har], [s for s in har if s not in plan.skolformer]
    return [f"får {s}" for s in nya] + [f"har inte längre {s}" for s in borta]


def _koderna(plan: Enhetsplan) -> str:
    har = {k.kod: k.skolform for k in plan.enhet.koder.all()} if plan.enhet else {}
    if har == plan.koder:
        return ""
    nya, borta = sorted(plan.koder.keys() - har), sorted(har.keys() - plan.koder)
    if not nya and not borta:
        return "koden hör till en annan skolform"
    return " och ".join(
        [*([f"får koden {', '.join(nya)}"] if nya else []), *([f"mister {', '.join(borta)}"] if borta else [])]
    )


def _arskurserna(plan: Enhetsplan) -> str:
    har = {rad.skolform: rad.arskurser for rad in plan.enhet.skolformer.all()} if plan.enhet else {}
    nya = [text for skolform, text in plan.arskurser.items() if har.get(skolform) != text]
    return f"årskurser {', '.join(nya)}" if nya else ""


def _omradet(plan: Enhetsplan, register: Register) -> list[str]:
    har = register.omrade_for.get(plan.enhet.pk, "") if plan.enhet else ""
    if not plan.omrade or har.casefold() == plan.omrade.casefold():
        return []
    return [f"flyttas från {har} till {plan.omrade}" if har else f"hör till {plan.omrade}"]
