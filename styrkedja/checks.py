"""Systemkontroller som `check --deploy` kör: det som inte får vara på i drift."""

from django.conf import settings
from django.core.checks import Error, Tags, register


@register(Tags.security, deploy=True)
def demo_ar_avstangd(app_configs, **kwargs) -> list[Error]:
    """Demon låter vem som helst logga in som vem som helst; driftkontrollen vägrar när den är på."""
    if not settings.DEMO:
        return []
    return [Error("Demodörren är öppen (DEMO=1).", hint="Ta bort DEMO ur miljön i drift.", id="styrkedja.E001")]
