"""Demons slump: ett tal som bara beror på sina delar, så att samma dag alltid ger samma bild (demoberättelsen §1)."""

from hashlib import blake2b


def stabil(*delar: object) -> int:
    """Ett heltal som bara beror på delarna: samma i dag, i morgon och på en annan dator."""
    rad = "|".join(str(d) for d in delar)
    return int.from_bytes(blake2b(rad.encode(), digest_size=8).digest(), "big")


def avvikelse(*delar: object) -> float:
    """Ett tal mellan -1 och 1 som bara beror på delarna."""
    return (stabil(*delar) % 2001 - 1000) / 1000
