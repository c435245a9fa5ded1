"""Skriven SQL på de hetaste vägarna: där det kostar mer att bygga frågan med ORM:en än att köra den.

Satserna är lika för PostgreSQL och SQLite och står hos den som ställer dem (docs/beslut/0011, 0013). Kolumnerna står en
gång, i en lista: den blir både satsens och modellens. En kolumn som inte är med läser Django först när någon frågar efter
den, så en lista som blivit för kort är aldrig fel, bara långsam. Tidpunkter och JSON läses inte så: SQLite ger tiden utan
tidszon och JSON som text, och det är ORM:en som rättar det.
"""

from collections.abc import Sequence
from itertools import islice
from typing import Any

from django.db import connection
from django.db.models import Model


def valj(fran: str, **delar: Sequence[str]) -> str:
    """ "SELECT p.id, p.namn, e.id FROM …" av valj("FROM …", p=["id", "namn"], e=["id"]): alias och dess kolumner."""
    kolumner = [f"{alias}.{namn}" for alias, namnen in delar.items() for namn in namnen]
    return f"SELECT {', '.join(kolumner)} {fran}"


def rader(sql: str, *varden: Any) -> list[tuple[Any, ...]]:
    """Satsens alla rader."""
    with connection.cursor() as markor:
        markor.execute(sql, varden)
        return markor.fetchall()


def skriv(sql: str, *varden: Any) -> None:
    """Kör en sats som inget svarar."""
    with connection.cursor() as markor:
        markor.execute(sql, varden)


def ur_rad(rad: Sequence[Any], *delar: tuple[type[Model], Sequence[str]]) -> list[Any]:
    """Raden som modeller, så som ORM:en hade läst dem: en per del (modellen och dess kolumner), i radens ordning."""
    varden = iter(rad)
    return [modell.from_db(connection.alias, namn, list(islice(varden, len(namn)))) for modell, namn in delar]


def las_raden(alias: str) -> str:
    """Slutet på en fråga som håller tabellens rader till transaktionens slut, i databaser som låser rad för rad."""
    return f" FOR UPDATE OF {alias}" if connection.features.has_select_for_update_of else ""
