"""Filer ut. Tabeller blir CSV och XLSX på ett ställe, så att ingen cell från en människa körs som formel.

Text är text (regler/kalkyltext.py), tal är tal, None är en tom cell. Rätten prövas av vyn vid varje hämtning.
"""

import csv
from collections.abc import Iterable, Sequence
from io import BytesIO, StringIO
from typing import Any

from django.db.models.fields.files import FieldFile
from django.http import FileResponse, HttpResponse
from django.utils.text import slugify

from styrkedja.regler.kalkyltext import ofarlig

Cell = str | int | float | None
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#: Filens form → dess typ i svaret.
FORMER = {"csv": "text/csv; charset=utf-8", "xlsx": XLSX}


def csv_fil(huvud: Sequence[str], rader: Iterable[Sequence[Cell]]) -> bytes:
    """Semikolon, decimalkomma och UTF-8 med märke, så som svenska kalkylprogram läser det."""
    ut = StringIO()
    skrivare = csv.writer(ut, delimiter=";", lineterminator="\r\n")
    for rad in (huvud, *rader):
        skrivare.writerow([_i_csv(cell) for cell in rad])
    return ut.getvalue().encode("utf-8-sig")


def _i_csv(cell: Cell) -> str:
    if cell is None:
        return ""
    return ofarlig(cell) if isinstance(cell, str) else str(cell).replace(".", ",")


def xlsx_fil(titel: str, huvud: Sequence[str], rader: Iterable[Sequence[Cell]]) -> bytes:
    """Ett blad med en rubrikrad. Varje text skrivs som text, aldrig som formel."""
    from openpyxl import Workbook

    bok = Workbook(write_only=True)
    blad = bok.create_sheet(ofarlig(titel)[:31].translate(dict.fromkeys(map(ord, "[]:*?/\\"), "-")))
    blad.freeze_panes = "A2"
    for rad in (huvud, *rader):
        blad.append([_i_xlsx(blad, cell) for cell in rad])
    ut = BytesIO()
    bok.save(ut)
    return ut.getvalue()


def _i_xlsx(blad: Any, cell: Cell) -> Any:
    from openpyxl.cell import WriteOnlyCell

    if not isinstance(cell, str):
        return cell
    ruta = WriteOnlyCell(blad, value=ofarlig(cell)[:32_000])
    ruta.data_type = "s"
    return ruta


def filsvar(form: str, titel: str, huvud: Sequence[str], rader: Iterable[Sequence[Cell]]) -> HttpResponse:
    """Svaret med filen, alltid som en hämtning.

    Args:
        form: nyckel i FORMER.
    """
    data = csv_fil(huvud, rader) if form == "csv" else xlsx_fil(titel, huvud, rader)
    svar = HttpResponse(data, content_type=FORMER[form])
    svar["Content-Disposition"] = f'attachment; filename="{slugify(titel)[:120] or "tabell"}.{form}"'
    svar["X-Content-Type-Options"] = "nosniff"
    return svar


def pdf_som_hamtning(fil: FieldFile, namn: str) -> FileResponse:
    """En PDF som någon har lagt in, alltid som en hämtning: den visas aldrig i vår egen adress."""
    svar = FileResponse(fil.open("rb"), as_attachment=True, filename=namn, content_type="application/pdf")
    svar["X-Content-Type-Options"] = "nosniff"
    svar["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return svar
