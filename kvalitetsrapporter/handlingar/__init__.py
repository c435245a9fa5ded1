"""Rapportens handlingar: skapa, skriva, lämna in, lämna tillbaka, fastställa. Rätten prövas i dörren (views), läget här."""


class GarInteNu(Exception):
    """Handlingen går inte i det här läget. Meningen visas för den som försökte."""
