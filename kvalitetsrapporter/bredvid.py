"""Det som står bredvid texten: förra årets ord, vad det lyfta blev, och enheten i korthet."""

from collections.abc import Iterable
from dataclasses import dataclass

from kvalitetsrapporter.handlingar.forra_aret import forra_i_fil, tidigare_rubriker
from kvalitetsrapporter.handlingar.innehall import Avsnittslage
from kvalitetsrapporter.models import Inlamning, Punkt, Rapport, TidigareRapport
from kvalitetsrapporter.regler.forra_aret import motsvarar
from kvalitetsrapporter.regler.tidigare import Utdrag, utdrag
from kvalitetsrapporter.skrivstod import blev_i_ord
from styrkedja.format import datum_kort
from styrkedja.klocka import idag
from styrkedja.models import Befattning, EnhetSkolform, Tillhorighet
from styrkedja.regler.roller import Roll


def forra_aret(lage: Avsnittslage) -> dict | None:
    """Vad förra läsårets senaste inlämnade version sade i samma avsnitt. Två frågor."""
    rapport = lage.avsnitt.rapport
    forra = rapport.lasar.foregaende()
    if forra is None:
        return None
    inlamning = (
        Inlamning.objects.filter(rapport__enhet=rapport.enhet_id, rapport__lasar=forra)
        .select_related("omgang")
        .order_by("-omgang__ordning", "-nummer")
    )
    nyckel = motsvarar(lage.avsnitt.nyckel)
    for version in inlamning:
        for avsnitt in version.innehall["avsnitt"]:
            if avsnitt["nyckel"] == nyckel:
                return {"lasar": forra.namn, "slug": forra.slug, "inlamning": version, **avsnitt}
    return None


@dataclass(frozen=True)
class Tidigare:
    """Förra årets rapport från tiden före systemet, och det i den som handlar om avsnittet. Tomt utan läst text."""

    rapport: TidigareRapport
    utdrag: Utdrag | None


def forra_fore_systemet(lage: Avsnittslage, alla: Iterable[Avsnittslage]) -> Tidigare | None:
    """Den intagna rapporten för läsåret före, för den som inte har något förra år i systemet (krav 112).

    Args:
        alla: rapportens avsnitt, så att stycket slutar där nästa avsnitts rubrik står.
    """
    rapport = forra_i_fil(lage.avsnitt.rapport)
    if rapport is None:
        return None
    andras = [namn for a in alla for namn in tidigare_rubriker(a.avsnitt)]
    return Tidigare(rapport, utdrag(rapport.text, tidigare_rubriker(lage.avsnitt), andras) if rapport.text else None)


@dataclass(frozen=True)
class LyftPunkt:
    """En punkt som har lyfts vidare, och vad det blev av den så långt systemet vet."""

    text: str
    slag: str
    lasar: str
    lyft: str
    blev: str


def lyfta_punkter(lage: Avsnittslage) -> list[LyftPunkt]:
    """Punkter som enheten lyft i samma avsnitt, i år och förra läsåret, den senast lyfta först. En fråga.

    En punkt som blev ett mål säger det. Vad dialogen kom fram till bärs av rummet ovanför.
    """
    avsnitt = lage.avsnitt
    punkter = (
        Punkt.objects.filter(
            avsnitt__nyckel=avsnitt.nyckel,
            avsnitt__rapport__enhet=avsnitt.rapport.enhet_id,
            avsnitt__rapport__lasar__fran__lte=avsnitt.rapport.lasar.fran,
            lyft__isnull=False,
        )
        .select_related("avsnitt__rapport__lasar", "mal__plan__lasar")
        .order_by("-lyft")[:12]
    )
    return [
        LyftPunkt(
            punkt.text,
            punkt.get_slag_display(),
            punkt.avsnitt.rapport.lasar.namn,
            f"lyft till dialogen {datum_kort(punkt.lyft)}",
            blev_i_ord(punkt.mal) or ("Står inte längre i texten." if punkt.borttagen else ""),
        )
        for punkt in punkter
        if punkt.lyft
    ]


def enheten_i_korthet(rapport: Rapport) -> list[tuple[str, str]]:
    """Organisationens uppgifter om enheten (etikett, värde). De rättas i Administration, inte i rapporten."""
    enhet, lasar = rapport.enhet, rapport.lasar
    galler = EnhetSkolform.objects.filter(enhet=enhet).under(lasar).select_related("skolform", "laroplan")
    tillhor = Tillhorighet.objects.filter(enhet=enhet, lasar=lasar).select_related("omrade").first()
    rektorer = Befattning.objects.galler(idag()).med_roll(Roll.REKTOR).filter(plats=enhet.pk).select_related("person")
    forskolor = list(enhet.forskolor.all()) if enhet.enhetsslag == "chefsomrade" else []
    fakta = [
        ("Skolformer", ", ".join(dict.fromkeys(f"{r.skolform.namn} {r.arskurser}".strip() for r in galler))),
        ("Läroplaner", ", ".join(dict.fromkeys(r.laroplan.namn for r in galler))),
        ("Verksamhetsområde", tillhor.omrade.namn if tillhor else ""),
        ("Rektor", ", ".join(b.person.namn for b in rektorer)),
        ("Förskolor", f"{len(forskolor)}: " + ", ".join(f.namn for f in forskolor) if forskolor else ""),
    ]
    return [(etikett, varde[:1].upper() + varde[1:]) for etikett, varde in fakta if varde]
