"""Det varje sida behöver: kommunens namn, menyn för rollen, läsåret."""

from typing import TYPE_CHECKING, cast

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

if TYPE_CHECKING:
    from styrkedja.begaran import Begaran


def sidram(request: HttpRequest) -> dict:
    from styrkedja.handlingar.kommunen import kommunen
    from styrkedja.handlingar.lasar import aktuellt_lasar
    from styrkedja.menyer import meny_for, menyn_i_html

    inloggad = getattr(request, "user", None) is not None and request.user.is_authenticated
    return {
        "demo": settings.DEMO,
        "huvudman": SimpleLazyObject(kommunen),
        "aktuellt_lasar": SimpleLazyObject(lambda: aktuellt_lasar() or ""),
        "meny": SimpleLazyObject(lambda: menyn_i_html(meny_for(cast("Begaran", request))) if inloggad else ""),
    }
