"""Vad som kan gå fel med en PDF, i meningar som den som bad om den kan läsa."""


class PdfFel(RuntimeError):
    """PDF:en blev inte gjord. Meddelandet går att visa; `forsok_igen` säger om det är lönt utan att något ändras."""

    def __init__(self, mening: str, *, forsok_igen: bool = False) -> None:
        super().__init__(f"{mening} Texten är oförändrad.")
        self.forsok_igen = forsok_igen


def tiden_tog_slut(sekunder: int) -> PdfFel:
    return PdfFel(f"Det tog för lång tid att göra PDF:en (mer än {sekunder} sekunder), och arbetet avbröts.")


def minnet_tog_slut(megabyte: int) -> PdfFel:
    return PdfFel(f"Det krävdes för mycket minne för att göra PDF:en (mer än {megabyte} MB), och arbetet avbröts.")


def for_stor() -> PdfFel:
    return PdfFel("PDF:en blev för stor och sparades inte.")


def gick_inte() -> PdfFel:
    return PdfFel("Det gick inte att göra PDF:en.", forsok_igen=True)


def bibliotek_saknas(paket: str) -> PdfFel:
    return PdfFel(
        f"PDF kan inte göras på den här servern: systempaketet {paket} saknas. Säg till den som sköter driften."
    )
