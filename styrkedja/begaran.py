"""Begäran så som en vy bakom inloggningen möter den."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from styrkedja.models import Person


class Begaran(HttpRequest):
    """En begäran från någon inloggad: `user` är alltid en Person (InloggningKravs släpper inte in någon annan).

    Ett namn för typgranskningen; Django skapar vanliga HttpRequest. Vyer märkta @oppen tar HttpRequest.
    """

    user: Person
    htmx: HtmxDetails
