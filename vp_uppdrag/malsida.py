"""Det som står runt målets blad: dess delar, det som fattas, samtalet, och det som målet växte ur."""

from typing import Any

from styrkedja.begaran import Begaran
from styrkedja.samla import ur_rummen
from vp_uppdrag.handlingar.planinnehall import malets_fakta, planens_innehall
from vp_uppdrag.models import Mal
from vp_uppdrag.planvisning import kapitel, las_uppfoljning, samtalen
from vp_uppdrag.regler.mal import malets_brister


def malsida(request: Begaran, mal: Mal) -> dict[str, Any]:
    """Namnen som `planmal.html` läser bredvid formuläret."""
    innehall = planens_innehall(mal.plan)
    ett = next(m for m in innehall["mal"] if m["id"] == mal.pk)
    innehall["mal"] = [ett]
    (kapitlet,) = kapitel(innehall, las_uppfoljning(mal.plan, innehall, request.user))
    kapitlet.brister = malets_brister(malets_fakta(ett))
    kapitlet.samtal = samtalen(innehall).get(mal.pk, [])
    for rummets in ur_rummen("verksamhetsplansida", "ursprung"):
        kapitlet.ursprung = rummets(request.user, [mal.pk]).get(mal.pk, kapitlet.ursprung)
    for rummets in ur_rummen("verksamhetsplansida", "foljder"):
        kapitlet.foljder = rummets(request.user, [mal.pk]).get(mal.pk, kapitlet.foljder)
    citaten = [c for rummets in ur_rummen("verksamhetsplansida", "citat") for c in rummets(request.user, mal)]
    return {"m": kapitlet, "skrivs": True, "citaten": citaten}
