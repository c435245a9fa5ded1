"""manage.py puls: säger när bakgrundsarbetet senast hördes. Slutkod 1 när det är för länge sedan."""

import sys
from typing import Any

from django.core.management.base import BaseCommand

from styrkedja.handlingar import puls


class Command(BaseCommand):
    help = "När beat, kö och arbetare senast visade liv. Slutkod 1 när det är för länge sedan."

    def handle(self, *args: Any, **options: Any) -> None:
        tid = puls.sedan()
        if tid is None:
            self.stdout.write("Bakgrundsarbetet har aldrig hörts.")
        else:
            self.stdout.write(f"Bakgrundsarbetet hördes för {tid.total_seconds():.0f} s sedan.")
        if not puls.lever():
            sys.exit(1)
