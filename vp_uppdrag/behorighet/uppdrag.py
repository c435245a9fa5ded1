"""Vem får göra vad med ett VP-uppdrag.

Direktören beslutar, ändrar, godkänner och avbryter (ledningsgruppens godkännande antecknas av den som leder den). Den
som håller ihop uppdraget (sammankallande, ensam mottagare, ansvarig) planerar, startar, rapporterar och
slutrapporterar. Alla parter skriver i planen och i GLL. Styrgruppen väljer hur uppdraget följs upp (krav 83).
"""

from styrkedja.format import datum
from styrkedja.models import Lasar, Person
from styrkedja.regler.roller import Roll
from vp_uppdrag.models import Part, Uppdrag
from vp_uppdrag.models.uppdrag import parternas_uppgifter
from vp_uppdrag.regler.parter import HALLER_IHOP, Partroll, hinder_att_besluta
from vp_uppdrag.regler.tillstand import AVSLUTADE, Uppdragslage, nasta_uppdragslage

STANGT = "Läsåret är stängt. Uppdragen går att läsa men inte att ändra."
EJ_DIREKTOR = "Utbildningsdirektören beslutar om VP-uppdragen."


# --- Vem personen är i uppdraget ---------------------------------------------------------------
def deltar_i(person: Person, uppdrag: Uppdrag) -> bool:
    """Sant när personen är part, i vilken roll som helst."""
    return any(p.galler(person) for p in uppdrag.parter.all())


def haller_ihop(person: Person, uppdrag: Uppdrag) -> bool:
    """Sant för sammankallande, ensam mottagare och ansvariga. Leds uppdraget av en styrgrupp: för dess ledamöter."""
    parter = list(uppdrag.parter.all())
    return any(p.galler(person) for p in parter if p.roll in _roller_som_haller_ihop(parter))


def _roller_som_haller_ihop(parter: list[Part]) -> tuple[str, ...]:
    i_huset = any(p.roll in HALLER_IHOP for p in parter)
    return HALLER_IHOP if i_huset else (*HALLER_IHOP, Partroll.STYRGRUPP)


def _vem_haller_ihop(uppdrag: Uppdrag) -> str:
    namn = [p.vem for p in uppdrag.parter.all() if p.roll in HALLER_IHOP]
    return namn[0] if namn else "den som håller ihop uppdraget"


# --- Läget -------------------------------------------------------------------------------------
def _hinder_i_laget(uppdrag: Uppdrag) -> str | None:
    if uppdrag.lasar.stangt:
        return STANGT
    if uppdrag.tillstand == Uppdragslage.AVBRUTET:
        return f"Uppdraget avbröts {datum(uppdrag.avslutat)}." if uppdrag.avslutat else "Uppdraget är avbrutet."
    if uppdrag.tillstand == Uppdragslage.SLUTRAPPORTERAT:
        return f"Uppdraget slutrapporterades {datum(uppdrag.avslutat)}." if uppdrag.avslutat else "Uppdraget är slut."
    return None


def _hinder_i_gangen(uppdrag: Uppdrag, handling: str, annars: str) -> str | None:
    """Läget, och om handlingen går därifrån."""
    if hinder := _hinder_i_laget(uppdrag):
        return hinder
    return None if nasta_uppdragslage(uppdrag.tillstand, handling) else annars


def _hinder_utan_direktor(person: Person) -> str | None:
    return None if person.har(Roll.UTBILDNINGSDIREKTOR) else EJ_DIREKTOR


def _hinder_utan_att_halla_ihop(person: Person, uppdrag: Uppdrag, gor: str) -> str | None:
    if person.har(Roll.UTBILDNINGSDIREKTOR) or haller_ihop(person, uppdrag):
        return None
    return f"{_vem_haller_ihop(uppdrag)[:1].upper()}{_vem_haller_ihop(uppdrag)[1:]} {gor}."


# --- Direktörens handlingar --------------------------------------------------------------------
def hinder_for_att_skapa(person: Person, lasar: Lasar) -> str | None:
    """Nya uppdrag, i ett läsår som är öppet."""
    return _hinder_utan_direktor(person) or (STANGT if lasar.stangt else None)


def hinder_for_att_andra_ordern(person: Person, uppdrag: Uppdrag) -> str | None:
    """Orderns ord, parterna, tiderna och läsåret. Ett beslutat uppdrag ändras med skäl, och ändringen sparas (krav 87)."""
    return _hinder_utan_direktor(person) or _hinder_i_laget(uppdrag)


def hinder_for_att_ta_bort(person: Person, uppdrag: Uppdrag) -> str | None:
    if hinder := _hinder_utan_direktor(person) or _hinder_i_laget(uppdrag):
        return hinder
    if uppdrag.tillstand != Uppdragslage.UTKAST:
        return "Ett beslutat uppdrag tas inte bort. Avbryt det i stället, så står det kvar med skälet."
    return None


def hinder_for_att_besluta(person: Person, uppdrag: Uppdrag) -> str | None:
    if hinder := _hinder_utan_direktor(person):
        return hinder
    redan = f"Uppdraget är redan beslutat, {datum(uppdrag.beslutat)}." if uppdrag.beslutat else "Uppdraget är beslutat."
    if hinder := _hinder_i_gangen(uppdrag, "besluta", redan):
        return hinder
    return hinder_att_besluta(parternas_uppgifter(uppdrag.parter.all()))


def hinder_for_att_godkanna(person: Person, uppdrag: Uppdrag) -> str | None:
    """Också för att lämna tillbaka: den som antecknar ledningsgruppens beslut."""
    if not person.har(Roll.UTBILDNINGSDIREKTOR):
        return "Utbildningsdirektören antecknar ledningsgruppens beslut."
    redan = (
        f"Uppdraget är redan godkänt, {datum(uppdrag.godkant)}."
        if uppdrag.godkant
        else "Uppdraget väntar inte på godkännande."
    )
    return _hinder_i_gangen(uppdrag, "godkann", redan)


def hinder_for_att_avbryta(person: Person, uppdrag: Uppdrag) -> str | None:
    return _hinder_utan_direktor(person) or _hinder_i_gangen(
        uppdrag, "avbryt", "Ett utkast avbryts inte. Ta bort det i stället."
    )


# --- Den som håller ihop -----------------------------------------------------------------------
def hinder_for_att_planera(person: Person, uppdrag: Uppdrag) -> str | None:
    if hinder := _hinder_utan_att_halla_ihop(person, uppdrag, "planerar uppdraget"):
        return hinder
    redan = (
        "Uppdraget planeras när det är beslutat."
        if uppdrag.tillstand == Uppdragslage.UTKAST
        else "Planeringen har redan börjat."
    )
    return _hinder_i_gangen(uppdrag, "borja_planera", redan)


def hinder_for_att_begara_godkannande(person: Person, uppdrag: Uppdrag) -> str | None:
    if hinder := _hinder_utan_att_halla_ihop(person, uppdrag, "begär godkännandet"):
        return hinder
    if not uppdrag.kraver_godkannande:
        return "Uppdraget behöver inget godkännande före genomförandet."
    return _hinder_i_gangen(uppdrag, "begar_godkannande", "Godkännandet begärs när uppdraget planeras.")


def hinder_for_att_starta(person: Person, uppdrag: Uppdrag) -> str | None:
    """Grinden: kräver uppdraget ett godkännande går ingen väg förbi det."""
    if hinder := _hinder_utan_att_halla_ihop(person, uppdrag, "startar genomförandet"):
        return hinder
    if uppdrag.kraver_godkannande and not uppdrag.godkant:
        return f"Förslaget ska godkännas av {_forum(uppdrag)} innan det genomförs."
    return _hinder_i_gangen(uppdrag, "starta", "Uppdraget startas när det planeras.")


def hinder_for_att_rapportera(person: Person, uppdrag: Uppdrag) -> str | None:
    if hinder := _hinder_utan_att_halla_ihop(person, uppdrag, "skriver lägesrapporten"):
        return hinder
    return _hinder_innan_beslut(uppdrag, "Läget rapporteras när uppdraget är beslutat.")


def hinder_for_att_slutrapportera(person: Person, uppdrag: Uppdrag) -> str | None:
    if hinder := _hinder_utan_att_halla_ihop(person, uppdrag, "skriver slutrapporten"):
        return hinder
    return _hinder_i_gangen(uppdrag, "slutrapportera", "Uppdraget slutrapporteras när det genomförs.")


def hinder_for_att_mata(person: Person, uppdrag: Uppdrag) -> str | None:
    """Effektmål och mätvärden."""
    return _hinder_utan_att_halla_ihop(person, uppdrag, "sätter effektmålen") or _hinder_i_laget(uppdrag)


def hinder_for_att_skala_upp(person: Person, uppdrag: Uppdrag) -> str | None:
    if hinder := _hinder_utan_att_halla_ihop(person, uppdrag, "driver uppskalningen"):
        return hinder
    return _hinder_innan_beslut(uppdrag, "Uppskalningen börjar när uppdraget är beslutat.")


# --- Parterna och styrgruppen ------------------------------------------------------------------
def hinder_for_att_skriva(person: Person, uppdrag: Uppdrag) -> str | None:
    """Nulägesanalysen, det önskade läget och planen: alla parter, och direktören."""
    if hinder := _hinder_i_laget(uppdrag):
        return hinder
    if person.har(Roll.UTBILDNINGSDIREKTOR) or deltar_i(person, uppdrag):
        return None
    return "Uppdragets parter skriver planen."


def hinder_for_att_lara(person: Person, uppdrag: Uppdrag) -> str | None:
    """GLL: alla parter, också när uppdraget är slut, så länge läsåret är öppet. Det sista lärs ofta efteråt."""
    if not person.har(Roll.UTBILDNINGSDIREKTOR) and not deltar_i(person, uppdrag):
        return "Uppdragets parter skriver vad de har lärt."
    if uppdrag.lasar.stangt:
        return STANGT
    return "Skriv vad ni lärt när uppdraget är beslutat." if uppdrag.tillstand == Uppdragslage.UTKAST else None


def hinder_for_att_valja_uppfoljning(person: Person, uppdrag: Uppdrag) -> str | None:
    """Uppdragets styrgrupp väljer (krav 83). Har uppdraget ingen egen väljer den som håller ihop det."""
    if hinder := _hinder_i_laget(uppdrag):
        return hinder
    styrgrupp = [p for p in uppdrag.parter.all() if p.roll == Partroll.STYRGRUPP]
    far = any(p.galler(person) for p in styrgrupp) if styrgrupp else haller_ihop(person, uppdrag)
    if far or person.har(Roll.UTBILDNINGSDIREKTOR):
        return None
    return "Uppdragets styrgrupp väljer hur det följs upp."


def _hinder_innan_beslut(uppdrag: Uppdrag, innan: str) -> str | None:
    if hinder := _hinder_i_laget(uppdrag):
        return hinder
    return innan if uppdrag.tillstand == Uppdragslage.UTKAST else None


def _forum(uppdrag: Uppdrag) -> str:
    return uppdrag.godkanns_av.namn[:1].lower() + uppdrag.godkanns_av.namn[1:] if uppdrag.godkanns_av else "forumet"


def ar_avslutat(uppdrag: Uppdrag) -> bool:
    return uppdrag.tillstand in AVSLUTADE
