"""Vem som föreslår, svarar på och tar bort en dialogs tid, och vem som bjuder in gäster."""

from dialoger.behorighet.dialog import EJ_PART, STANGT, ar_part, hinder_fore_samtalet, hinder_i_dialogen
from dialoger.behorighet.samtal import parten
from dialoger.models import Dialog, Gast, Tidsforslag
from dialoger.regler.dialog import Dialoglage
from styrkedja.models import Lasar, Person
from styrkedja.regler.roller import Roll

BADA_FORST = "Det är redan besvarat."


def hinder_for_att_boka_rundan(person: Person, lasar: Lasar) -> str | None:
    """Verksamhetschefen föreslår tider för sina enheter på en gång."""
    if not person.har(Roll.VERKSAMHETSCHEF):
        return "Verksamhetschefen föreslår tider för sina enheter. Svara på tiden i din dialog."
    return STANGT if lasar.stangt else None


def hinder_for_att_acceptera(person: Person, forslag: Tidsforslag) -> str | None:
    """Den som föreslog svarar inte själv."""
    if hinder := hinder_fore_samtalet(person, forslag.dialog):
        return hinder
    if forslag.svar != Tidsforslag.Svar.VANTAR:
        return "Förslaget gäller inte längre: det är redan besvarat, eller ersatt av ett nytt."
    part = parten(person, forslag.dialog)
    return "Du föreslog tiden. Den andra parten svarar." if part and part.pk == forslag.av_id else None


def hinder_for_att_avboka(person: Person, dialog: Dialog) -> str | None:
    if hinder := hinder_fore_samtalet(person, dialog):
        return hinder
    return "Dialogen är inte bokad." if dialog.tillstand == Dialoglage.PLANERAD else None


def hinder_for_att_planera_om(person: Person, dialog: Dialog) -> str | None:
    if not ar_part(person, dialog):
        return EJ_PART
    if dialog.lasar.stangt:
        return STANGT
    return None if dialog.tillstand == Dialoglage.INSTALLD else "Dialogen är inte inställd."


def hinder_for_att_godkanna(person: Person, gast: Gast) -> str | None:
    """Gästen kommer in när den andra sidan har sagt ja."""
    if hinder := hinder_i_dialogen(person, gast.dialog):
        return hinder
    if gast.godkand or gast.avslutad:
        return BADA_FORST
    part = parten(person, gast.dialog)
    return "Du föreslog gästen. Den andra parten svarar." if part and part.pk == gast.foreslagen_av_id else None


def hinder_for_att_avsluta(person: Person, gast: Gast) -> str | None:
    """Räcker med en: att ta tillbaka, säga nej, eller avsluta rätten."""
    if hinder := hinder_i_dialogen(person, gast.dialog):
        return hinder
    return "Gästens rätt är redan avslutad." if gast.avslutad else None
