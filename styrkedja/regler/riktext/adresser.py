"""Adresserna som får stå i en länk: webben, e-post, och husets egna hänvisningar. Inga andra adresser i huset."""

import re

#: En hänvisning till en källa i huset: /hanvisning/<uuid>/.
HANVISNING = r"/hanvisning/([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})/"
_EGEN = re.compile(HANVISNING)
_UTAT = re.compile(r"https?://|mailto:", re.I)


def far_sta(adress: str) -> bool:
    return bool(_UTAT.match(adress) or _EGEN.fullmatch(adress))
