"""Planens läge i en mening, och skälen under: det som står överst på planens sida och i listor.

Källa: design/screens/plan.png. En mening säger vad som är sant och vems tur det är.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from styrkedja.format import datum_kort, datum_lang, tal_i_ord, uppraknat, veckodag_datum
from vp_uppdrag.regler.lage import Form
from vp_uppdrag.regler.mal import Bristslag
from vp_uppdrag.regler.plan import Plantillstand, malen_i_ord

#: Tillståndets form i listor och på sidan.
TILLSTANDETS_FORM: dict[str, Form] = {
    Plantillstand.UTKAST: Form("lugnt", "penna", "utkast"),
    Plantillstand.AVSTAMS: Form("vakta", "retur", "avstäms"),
    Plantillstand.AVSTAMD: Form("god", "klar", "avstämd"),
    Plantillstand.FASTSTALLD: Form("god", "klar", "fastställd"),
    Plantillstand.REVIDERAS: Form("vakta", "penna", "revideras"),
    Plantillstand.AVSLUTAD: Form("lugnt", "las", "avslutad"),
}
#: Det som fattas, kort: "Mål 3 saknar en orsak."
SAKNAR: dict[Bristslag, str] = {
    Bristslag.TEXT: "sin mening",
    Bristslag.ORSAK: "en orsak",
    Bristslag.NIVA: "orsakens nivå",
    Bristslag.AKTIVITET: "en aktivitet",
}
FRAMAT = ("upp", "dubbelupp")


@dataclass(frozen=True)
class Planlage:
    """Det som meningarna byggs av. `hindrade`: (målets nummer, vad som fattas). `ojade`: numren på mål utan chefens ja.

    `framat`: hur många mål som gick framåt i den senaste rundan, None innan någon runda är inlämnad.
    """

    tillstand: str
    antal: int
    lasar: str
    hindrade: Sequence[tuple[int, Bristslag]] = ()
    ojade: Sequence[int] = ()
    framat: int | None = None
    chef: str = ""
    hos_mig: bool = False
    sista_dag: date | None = None
    faststalld: date | None = None


def rubrik(lage: Planlage) -> str:
    """Läget i en mening, för den som läser målen."""
    if not lage.antal:
        return "Planen är tom."
    malen = malen_i_ord(lage.antal)
    if lage.tillstand in (Plantillstand.UTKAST, Plantillstand.REVIDERAS):
        return f"{malen}. {_i_utkastet(lage)}"
    if lage.tillstand == Plantillstand.AVSTAMS:
        return f"{malen}{_i_avstamningen(lage)}"
    if lage.tillstand == Plantillstand.AVSTAMD:
        return f"{malen} {'avstämt' if lage.antal == 1 else 'avstämda'}. Nu kan planen fastställas."
    return (
        f"{malen} för läsåret {lage.lasar}." if lage.framat is None else f"{malen}. {_framat(lage.framat, lage.antal)}"
    )


def _framat(antal: int, av: int) -> str:
    if not antal:
        return "Inget går framåt än."
    if antal == av:
        return "Det går framåt." if av == 1 else "Alla går framåt."
    return f"{'ett' if antal == 1 else tal_i_ord(antal)} går framåt.".capitalize()


def _i_utkastet(lage: Planlage) -> str:
    hindrade = dict(reversed(lage.hindrade))
    if not hindrade:
        return "Planen kan skickas för avstämning."
    if len(hindrade) == 1:
        nr, slag = next(iter(hindrade.items()))
        return f"{f'Mål {nr}' if lage.antal > 1 else 'Det'} saknar {SAKNAR[slag]}."
    return f"{tal_i_ord(len(hindrade)).capitalize()} är inte färdiga."


def _i_avstamningen(lage: Planlage) -> str:
    vem = "dig" if lage.hos_mig else lage.chef or "avstämning"
    sagda = lage.antal - len(lage.ojade)
    if not sagda or not lage.ojade:
        return f" väntar på {vem}."
    resten = uppraknat([str(nr) for nr in lage.ojade])
    ja = "ett är avstämt" if sagda == 1 else f"{tal_i_ord(sagda)} är avstämda"
    return f". {ja.capitalize()}, mål {resten} väntar på {vem}."


def dagen_i_ord(lage: Planlage, idag: date) -> str:
    """När planen ska vara fastställd, skulle ha varit det, eller blev det. Tomt när ingen dag är satt."""
    if lage.faststalld:
        return f"Fastställd {datum_lang(lage.faststalld)}."
    if lage.sista_dag is None:
        return ""
    if lage.sista_dag < idag:
        dag = datum_lang(lage.sista_dag)
        return f"Planen skulle ha varit fastställd {dag}. Den går att fastställa ändå, och märks som sen."
    return f"Planen ska vara fastställd {veckodag_datum(lage.sista_dag)}."


def form(tillstand: str, sista_dag: date | None, faststalld: bool, idag: date, *, hos: str = "") -> Form:
    """Tillståndet som det visas; en plan som skulle ha varit fastställd säger det i ord och form.

    Args:
        hos: vem planen är hos, "hos Rahel Tornbrink".
    """
    grund = TILLSTANDETS_FORM[tillstand]
    ord_ = f"{grund.ord} {hos}".strip()
    if sista_dag is not None and sista_dag < idag and not faststalld:
        return Form("brist", "sen", f"{ord_}, skulle ha varit fastställd {datum_kort(sista_dag)}")
    return Form(grund.ton, grund.ikon, ord_)
