"""Rummets Celery-uppgifter: en handling, klart. Säkra att köra två gånger."""

from celery import shared_task

from styrkedja.klocka import idag


@shared_task(name="dialoger.tasks.gallra_egna_anteckningar")
def gallra_egna_anteckningar() -> int:
    """Beat: gallrar de egna anteckningar vars tid har gått (idempotent, tar igen missade nätter)."""
    from dialoger.handlingar.privat import gallra_anteckningar

    return gallra_anteckningar(idag=idag())
