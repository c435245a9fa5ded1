"""Läsårets handlingar."""

from styrkedja.klocka import idag
from styrkedja.models import Lasar


def aktuellt_lasar() -> Lasar | None:
    """Läsåret som innehåller i dag, annars det senaste som har börjat."""
    dag = idag()
    return Lasar.objects.som_innehaller(dag) or Lasar.objects.filter(fran__lte=dag).order_by("-fran").first()
