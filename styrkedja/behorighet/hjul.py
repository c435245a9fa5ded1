"""Vem som flyttar poster i årshjulet, skapar hjulet och ändrar dess mallar.

Källa: domän §3 och krav 37: den som svarar för platsen råder över dess poster, men är bunden av förvaltningens hjul.
Därför flyttar rektor det som rektor själv svarar för på sin enhet, och inte en inlämning: den dagen följer
verksamhetsdialogen, som verksamhetschefen bokar. Vem som ser vad: `Hjulpost.objects.synliga_for`.
"""

from styrkedja.models import Hjulniva, Hjulpost, Lasar, Person, Postslag, Tillhorighet
from styrkedja.regler.hjul import ansvarig_i_ord
from styrkedja.regler.roller import Roll

#: Flyttar alla poster.
FLYTTAR_ALLT = (Roll.UTBILDNINGSDIREKTOR, Roll.SYSTEMADMINISTRATOR)

#: Vem som flyttar på varje nivå, i meningen som nekar.
_VEM = {
    Hjulniva.ENHET: "Enhetens poster flyttas av dess rektor eller verksamhetschef.",
    Hjulniva.VERKSAMHETSOMRADE: "Områdets poster flyttas av dess verksamhetschef.",
    Hjulniva.AVDELNING: "Avdelningens poster flyttas av dess avdelningschef.",
    Hjulniva.NAMND: "Nämndens poster flyttas av nämndsekreteraren.",
}
_OVRIGA = "Huvudmannens poster flyttas av utbildningsdirektören eller systemadministratören."

#: Rollen som flyttar platsens poster på nivån, utöver de som flyttar allt.
_ROLL = {
    Hjulniva.VERKSAMHETSOMRADE: Roll.VERKSAMHETSCHEF,
    Hjulniva.AVDELNING: Roll.AVDELNINGSCHEF,
    Hjulniva.NAMND: Roll.NAMNDSEKRETERARE,
}


def hinder_for_att_flytta(person: Person, post: Hjulpost) -> str | None:
    """Varför personen inte kan flytta posten, eller None."""
    if post.lasar.stangt:
        return "Läsåret är stängt. Hjulet går att läsa men inte att ändra."
    if person.har(*FLYTTAR_ALLT):
        return None
    if post.niva == Hjulniva.ENHET:
        return _hinder_pa_enheten(person, post)
    roll = _ROLL.get(Hjulniva(post.niva))
    if roll and post.plats_id in person.platser(roll):
        return None
    return _VEM.get(Hjulniva(post.niva), _OVRIGA)


def _hinder_pa_enheten(person: Person, post: Hjulpost) -> str | None:
    if _ar_enhetens_verksamhetschef(person, post):
        return None
    if post.plats_id not in person.platser(Roll.REKTOR):
        return _VEM[Hjulniva.ENHET]
    if post.roll != Roll.REKTOR:
        return f"Posten hör till {ansvarig_i_ord(post.roll)}. Be verksamhetschefen flytta den."
    if post.mall_id and post.slag == Postslag.INLAMNING:
        return "Sista dagen för en inlämning följer verksamhetsdialogen. Be verksamhetschefen flytta den."
    return None


def _ar_enhetens_verksamhetschef(person: Person, post: Hjulpost) -> bool:
    omraden = person.platser(Roll.VERKSAMHETSCHEF)
    rader = Tillhorighet.objects.filter(enhet=post.plats_id, lasar=post.lasar_id, omrade__in=omraden)
    return bool(omraden) and rader.exists()


def hinder_for_att_skapa_hjulet(person: Person, lasar: Lasar) -> str | None:
    """Hjulet skapas varje natt av sig självt; direktören och administratören kan göra det nu."""
    if not person.har(*FLYTTAR_ALLT):
        return "Hjulet skapas av systemadministratören eller utbildningsdirektören."
    return "Läsåret är stängt. Hjulet går att läsa men inte att ändra." if lasar.stangt else None


def hinder_for_att_andra_hjulmallar(person: Person) -> str | None:
    if person.har(Roll.SYSTEMADMINISTRATOR):
        return None
    return "Bara systemadministratören ändrar årshjulets mallar."
