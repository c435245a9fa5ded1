"""Den bara sparningen: en WSGI-app med drivrutinen rakt av och en transaktion. Golvet som sparningen jämförs med.

Läser sessionen, personen och rätten; låser texten, skriver versionen, ändrar texten, bekräftar. Svarar som den riktiga.
"""

import hashlib
import json
from datetime import UTC, datetime
from typing import Any

import psycopg

from bench.bardatabas import databas, personen

RATT = """SELECT a.id FROM kvalitetsrapporter_avsnitt a JOIN kvalitetsrapporter_rapport r ON r.id = a.rapport_id
    JOIN styrkedja_plats p ON p.id = r.enhet_id JOIN styrkedja_lasar l ON l.id = r.lasar_id
    JOIN styrkedja_befattning b ON b.plats_id = p.id AND b.person_id = %s AND b.roll = 'rektor'
        AND b.fran <= current_date AND (b.till IS NULL OR b.till >= current_date)
    WHERE p.slug = %s AND l.slug = %s AND a.nyckel = %s AND r.faststalld IS NULL"""
LAS = (
    """SELECT id, version FROM styrkedja_text WHERE agare_slag = 'avsnitt' AND agare_id = %s AND falt = %s FOR UPDATE"""
)
VERSION = """INSERT INTO styrkedja_textversion (text_id, slag, version, grund, op, innehall, hash, av_id, nar)
    VALUES (%s, 'sparad', %s, %s, %s, %s, %s, %s, %s)"""
TEXT = "UPDATE styrkedja_text SET innehall = %s, hash = %s, version = %s, andrad_av_id = %s, andrad = %s WHERE id = %s"


def app(miljo: dict[str, Any], borja: Any) -> list[bytes]:
    """WSGI: 200 med hash och version, 403 utan rätt, 409 när versionen är en annan."""
    kropp = json.loads(miljo["wsgi.input"].read(int(miljo["CONTENT_LENGTH"])))
    _, _, enhet, _, lasar, _, nyckel, *_ = miljo["PATH_INFO"].split("/")
    with databas().cursor() as fraga:
        person = personen(fraga, miljo.get("HTTP_COOKIE", ""))
        avsnitt = fraga.execute(RATT, (person, enhet, lasar, nyckel)).fetchone() if person else None
        svar = _spara(fraga, avsnitt[0], person, kropp) if avsnitt else None
    status = "403 Forbidden" if not avsnitt else "200 OK" if svar else "409 Conflict"
    ut = json.dumps(svar).encode()
    borja(status, [("Content-Type", "application/json"), ("Content-Length", str(len(ut)))])
    return [ut]


def _spara(fraga: psycopg.Cursor, avsnitt: int, person: int | None, kropp: dict[str, Any]) -> dict[str, Any] | None:
    (falt, skrivet), *_ = kropp["texter"].items()
    nar, hash_ = datetime.now(UTC), hashlib.sha256(skrivet["innehall"].encode()).hexdigest()  # noqa: TID251
    with databas().transaction():
        rad = fraga.execute(LAS, (avsnitt, falt)).fetchone()
        if rad is None or rad[1] != skrivet["version"]:
            return None
        version = rad[1] + 1
        lydelse = (skrivet["innehall"], hash_, person, nar)
        fraga.execute(VERSION, (rad[0], version, rad[1], kropp["op"], *lydelse))
        fraga.execute(TEXT, (skrivet["innehall"], hash_, version, person, nar, rad[0]))
    return {"sparat": nar.isoformat(), "hash": {falt: hash_}, "versioner": {falt: version}}
