"""Bladen att skriva i, uppdragets och planens: sidan, sparningen i bakgrunden, och sparningen utan skript."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render

from styrkedja.begaran import Begaran
from styrkedja.handlingar.narvaro import andra_har
from styrkedja.handlingar.texter import Sparat
from styrkedja.skrivning import Nej, krock_i_ord, krockmening, las_skrivelse, svara
from vp_uppdrag.forms.blad import Bladformular
from vp_uppdrag.handlingar.blad import Ifyllt, las_blad, senast_sparat
from vp_uppdrag.regler.blad import Bladfalt


@dataclass(frozen=True)
class Blad:
    """Ett blad: vems texter, vilka fält, hur de sparas, och sidans ord."""

    agare: str
    agare_id: int
    falt: tuple[Bladfalt, ...]
    spara: Callable[..., Sparat]
    rubrik: str
    ingress: str
    ater: str
    ater_namn: str
    spara_adress: str
    #: Sidans mall och det mer som den ritar; mallen bygger på `vp_uppdrag/blad.html`.
    mall: str = "vp_uppdrag/blad.html"
    mer: Mapping[str, Any] = field(default_factory=dict)
    #: Läser fälten, när det inte görs på det vanliga sättet (hemliga texter).
    las: Callable[[], list[Ifyllt]] | None = None

    def rader(self) -> list[Ifyllt]:
        return self.las() if self.las else las_blad(self.agare, self.agare_id, self.falt)


def visa_eller_spara(request: Begaran, blad: Blad) -> HttpResponse:
    """GET visar bladet. POST sparar det utan skript: vid krock finns båda texterna kvar, och nästa sparning gäller."""
    rader = blad.rader()
    if request.method != "POST":
        return _visa(request, blad, Bladformular(blad=rader))
    formular = Bladformular(request.POST, blad=rader)
    if not formular.is_valid():
        return _visa(request, blad, formular, status=400)
    sparat = blad.spara(texter=formular.texter(), versioner=formular.versioner(), av=request.user)
    if not sparat.krockar:
        return redirect(request.path)
    data = request.POST.copy()
    for falt, version in (sparat.versioner | {k.falt: k.version for k in sparat.krockar}).items():
        data[f"version-{falt}"] = str(version)
    nytt = Bladformular(data, blad=blad.rader())
    krockar = {k.falt: krock_i_ord(k) for k in sparat.krockar}
    return _visa(request, blad, nytt, status=409, krockar=krockar, krock_mening=krockmening(sparat.krockar))


def _visa(
    request: Begaran, blad: Blad, formular: Bladformular, status: int = 200, krockar: dict | None = None, **mer: Any
) -> HttpResponse:
    namn = {
        "blad": blad,
        "formular": formular,
        "rutor": formular.rutor(krockar),
        "sparat": senast_sparat(formular.blad),
        **blad.mer,
        **mer,
    }
    return render(request, blad.mall, namn, status=status)


def spara_i_bakgrunden(request: Begaran, blad: Blad) -> HttpResponse:
    """Skrivprotokollet. Anropas från en vy märkt @skrivvy, sedan dörr och rätt är prövade.

    Raises:
        Nej: 403 när tinget under tiden har blivit sådant att det inte går att skriva i.
    """
    skrivet = las_skrivelse(request, falt=[f.nyckel for f in blad.falt])
    try:
        sparat = blad.spara(texter=skrivet.texter, versioner=skrivet.versioner, op=skrivet.op, av=request.user)
    except ValidationError as fel:
        raise Nej(403, f"{' '.join(fel.messages)} Din text är inte borta: kopiera den.", texter=skrivet.texter) from fel
    return svara(sparat, andra_har(blad.agare, blad.agare_id, utom=request.user))
