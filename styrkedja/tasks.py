"""Celery-uppgifterna: ett id in, en handling, klart. Säkra att köra två gånger."""

from celery import shared_task

from styrkedja.handlingar import puls, utkorg


@shared_task(name="styrkedja.tasks.utfor")
def utfor(rad_id: int) -> str:
    """Gör arbetet i en rad i utkorgen."""
    return utkorg.utfor_rad(rad_id)


@shared_task(name="styrkedja.tasks.svep")
def svep() -> int:
    """Beat: skickar om det som blivit liggande. Att den körs visar att beat, kön och en arbetare lever."""
    puls.sla()
    return utkorg.svep()


@shared_task(name="styrkedja.tasks.nattens_hjul")
def nattens_hjul() -> None:
    """Beat: lägger nattens arbete med årshjulet i utkorgen (idempotent per dag)."""
    from styrkedja.handlingar.hjul import lagg_nattens_hjul

    lagg_nattens_hjul()


@shared_task(name="styrkedja.tasks.gallra_skrivhistorik")
def gallra_skrivhistorik() -> int:
    """Beat: glesar ut skrivhistoriken som är äldre än en månad (idempotent, tar igen missade nätter)."""
    from styrkedja.handlingar.skrivhistorik import gallra_skrivhistorik as gallra

    return gallra()
