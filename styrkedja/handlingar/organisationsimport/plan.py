"""Planens delar: vad en organisationsfil skulle ändra, och registret den jämförs med."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from styrkedja.models import Enhet, Forskola, Lasar, Skolform, Tillhorighet, Verksamhetsomrade
from styrkedja.regler.inlasning import Tabell
from styrkedja.regler.organisationsfil import Cellfel, Organisationsrad, Tolkning


@dataclass
class Enhetsplan:
    """En skola eller ett chefsområde som filen nämner: vad den ska bli, och i ord vad som ändras."""

    namn: str
    enhetsslag: str
    enhet: Enhet | None = None
    skolformer: list[Skolform] = field(default_factory=list)
    koder: dict[str, Skolform | None] = field(default_factory=dict)
    arskurser: dict[Skolform, str] = field(default_factory=dict)
    omrade: str = ""
    andringar: list[str] = field(default_factory=list)
    rader: list[int] = field(default_factory=list)


@dataclass
class Forskoleplan:
    namn: str
    chefsomrade: str
    rad: int
    forskola: Forskola | None = None
    andringar: list[str] = field(default_factory=list)


@dataclass
class Plan:
    """Allt som filen skulle ändra. Går bara att genomföra när `fel` är tom."""

    tabell: Tabell
    kolumner: dict[str, int]
    tolkning: Tolkning
    lasar: Lasar | None
    enheter: list[Enhetsplan] = field(default_factory=list)
    forskolor: list[Forskoleplan] = field(default_factory=list)
    nya_omraden: list[str] = field(default_factory=list)

    @property
    def fel(self) -> dict[int, list[Cellfel]]:
        return self.tolkning.fel

    @property
    def andrar_nagot(self) -> bool:
        return (
            bool(self.nya_omraden) or any(p.andringar for p in self.enheter) or any(f.andringar for f in self.forskolor)
        )


class Register:
    """Det som redan finns, läst en gång: samma antal frågor oavsett hur lång filen är."""

    def __init__(self, lasar: Lasar | None):
        self.skolformer = {s.namn: s for s in Skolform.objects.all()}
        enheter = Enhet.objects.prefetch_related("koder__skolform", "skolformer__skolform")
        self.enheter = {e.pk: e for e in enheter}
        self.per_kod = {k.kod: e for e in self.enheter.values() for k in e.koder.all()}
        self.per_namn = {e.namn.casefold(): e for e in self.enheter.values() if not e.upphord}
        self.forskolor = {f.namn.casefold(): f for f in Forskola.objects.filter(upphord=None)}
        self.omraden = {o.namn.casefold(): o for o in Verksamhetsomrade.objects.filter(upphord=None)}
        self.omrade_for = dict(Tillhorighet.objects.filter(lasar=lasar).values_list("enhet_id", "omrade__namn"))


def lagg_fel(plan: Plan, rader: Iterable[Organisationsrad], kolumn: str, mening: str) -> None:
    """Lägger samma fel på varje rad, med radens eget värde i kolumnen."""
    for rad in rader:
        varde = {"namn": rad.namn, "skolenhetskod": rad.kod, "chefsomrade": rad.chefsomrade}.get(kolumn, rad.omrade)
        plan.fel[rad.nummer].append(Cellfel(kolumn, varde, mening))
