"""Handlingens rättsliga ställning: en axel för hela huset, vid sidan av varje tings egna tillstånd.

Källa: tryckfrihetsförordningen 2 kap. 9–10 och 12 §§; design/model.md "Legal status". Vilken handling som gör något
till allmän handling är kommunens inställning (Huvudman.upprattas_vid); grundläget står i UPPRATTAS_VID.
"""

from collections.abc import Iterable

from django.db.models import TextChoices


class Handlingsstatus(TextChoices):
    ARBETSMATERIAL = "arbetsmaterial", "arbetsmaterial"
    UPPRATTAD = "upprattad", "upprättad"
    EXPEDIERAD = "expedierad", "expedierad"
    ARKIVERAD = "arkiverad", "arkiverad"
    GALLRAD = "gallrad", "gallrad"


#: Vart handlingen får gå härnäst.
NASTA: dict[Handlingsstatus, frozenset[Handlingsstatus]] = {
    Handlingsstatus.ARBETSMATERIAL: frozenset({Handlingsstatus.UPPRATTAD, Handlingsstatus.GALLRAD}),
    Handlingsstatus.UPPRATTAD: frozenset(
        {Handlingsstatus.EXPEDIERAD, Handlingsstatus.ARKIVERAD, Handlingsstatus.GALLRAD}
    ),
    Handlingsstatus.EXPEDIERAD: frozenset({Handlingsstatus.ARKIVERAD, Handlingsstatus.GALLRAD}),
    Handlingsstatus.ARKIVERAD: frozenset(),
    Handlingsstatus.GALLRAD: frozenset(),
}

#: Vad som är allmän handling, i ord att visa intill knappen.
BETYDER: dict[Handlingsstatus, str] = {
    Handlingsstatus.ARBETSMATERIAL: "Arbetsmaterial är inte allmän handling så länge det inte arkiveras.",
    Handlingsstatus.UPPRATTAD: "En upprättad handling är allmän och kan begäras ut.",
    Handlingsstatus.EXPEDIERAD: "Handlingen har lämnat förvaltningen.",
    Handlingsstatus.ARKIVERAD: "Handlingen är arkiverad och ändras inte.",
    Handlingsstatus.GALLRAD: "Handlingen är gallrad enligt nämndens beslut.",
}

#: Handlingar som i grundläget gör det de rör till upprättad handling.
UPPRATTAS_VID: frozenset[str] = frozenset(
    {"lamna_in", "bekrafta_handslag", "faststall_minnesanteckningar", "faststall"}
)


def status_efter(handling: str, *, kommunens: Iterable[str] = ()) -> Handlingsstatus:
    """Ställningen som ett ting får av handlingen.

    Args:
        handling: handlingens namn, till exempel "lamna_in".
        kommunens: kommunens egen lista; tom betyder grundläget.
    """
    galler = frozenset(kommunens) or UPPRATTAS_VID
    return Handlingsstatus.UPPRATTAD if handling in galler else Handlingsstatus.ARBETSMATERIAL


def far_bli(fran: str, till: str) -> bool:
    """Sant när handlingen får gå från den ena ställningen till den andra."""
    return Handlingsstatus(till) in NASTA[Handlingsstatus(fran)]
