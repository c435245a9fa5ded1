"""Behovets egen sida: behovet, svaren, och vägen tillbaka i led (design/screens/stod)."""

from dialoger.models import Stodsvar
from dialoger.regler.stod import Led
from dialoger.stodlista import Stodrad
from kvalitetsrapporter.models import Stodbehov
from styrkedja.format import datum_kort


def vagen(rad: Stodrad) -> list[Led]:
    """Leden från rapporten till rektors ställningstagande. Det första ogjorda är där behovet är nu."""
    behov, svar = rad.behov, rad.svar
    gjorda = [
        Led("Rapport", f"Skrivet av {behov.skapad_av.namn}", datum_kort(behov.skapad)),
        Led(behov.omgang.namn, f"Sänt till {rad.till}", datum_kort(behov.sant) if behov.sant else ""),
        *(Led("Flytt", f"Från {f.fran} till {f.till}: {f.skal}", datum_kort(f.nar)) for f in behov.flyttar.all()),
        Led("Mottagare", "Mottaget" if behov.mottaget else "Inte mottaget än", _nar(behov.mottaget)),
        Led("Svar", svar.get_svar_display().capitalize() if svar else "Inget svar än", _nar(svar and svar.nar)),
        Led("Rektor", _rektors(svar), _nar(svar and svar.rektors_nar)),
    ]
    nu = next((i for i, led in enumerate(gjorda) if not led.nar), len(gjorda) - 1)
    return [Led(led.niva, led.vad, led.nar, i == nu) for i, led in enumerate(gjorda)]


def _nar(nar) -> str:
    return datum_kort(nar) if nar else ""


def _rektors(svar: Stodsvar | None) -> str:
    if svar is None or not (svar.rektors or svar.last_av_rektor):
        return "Inget ställningstagande"
    return svar.get_rektors_display().capitalize() if svar.rektors else "Läst, inte besvarat"


def tidigare_svar(behov: Stodbehov) -> list[Stodsvar]:
    """De ersatta svaren, det senaste först."""
    return list(behov.svar.filter(ersatt__isnull=False).select_related("av"))
