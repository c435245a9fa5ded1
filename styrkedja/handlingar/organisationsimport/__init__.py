"""Att läsa in en organisationsfil: läs, planera, granska, bekräfta. Allt i filen läses in, eller inget.

Ordningen är filerna: `planering` jämför filen med det som finns (plan, skolor, forskolor, skillnad), `genomforande`
gör det som planen säger, `mottagning` håller den uppladdade filen mellan granskning och bekräftelse.
"""

from styrkedja.handlingar.organisationsimport.genomforande import genomfor, sammanfatta
from styrkedja.handlingar.organisationsimport.mottagning import avbryt, bekrafta, granska, satt_lasning, ta_emot
from styrkedja.handlingar.organisationsimport.plan import Plan
from styrkedja.handlingar.organisationsimport.planering import planera

__all__ = ["Plan", "avbryt", "bekrafta", "genomfor", "granska", "planera", "sammanfatta", "satt_lasning", "ta_emot"]
