"""Stödbehovens del av startsidan: mottagarens, rektorns, och det obesvarade som har nått uppåt."""

from django.urls import reverse

from dialoger.stodlista import Stodrad, enhetens, obesvarade_under, racker_inte, stallda_till
from kvalitetsrapporter.behorighet import ser_stodet
from kvalitetsrapporter.regler.stodbehov import Stodlage
from styrkedja.format import antal_ord, lokal_dag
from styrkedja.models import Person
from styrkedja.regler.roller import Roll
from styrkedja.start import AttGora, Lagesrad


def stodets(person: Person) -> tuple[list[AttGora], list[Lagesrad]]:
    """Det som väntar på personen, och läget för det som väntar på andra."""
    return [*_mottagarens(person), *_rektorns(person), *_lyfta(person)], _obesvarade(person)


def _mottagarens(person: Person) -> list[AttGora]:
    """Behoven som väntar på svar, i en rad från det äldsta."""
    vantar = [r for r in stallda_till(person) if r.svar is None] if ser_stodet(person) else []
    if not vantar:
        return []
    rubrik = antal_ord(len(vantar), "ett stödbehov", "stödbehov")
    sen = "brist" if any(r.vantan != "inom_tid" for r in vantar) else ""
    return [AttGora(_sant(vantar[0]), f"Svara på {rubrik}", "Rektor ser svaret vid sitt behov.", reverse("stod"), sen)]


def _rektorns(person: Person) -> list[AttGora]:
    """Svar som rektor inte har läst."""
    olasta = [r for r in enhetens(person) if r.svar and not r.svar.last_av_rektor] if person.har(Roll.REKTOR) else []
    return [
        AttGora(lokal_dag(r.svar.nar), "Läs svaret på ert stödbehov", f"{r.svar.av.namn} har svarat.", _sidan(r))
        for r in olasta
        if r.svar
    ]


def _lyfta(person: Person) -> list[AttGora]:
    """Det som ingen har svarat på och som därför har nått direktören: ett i taget, äldst först."""
    if not person.har(Roll.UTBILDNINGSDIREKTOR):
        return []
    return [
        AttGora(
            _sant(r),
            f"Stödbehovet från {r.enhet.namn} saknar svar",
            f"{r.dagar} dagar hos {r.till}.",
            _sidan(r),
            "brist",
        )
        for r in obesvarade_under(person)
    ]


def _obesvarade(person: Person) -> list[Lagesrad]:
    """Verksamhetschefens enheters sena; direktören ser i stället det som inte räckte."""
    if person.har(Roll.UTBILDNINGSDIREKTOR):
        return [
            Lagesrad(f"Svaret räcker inte: {r.enhet.namn}", "till nästa huvudmannadialog", _sidan(r), "vakta", "risk")
            for r in racker_inte()
            if r.behov.tillstand == Stodlage.BESVARAT
        ]
    return [
        Lagesrad(f"Obesvarat stödbehov: {r.enhet.namn}", f"{r.dagar} dagar hos {r.till}", _sidan(r), "brist", "vanta")
        for r in obesvarade_under(person)
    ]


def _sant(rad: Stodrad):
    assert rad.behov.sant is not None
    return lokal_dag(rad.behov.sant)


def _sidan(rad: Stodrad) -> str:
    return reverse("stod-behov", args=[rad.behov.pk])
