"""Rapportens bidrag till startsidan: rektors del att skriva, verksamhetschefens att läsa, direktörens läge."""

from itertools import groupby

from django.db.models import Count
from django.urls import reverse

from kvalitetsrapporter.handlingar.innehall import las_rapport
from kvalitetsrapporter.handlingar.listor import Enhetsrad, enhetsrader
from kvalitetsrapporter.handlingar.medskrivning import att_skriva
from kvalitetsrapporter.handlingar.skrivning import aktuell_omgang, avsnittets_omgang
from kvalitetsrapporter.models import Fraga, Medskrivare, Rapport, Rapportdel
from kvalitetsrapporter.regler import Tillstand, infor
from kvalitetsrapporter.visning import delens_lage, inne_i_ord, nasta_dag_i_ord
from styrkedja.format import antal_ord, datum, datum_lang, uppraknat
from styrkedja.handlingar.lasar import aktuellt_lasar
from styrkedja.klocka import idag
from styrkedja.models import Omgang, Person
from styrkedja.regler.roller import Roll
from styrkedja.start import AttGora, Bidrag, Lagesrad, Rubrik

#: Så många delar att läsa visas var för sig.
VISAS = 6


def _egna_delar(person: Person) -> list[Rapportdel]:
    """Delarna i årets rapport på de enheter som personen leder."""
    enheter = person.platser(Roll.REKTOR, Roll.BITRADANDE_REKTOR)
    lasar = aktuellt_lasar()
    if not enheter or lasar is None:
        return []
    delar = Rapportdel.objects.filter(rapport__enhet__in=enheter, rapport__lasar=lasar)
    return list(
        delar.select_related("omgang", "senaste__aterlamnad_av", "rapport__enhet", "rapport__lasar").order_by(
            "rapport__enhet", "omgang__ordning"
        )
    )


def _oppna(delar: list[Rapportdel]) -> list[Rapportdel]:
    """Delar som har öppnat och inte är inne."""
    klara = (Tillstand.INLAMNAD, Tillstand.FASTSTALLD)
    return [d for d in delar if d.tillstand not in klara and d.omgang.oppnar <= idag()]


def _rapportadress(rapport: Rapport) -> str:
    return reverse("rapport", args=[rapport.enhet.slug, rapport.lasar.slug])


def bidrag(person: Person) -> Bidrag:
    """Det som personens roll skriver eller läser, och först det som en rektor har bett henne skriva."""
    egna = _bidrag(person)
    ombedd = _att_skriva(person)
    if not ombedd:
        return egna
    rubrik = egna.rubrik or Rubrik(8, f"{ombedd[0].rubrik}.", ombedd[0].varfor)
    return Bidrag(rubrik, ombedd + egna.att_gora, egna.laget)


def _att_skriva(person: Person) -> list[AttGora]:
    """En rad per rapport: vem som bad, om vilka avsnitt, till när."""
    rader = att_skriva(person)
    if not rader:
        return []
    delar: dict[int, list[Rapportdel]] = {}
    for delen in Rapportdel.objects.filter(rapport__in={m.avsnitt.rapport_id for m in rader}).select_related("omgang"):
        delar.setdefault(delen.rapport_id, []).append(delen)
    return [_ombedd(list(grupp), delar[pk]) for pk, grupp in groupby(rader, key=lambda m: m.avsnitt.rapport_id)]


def _ombedd(rader: list[Medskrivare], delar: list[Rapportdel]) -> AttGora:
    forst, rapport = rader[0], rader[0].avsnitt.rapport
    omgangar = [d.omgang for d in delar]
    omgang = avsnittets_omgang(forst.avsnitt, omgangar, aktuell_omgang(omgangar))
    delen = next(d for d in delar if d.omgang == omgang)
    return AttGora(
        delen.ska_in,
        f"{forst.av.namn} har bett dig skriva i {uppraknat([m.avsnitt.rubrik for m in rader])}",
        f"{rapport.enhet.namn}, delen {infor(delen.omgang.namn)}.",
        _rapportadress(rapport),
    )


def _bidrag(person: Person) -> Bidrag:
    """Skolledningens egna delar; annars det som verksamhetschefen eller direktören läser."""
    if delar := _egna_delar(person):
        flera = len({d.rapport_id for d in delar}) > 1
        return Bidrag(
            _rubrik_for_enheten(delar),
            [_att_lamna_in(d) for d in _oppna(delar)],
            [_delrad(d, flera=flera) for d in delar],
        )
    rader, omgang, omgangar = _lasrader(person)
    if omgang is None or not rader:
        return Bidrag(laget=_faststallda(person))
    return Bidrag(
        Rubrik(5, inne_i_ord(rader, omgang), nasta_dag_i_ord(rader, omgang, omgangar)),
        _att_lasa(rader, omgang) if person.har(Roll.VERKSAMHETSCHEF) else [],
        [
            *(_omradesrad(namn, rader, omgang) for namn in dict.fromkeys(r.omrade for r in rader)),
            _fragerad(omgang),
        ],
    )


def _fragerad(omgang: Omgang) -> Lagesrad:
    """Hur många frågor rundan ställer, och hur många som är utkast."""
    rader = Fraga.objects.filter(omgang=omgang, avslutad__isnull=True).values_list("publicerad", flat=True)
    stallda = sum(nar is not None for nar in rader)
    utkast = len(rader) - stallda
    text = antal_ord(stallda, "en ställd", "ställda") + (
        f", {antal_ord(utkast, 'ett utkast', 'utkast')}" if utkast else ""
    )
    adress = reverse("fragor", args=[omgang.lasar.slug, omgang.nyckel])
    return Lagesrad(f"Frågor {infor(omgang.namn)}", text, adress, "lugnt", "penna")


def _faststallda(person: Person) -> list[Lagesrad]:
    """Läsårens fastställda rapporter, för den som läser dem men inte skriver eller följer upp."""
    antal = (
        Rapport.objects.synliga_for(person)
        .filter(faststalld__isnull=False)
        .values_list("lasar__namn")
        .annotate(antal=Count("pk"))
        .order_by("-lasar__namn")
    )
    return [
        Lagesrad(
            f"Kvalitetsrapporter {lasar}",
            antal_ord(n, "en fastställd", "fastställda"),
            reverse("enheter"),
            "god",
            "klar",
        )
        for lasar, n in antal[:3]
    ]


def _rubrik_for_enheten(delar: list[Rapportdel]) -> Rubrik:
    ater = next((d for d in delar if d.tillstand == Tillstand.ATERLAMNAD), None)
    if ater:
        kommentar = ater.senaste.kommentar if ater.senaste else ""
        return Rubrik(
            20, f"Delen {infor(ater.omgang.namn)} har kommit tillbaka.", f"{_aterlamnad_av(ater)} skrev: ”{kommentar}”"
        )
    oppna = _oppna(delar)
    if oppna:
        delen = oppna[0]
        sen = delen.ska_in < idag()
        mening = f"Delen {infor(delen.omgang.namn)} " + (
            "är sen." if sen else f"ska vara inne {datum_lang(delen.ska_in)}."
        )
        return Rubrik(15, mening, _framsteg_i_ord(delen))
    nasta = next((d for d in delar if d.omgang.oppnar > idag()), None)
    inne = [d for d in delar if d.tillstand == Tillstand.INLAMNAD]
    if inne and nasta:
        return Rubrik(
            10,
            f"Delen {infor(inne[-1].omgang.namn)} är inne.",
            f"Delen {infor(nasta.omgang.namn)} öppnar {datum_lang(nasta.omgang.oppnar)}. Du kan skriva redan nu.",
        )
    return Rubrik(10, "Årets alla delar är inne.", "Rapporten kan fastställas när läsåret är summerat.")


def _aterlamnad_av(delen: Rapportdel) -> str:
    """Namnet på den som lämnade tillbaka den senaste versionen."""
    vem = delen.senaste.aterlamnad_av if delen.senaste else None
    return vem.namn if vem else "Verksamhetschefen"


def _framsteg_i_ord(delen: Rapportdel) -> str:
    lage = las_rapport(delen.rapport, delen.omgang)
    avsnitt = lage.for_omgang(delen.omgang)
    klara = sum(not a.saknas() for a in avsnitt)
    if klara == len(avsnitt):
        return "Alla avsnitt är klara. Läs igenom och lämna in."
    klara_i_ord = antal_ord(klara, "ett avsnitt", "avsnitt").capitalize()
    return f"{klara_i_ord} av {len(avsnitt)} är klara. Det du skriver delas först när du lämnar in."


def _att_lamna_in(delen: Rapportdel) -> AttGora:
    if delen.tillstand == Tillstand.ATERLAMNAD:
        rubrik_, varfor = (
            f"Skriv om delen {infor(delen.omgang.namn)}",
            f"{_aterlamnad_av(delen)} har skrivit en kommentar.",
        )
    else:
        rubrik_ = f"Lämna in delen {infor(delen.omgang.namn)}"
        varfor = (
            "Din verksamhetschef läser den före dialogen."
            if delen.omgang.nyckel != "lasarsslut"
            else "Då kan rapporten fastställas."
        )
    ton = "brist" if delen.ska_in < idag() else ""
    return AttGora(delen.ska_in, rubrik_, varfor, _rapportadress(delen.rapport), ton)


def _att_lasa(rader: list[Enhetsrad], omgang: Omgang) -> list[AttGora]:
    """Inlämnade delar som inte är lästa: de första var för sig, resten i en rad."""
    olasta = [r for r in rader if r.inne(omgang.nyckel) and not r.delar[omgang.nyckel].last]
    att_gora = [_att_lasa_en(r, omgang) for r in olasta[:VISAS]]
    if len(olasta) > VISAS:
        rubrik = f"Läs {antal_ord(len(olasta) - VISAS, 'en del', 'delar')} till"
        att_gora.append(AttGora(omgang.fran, rubrik, "De står i områdets lista.", reverse("mitt-omrade")))
    return att_gora


def _att_lasa_en(rad: Enhetsrad, omgang: Omgang) -> AttGora:
    delen = rad.delar[omgang.nyckel]
    adress = reverse("rapport-inlamning", args=[rad.slug, omgang.lasar.slug, omgang.nyckel, delen.version])
    varfor = f"Inlämnad {datum(delen.fakta.inlamnad)} av {rad.rektor}." if delen.fakta.inlamnad else ""
    return AttGora(omgang.fran, f"Läs {rad.namn}", varfor, adress)


def _delrad(delen: Rapportdel, *, flera: bool) -> Lagesrad:
    ikon, ord_, ton = delens_lage(delen)
    namn = f"{delen.rapport.enhet.namn}: {delen.omgang.namn}" if flera else f"Delen {infor(delen.omgang.namn)}"
    return Lagesrad(namn, ord_, _rapportadress(delen.rapport), ton, ikon)


def _omradesrad(namn: str, rader: list[Enhetsrad], omgang) -> Lagesrad:
    egna = [r for r in rader if r.omrade == namn]
    inne = sum(r.inne(omgang.nyckel) for r in egna)
    sena = sum(r.vikt(omgang.nyckel, idag()) == 0 for r in egna)
    ton, ikon = ("brist", "sen") if sena else ("god", "klar") if inne == len(egna) else ("lugnt", "ring")
    text = f"{inne} av {len(egna)} inne" + (f", {sena} {'sen' if sena == 1 else 'sena'}" if sena else "")
    return Lagesrad(namn, text, reverse("omrade", args=[egna[0].omrade_slug]), ton, ikon)


def _lasrader(person: Person):
    """Enheterna som personen läser: områdets för verksamhetschefen, alla för direktören."""
    lasar = aktuellt_lasar()
    if lasar is None or not person.har(Roll.VERKSAMHETSCHEF, Roll.UTBILDNINGSDIREKTOR):
        return [], None, []
    omraden = None if person.har(Roll.UTBILDNINGSDIREKTOR) else person.platser(Roll.VERKSAMHETSCHEF)
    omgangar = list(lasar.omgangar.all())
    omgang = aktuell_omgang(omgangar)
    rader = enhetsrader(lasar=lasar, omgangar=omgangar, omraden=omraden, lasare=person, sorteras=omgang)
    return rader, omgang, omgangar
