"""En fast uppdelning av ett värde: "amne=matematik;arskurs=6", i bokstavsordning. Tomt är hela gruppen."""

from collections.abc import Mapping

#: Uppdelningarna som ett värde kan ha, i ord.
SLAG = {"amne": "ämne", "arskurs": "årskurs", "program": "program", "respondent": "svarande", "skolenhet": "skolenhet"}
LANGST = 160


def skriv_uppdelning(delar: Mapping[str, str]) -> str:
    """Skriver delarna så som de lagras: gemener, utan tecknen som skiljer. Tomma delar faller bort."""
    rena = {slag: _rent(varde) for slag, varde in delar.items()}
    return ";".join(f"{slag}={varde}" for slag, varde in sorted(rena.items()) if varde)[:LANGST]


def las_uppdelning(text: str) -> dict[str, str]:
    """Delarna i en lagrad uppdelning."""
    return dict(del_.split("=", 1) for del_ in text.split(";") if "=" in del_)


#: Slag vars värde behöver sitt ord framför sig, och värden som skrivs utan å, ä och ö.
MED_ORD = {"arskurs": "årskurs", "skolenhet": "skolenhet"}
VARDEORD = {"vardnadshavare": "vårdnadshavare"}


def i_ord(text: str) -> str:
    """Uppdelningen så som den sägs: "matematik, årskurs 6". Tom för hela gruppen."""
    delar = las_uppdelning(text).items()
    return ", ".join(f"{MED_ORD.get(slag, '')} {VARDEORD.get(varde, varde)}".strip() for slag, varde in delar)


def _rent(varde: str) -> str:
    return " ".join(varde.casefold().translate({ord(";"): " ", ord("="): " "}).split())
