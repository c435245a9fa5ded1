"""Det varje sida behöver: kommunens namn, menyn för rollen, läsåret."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject


def sidram(request: HttpRequest) -> dict:
    from styrkedja.handlingar.lasar import aktuellt_lasar
    from styrkedja.menyer import meny_for
    from styrkedja.models import Huvudman

    inloggad = getattr(request, "user", None) is not None and request.user.is_authenticated
    return {
        "demo": settings.DEMO,
        "huvudman": SimpleLazyObject(lambda: Huvudman.objects.first() or ""),
        "aktuellt_lasar": SimpleLazyObject(lambda: aktuellt_lasar() or ""),
        "meny": SimpleLazyObject(lambda: meny_for(request) if inloggad else []),
    }
