"""Systemkontroller som `check --deploy` kör: det som inte får vara på i drift."""

from django.conf import settings
from django.core.checks import Error, Tags, register


@register(Tags.security, deploy=True)
def demo_ar_avstangd(app_configs, **kwargs) -> list[Error]:
    """Demon låter vem som helst logga in som vem som helst; driftkontrollen vägrar när den är på."""
    if not settings.DEMO:
        return []
    return [Error("Demodörren är öppen (DEMO=1).", hint="Ta bort DEMO ur miljön i drift.", id="styrkedja.E001")]


@register(Tags.security, deploy=True)
def textnyckeln_ar_egen(app_configs, **kwargs) -> list[Error]:
    """Utan en egen, lång TEXTNYCKEL kan ingen hemlig text skrivas, eller så öppnar SECRET_KEY den."""
    nyckel = settings.TEXTNYCKEL
    if len(nyckel) >= 32 and settings.SECRET_KEY not in nyckel and nyckel not in settings.SECRET_KEY:
        return []
    return [
        Error(
            "TEXTNYCKEL saknas, är kortare än 32 tecken eller är densamma som SECRET_KEY.",
            hint="Ge en egen slumpad TEXTNYCKEL i miljön och förvara den skild från databasens säkerhetskopior.",
            id="styrkedja.E002",
        )
    ]
