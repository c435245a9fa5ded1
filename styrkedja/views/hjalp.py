"""Hjälp för din roll, ordlistan och tillgänglighetssidan. Texterna är mallar: en per roll i templates/hjalp/roll/."""

import json
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from styrkedja.handlingar.lasar import aktuellt_lasar
from styrkedja.middleware import oppen, utan_befattning
from styrkedja.models import Person
from styrkedja.regler.roller import KOLUMN, Roll

ORDLISTA = Path(__file__).resolve().parent.parent / "data" / "ordlista.json"


@dataclass(frozen=True)
class Rollsida:
    """En hjälpsida: adressens ord, namnet i listan, och kolumnen i behörighetsmatrisen som den skrivs för."""

    slug: str
    namn: str
    kolumn: str

    @property
    def mall(self) -> str:
        return f"hjalp/roll/{self.slug}.html"

    def galler(self, person: Person) -> bool:
        return any(KOLUMN[Roll(b.roll)] == self.kolumn for b in person.befattningar_nu)


#: En sida per kolumn i matrisen, så att ingen roll blir utan.
ROLLSIDOR = (
    Rollsida("rektor", "Rektor", "RE"),
    Rollsida("bitradande-rektor", "Biträdande rektor", "BR"),
    Rollsida("verksamhetschef", "Verksamhetschef", "VC"),
    Rollsida("avdelningschef", "Avdelningschef", "AC"),
    Rollsida("utbildningsdirektor", "Utbildningsdirektör", "UD"),
    Rollsida("controller", "Controller och analytiker", "CO"),
    Rollsida("medarbetare", "Medarbetare", "ME"),
    Rollsida("namndledamot", "Ledamot i nämnden", "NL"),
    Rollsida("namndsekreterare", "Nämndsekreterare", "RG"),
    Rollsida("systemadministrator", "Systemadministratör", "SA"),
)
#: Den som ännu inte har någon befattning läser den sida som gäller för flest.
UTAN_ROLL = next(s for s in ROLLSIDOR if s.slug == "medarbetare")


class Ord(NamedTuple):
    term: str
    betyder: str
    engelska: str


@cache
def ordlistan() -> list[tuple[str, list[Ord]]]:
    """Domänens ord med förklaringar, i svensk ordning, samlade under sin första bokstav."""
    rader = json.loads(ORDLISTA.read_text(encoding="utf-8"))["domanen"]
    ord_ = [Ord(rad["term"], rad["betyder"], rad["engelska"]) for rad in rader]
    return [(bokstav, list(grupp)) for bokstav, grupp in groupby(ord_, key=lambda o: o.term[0].upper())]


@utan_befattning
@require_safe
def hjalp(request: HttpRequest, slug: str = "") -> HttpResponse:
    """Hjälpen för en roll; utan roll i adressen den egna. Alla får läsa allas: den säger vad som gäller, inget mer."""
    assert isinstance(request.user, Person)  # mellanlagret släpper bara in den som är inloggad
    egna = [sida for sida in ROLLSIDOR if sida.galler(request.user)]
    vald = next((s for s in ROLLSIDOR if s.slug == slug), None) if slug else (egna or [UTAN_ROLL])[0]
    if vald is None:
        raise Http404
    lasar = aktuellt_lasar()
    return render(
        request,
        vald.mall,
        {
            "rollsida": vald,
            "rollsidor": ROLLSIDOR,
            "egna": egna,
            "egen": vald in egna,
            "omgangar": list(lasar.omgangar.all()) if lasar else [],
        },
    )


@utan_befattning
@require_safe
def ord_(request: HttpRequest) -> HttpResponse:
    """Ordlistan: varje ord på klarspråk och på engelska."""
    return render(request, "hjalp/ord.html", {"bokstaver": ordlistan(), "rollsidor": ROLLSIDOR})


@oppen
@require_safe
def tillganglighet(request: HttpRequest) -> HttpResponse:
    """Vad som är provat, vad som inte är det, och hur man säger till. Öppen också för den som inte kan logga in."""
    return render(request, "hjalp/tillganglighet.html")
