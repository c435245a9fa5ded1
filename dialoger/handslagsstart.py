"""Handslagens del av startsidan: det som väntar på ett ja, det som ska följas upp, och läget. Ett fast antal frågor."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from django.urls import reverse

from dialoger.behorighet.dialog import FOR_DIALOGER
from dialoger.handslagsvisning import dialogens_namn
from dialoger.models import Dialog, Handslag
from dialoger.oppna_handslag import Lage, foljs_upp_i, laget_for, vantar_pa_ja
from dialoger.parterna import Parterna
from dialoger.regler.handslag import OPPNA, Handslagslage, Riktning
from styrkedja.format import antal_ord, datum, lokal_dag, uppraknat
from styrkedja.klocka import idag
from styrkedja.models import Hjulpost, Person
from styrkedja.regler.roller import Roll
from styrkedja.start import AttGora, Lagesrad

#: Så många av de egna handslagen står var för sig; de andra i en rad.
VISAS = 3


def handslagens(person: Person) -> tuple[list[AttGora], list[Lagesrad]]:
    """Det som väntar på personen, och hur många handslag som lever."""
    if not person.har(*FOR_DIALOGER):
        return [], []
    lever = Handslag.objects.filter(tillstand__in=[Handslagslage.FORESLAGET, *OPPNA])
    rader = list(lever.filter(dialog__in=Dialog.objects.som_part(person).values("pk")).med_det_som_visas())
    oppna = [h for h in rader if h.tillstand in OPPNA]
    forslag = [h for h in rader if h.tillstand == Handslagslage.FORESLAGET]
    return [*_att_bekrafta(person, forslag), *_att_folja_upp(person, oppna)], _laget(person, oppna)


# --- Att bekräfta --------------------------------------------------------------------------------
def _att_bekrafta(person: Person, forslag: list[Handslag]) -> Iterator[AttGora]:
    """En rad per dialog: hur många handslag, vem som har sagt ja, dagen i årshjulet. Är de många: en rad för alla."""
    per_dialog = vantar_pa_ja(person, forslag)
    dialoger = [h[0].dialog for h in per_dialog.values()]
    dagar, parterna = _hjulets_dagar(dialoger), Parterna(dialoger)
    rader = [_bekrafta(person, d, per_dialog[d.pk], parterna, dagar.get(d.pk)) for d in dialoger]
    if len(rader) <= VISAS:
        yield from rader
        return
    dag = min(r.dag for r in rader)
    varfor = (
        f"{antal_ord(sum(map(len, per_dialog.values())), 'Ett handslag', 'handslag').capitalize()} väntar på ditt ja."
    )
    yield AttGora(dag, f"Bekräfta handslagen i {len(rader)} dialoger", varfor, reverse("handslagen"), _ton(dag))


def _bekrafta(person: Person, dialog: Dialog, rader: list[Handslag], parterna: Parterna, dag: date | None) -> AttGora:
    dag = dag or (lokal_dag(dialog.genomford) if dialog.genomford else idag())
    rubrik = f"Bekräfta {'handslaget' if len(rader) == 1 else 'handslagen'} från {_namn(person, dialog)}"
    adress = reverse("handslag-bekrafta", args=[dialog.pk])
    return AttGora(dag, rubrik, f"{_vilka_har(rader, dialog, parterna)}{_antal(rader)}.", adress, _ton(dag))


def _namn(person: Person, dialog: Dialog) -> str:
    """VD1; med enheten för den som har flera."""
    namn = dialog.omgang.namn if dialog.omgang else dialog.rubrik
    return namn if person.har(Roll.REKTOR) else f"{namn}, {dialog.plats}"


def _vilka_har(rader: list[Handslag], dialog: Dialog, parterna: Parterna) -> str:
    ja = {j.part_id for h in rader for j in h.ja.all() if j.upphavt is None}
    namn = [p.namn for part in dialog.parter.all() if part.pk in ja and (p := parterna.person(part))]
    har = f"{uppraknat(namn)} har bekräftat. " if namn else ""
    andrat = "Ändrat sedan ni sade ja. " if any(h.fragar_igen for h in rader) else ""
    return har or andrat


def _antal(rader: list[Handslag]) -> str:
    """3 handslag: 1 sluta, 1 börja, 1 fortsätta"""
    antal = Counter(h.riktning for h in rader)
    delar = ", ".join(f"{antal[r]} {r.label}" for r in Riktning if antal[r])
    return f"{len(rader)} handslag: {delar}"


def _hjulets_dagar(dialoger: list[Dialog]) -> dict[int, date]:
    """Dagen då handslagen ska vara bekräftade enligt årshjulet: posten `vd1_handslag` på dialogens plats."""
    sokta = {(d.plats_id, d.lasar_id, f"{d.mall.nyckel}_handslag"): d.pk for d in dialoger if d.mall}
    poster = Hjulpost.objects.filter(plats__in={plats for plats, *_ in sokta}, nyckel__in={n for *_, n in sokta})
    dagar = {}
    for plats, lasar, nyckel, till, fran in poster.values_list("plats", "lasar", "nyckel", "till", "fran"):
        if (plats, lasar, nyckel) in sokta and (dag := till or fran):
            dagar[sokta[plats, lasar, nyckel]] = dag
    return dagar


# --- Att följa upp -------------------------------------------------------------------------------
def _att_folja_upp(person: Person, oppna: list[Handslag]) -> Iterator[AttGora]:
    """De som personen svarar för: var för sig när de är få, annars i en rad från den första dagen."""
    egna = [h for h in oppna if h.ansvarig and h.ansvarig.ar(person)]
    foljs_upp = foljs_upp_i(egna)
    rader = sorted((_folj_upp(h, foljs_upp[h.dialog_id]) for h in egna), key=lambda r: r.dag)
    if len(rader) <= VISAS:
        yield from rader
        return
    sena = sum(h.sent(idag()) for h in egna)
    skulle = antal_ord(sena, "Ett skulle ha varit gjort.", "skulle ha varit gjorda.").capitalize()
    varfor = skulle if sena else "De öppnar av sig själva i nästa dialog."
    yield AttGora(rader[0].dag, f"Följ upp {len(rader)} handslag", varfor, reverse("handslagen"), rader[0].ton)


def _folj_upp(handslag: Handslag, dialog: Dialog) -> AttGora:
    dag = handslag.senast or (lokal_dag(dialog.borjar) if dialog.borjar else dialog.fran) or idag()
    nar = f"Senast {datum(handslag.senast)}" if handslag.senast else _stor(handslag.nar_i_ord)
    i = f"Det öppnar av sig självt i {dialogens_namn(dialog)}" if dialog.pk != handslag.dialog_id else ""
    varfor = ". ".join(filter(None, (f"{_stor(handslag.get_riktning_display())}: {handslag.vad.rstrip('.')}", nar, i)))
    adress = reverse("handslag-gor", args=[dialog.pk, handslag.pk, "folj-upp"])
    sent = "brist" if handslag.sent(idag()) else ""
    return AttGora(dag, f"Följ upp handslaget från {dialogens_namn(handslag.dialog)}", f"{varfor}.", adress, sent)


def _stor(ord_: str) -> str:
    return ord_[:1].upper() + ord_[1:]


def _ton(dag: date) -> str:
    return "brist" if dag < idag() else ""


# --- Läget ---------------------------------------------------------------------------------------
def _laget(person: Person, egna: list[Handslag]) -> list[Lagesrad]:
    """Partens egna; direktörens alla, räknade utan att läsas."""
    lage = Lage(len(egna), sum(h.sent(idag()) for h in egna))
    if person.har(Roll.UTBILDNINGSDIREKTOR):
        lage = laget_for(person)
    return [] if not lage.oppna else [Lagesrad("Handslagen", lage.i_ord(), reverse("handslagen"), *lage.form)]
