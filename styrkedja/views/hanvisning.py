"""En hänvisnings adress: leder till källan, för den som får se den."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from styrkedja.begaran import Begaran
from styrkedja.handlingar.hanvisningar import hanvisningens_adress


@require_safe
def hanvisning(request: Begaran, id_: UUID) -> HttpResponse:
    """Samma 404 för en hänvisning som inte finns och en källa som läsaren inte får se."""
    adress = hanvisningens_adress(request.user, id_)
    if adress is None:
        raise Http404
    return redirect(adress)
