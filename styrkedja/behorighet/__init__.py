"""Vem får vad. En fråga är en funktion `hinder_for_att_…(person, ting) -> str | None`.

Svaret är meningen som knappen, felsidan och provet visar; None betyder att det går bra. Synlighet är ord på QuerySet.
Rätten kommer ur personens befattningar i dag och ur vad tinget är, aldrig ur något annat.
"""

from django.core.exceptions import PermissionDenied


def krav_pa_ratt(hinder: str | None) -> None:
    """Vyns dörr: släpper igenom None, annars 403 med hindrets mening.

    Raises:
        PermissionDenied: när det finns ett hinder.
    """
    if hinder:
        raise PermissionDenied(hinder)
