"""Lägger in eller uppdaterar referensdata: kärnans först, sedan rummens, nedifrån och upp."""

from django.core.management.base import BaseCommand
from django.db import transaction

from styrkedja.handlingar.referensdata import ladda_referensdata
from styrkedja.samla import ur_rummen


class Command(BaseCommand):
    help = "Lägger in skolformer, läroplaner, nivåer, forum och rummens mallar. Kan köras hur ofta som helst."

    @transaction.atomic
    def handle(self, *args, **options):
        ladda_referensdata()
        for ladda in ur_rummen("referensdata", "ladda"):
            ladda()
        if options["verbosity"]:
            self.stdout.write("Referensdata är på plats.")
