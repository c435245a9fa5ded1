"""Rummets bidrag till startsidan: planerna, och det som väntar på den som håller ihop ett uppdrag och på direktören."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

from django.urls import reverse

from styrkedja.format import antal_ord, lokal_dag, tal_i_ord, uppraknat
from styrkedja.handlingar.lasar import aktuellt_lasar
from styrkedja.klocka import idag
from styrkedja.models import Lasar, Person
from styrkedja.regler.roller import Roll
from styrkedja.start import AttGora, Bidrag, Lagesrad, Rubrik
from vp_uppdrag.behorighet import haller_ihop
from vp_uppdrag.handlingar.huvudmannaplan import har_kommenterat
from vp_uppdrag.handlingar.las import planeringsdag, skulle_planeras
from vp_uppdrag.models import Aterrapportering, Huvudmannaplan, Leverans, Uppdrag
from vp_uppdrag.planstart import planernas
from vp_uppdrag.regler.lage import FORM, Lage
from vp_uppdrag.regler.synlighet import LEDNINGSGRUPPEN
from vp_uppdrag.regler.tider import ar_bestamd, paminnelsedag
from vp_uppdrag.regler.tillstand import Planlage, Uppdragslage
from vp_uppdrag.uppdragens_puls import stilla_uppdrag
from vp_uppdrag.uppdragslista import med_uppfoljning
from vp_uppdrag.visning import haller_ihop_i_ord, laget

#: Så långt i förväg står en tid bland det som ska göras.
FRAMFORHALLNING = timedelta(days=21)


def bidrag(person: Person) -> Bidrag:
    """Verksamhetsplanerna som personen skriver eller stämmer av, och uppdragen som hon håller ihop eller beslutar om."""
    lasar = aktuellt_lasar()
    if lasar is None:
        return Bidrag()
    att_gora, laget = planernas(person, lasar)
    uppdragens = _uppdragens(person, lasar)
    rubrik = Rubrik(4, f"{att_gora[0].rubrik}.", att_gora[0].varfor) if att_gora else None
    return Bidrag(rubrik, att_gora + uppdragens.att_gora, laget + uppdragens.laget)


def _uppdragens(person: Person, lasar: Lasar) -> Bidrag:
    """Ledningsgruppens egna uppdrag, och direktörens beslut och läge. Andra har inget att göra här."""
    if not person.har(Roll.UTBILDNINGSDIREKTOR, *LEDNINGSGRUPPEN):
        return Bidrag()
    uppdragen = list(med_uppfoljning(Uppdrag.objects.pagaende()).filter(lasar__stangt=False))
    direktor = person.har(Roll.UTBILDNINGSDIREKTOR)
    att_gora = list(_direktorens(uppdragen)) if direktor else list(_egna(person, uppdragen, lasar))
    laget_ = _direktorens_lagen(uppdragen, lasar) if direktor else _mina_lagen(person, uppdragen)
    return Bidrag(None, [*_planerna(person, direktor=direktor), *att_gora], laget_)


# --- Att göra ------------------------------------------------------------------------------------
def _direktorens(uppdragen: list[Uppdrag]) -> Iterator[AttGora]:
    """Förslag att få godkända, och tider som ingen har bestämt och som närmar sig."""
    for ett in uppdragen:
        if ett.tillstand == Uppdragslage.GODKANNANDE:
            forum = ett.godkanns_av.namn.lower() if ett.godkanns_av else "ledningsgruppen"
            rubrik = f"Ta upp VP-uppdrag {ett.nr} för godkännande"
            yield AttGora(_lamnat(ett), rubrik, f"{ett.rubrik}, i {forum}.", _adress(ett))
        for rad in _oppna(ett):
            if rad.tid and not ar_bestamd(rad.tid) and _nara(paminnelsedag(rad.tid)):
                varfor = f"{rad}: {rad.nar}."
                yield AttGora(paminnelsedag(rad.tid), f"Bestäm en tid i VP-uppdrag {ett.nr}", varfor, _adress(ett))


def _lamnat(uppdrag: Uppdrag) -> date:
    """Dagen då förslaget blev klart, så långt det är rapporterat."""
    senaste = next(iter(uppdrag.lagesrapporter.all()), None)
    return lokal_dag(senaste.nar) if senaste else idag()


def _egna(person: Person, uppdragen: list[Uppdrag], lasar: Lasar) -> Iterator[AttGora]:
    """Den som håller ihop: börja planera, och det som ska rapporteras eller levereras snart eller redan skulle ha varit."""
    planering = planeringsdag(lasar)
    for ett in (u for u in uppdragen if haller_ihop(person, u)):
        if ett.tillstand == Uppdragslage.BESLUTAT:
            dag = skulle_planeras(ett, planering) or lokal_dag(ett.beslutat or ett.skapad)
            yield AttGora(dag, f"Börja planera VP-uppdrag {ett.nr}", ett.rubrik, _adress(ett), _ton(dag))
        for rad in _oppna(ett):
            if rad.tid and ar_bestamd(rad.tid) and _nara(dag := paminnelsedag(rad.tid)):
                yield AttGora(dag, _gor(ett, rad), f"{ett.rubrik}, {rad.nar}.", _adress(ett), _ton(dag))


def _gor(uppdrag: Uppdrag, rad: Leverans | Aterrapportering) -> str:
    if isinstance(rad, Aterrapportering):
        return f"Skriv lägesrapporten i VP-uppdrag {uppdrag.nr}"
    return f"VP-uppdrag {uppdrag.nr}: {rad.slag} klart"


def _oppna(uppdrag: Uppdrag) -> list[Leverans | Aterrapportering]:
    alla: list[Leverans | Aterrapportering] = [*uppdrag.leveranser.all(), *uppdrag.aterrapporteringar.all()]
    return [r for r in alla if r.klar is None]


def _nara(dag: date) -> bool:
    return dag <= idag() + FRAMFORHALLNING


def _ton(dag: date) -> str:
    return "brist" if dag < idag() else ""


def _adress(uppdrag: Uppdrag) -> str:
    return reverse("uppdrag", args=[uppdrag.lasar.slug, uppdrag.nr])


def _planerna(person: Person, *, direktor: bool) -> Iterator[AttGora]:
    """Den framlagda planen: ledningsgruppen kommenterar, direktören läser kommentarerna och fastställer."""
    planer = Huvudmannaplan.objects.filter(tillstand=Planlage.KOMMENTERAS, lasar__stangt=False)
    framlagda = [(p, p.framlagd) for p in planer.select_related("lasar", "framlagd__av") if p.framlagd]
    if not framlagda:
        return
    gjorda = set() if direktor else har_kommenterat(person, [version.pk for _, version in framlagda])
    for plan, version in framlagda:
        adress = reverse("plan-hss", args=[plan.lasar.slug])
        if direktor:
            yield AttGora(lokal_dag(version.nar), f"Fastställ {plan}", "När kommentarerna är lästa.", adress)
        elif version.pk not in gjorda:
            varfor = f"Framlagd av {version.av.namn}."
            yield AttGora(lokal_dag(version.nar), f"Läs och kommentera {plan}", varfor, adress)


# --- Läget ---------------------------------------------------------------------------------------
def _direktorens_lagen(uppdragen: list[Uppdrag], lasar: Lasar) -> list[Lagesrad]:
    return [_lagesrad(uppdragen, lasar)] if uppdragen else []


def _lagesrad(uppdragen: list[Uppdrag], lasar: Lasar) -> Lagesrad:
    """Läsårets uppdrag i en rad: det svåraste läget ger formen."""
    antal = Counter(_form(u).ord for u in uppdragen if u.lasar_id == lasar.pk)
    text = uppraknat([f"{tal_i_ord(n)} {ord_}" for ord_, n in antal.most_common()]) or "inga pågår"
    text += _stilla_i_ord([u for u in uppdragen if u.lasar_id == lasar.pk], lasar)
    varst = next((FORM[lage] for lage in (Lage.FORSENAT, Lage.BEHOVER_BESLUT, Lage.RISK) if antal[lage.label]), None)
    ton, ikon = (varst.ton, varst.ikon) if varst else ("lugnt", "plan")
    return Lagesrad("VP-uppdragen", text, reverse("uppdragen"), ton, ikon)


def _stilla_i_ord(uppdragen: list[Uppdrag], lasar: Lasar) -> str:
    """De som ingen har rört sedan förra rundan, med dem som håller ihop dem; tomt när inget ligger still."""
    stilla = stilla_uppdrag(uppdragen, lasar)
    if not stilla:
        return ""
    agare = sorted({haller_ihop_i_ord(u) for u in uppdragen if u.pk in stilla} - {""})
    antal = antal_ord(len(stilla), "ett orört", "orörda")
    return f". Sedan förra rundan är {antal}" + (f": hör med {uppraknat(agare)}" if agare else "")


def _mina_lagen(person: Person, uppdragen: list[Uppdrag]) -> list[Lagesrad]:
    rader = []
    for ett in (u for u in uppdragen if haller_ihop(person, u)):
        form = _form(ett)
        rader.append(Lagesrad(f"VP-uppdrag {ett.nr}: {ett.rubrik}", form.ord, _adress(ett), form.ton, form.ikon))
    return rader


def _form(uppdrag: Uppdrag):
    return laget(uppdrag, next(iter(uppdrag.lagesrapporter.all()), None))
