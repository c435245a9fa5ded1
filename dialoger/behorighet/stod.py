"""Vem som svarar på ett stödbehov, flyttar det, och tar ställning till svaret. Källa: model.md "Stodbehov"."""

from kvalitetsrapporter.behorighet import ar_behovets_mottagare
from kvalitetsrapporter.models import Stodbehov
from kvalitetsrapporter.regler.stodbehov import OBESVARADE, Stodlage
from styrkedja.models import Person
from styrkedja.regler.roller import Roll

EJ_MOTTAGARE = "Bara den som behovet är ställt till svarar på det."


def hinder_for_att_svara_pa_behov(person: Person, behov: Stodbehov) -> str | None:
    """Mottagaren svarar, och får ändra sitt svar tills rektor har sagt att behovet är följt upp."""
    if not ar_behovets_mottagare(person, behov):
        return EJ_MOTTAGARE
    if behov.tillstand == Stodlage.FOLJT_UPP:
        return "Behovet är följt upp. Ett nytt behov skrivs i nästa rapportdel."
    return None


def hinder_for_att_flytta_behov(person: Person, behov: Stodbehov) -> str | None:
    """Den som har fått ett behov som hör till någon annan skickar det vidare, innan det är besvarat."""
    if not ar_behovets_mottagare(person, behov):
        return EJ_MOTTAGARE
    return None if behov.tillstand in OBESVARADE else "Behovet är besvarat och flyttas inte."


def hinder_for_att_ta_stallning(person: Person, behov: Stodbehov) -> str | None:
    """Rektor säger vad svaret är värt."""
    if behov.avsnitt.rapport.enhet_id not in person.platser(Roll.REKTOR):
        return "Bara enhetens rektor tar ställning till svaret."
    if behov.tillstand == Stodlage.FOLJT_UPP:
        return "Behovet är redan följt upp."
    return None if behov.tillstand == Stodlage.BESVARAT else "Behovet har inte fått något svar än."
