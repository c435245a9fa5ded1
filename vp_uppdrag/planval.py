"""Det som går att välja i en plan: nyckeltal att luta sig mot, indikatorer, och vad ett mål kan bidra till."""

from dataclasses import dataclass

from analysunderlag.models import Nyckeltal, Varde
from analysunderlag.regler.uppdelning import i_ord as uppdelning_i_ord
from styrkedja.models import EnhetSkolform, Laroplansomrade, Skolform
from vp_uppdrag.models import Bidrag, Mal, Namndmal, Uppdrag, Verksamhetsplan
from vp_uppdrag.regler.tillstand import Uppdragslage

Val = tuple[str, str]


# --- Nyckeltalen ---------------------------------------------------------------------------------
def valbara_nyckeltal(plan: Verksamhetsplan, mal: Mal | None = None) -> list[Nyckeltal]:
    """De som har något värde för platsen, och de som redan är valda."""
    har = Varde.objects.gallande().filter(plats=plan.plats_id).values("nyckeltal")
    rader = Nyckeltal.objects.i_bruk().filter(pk__in=har)
    return list((rader | Nyckeltal.objects.filter(pk__in=mal.underlag.values("pk"))).distinct() if mal else rader)


@dataclass(frozen=True)
class Indikatorval:
    """Ett nyckeltal för en skolform och en uppdelning: det som har en serie att följa."""

    nyckeltal: Nyckeltal
    skolform: Skolform | None
    uppdelning: str

    @property
    def nyckel(self) -> str:
        return f"{self.nyckeltal.pk}|{self.skolform.pk if self.skolform else ''}|{self.uppdelning}"

    @property
    def namn(self) -> str:
        skolform = self.skolform.namn if self.skolform else ""
        return ", ".join(filter(None, [self.nyckeltal.namn, uppdelning_i_ord(self.uppdelning), skolform]))


def indikatorval(plan: Verksamhetsplan) -> list[Indikatorval]:
    """Serierna som finns för platsen, i nyckeltalens ordning. Två frågor."""
    rader = Varde.objects.gallande().filter(plats=plan.plats_id, kon="", grupp="", nyckeltal__upphord__isnull=True)
    unika = set(rader.order_by().values_list("nyckeltal", "skolform", "uppdelning"))
    nyckeltal = Nyckeltal.objects.in_bulk({n for n, _, _ in unika})
    skolformer = Skolform.objects.in_bulk({s for _, s, _ in unika if s})
    valen = [Indikatorval(nyckeltal[n], skolformer.get(s), u) for n, s, u in unika]
    return sorted(valen, key=lambda v: (v.nyckeltal.ordning, v.nyckeltal.namn, v.nyckel))


# --- Bidragen ------------------------------------------------------------------------------------
def bidragsval(plan: Verksamhetsplan) -> list[tuple[str, list[Val]]]:
    """Grupperna i ordning: läsårets uppdrag, nämndens mål, och enhetens läroplansområden."""
    uppdrag = Uppdrag.objects.beslutade().for_lasar(plan.lasar).exclude(tillstand=Uppdragslage.AVBRUTET)
    grupper = [
        ("VP-uppdrag", [(f"uppdrag-{u.pk}", f"{u.nr}. {u.rubrik}") for u in uppdrag]),
        ("Nämndens mål", [(f"namndmal-{n.pk}", str(n)) for n in Namndmal.objects.filter(lasar=plan.lasar)]),
        ("Läroplansområden", [(f"omrade-{o.pk}", o.namn) for o in _omraden(plan)]),
    ]
    return [(namn, val) for namn, val in grupper if val]


def _omraden(plan: Verksamhetsplan) -> list[Laroplansomrade]:
    """Enhetens läroplaners områden; samma namn i två läroplaner är ett val."""
    laroplaner = EnhetSkolform.objects.filter(enhet=plan.plats_id).under(plan.lasar).values("laroplan")
    rader = {o.namn: o for o in reversed(Laroplansomrade.objects.filter(laroplan__in=laroplaner))}
    return list(reversed(rader.values()))


def bidrag_av(nyckel: str) -> Bidrag:
    """ "uppdrag-12" → en osparad rad. Nyckeln är redan prövad mot valen."""
    slag, _, pk = nyckel.partition("-")
    return Bidrag(**{f"{slag}_id": int(pk)})
