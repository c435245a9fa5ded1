"""Läser ett kalkylark (.xlsx) som rader av text, så som cellerna visas i ett svenskt kalkylprogram."""

import io
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetTypeEnum, ZipError

from analysunderlag.regler.zipprov import SPARA_OM, prova_kalkylark
from styrkedja.regler.inlasning import GRANSER, MAX_BYTE, MAX_CELL, MAX_RADER, Filfel, Rad

Cellvarde = int | float | str | bool | date | datetime | time | timedelta


def las_kalkylark(data: bytes, blad: str = "") -> tuple[tuple[str, ...], tuple[Rad, ...]]:
    """Bladens namn, och raderna i det valda bladet; annars i det första som har några. Tomma rader hoppas över.

    Raises:
        Filfel: filen är inte ett kalkylark som går att läsa säkert, är för stor, eller har inga rader.
    """
    if len(data) > MAX_BYTE:
        raise Filfel(f"Filen är för stor ({len(data) // 1024 // 1024} MB). {GRANSER}")
    prova_kalkylark(data)
    try:
        bok = CalamineWorkbook.from_filelike(io.BytesIO(data))
        namn = tuple(m.name for m in bok.sheets_metadata if m.typ == SheetTypeEnum.WorkSheet)
        for ett in [blad] if blad in namn else namn:
            if rader := _rader(bok.get_sheet_by_name(ett)):
                return namn, rader
    except (PasswordError, ZipError, CalamineError) as fel:
        raise Filfel(f"Kalkylarket går inte att läsa. {SPARA_OM}") from fel
    raise Filfel("Kalkylarket är tomt.")


def _rader(blad: CalamineSheet) -> tuple[Rad, ...]:
    if blad.total_height > MAX_RADER + 1:
        raise Filfel(f"Bladet har för många rader. {GRANSER}")
    forsta = (blad.start or (0, 0))[0] + 1
    rader = []
    for nummer, celler in enumerate(blad.to_python(skip_empty_area=True), forsta):
        texter = tuple(cell_i_text(cell) for cell in celler)
        if any(texter):
            if any(len(text) > MAX_CELL // 4 and len(text.encode()) > MAX_CELL for text in texter):
                raise Filfel(f"En cell på rad {nummer} är för stor. {GRANSER}")
            rader.append(Rad(nummer, texter))
    return tuple(rader)


def cell_i_text(cell: Cellvarde) -> str:
    """12.5 → "12,5", 270.0 → "270", ett datum → "2026-01-13". Ett tal får aldrig fler siffror än kalkylarket visar."""
    if isinstance(cell, bool):
        return "sant" if cell else "falskt"
    if isinstance(cell, float):
        return _tal_i_text(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    return " ".join(str(cell).split()) if isinstance(cell, str) else str(cell)


def _tal_i_text(cell: float) -> str:
    """Femton siffror är vad ett kalkylark bär; 0,1 + 0,2 är 0,3."""
    text = format(Decimal(f"{cell:.15g}"), "f")
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace(".", ",")
