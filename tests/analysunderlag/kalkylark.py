"""Gör små kalkylark för proven, del för del, också sådana som inget kalkylprogram gör."""

import io
import zipfile
from collections.abc import Iterable, Mapping
from xml.sax.saxutils import escape

TYPER = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
    '<Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>'
)
ROT = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>'
)
BOK = (
    '<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Blad1" sheetId="1" r:id="r1"/></sheets></workbook>'
)
BOKENS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'
)


def _cell(varde) -> str:
    if isinstance(varde, (int, float)):
        return f"<c><v>{varde}</v></c>"
    return f'<c t="inlineStr"><is><t>{escape(str(varde))}</t></is></c>'


def blad(rader: Iterable[Iterable], *, fore: str = "") -> str:
    kropp = "".join(f"<row>{''.join(map(_cell, rad))}</row>" for rad in rader)
    return (
        f'<?xml version="1.0"?>{fore}<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f"<sheetData>{kropp}</sheetData></worksheet>"
    )


def kalkylark(
    rader: Iterable[Iterable] = (), *, mer: Mapping[str, str | bytes] | None = None, packa: bool = True
) -> bytes:
    """Ett kalkylark med raderna i ett blad. `mer` lägger till eller byter ut delar."""
    delar: dict[str, str | bytes] = {
        "[Content_Types].xml": TYPER, "_rels/.rels": ROT, "xl/workbook.xml": BOK, "xl/_rels/workbook.xml.rels": BOKENS,
        "xl/worksheets/sheet1.xml": blad(rader), **(mer or {}),
    }  # fmt: skip
    ut = io.BytesIO()
    with zipfile.ZipFile(ut, "w", zipfile.ZIP_DEFLATED if packa else zipfile.ZIP_STORED) as arkiv:
        for namn, innehall in delar.items():
            arkiv.writestr(namn, innehall)
    return ut.getvalue()
