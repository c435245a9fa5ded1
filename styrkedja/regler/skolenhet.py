"""Skolverkets skolenhetskod: åtta siffror. Ett kalkylark som läst den som tal tappar inledande nollor."""

import re

LANGD = 8
#: Så korta koder är nästan säkert förkortade av ett kalkylark.
SIFFROR = {5: "fem", 6: "sex", 7: "sju"}


def fel_i_kod(kod: str) -> str | None:
    """Meningen som säger vad som är fel med koden och vad man kan göra, eller None när den duger."""
    if re.fullmatch(r"[0-9]{8}", kod):
        return None
    if kod.isdecimal() and len(kod) in SIFFROR:
        forslag = kod.zfill(LANGD)
        return (
            f"Koden har {SIFFROR[len(kod)]} siffror. Har en inledande nolla försvunnit i kalkylarket? Pröva {forslag}."
        )
    return "En skolenhetskod är åtta siffror, utan mellanslag."
