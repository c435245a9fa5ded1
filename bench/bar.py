"""Den bara sidan: samma rader med drivrutinen rakt av och str.format, utan ramverk. Golvet som sidorna jämförs med.

Läser sessionen, personen och samma rader som den riktiga sidan, och skriver lika många byte: ramen runt raderna är
den riktiga sidans egen (BENCH_RAM, en JSON-fil: adress → [före, mellan, efter]).
"""

import html
import json
import os
from datetime import date
from typing import Any

import psycopg

from bench.bardatabas import databas, personen

MANADER = "jan feb mars apr maj juni juli aug sep okt nov dec".split()
RAD = (
    '<tr><th scope="row"><a href="/enheter/{slug}/rapport/{lasar}/">{namn}</a><small>{rektor}</small></th>{celler}</tr>'
)
CELL = (
    '<td data-k="{omgang}"><span class="lage {ton}"><svg class="form" aria-hidden="true">'
    '<use href="/static/ikoner.svg#{ikon}"/></svg> {ord}</span></td>'
)
INNE = (
    '<td data-k="{omgang}"><a href="/enheter/{slug}/rapport/{lasar}/inlamnad/{nyckel}/{nummer}/">'
    '<span class="lage {ton}"><svg class="form" aria-hidden="true"><use href="/static/ikoner.svg#{ikon}"/></svg>'
    " {ord}</span>{last}</a></td>"
)
BEFATTNINGAR = """SELECT b.roll, b.plats_id, p.slug FROM styrkedja_befattning b JOIN styrkedja_plats p ON p.id = b.plats_id
    WHERE b.person_id = %s AND b.fran <= current_date AND (b.till IS NULL OR b.till >= current_date)"""
LASAR = "SELECT id, slug FROM styrkedja_lasar WHERE current_date BETWEEN fran AND till"
OMGANGAR = "SELECT nyckel, namn FROM styrkedja_omgang WHERE lasar_id = %s ORDER BY ordning"
ENHETER = """SELECT t.enhet_id, e.namn, e.slug, o.slug FROM styrkedja_tillhorighet t
    JOIN styrkedja_plats e ON e.id = t.enhet_id JOIN styrkedja_plats o ON o.id = t.omrade_id
    WHERE t.lasar_id = %s {urval} ORDER BY o.ordning, e.namn"""
DELAR = """SELECT r.enhet_id, o.nyckel, d.tillstand, coalesce(d.sista_dag, o.sista_dag), o.oppnar,
        d.senaste_id, i.nummer, i.nar, i.sen, i.aterlamnad
    FROM kvalitetsrapporter_rapportdel d JOIN kvalitetsrapporter_rapport r ON r.id = d.rapport_id
    JOIN styrkedja_omgang o ON o.id = d.omgang_id
    {tillhor} LEFT JOIN kvalitetsrapporter_inlamning i ON i.id = d.senaste_id
    WHERE r.lasar_id = %s {urval}"""
LASTA = """SELECT l.inlamning_id FROM kvalitetsrapporter_lasning l
    JOIN kvalitetsrapporter_inlamning i ON i.id = l.inlamning_id
    JOIN kvalitetsrapporter_rapport r ON r.id = i.rapport_id WHERE l.person_id = %s AND r.lasar_id = %s"""
REKTORER = """SELECT b.plats_id, p.namn FROM styrkedja_befattning b JOIN styrkedja_person p ON p.id = b.person_id
    WHERE b.roll = 'rektor' AND b.fran <= current_date AND (b.till IS NULL OR b.till >= current_date)"""
OMRADE = "SELECT id FROM styrkedja_plats WHERE slag = 'verksamhetsomrade' AND slug = %s"
I_OMRADET = "AND t.omrade_id = %s"
TILLHOR = "JOIN styrkedja_tillhorighet t ON t.enhet_id = r.enhet_id AND t.lasar_id = r.lasar_id"

with open(os.environ["BENCH_RAM"], encoding="utf-8") as _fil:
    RAM: dict[str, list[str]] = json.load(_fil)


def app(miljo: dict[str, Any], borja: Any) -> list[bytes]:
    """WSGI: 200 med sidan för den som kakan hör till, annars 403."""
    adress = miljo["PATH_INFO"]
    with databas().cursor() as fraga:
        person = personen(fraga, miljo.get("HTTP_COOKIE", ""))
        if person is None or adress not in RAM:
            borja("403 Forbidden", [("Content-Type", "text/plain")])
            return [b"nej"]
        sida = _sida(fraga, person, adress).encode()
    borja("200 OK", [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(sida)))])
    return [sida]


def _sida(fraga: psycopg.Cursor, person: int, adress: str) -> str:
    fraga.execute(BEFATTNINGAR, (person,)).fetchall()
    lasar, slug = fraga.execute(LASAR).fetchone() or (0, "")
    omgangar = fraga.execute(OMGANGAR, (lasar,)).fetchall()
    omrade = fraga.execute(OMRADE, (adress.split("/")[2],)).fetchone() if adress.startswith("/omrade/") else None
    vilka: tuple = (lasar, *(omrade or ()))
    enheter = fraga.execute(ENHETER.format(urval=I_OMRADET if omrade else ""), vilka).fetchall()
    rektorer: dict[int, str] = dict(fraga.execute(REKTORER).fetchall())
    lasta = {rad[0] for rad in fraga.execute(LASTA, (person, lasar))}
    delar: dict[tuple, tuple] = {}
    delfraga = DELAR.format(urval=I_OMRADET if omrade else "", tillhor=TILLHOR if omrade else "")
    for enhet, nyckel, *resten in fraga.execute(delfraga, vilka):
        delar[enhet, nyckel] = tuple(resten)
    fore, mellan, efter = RAM[adress]
    rader, forra = [fore], None
    for pk, namn, enhet, i in enheter:
        if forra not in (None, i):
            rader.append(mellan)
        forra = i
        celler = "".join([_cell(delar.get((pk, n)), n, o, enhet, slug, lasta) for n, o in omgangar])
        rektor = html.escape(rektorer.get(pk, "ingen rektor"))
        rader.append(RAD.format(slug=enhet, lasar=slug, namn=html.escape(namn), rektor=rektor, celler=celler))
    rader.append(efter)
    return "".join(rader)


def _cell(delen: tuple | None, nyckel: str, omgang: str, enhet: str, lasar: str, lasta: set[int]) -> str:
    if delen is None:
        return f'<td data-k="{omgang}">–</td>'
    tillstand, ska_in, oppnar, senaste, nummer, nar, sen, ater = delen
    ikon, ord_, ton = _lage(tillstand, ska_in, oppnar, nar, sen, ater)
    if not nummer:
        return CELL.format(omgang=omgang, ton=ton, ikon=ikon, ord=ord_)
    last = " <small>läst</small>" if senaste in lasta else ""
    return INNE.format(
        omgang=omgang, slug=enhet, lasar=lasar, nyckel=nyckel, nummer=nummer, ton=ton, ikon=ikon, ord=ord_, last=last
    )


def _lage(tillstand: str, ska_in: date, oppnar: date, nar: Any, sen: bool, ater: Any) -> tuple[str, str, str]:
    if tillstand == "faststalld":
        return "klar", "fastställd", "god"
    if tillstand == "inlamnad":
        return "klar", "inne " + _dag(nar) + (", sent" if sen else ""), "god"
    if tillstand == "aterlamnad":
        return "retur", "återlämnad " + _dag(ater), "vakta"
    idag = date.today()  # noqa: TID251  (den bara sidan har ingen demo)
    if ska_in < idag:
        return "sen", "skulle varit inne " + _dag(ska_in), "brist"
    return (
        ("ring", "senast " + _dag(ska_in), "lugnt")
        if oppnar <= idag
        else ("streckad", "öppnar " + _dag(oppnar), "lugnt")
    )


def _dag(dag: date) -> str:
    return f"{dag.day} {MANADER[dag.month - 1]}"
