"""Att lämna in en del, lämna tillbaka den, läsa den och fastställa året. Varje inlämning är en frusen version."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from kvalitetsrapporter.handlingar import GarInteNu
from kvalitetsrapporter.handlingar.anmarkningar import fore_inlamning
from kvalitetsrapporter.handlingar.brev import beratta_aterlamnad, beratta_inlamnad
from kvalitetsrapporter.handlingar.frysning import frys_det_citerade, fryst
from kvalitetsrapporter.handlingar.innehall import las_rapport
from kvalitetsrapporter.handlingar.kommentarer import kommentera_vid_aterlamning
from kvalitetsrapporter.handlingar.malens_ord import malens_ord
from kvalitetsrapporter.handlingar.stodbehov import sand_behoven
from kvalitetsrapporter.handlingar.uppdragsfragor import svaren
from kvalitetsrapporter.models import Bild, Inlamning, Lasning, Rapport, Rapportdel
from kvalitetsrapporter.regler import Saknasslag, Tillstand, ar_tomt, nasta_tillstand
from styrkedja.handlingar.logg import logga
from styrkedja.klocka import nu as klockan_nu
from styrkedja.models import Huvudman, Omgang, Person
from styrkedja.regler.frysning import frysning_hash
from styrkedja.regler.handlingsstatus import status_efter
from vp_uppdrag.handlingar.progression import dela_progression, sluta_dela_progression
from vp_uppdrag.handlingar.svar import dela_svar, sluta_dela_svar


@transaction.atomic
def lamna_in(
    *,
    rapport: Rapport,
    omgang: Omgang,
    av: Person,
    skal: str = "",
    egna_val: list[str] | None = None,
    nu: datetime | None = None,
) -> Inlamning:
    """Fryser omgångens avsnitt som en ny version. Samma innehåll igen ger samma version: inget görs två gånger.

    Args:
        skal: varför delen lämnas in ändå, när något saknas eller har en anmärkning. Krävs då.
        egna_val: nycklar till fria avsnitt som ska följa med.
        nu: bara demo och import anger en annan tid; historien skickar inga brev.

    Raises:
        GarInteNu: delen är fastställd, eller något saknas eller har en anmärkning utan skäl.
    """
    historik, nu = nu is not None, nu or klockan_nu()
    delen = _las_del(rapport, omgang)
    till = nasta_tillstand(delen.tillstand, "lamna_in")
    if till is None:
        raise GarInteNu("Delen är fastställd och kan inte lämnas in på nytt.")
    lage = las_rapport(rapport, omgang)
    innehall = fryst(lage, omgang, egna_val or [])
    kontroll = frysning_hash(innehall)
    if delen.tillstand == Tillstand.INLAMNAD and delen.senaste and delen.senaste.hash == kontroll:
        return delen.senaste
    if ar_tomt(skal) and (rader := fore_inlamning(lage, omgang, egna_val)):
        forst = (
            "Något saknas." if any(r.slag == Saknasslag.SAKNAS for r in rader) else "Läs igenom det som står i listan."
        )
        raise GarInteNu(f"{forst} Skriv varför du lämnar in ändå, eller rätta det, och lämna in igen.")
    inlamning = _skriv_version(delen, av, nu, innehall, kontroll, skal)
    delen.tillstand, delen.senaste = till, inlamning
    delen.save(update_fields=["tillstand", "senaste"])
    sand_behoven(lage=lage, omgang=omgang, av=av, nu=nu)
    frys_det_citerade(innehall, nu=nu)
    oppnad = Bild.objects.filter(rapport=rapport, omgang=omgang, satt__isnull=False).exists()
    dela_progression(rader=malens_ord(innehall), omgang=omgang, av=av, forseglas=not oppnad, nu=nu)
    dela_svar(rader=svaren(innehall), plats=rapport.enhet, omgang=omgang, av=av, nu=nu)
    logga(
        "lamna_in", av=av, pa=inlamning, plats_id=rapport.enhet_id, nu=nu,
        omgang=omgang.nyckel, version=inlamning.nummer, hash=kontroll, sen=inlamning.sen,
    )  # fmt: skip
    if not historik:
        beratta_inlamnad(inlamning)
    return inlamning


def _las_del(rapport: Rapport, omgang: Omgang) -> Rapportdel:
    """Delens rad, låst: två som lämnar in samtidigt går efter varandra.

    Utan förenade tabeller: PostgreSQL läser om bara den låsta raden efter väntan, och en förenad rad blev då gammal.
    """
    delen = Rapportdel.objects.select_for_update().get(rapport=rapport, omgang=omgang)
    delen.rapport, delen.omgang = rapport, omgang
    return delen


def _skriv_version(
    delen: Rapportdel,
    av: Person,
    nu: datetime,
    innehall: dict,
    kontroll: str,
    skal: str,
) -> Inlamning:
    huvudman = Huvudman.objects.first()
    return Inlamning.objects.create(
        rapport=delen.rapport,
        omgang=delen.omgang,
        nummer=(delen.senaste.nummer if delen.senaste else 0) + 1,
        av=av,
        nar=nu,
        innehall=innehall,
        hash=kontroll,
        # En ny version av det som kom i tid är inte sen: återlämnat och omskrivet räknas från den första.
        sen=timezone.localdate(nu) > delen.ska_in and (delen.senaste is None or delen.senaste.sen),
        skal="" if ar_tomt(skal) else skal.strip()[:400],
        handlingsstatus=status_efter("lamna_in", kommunens=huvudman.upprattas_vid if huvudman else ()),
    )


@transaction.atomic
def lamna_tillbaka(
    *,
    inlamning: Inlamning,
    kommentar: str,
    av: Person,
    vid_avsnitt: Mapping[str, str] | None = None,
    nu: datetime | None = None,
) -> Inlamning:
    """Verksamhetschefen lämnar tillbaka den senaste versionen med en kommentar.

    Args:
        kommentar: om delen i stort; krävs.
        vid_avsnitt: avsnittets nyckel → kommentaren där; tomma hoppas över.

    Raises:
        GarInteNu: kommentaren är tom, versionen är inte den senaste, eller delen är redan återlämnad.
    """
    historik, nu = nu is not None, nu or klockan_nu()
    if ar_tomt(kommentar):
        raise GarInteNu("Skriv vad som behöver ändras. Rektor får din kommentar och kan svara.")
    delen = _las_del(inlamning.rapport, inlamning.omgang)
    if delen.senaste_id != inlamning.pk:
        raise GarInteNu("Det finns en nyare version. Läs den i stället.")
    till = nasta_tillstand(delen.tillstand, "lamna_tillbaka")
    if till is None:
        raise GarInteNu("Delen är redan återlämnad." if inlamning.aterlamnad else "Delen är fastställd.")
    inlamning.aterlamnad, inlamning.aterlamnad_av, inlamning.kommentar = (
        nu,
        av,
        kommentar.strip(),
    )
    inlamning.save(update_fields=["aterlamnad", "aterlamnad_av", "kommentar"])
    delen.tillstand = till
    delen.save(update_fields=["tillstand"])
    sluta_dela_progression(plats=inlamning.rapport.enhet, omgang=inlamning.omgang, nu=nu)
    sluta_dela_svar(plats=inlamning.rapport.enhet, omgang=inlamning.omgang, nu=nu)
    antal = kommentera_vid_aterlamning(inlamning=inlamning, kommentarer=vid_avsnitt or {}, av=av, nu=nu)
    logga(
        "lamna_tillbaka", av=av, pa=inlamning, plats_id=inlamning.rapport.enhet_id, nu=nu,
        omgang=inlamning.omgang.nyckel, version=inlamning.nummer, kommentarer=antal,
    )  # fmt: skip
    if not historik:
        beratta_aterlamnad(inlamning)
    return inlamning


@transaction.atomic
def markera_last(*, inlamning: Inlamning, av: Person, nu: datetime | None = None) -> bool:
    """Noterar att personen har läst versionen. Sant första gången."""
    nu = nu or klockan_nu()
    _, ny = Lasning.objects.get_or_create(inlamning=inlamning, person=av, defaults={"nar": nu})
    if ny:
        logga(
            "markera_last",
            av=av,
            pa=inlamning,
            plats_id=inlamning.rapport.enhet_id,
            nu=nu,
        )
    return ny


@transaction.atomic
def faststall(*, rapport: Rapport, av: Person, nu: datetime | None = None) -> Rapport:
    """Rektor fastställer läsårets rapport när alla delar är inlämnade. Därefter är den låst.

    Raises:
        GarInteNu: en del är inte inlämnad, eller rapporten är redan fastställd.
    """
    nu = nu or klockan_nu()
    rapport = Rapport.objects.select_for_update().get(pk=rapport.pk)
    if rapport.faststalld:
        raise GarInteNu("Rapporten är redan fastställd.")
    delar = list(rapport.delar.select_related("omgang"))
    oklara = [d.omgang.namn for d in delar if nasta_tillstand(d.tillstand, "faststall") is None]
    if oklara:
        raise GarInteNu(f"Rapporten fastställs när alla delar är inlämnade. Det fattas: {', '.join(oklara)}.")
    rapport.delar.update(tillstand=Tillstand.FASTSTALLD)
    rapport.faststalld, rapport.faststalld_av = nu, av
    rapport.save(update_fields=["faststalld", "faststalld_av"])
    logga("faststall", av=av, pa=rapport, plats_id=rapport.enhet_id, nu=nu)
    return rapport
