"""Vem får läsa, skriva, lämna in, lämna tillbaka och fastställa en kvalitetsrapport.

Källa: design/model.md "Who reads what, decided"; matrisens rader Kvalitetsrapport utkast, inlämnad, fastställd.
Utkast läses av skolledningen; inlämnat av egen verksamhetschef och direktören genast, av övriga verksamhetschefer
när rundan har stängt; fastställt av flera. En delegerad biträdande skriver, bara rektor lämnar in om inte
delegeringen säger annat. En medskrivare läser och skriver i de avsnitt som rektor har valt, och ser inget mer.
"""

from datetime import date

from django.db.models import Q

from kvalitetsrapporter.models import Avsnitt
from kvalitetsrapporter.regler import LASER_FASTSTALLT, MEDARBETARE, SKOLLEDNING, Tillstand
from styrkedja.format import datum
from styrkedja.klocka import idag
from styrkedja.models import Befattning, Delegering, Enhet, Person, Tillhorighet
from styrkedja.regler.roller import Roll

UTKAST = "Det här är ett utkast. Du kan läsa det när rektor har lämnat in."
EJ_OMBEDD = "Rektor har inte bett dig skriva i det här avsnittet."


def leder_enheten(person: Person, rapport) -> bool:
    return rapport.enhet_id in person.platser(*SKOLLEDNING)


def ar_egen_verksamhetschef(person: Person, rapport) -> bool:
    """Sant när enheten det läsåret hör till ett område som personen i dag är chef för."""
    omraden = person.platser(Roll.VERKSAMHETSCHEF)
    return (
        bool(omraden)
        and Tillhorighet.objects.filter(enhet=rapport.enhet_id, lasar=rapport.lasar_id, omrade__in=omraden).exists()
    )


def ser_status(person: Person, rapport) -> bool:
    """Får veta hur långt utkastet kommit, utan att läsa det."""
    return (
        leder_enheten(person, rapport)
        or person.har(Roll.UTBILDNINGSDIREKTOR)
        or ar_egen_verksamhetschef(person, rapport)
    )


def hinder_for_att_lasa_utkast(person: Person, rapport) -> str | None:
    return None if leder_enheten(person, rapport) else UTKAST


def _rektor_pa(enhet_id: int) -> str:
    rektor = (
        Befattning.objects.galler(idag()).med_roll(Roll.REKTOR).filter(plats=enhet_id).select_related("person").first()
    )
    return rektor.person.namn if rektor else "rektor"


def _delegering(person: Person, enhet_id: int) -> Delegering | None:
    """Den senaste delegeringen på enheten, giltig eller inte."""
    alla = [d for b in person.befattningar_nu if b.plats_id == enhet_id for d in b.delegeringar.all()]
    return max(alla, key=lambda d: d.till, default=None)


def _hinder_i_delegeringen(person: Person, enhet_id: int, dag: date) -> str | None:
    delegering = _delegering(person, enhet_id)
    if delegering is None:
        return f"Rektor har inte delegerat skrivrätten till dig. Be {_rektor_pa(enhet_id)} om en delegering."
    if delegering.till < dag:
        return f"Din delegering gick ut {datum(delegering.till)}. Be {_rektor_pa(enhet_id)} om en ny."
    if delegering.fran > dag:
        return f"Din delegering börjar gälla {datum(delegering.fran)}."
    return None


def _hinder_i_tillstandet(rapport) -> str | None:
    if rapport.faststalld:
        return f"Rapporten fastställdes {datum(rapport.faststalld)} och är låst för läsåret."
    if rapport.lasar.stangt:
        return "Läsåret är stängt. Rapporten går att läsa men inte att ändra."
    return None


def hinder_for_att_skriva(person: Person, rapport) -> str | None:
    """Rektor skriver; en biträdande skriver så länge delegeringen gäller (krav 7)."""
    if hinder := _hinder_i_tillstandet(rapport):
        return hinder
    if rapport.enhet_id in person.platser(Roll.REKTOR):
        return None
    if rapport.enhet_id in person.platser(Roll.BITRADANDE_REKTOR):
        return _hinder_i_delegeringen(person, rapport.enhet_id, idag())
    return "Bara skolledningen på enheten skriver i rapporten."


def medskriver(person: Person, avsnitt) -> bool:
    """Sant när rektor har bett personen skriva i avsnittet, och hon fortfarande arbetar på enheten."""
    return Avsnitt.objects.som_medskrivs_av(person).filter(pk=avsnitt.pk).exists()


def hinder_for_att_lasa_avsnitt(person: Person, avsnitt) -> str | None:
    """Utkastets avsnitt läses av skolledningen, och av den som rektor har bett skriva i just det."""
    if leder_enheten(person, avsnitt.rapport) or medskriver(person, avsnitt):
        return None
    return UTKAST if laser_delarna(person, avsnitt.rapport) else EJ_OMBEDD


def hinder_for_att_skriva_i(person: Person, avsnitt) -> str | None:
    """Den som får skriva i rapporten skriver i alla avsnitt; en medskrivare i sina, så länge rapporten är öppen.

    Rätten är borta i samma stund som rektor avslutar den eller befattningen på enheten tar slut.
    """
    hinder = hinder_for_att_skriva(person, avsnitt.rapport)
    if hinder is None or _hinder_i_tillstandet(avsnitt.rapport):
        return hinder
    if medskriver(person, avsnitt):
        return None
    return hinder if leder_enheten(person, avsnitt.rapport) else EJ_OMBEDD


def hinder_for_att_bedoma(person: Person, rapport) -> str | None:
    """Bedömningen är rektors: en medskrivare skriver texterna, den som har rektors skrivrätt bedömer."""
    return "Rektor gör bedömningen." if hinder_for_att_skriva(person, rapport) else None


def hinder_for_att_valja_medskrivare(person: Person, rapport) -> str | None:
    """Bara rektor låter andra skriva: den som själv har skrivrätten till låns lånar inte ut den vidare."""
    if hinder := _hinder_i_tillstandet(rapport):
        return hinder
    if rapport.enhet_id in person.platser(Roll.REKTOR):
        return None
    return "Bara rektor väljer vilka som skriver i rapporten."


def arbetar_pa(person: Person, enhet: Enhet) -> bool:
    """Sant för medarbetare på enheten, i ett av dess arbetslag eller på en av dess förskolor."""
    platser = person.platser(*MEDARBETARE)
    if enhet.pk in platser:
        return True
    hor_till = Q(arbetslag_pa_enheten__in=platser) | Q(forskolor__in=platser)
    return bool(platser) and Enhet.objects.filter(hor_till, pk=enhet.pk).exists()


def hinder_for_att_lamna_inspel(person: Person, rapport) -> str | None:
    """Medarbetare på enheten lämnar inspel så länge rapporten är öppen; skolledningen skriver i själva avsnittet."""
    if not arbetar_pa(person, rapport.enhet):
        return "Inspel lämnas av medarbetarna. Du läser dem bredvid avsnittet."
    return _hinder_i_tillstandet(rapport)


def hinder_for_att_andra_inspel(person: Person, inspel) -> str | None:
    """Den som lämnade inspelet ändrar det och drar tillbaka det tills det är citerat."""
    if inspel.av_id != person.pk:
        return "Bara den som lämnade inspelet ändrar det."
    if inspel.citerat:
        return f"Inspelet citerades {datum(inspel.citerat)} och går inte längre att ändra."
    return hinder_for_att_lamna_inspel(person, inspel.avsnitt.rapport)


def laser_delarna(person: Person, rapport) -> bool:
    """Får se rapportens delar och det inlämnade. En medskrivare ser annars bara sina avsnitt."""
    return (
        leder_enheten(person, rapport)
        or person.har(Roll.UTBILDNINGSDIREKTOR, Roll.VERKSAMHETSCHEF)
        or (bool(rapport.faststalld) and laser_faststallt(person, rapport))
    )


def laser_faststallt(person: Person, rapport) -> bool:
    return person.har(*LASER_FASTSTALLT) or rapport.enhet_id in person.platser(*MEDARBETARE)


def hinder_for_att_lamna_in(person: Person, rapport) -> str | None:
    """Bara rektor lämnar in, om inte den daterade delegeringen nämner det."""
    if hinder := _hinder_i_tillstandet(rapport):
        return hinder
    if rapport.enhet_id in person.platser(Roll.REKTOR):
        return None
    if rapport.enhet_id not in person.platser(Roll.BITRADANDE_REKTOR):
        return "Bara rektor lämnar in."
    if hinder := _hinder_i_delegeringen(person, rapport.enhet_id, idag()):
        return f"Bara rektor lämnar in. {hinder}"
    if (delegering := _delegering(person, rapport.enhet_id)) and delegering.far_lamna_in:
        return None
    return f"Bara rektor lämnar in. Din delegering gäller att skriva; {_rektor_pa(rapport.enhet_id)} lämnar in."


def hinder_for_att_faststalla(person: Person, rapport) -> str | None:
    if rapport.faststalld:
        return f"Rapporten är redan fastställd, {datum(rapport.faststalld)}."
    if rapport.enhet_id not in person.platser(Roll.REKTOR):
        return "Bara rektor fastställer enhetens rapport."
    saknas = [d.omgang.namn for d in rapport.delar.all() if d.tillstand != Tillstand.INLAMNAD]
    return f"Rapporten fastställs när alla delar är inlämnade. Det fattas: {', '.join(saknas)}." if saknas else None


def far_veta_om_inlamning(person: Person, inlamning) -> bool:
    """Om den frusna versionen finns för personen; den som inte får veta det möter 404."""
    rapport = inlamning.rapport
    if leder_enheten(person, rapport) or person.har(Roll.UTBILDNINGSDIREKTOR, Roll.VERKSAMHETSCHEF):
        return True
    if not rapport.faststalld:
        return False
    return laser_faststallt(person, rapport)


def hinder_for_att_lasa_inlamning(person: Person, inlamning) -> str | None:
    """Egen verksamhetschef och direktören genast; övriga verksamhetschefer när rundan har stängt."""
    if not person.har(Roll.VERKSAMHETSCHEF) or person.har(Roll.UTBILDNINGSDIREKTOR):
        return None
    if leder_enheten(person, inlamning.rapport) or inlamning.omgang.till < idag():
        return None
    if ar_egen_verksamhetschef(person, inlamning.rapport):
        return None
    return f"Rapporter i andra områden läser du när rundan har stängt, {datum(inlamning.omgang.till)}."


def hinder_for_att_lamna_tillbaka(person: Person, inlamning) -> str | None:
    """Enhetens egen verksamhetschef lämnar tillbaka, och bara den senaste versionen."""
    if not ar_egen_verksamhetschef(person, inlamning.rapport):
        return "Bara enhetens verksamhetschef lämnar tillbaka."
    if inlamning.rapport.faststalld:
        return "Rapporten är fastställd för läsåret."
    if inlamning.aterlamnad:
        return f"Delen är redan återlämnad, {datum(inlamning.aterlamnad)}."
    delen = inlamning.rapport.delar.filter(omgang=inlamning.omgang_id).first()
    if delen is None or delen.senaste_id != inlamning.pk:
        return "Det finns en nyare version. Läs den i stället."
    return None


def far_lasa_kommentarer(person: Person, rapport) -> bool:
    """Kommentarerna är ett samtal mellan rektor och verksamhetschef; direktören läser det, andra chefer inte."""
    return ser_status(person, rapport)


def hinder_for_att_aterkoppla(person: Person, inlamning) -> str | None:
    """Bara enhetens egen verksamhetschef ger återkoppling, på vilken inlämnad version som helst."""
    if not ar_egen_verksamhetschef(person, inlamning.rapport):
        return "Bara enhetens verksamhetschef ger återkoppling."
    return "Läsåret är stängt." if inlamning.rapport.lasar.stangt else None


def hinder_for_att_svara(person: Person, rapport) -> str | None:
    """Rektor svarar, en delegerad biträdande också, och verksamhetschefen på svaret."""
    if rapport.lasar.stangt:
        return "Läsåret är stängt."
    if rapport.enhet_id in person.platser(Roll.REKTOR) or ar_egen_verksamhetschef(person, rapport):
        return None
    if rapport.enhet_id in person.platser(Roll.BITRADANDE_REKTOR):
        return _hinder_i_delegeringen(person, rapport.enhet_id, idag())
    return "Bara rektor och enhetens verksamhetschef svarar på kommentarer."


def far_lasa_tidigare(person: Person, enhet) -> bool:
    """En rapport från tiden före systemet läses av dem som läser enhetens fastställda, och av skolledningen."""
    return (
        enhet.pk in person.platser(*SKOLLEDNING, *MEDARBETARE)
        or person.har(Roll.UTBILDNINGSDIREKTOR, Roll.VERKSAMHETSCHEF)
        or person.har(*LASER_FASTSTALLT)
    )


def hinder_for_att_ta_in(person: Person, enhet) -> str | None:
    """Rektor tar in den egna enhetens tidigare rapporter, systemadministratören allas."""
    if enhet.pk in person.platser(Roll.REKTOR) or person.har(Roll.SYSTEMADMINISTRATOR):
        return None
    return "Bara rektor och systemadministratören tar in tidigare rapporter."


# --- Verksamhetschefernas frågor och stödbehoven ---------------------------------------------------
# Källa: krav 58 (verksamhetscheferna förbereder sig tillsammans) och design/model.md "Stodbehov".
LASER_FRAGOR = (Roll.VERKSAMHETSCHEF, Roll.UTBILDNINGSDIREKTOR, Roll.SYSTEMADMINISTRATOR)


def ser_fragorna(person: Person) -> bool:
    """Verksamhetscheferna skriver frågorna, direktören läser dem, administratören sätter budgeten."""
    return person.har(*LASER_FRAGOR)


def _hinder_i_lasaret(lasar) -> str | None:
    return "Läsåret är stängt. Frågorna går att läsa men inte att ändra." if lasar.stangt else None


def hinder_for_att_fraga(person: Person, lasar, *, omraden=(), enheter=()) -> str | None:
    """Varje verksamhetschef får fråga alla och hela skolformer; områden och enheter bara i det egna området.

    Args:
        omraden, enheter: nycklarna i frågans krets.
    """
    if hinder := _hinder_i_lasaret(lasar):
        return hinder
    egna = person.platser(Roll.VERKSAMHETSCHEF)
    if not egna:
        return "Verksamhetscheferna ställer frågorna."
    i_egna = (
        set(
            Tillhorighet.objects.filter(lasar=lasar, omrade__in=egna, enhet__in=enheter).values_list(
                "enhet_id", flat=True
            )
        )
        if enheter
        else set()
    )
    if set(omraden) - egna or set(enheter) - i_egna:
        return "Frågor till ett område eller till utvalda enheter ställs av områdets egen verksamhetschef."
    return None


def hinder_for_att_andra_fraga(person: Person, fraga) -> str | None:
    """Den som får ställa frågan får också skriva om den, publicera den, avsluta den och ersätta den."""
    return hinder_for_att_fraga(
        person,
        fraga.omgang.lasar,
        omraden=[o.pk for o in fraga.omraden.all()],
        enheter=[e.pk for e in fraga.enheter.all()],
    )


def hinder_for_att_satta_fragebudget(person: Person, lasar) -> str | None:
    """Verksamhetscheferna äger budgeten tillsammans; administratören kan sätta den åt dem."""
    if hinder := _hinder_i_lasaret(lasar):
        return hinder
    if person.har(Roll.VERKSAMHETSCHEF, Roll.SYSTEMADMINISTRATOR):
        return None
    return "Verksamhetscheferna bestämmer hur många frågor en runda får ha."


def ser_stodet(person: Person) -> bool:
    """Arbetslistan finns för avdelningschefen, och för verksamhetschefen som får det ingen avdelning har."""
    return person.har(Roll.AVDELNINGSCHEF, Roll.VERKSAMHETSCHEF)


def ar_behovets_mottagare(person: Person, behov) -> bool:
    """Mottagaren läser behovet, inte rapporten: avdelningens chef, eller enhetens verksamhetschef när rektor inte vet."""
    if behov.sant is None:
        return False
    if behov.mottagare_id is not None:
        return behov.mottagare_id in person.platser(Roll.AVDELNINGSCHEF)
    return ar_egen_verksamhetschef(person, behov.avsnitt.rapport)
