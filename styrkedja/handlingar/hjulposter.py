"""Att flytta en post i hjulet, låta hjulet räkna ut den igen, och lägga en egen post.

En flytt är en människas beslut: den står kvar när hjulet skapas på nytt, och det som hänger på posten följer efter.
"""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from styrkedja.behorighet import krav_pa_ratt
from styrkedja.behorighet.hjul import hinder_for_att_flytta
from styrkedja.handlingar import utkorg
from styrkedja.handlingar.hjul import Hjulresultat, las_for_skrivning, rakna_om_det_som_foljer
from styrkedja.handlingar.lasar import krav_pa_oppet
from styrkedja.handlingar.logg import logga
from styrkedja.klocka import nu as klockan_nu
from styrkedja.models import Forum, Hjulniva, Hjulpost, Lasar, Person, Plats, Postslag


@transaction.atomic
def flytta_post(
    *, post: Hjulpost, fran: date, till: date | None = None, av: Person | None, nu: datetime | None = None
) -> Hjulresultat:
    """Flyttar posten till en dag, eller till dagarna fran–till. Ger vad som följde med.

    En ledig dag är tillåten (`regler.dagar.ledig_som` säger det till den som flyttar). Posten som ges får de nya
    värdena. Flyttas den dit den redan står händer ingenting.

    Raises:
        ValidationError: dagen ligger utanför läsåret, slutet före början, eller läsåret är stängt.
        PermissionDenied: personen råder inte över posten.
    """
    till = till or fran
    _krav_pa_att_flytta(post, av)
    _prova_dagar(post.lasar, fran, till)
    las_for_skrivning(post.lasar)
    if post.flyttad_nar and (post.fran, post.till) == (fran, till):
        return Hjulresultat()
    fore = post.fran
    _satt(post, fran, till, av, nu or klockan_nu())
    resultat = rakna_om_det_som_foljer(post)
    _efterarbete(post)
    logga(
        "flytta_post", av=av, pa=post, plats_id=post.plats_id, nu=nu, fore=str(fore or ""), fran=str(fran),
        till=str(till), foljde=resultat.andrade,
    )  # fmt: skip
    return resultat


@transaction.atomic
def slapp_post(*, post: Hjulpost, av: Person | None, nu: datetime | None = None) -> Hjulresultat:
    """Låter hjulet räkna ut en flyttad post igen, och det som hänger på den.

    Raises:
        ValidationError: posten är en egen post utan regel, eller läsåret är stängt.
        PermissionDenied: personen råder inte över posten.
    """
    _krav_pa_att_flytta(post, av)
    if post.mall_id is None:
        raise ValidationError("Posten är er egen och har ingen regel att gå tillbaka till.")
    las_for_skrivning(post.lasar)
    post.flyttad_av = post.flyttad_nar = None
    post.save(update_fields=["flyttad_av", "flyttad_nar"])
    resultat = rakna_om_det_som_foljer(post, med_posten=True)
    _efterarbete(post)
    logga("slapp_post", av=av, pa=post, plats_id=post.plats_id, nu=nu)
    return resultat


@transaction.atomic
def lagg_egen_post(
    *,
    lasar: Lasar,
    plats: Plats,
    niva: Hjulniva,
    rubrik: str,
    roll: str,
    fran: date,
    till: date | None = None,
    slag: Postslag = Postslag.FORBEREDELSE,
    forum: Forum | None = None,
    av: Person | None,
    nu: datetime | None = None,
) -> Hjulpost:
    """Platsens egen post (krav 37): när ett läroplansområde analyseras, i vilket forum, av vem. Samma rubrik är samma post.

    Raises:
        ValidationError: dagen ligger utanför läsåret, slutet före början, eller läsåret är stängt.
        PermissionDenied: personen råder inte över platsens poster.
    """
    nyckel, till = _egen_nyckel(rubrik), till or fran
    post = Hjulpost.objects.filter(lasar=lasar, plats=plats, nyckel=nyckel).first() or Hjulpost(nyckel=nyckel)
    post.lasar, post.plats, post.niva, post.roll = lasar, plats, niva, roll
    post.rubrik, post.slag, post.forum = rubrik, slag, forum
    post.fran, post.till, post.sorteras = fran, till, fran
    _krav_pa_att_flytta(post, av)
    _prova_dagar(lasar, fran, till)
    post.save()
    logga("lagg_egen_post", av=av, pa=post, plats_id=plats.pk, nu=nu)
    return post


def _egen_nyckel(rubrik: str) -> str:
    from django.utils.text import slugify

    return f"egen-{slugify(rubrik)[:70]}"


def _krav_pa_att_flytta(post: Hjulpost, av: Person | None) -> None:
    if av is not None:
        krav_pa_ratt(hinder_for_att_flytta(av, post))
    krav_pa_oppet(post.lasar)


def _prova_dagar(lasar: Lasar, fran: date, till: date) -> None:
    if not lasar.fran <= fran <= lasar.till:
        raise ValidationError({"fran": f"Dagen ligger utanför läsåret {lasar}."})
    if till < fran:
        raise ValidationError({"till": "Sista dagen ligger före den första. Välj en senare dag."})
    if till > lasar.till:
        raise ValidationError({"till": f"Dagen ligger utanför läsåret {lasar}."})


def _satt(post: Hjulpost, fran: date, till: date, av: Person | None, nu: datetime) -> None:
    post.fran, post.till, post.sorteras = fran, till, fran
    post.ungefar, post.preliminar = "", False
    post.flyttad_av, post.flyttad_nar = av, nu
    post.save()


def _efterarbete(post: Hjulpost) -> None:
    """Rummen hämtar sina dagar ur hjulet (rapporternas sista dag): arbetaren kör hjulet och låter dem göra det."""
    utkorg.lagg("hjul", nyckel=f"{post.lasar.slug}:flytt:{post.pk}:{post.fran}", uppgifter={"lasar": post.lasar_id})
