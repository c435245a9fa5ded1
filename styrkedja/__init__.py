"""Kärnan: projektet, människorna, organisationen, läsåret, rätten och mekanismerna som alla rum bygger på."""

from styrkedja.celery import app as celery_app

__all__ = ["celery_app"]
