"""Planens historia: de fastställda versionerna och vad som skiljer dem, och målen som har släppts."""

from dataclasses import dataclass
from typing import Any

from vp_uppdrag.models import Mal, Planversion, Verksamhetsplan
from vp_uppdrag.regler.plan import Planskillnad, Planversionsslag, planskillnader


@dataclass(frozen=True)
class Versionsrad:
    version: Planversion
    skillnader: list[Planskillnad]


def historiken(plan: Verksamhetsplan) -> dict[str, Any]:
    """Versionerna, den senaste först, och målen som släpptes med en fastställd version."""
    versioner = list(plan.versioner.filter(slag=Planversionsslag.FASTSTALLD).select_related("av").order_by("nummer"))
    fore = [None, *versioner]
    rader = [
        Versionsrad(v, planskillnader(f.innehall, v.innehall) if f else [])
        for f, v in zip(fore, versioner, strict=False)
    ]
    slappta = Mal.objects.filter(plan=plan, slappt__isnull=False, gallande_text="").exclude(slappt_for="")
    return {"rader": rader[::-1], "slappta": list(slappta)}
