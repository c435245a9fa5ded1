"""Koladas öppna svar, version 3: data per kommun och per enhet, uppdelat på kön (T, K, M).

Koladas egna enhetsnycklar (V15E…) är inte skolenhetskoder. `count` är antalet enheter bakom värdet, aldrig elever: n är
okänt, och Koladas eget skydd gäller. Källa: data/kolada_sample.json, data/README.md.
"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from analysunderlag.regler.perioder import Periodfel, kalenderar, lasar
from analysunderlag.regler.tal import Talfel, avrunda, prova_granser
from analysunderlag.regler.tecken import Tecken
from analysunderlag.regler.uppgift import Felslag, Formlasning, Nyckeltalsfakta, Radfel, Sammanhang, Uppgift
from styrkedja.regler.inlasning import Filfel

FORM, KALLA = "kolada", "kolada"
KON = {"T": "", "K": "K", "M": "M"}
RUBRIKER = ("kpi", "plats", "period", "gender", "value")
KALENDERAR = "kalenderar"


def ar_koladas(svar: Any) -> bool:
    return any(True for _ in _poster(svar))


def las_kolada(
    svar: Any, sammanhang: Sammanhang, *, lasaret_borjar: Sequence[str] = (), hoppa: Sequence[int] = ()
) -> Formlasning:
    """Läser ett svar, eller en fil med flera svar.

    Args:
        svar: JSON, med tal som Decimal. Antingen ett svar ({"values": [...]}) eller flera under egna namn.
        lasaret_borjar: kpi vars år är det år läsåret börjar.

    Raises:
        Filfel: inget i filen är ett svar med data.
    """
    poster = list(_poster(svar))
    if not poster:
        raise Filfel("Filen innehåller inga rader.")
    lasning = Formlasning(FORM, KALLA, "Kolada", RUBRIKER)
    namn = dict(_namn(svar))
    per_kpi = {fakta.kolada_id: fakta for fakta in sammanhang.nyckeltal.values() if fakta.kolada_id}
    nummer = 0
    for post in poster:
        for varde in post.get("values", []):
            nummer += 1
            if nummer not in hoppa:
                _las_varde(nummer, post, varde, lasning, sammanhang, per_kpi, namn, lasaret_borjar)
    return lasning


def _poster(svar: Any) -> Iterator[dict[str, Any]]:
    """Alla {kpi, municipality eller ou, period, values} i svaret, ett eller två steg ned."""
    if isinstance(svar, list):
        for del_ in svar:
            yield from _poster(del_)
    elif isinstance(svar, dict):
        if "kpi" in svar and isinstance(svar.get("values"), list) and ("municipality" in svar or "ou" in svar):
            yield svar
        elif "kpi" not in svar or not isinstance(svar["kpi"], str):
            for del_ in svar.values():
                if isinstance(del_, (list, dict)):
                    yield from _poster(del_)


def _namn(svar: Any) -> Iterator[tuple[str, str]]:
    """Namnen på kommuner, grupper och enheter som följer med i filen: id → title."""
    if isinstance(svar, dict):
        if isinstance(svar.get("id"), str) and isinstance(svar.get("title"), str):
            yield svar["id"], svar["title"]
        for del_ in svar.values():
            yield from _namn(del_)
    elif isinstance(svar, list):
        for del_ in svar:
            yield from _namn(del_)


def _las_varde(
    nummer: int,
    post: dict[str, Any],
    varde: Any,
    lasning: Formlasning,
    sammanhang: Sammanhang,
    per_kpi: Mapping[str, Nyckeltalsfakta],
    namn: Mapping[str, str],
    lasaret_borjar: Sequence[str],
) -> None:
    kpi, plats = str(post["kpi"]), str(post.get("ou") or post.get("municipality"))
    celler = (kpi, plats, str(post.get("period", "")), str(varde.get("gender", "")), _text(varde.get("value")))
    lasning.rader[nummer] = celler
    fakta = per_kpi.get(kpi)
    skal = _skal_att_hoppa_over(kpi, fakta, varde, celler[3])
    vem = _vem(post, sammanhang, namn)
    if skal or isinstance(vem, str) or fakta is None:
        lasning.hoppa(nummer, namn.get(plats, plats), skal or str(vem))
        return
    period = _perioden(kpi, celler[2], fakta, lasaret_borjar)
    if period is None:
        lasning.lagg_fel(nummer, Radfel("period", celler[2], "Året går inte att läsa.", Felslag.RAD))
        return
    tal, tecken = _talet(nummer, varde.get("value"), fakta, lasning)
    lasning.uppgifter.append(
        Uppgift(
            rad=nummer, kolumn="value", nyckeltal=fakta.nyckel, period=period, text=celler[4] or ".", tal=tal, tecken=tecken,
            kon=KON[celler[3]], **vem,
        )
    )  # fmt: skip


def _skal_att_hoppa_over(kpi: str, fakta: Nyckeltalsfakta | None, varde: Any, kon: str) -> str:
    if fakta is None:
        return f"{kpi} hör inte till något nyckeltal"
    if varde.get("isdeleted"):
        return "borttaget i Kolada"
    return "" if kon in KON else f"okänt kön {kon}"


def _vem(post: dict[str, Any], sammanhang: Sammanhang, namn: Mapping[str, str]) -> dict[str, Any] | str:
    if ou := post.get("ou"):
        return {"kod": str(ou), "namn": namn.get(str(ou), "")}
    kommun = str(post["municipality"])
    if kommun == sammanhang.kommunkod:
        return {"niva": "huvudman"}
    if kommun == "0000":
        return {"niva": "riket", "jamforelse": "riket"}
    if kommun.startswith("G"):
        return {"niva": "kommungrupp", "jamforelse": namn.get(kommun, kommun)[:80]}
    return "en annan kommun"


def _perioden(kpi: str, ar: str, fakta: Nyckeltalsfakta, lasaret_borjar: Sequence[str]) -> str | None:
    try:
        if fakta.period == KALENDERAR:
            return kalenderar(int(ar)).text
        return lasar(int(ar) if kpi in lasaret_borjar else int(ar) - 1).text
    except (Periodfel, ValueError):
        return None


def _talet(nummer: int, varde: Any, fakta: Nyckeltalsfakta, lasning: Formlasning) -> tuple[Decimal | None, str]:
    """Ett värde som saknas är ett tecken, aldrig noll."""
    if varde is None:
        return None, Tecken.SAKNAS
    try:
        tal = avrunda(Decimal(varde))
        prova_granser(tal, fakta.granser)
    except Talfel as fel:
        lasning.lagg_fel(nummer, Radfel("value", _text(varde), str(fel), Felslag.RAD, fel.forslag))
        return None, Tecken.SAKNAS
    except (ArithmeticError, ValueError, TypeError):
        lasning.lagg_fel(nummer, Radfel("value", str(varde)[:40], "Det är inget tal.", Felslag.RAD))
        return None, Tecken.SAKNAS
    return tal, ""


def _text(varde: Any) -> str:
    return "" if varde is None else str(varde).replace(".", ",")
