"""Att skriva i händelseloggen. Anropas inifrån handlingens egen transaktion: går den om intet gör raden det också."""

from datetime import datetime
from typing import Any

from django.db import models

from styrkedja.klocka import nu as klockan_nu
from styrkedja.models import Handelse, Person


def logga(
    handling: str,
    *,
    av: Person | None,
    pa: models.Model,
    plats_id: int | None = None,
    nu: datetime | None = None,
    utfall: str = Handelse.Utfall.GJORT,
    **uppgifter: Any,
) -> Handelse:
    """Skriver en händelse: vem, vad, på vad, när, hur det gick.

    Args:
        handling: verbet, till exempel "lamna_in".
        av: den som handlar; None är systemet självt.
        pa: tinget; dess slag, nyckel och namn kopieras, ingen främmande nyckel läggs.
        plats_id: platsen som händelsen hör till, så att den kan visas för den som svarar för platsen.
        uppgifter: korta fakta (nummer, antal, nyckel). Aldrig texten själv.
    """
    return Handelse.objects.create(
        nar=nu or klockan_nu(),
        aktor_id=av.pk if av else None,
        aktor_namn=av.namn if av else "systemet",
        aktor_titel=av.titel if av else "",
        handling=handling,
        objekt_slag=pa._meta.model_name or "",
        objekt_id=str(pa.pk),
        objekt_namn=str(pa)[:200],
        plats_id=plats_id,
        utfall=utfall,
        uppgifter=uppgifter,
    )
