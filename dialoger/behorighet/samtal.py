"""Samtalet: starta, gå vidare på dagordningen, välja bort ett område, skriva och fastställa minnesanteckningarna."""

from dialoger.behorighet.dialog import EJ_PART, STANGT, hinder_fore_samtalet, hinder_i_dialogen, insynen
from dialoger.behorighet.forberedelse import bitrader
from dialoger.models import Dagordningspunkt, Dialog, Dialogpart, Minnesanteckning
from dialoger.regler.dialog import EFTER, Dialoglage, Insyn
from styrkedja.models import Person
from styrkedja.regler.roller import Roll

EJ_BOKAD = "Boka en tid först, så vet alla när samtalet börjar."
EJ_STARTAT = "Samtalet är inte startat."
FASTSTALLDA = "Minnesanteckningarna är fastställda och ändras inte."
INGET_OMRADE = "Bara läroplansområden väljs bort. De andra punkterna hör till dialogens fasta struktur."


def parten(person: Person, dialog: Dialog) -> Dialogpart | None:
    """Parten som personen i dag är."""
    return next((p for p in dialog.parter.all() if p.ar(person)), None)


def hinder_for_att_starta(person: Person, dialog: Dialog) -> str | None:
    if hinder := hinder_fore_samtalet(person, dialog):
        return hinder
    return EJ_BOKAD if dialog.tillstand == Dialoglage.PLANERAD else None


def hinder_under_samtalet(person: Person, dialog: Dialog) -> str | None:
    if hinder := hinder_i_dialogen(person, dialog):
        return hinder
    return None if dialog.tillstand in EFTER else EJ_STARTAT


# --- Att välja bort ett område (krav 63) ----------------------------------------------------------
def hinder_for_att_foresla_bort(person: Person, punkt: Dagordningspunkt) -> str | None:
    if hinder := hinder_fore_samtalet(person, punkt.dialog):
        return hinder
    if not punkt.omrade_id:
        return INGET_OMRADE
    return "Det är redan föreslaget." if punkt.bort_foreslagen else None


def hinder_for_att_svara_bort(person: Person, punkt: Dagordningspunkt) -> str | None:
    """Den som föreslog svarar inte själv: båda ska säga det."""
    if hinder := hinder_fore_samtalet(person, punkt.dialog):
        return hinder
    if not punkt.bort_foreslagen or punkt.bortvald:
        return "Ingen har föreslagit att välja bort punkten."
    part = parten(person, punkt.dialog)
    if part and part.pk == punkt.bort_foreslagen_av_id:
        return "Du föreslog det. Den andra parten svarar."
    return None


def hinder_for_att_ta_in(person: Person, punkt: Dagordningspunkt) -> str | None:
    """Räcker med en: att ta tillbaka sitt förslag, att säga nej, att ta in igen."""
    if hinder := hinder_fore_samtalet(person, punkt.dialog):
        return hinder
    return None if punkt.bort_foreslagen else "Punkten står på dagordningen."


def hinder_for_att_ta_bort(person: Person, punkt: Dagordningspunkt) -> str | None:
    if hinder := hinder_fore_samtalet(person, punkt.dialog):
        return hinder
    part = parten(person, punkt.dialog)
    if punkt.tillagd_av_id is None:
        return "Punkten hör till dialogens fasta struktur."
    return None if part and part.pk == punkt.tillagd_av_id else "Den som lade till punkten tar bort den."


# --- Minnesanteckningarna -------------------------------------------------------------------------
def hinder_for_att_anteckna_gemensamt(person: Person, dialog: Dialog, minne: Minnesanteckning | None) -> str | None:
    """Den som parterna har valt; annars båda. En biträdande eller gäst skriver när hon är den valda."""
    if minne is None:
        return EJ_STARTAT
    if minne.faststalld:
        return FASTSTALLDA
    if dialog.lasar.stangt:
        return STANGT
    if insynen(person, dialog) not in (Insyn.PART, Insyn.LASER):
        return EJ_PART
    if dialog.antecknar_id is None:
        return None if parten(person, dialog) else EJ_PART
    if dialog.antecknar_id != person.pk and dialog.antecknar:
        return f"{dialog.antecknar.namn} skriver minnesanteckningarna."
    return None


def hinder_for_att_faststalla_minnen(person: Person, dialog: Dialog, minne: Minnesanteckning | None) -> str | None:
    if hinder := hinder_under_samtalet(person, dialog):
        return hinder
    return FASTSTALLDA if minne is None or minne.faststalld else None


def laser_minnesanteckningarna(person: Person, dialog: Dialog, minne: Minnesanteckning) -> bool:
    """Utkastet läses av dem som läser samtalet; det fastställda också av direktören."""
    insyn = insynen(person, dialog)
    if insyn in (Insyn.PART, Insyn.LASER):
        return True
    return bool(minne.faststalld) and insyn == Insyn.TID and person.har(Roll.UTBILDNINGSDIREKTOR)


def far_haftet(person: Person, dialog: Dialog) -> bool:
    """Häftet bär rapportens inlämnade del: det är för parterna och den biträdande, inte för gäster."""
    if insynen(person, dialog) == Insyn.PART:
        return True
    return any(bitrader(person, part) for part in dialog.parter.all())
