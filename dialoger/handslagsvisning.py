"""Handslaget som en färdig rad: orden, vem, när, vems ja det har, och vad personen kan göra med det."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.urls import reverse

from dialoger.behorighet.handslag import hinder_for_handlingen
from dialoger.models import Dialog, Handslag
from dialoger.parterna import Parterna
from dialoger.regler.handslag import Handslagslage, Riktning, Utfall
from kvalitetsrapporter.behorighet import leder_enheten
from styrkedja.format import datum_kort, uppraknat
from styrkedja.klocka import idag
from styrkedja.models import Person

#: Läget → (ton, ikon). Utfallet säger mer än läget när det finns.
LAGEN = {
    Handslagslage.FORESLAGET: ("vakta", "vanta"),
    Handslagslage.BEKRAFTAT: ("lugnt", "ring"),
    Handslagslage.PAGAR: ("lugnt", "halv"),
    Handslagslage.KLART: ("god", "klar"),
    Handslagslage.FORTSATTER: ("lugnt", "pil"),
    Handslagslage.SLAPPT: ("lugnt", "streck"),
}
UTFALL = {Utfall.GJORT: ("god", "klar"), Utfall.DELVIS: ("vakta", "halv"), Utfall.INTE: ("brist", "tom")}
#: Handlingen på raden → knappens ord, i den ordning de står.
VAL = {"borja": "Det har börjat", "folj-upp": "Följ upp", "andra": "Ändra", "ta-bort": "Ta bort", "slapp": "Släpp"}


@dataclass(frozen=True)
class Form:
    ton: str
    ikon: str
    ord: str


@dataclass(frozen=True)
class Handslagsrad:
    """Ett handslag att rita."""

    handslag: Handslag
    vem: str
    nar: str
    form: Form
    #: "Bekräftat av dig. Väntar på Disa Kronlöf."; tomt när alla eller ingen har sagt ja.
    ja: str
    vantar_pa_mig: bool
    #: (text, adress) till det som handslaget hänger ihop med.
    galler: tuple[str, str] | None
    #: (ord, adress) för det personen kan göra.
    val: list[tuple[str, str]] = field(default_factory=list)
    sent: bool = False

    @property
    def fran(self) -> str:
        """VD3 2025/26"""
        return dialogens_namn(self.handslag.dialog)


def dialogens_namn(dialog: Dialog) -> str:
    return f"{dialog.omgang.namn if dialog.omgang else dialog.rubrik} {dialog.lasar}"


def handslagsrader(person: Person, handslag: Iterable[Handslag], i_dialog: Dialog | None = None) -> list[Handslagsrad]:
    """Raderna i given ordning.

    Args:
        i_dialog: dialogen som sidan visar: där görs handlingarna. None visar dem utan val.
    """
    handslag = list(handslag)
    parterna = Parterna({h.dialog_id: h.dialog for h in handslag}.values())
    return [_rad(person, h, parterna, i_dialog) for h in handslag]


def _rad(person: Person, handslag: Handslag, parterna: Parterna, i_dialog: Dialog | None) -> Handslagsrad:
    ja, vantar = _jaet(person, handslag, parterna)
    svarar = parterna.person(handslag.ansvarig) if handslag.ansvarig else None
    return Handslagsrad(
        handslag,
        svarar.namn if svarar else handslag.vem,
        handslag.nar,
        formen(handslag),
        ja,
        vantar,
        _band(person, handslag),
        _valen(person, handslag, i_dialog) if i_dialog else [],
        handslag.sent(idag()),
    )


def formen(handslag: Handslag) -> Form:
    """Hur det gick när det är sagt, att dagen har passerat när den har det, annars läget."""
    if handslag.utfall:
        utfall = Utfall(handslag.utfall)
        vidare = ", förs vidare" if handslag.tillstand == Handslagslage.FORTSATTER else ""
        return Form(*UTFALL[utfall], f"{utfall.label}{vidare}")
    if handslag.sent(idag()):
        skulle = f"skulle vara gjort {datum_kort(handslag.senast)}" if handslag.senast else ""
        return Form("brist", "sen", skulle if handslag.senast and handslag.senast < idag() else "inte följt upp")
    lage = Handslagslage(handslag.tillstand)
    return Form(*LAGEN[lage], str(lage.label))


def _jaet(person: Person, handslag: Handslag, parterna: Parterna) -> tuple[str, bool]:
    """Vems ja det har och vems det väntar på, och om det är personens."""
    if handslag.tillstand != Handslagslage.FORESLAGET:
        return "", False
    sagt = {j.part_id for j in handslag.ja.all() if j.upphavt is None}
    parter = list(handslag.dialog.parter.all())
    mig = any(p.ar(person) and p.pk not in sagt for p in parter)

    def namn(vilka: bool) -> list[str]:
        utvalda = [p for p in parter if (p.pk in sagt) is vilka]
        return ["dig" if p.ar(person) else (v.namn if (v := parterna.person(p)) else str(p)) for p in utvalda]

    har, vantar = namn(True), namn(False)
    fore = "Ändrat sedan ni sade ja. " if handslag.fragar_igen else ""
    if not har:
        return fore.strip(), mig
    return f"{fore}Bekräftat av {_kort(har)}. Väntar på {_kort(vantar)}.", mig


def _kort(namn: list[str]) -> str:
    return uppraknat(namn) if len(namn) <= 3 else f"{uppraknat(namn[:2])} och {len(namn) - 2} till"


def _band(person: Person, handslag: Handslag) -> tuple[str, str] | None:
    """Det som handslaget hänger ihop med, med vägen dit för den som läser det."""
    if mal := handslag.mal:
        plan = mal.plan
        adress = reverse("plan", args=[plan.mapp, plan.plats.slug, plan.lasar.slug])
        return f"Målet: {mal.gallande_text or mal.text}", f"{adress}#mal-{mal.pk}"
    if uppdrag := handslag.uppdrag:
        adress = reverse("uppdrag", args=[uppdrag.lasar.slug, uppdrag.nr])
        return f"VP-uppdrag {uppdrag.nr}: {uppdrag.rubrik}", adress
    if punkt := handslag.punkt:
        rapport = punkt.avsnitt.rapport
        adress = reverse("rapport-avsnitt", args=[rapport.enhet.slug, rapport.lasar.slug, punkt.avsnitt.nyckel])
        return f"{punkt.get_slag_display().capitalize()}: {punkt.text}", adress if leder_enheten(
            person, rapport
        ) else ""
    return (f"Ur punkten {handslag.dagordningspunkt.rubrik}", "") if handslag.dagordningspunkt else None


def _valen(person: Person, handslag: Handslag, i_dialog: Dialog) -> list[tuple[str, str]]:
    """Det som går att göra nu. Orden skrivs i handslagets egen dialog; följs upp gör det också i en senare."""
    egen = handslag.dialog_id == i_dialog.pk
    handlingar = {"borja": "borja", "folj-upp": "klart"} | ({"andra": "andra", "ta-bort": "ta_bort"} if egen else {})
    if handslag.tillstand == Handslagslage.FORESLAGET and (not egen or handslag.ja.all()):
        handlingar = {n: h for n, h in handlingar.items() if n != "ta-bort"} | {"slapp": "slapp"}
    if not egen:
        handlingar.pop("borja")
    return [
        (VAL[namn], reverse("handslag-gor", args=[i_dialog.pk, handslag.pk, namn]))
        for namn in VAL
        if namn in handlingar and hinder_for_handlingen(person, i_dialog, handslag, handlingar[namn]) is None
    ]


def i_spalter(rader: Iterable[Handslagsrad]) -> list[tuple[str, list[Handslagsrad]]]:
    """Sluta, börja, fortsätta: alltid tre spalter, i den ordningen."""
    rader = list(rader)
    return [(str(r.label).capitalize(), [h for h in rader if h.handslag.riktning == r]) for r in Riktning]
