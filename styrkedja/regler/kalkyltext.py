"""Text som är ofarlig i ett kalkylark: det som börjar som en formel får ett ' framför sig och körs aldrig.

Källa: reliability.md §3 rad 14. Ett tal rörs inte, inte heller ett tal under noll som står som text.
"""

import re

#: Det som en cell börjar med när den är en formel, eller försöker bli en i nästa kalkylark. Fullbredd är samma tecken.
_FORMEL = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r\n]")
_TAL = re.compile(r"-[0-9]+([.,][0-9]+)?")


def ofarlig(text: str) -> str:
    """Texten som den skrivs i en cell."""
    return f"'{text}" if _FORMEL.match(text) and not _TAL.fullmatch(text) else text
