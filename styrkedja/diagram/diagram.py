"""Det som formerna har gemensamt: vad ett diagram är, och måtten som alla delar."""

from dataclasses import dataclass

from django.utils.safestring import SafeString

BREDD = 480.0
#: Rader närmare än så går in i varandra.
RADHOJD = 17.0
#: Längre namn kortas i bilden; tabellen har hela.
HOGST_ETIKETT = 30


@dataclass(frozen=True)
class Diagram:
    """Bilden och dess tabell; båda är färdig, säker HTML."""

    titel: str
    svg: SafeString
    tabell: SafeString


def kort_namn(namn: str) -> str:
    return namn if len(namn) <= HOGST_ETIKETT else namn[: HOGST_ETIKETT - 1] + "…"
