"""Skolverkets skolenhetskod: åtta siffror. Ett kalkylark som läst den som tal tappar inledande nollor."""

import re

LANGD = 8


def fel_i_kod(kod: str) -> str | None:
    """Meningen som säger vad som är fel med koden och vad man kan göra, eller None när den duger."""
    if re.fullmatch(r"[0-9]{8}", kod):
        return None
    if re.fullmatch(r"[0-9]{5,7}", kod):
        forslag = kod.zfill(LANGD)
        return f"Koden har {len(kod)} siffror. Har en inledande nolla försvunnit i kalkylarket? Pröva {forslag}."
    return "En skolenhetskod är åtta siffror, utan mellanslag."
