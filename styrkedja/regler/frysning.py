"""Det frusnas kontrollsumma: samma innehåll ger samma summa, i dag och om tio år."""

import hashlib
import json
from typing import Any


def frysning_hash(innehall: Any) -> str:
    """SHA-256 i hex över det frusna innehållet, lika för samma innehåll oavsett nycklarnas ordning."""
    rad = json.dumps(innehall, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(rad.encode()).hexdigest()
