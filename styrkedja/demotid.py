"""Demoberättelsens tid: vilken dag det är, och hur dess datum flyttas när året är ett annat.

Berättelsen utspelas läsåren 2024/25–2026/27. Är dagen i dag i ett annat läsår flyttas allt hela läsår, så att
det tredje läsåret alltid är det pågående. Regeln: demoberättelsen §1.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

#: Berättelsens pågående läsår börjar det här året.
PAGAENDE = 2026


@dataclass(frozen=True)
class Demotid:
    """Dagen i dag, och alla berättelsens dagar sedda från den."""

    idag: date

    @property
    def ar(self) -> int:
        """Hur många läsår berättelsen flyttas framåt (bakåt när talet är negativt)."""
        borjade = self.idag.year if self.idag.month >= 7 else self.idag.year - 1
        return borjade - PAGAENDE

    def dag(self, text: str | date) -> date:
        """Berättelsens dag i det flyttade året: samma dag och månad. 29 februari blir 28 där den inte finns."""
        dag = date.fromisoformat(text) if isinstance(text, str) else text
        try:
            return dag.replace(year=dag.year + self.ar)
        except ValueError:
            return dag.replace(year=dag.year + self.ar, day=28)

    def veckodag(self, text: str | date) -> date:
        """Som `dag`, men närmaste dag med samma veckodag: ett möte på en torsdag är kvar på en torsdag."""
        dag = date.fromisoformat(text) if isinstance(text, str) else text
        flyttad = self.dag(dag)
        steg = (dag.weekday() - flyttad.weekday() + 3) % 7 - 3
        return flyttad + timedelta(days=steg)

    def lasar(self, namn: str) -> str:
        """Läsårets namn i det flyttade året: "2026/27" → "2028/29"."""
        forsta = int(namn[:4]) + self.ar
        return f"{forsta}/{(forsta + 1) % 100:02}"

    def har_varit(self, dag: date) -> bool:
        """Sant när dagen har passerat; dagens egna händelser räknas dit."""
        return dag <= self.idag


def klockan(dag: date, timme: int = 9, minut: int = 0) -> datetime:
    """En tidpunkt den dagen i svensk tid."""
    return timezone.make_aware(datetime.combine(dag, time(timme, minut)))
