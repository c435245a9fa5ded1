"""En uppdelning i ord: "amne=matematik;arskurs=6" läses "matematik, årskurs 6"."""

#: Slag vars värde behöver sitt ord framför sig.
MED_ORD = {"arskurs": "årskurs"}
RESPONDENT = {"vardnadshavare": "vårdnadshavare"}


def i_ord(uppdelning: str) -> str:
    """Uppdelningen så som den sägs; tom för hela gruppen."""
    delar = [del_.partition("=")[::2] for del_ in uppdelning.split(";") if "=" in del_]
    return ", ".join(f"{MED_ORD.get(slag, '')} {RESPONDENT.get(varde, varde)}".strip() for slag, varde in delar)
