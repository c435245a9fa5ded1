"""Vilka befattningar som läser uppdragen och VP HSS, och hur tidigt. Källa: design/model.md "Who reads what"; matrisens
rad VP-uppdrag.
"""

from styrkedja.regler.roller import Roll

#: Direktören som skriver, och ledningsgruppen som kommenterar.
LEDNINGSGRUPPEN = (Roll.VERKSAMHETSCHEF, Roll.AVDELNINGSCHEF)
CONTROLLERS = (Roll.CONTROLLER, Roll.EKONOMICONTROLLER, Roll.ANALYTIKER)
#: Läser allt, också utkast.
LASER_UTKAST = (Roll.UTBILDNINGSDIREKTOR, *LEDNINGSGRUPPEN, *CONTROLLERS)
#: Läser utkast när planen är framlagd: då är huvuddragen kända (krav 28).
LASER_HUVUDDRAGEN = (Roll.REKTOR, Roll.BITRADANDE_REKTOR)
#: Läser det beslutade och fastställda. Systemadministratören sköter huset men läser inte planerna.
LASER_BESLUTADE = tuple(r for r in Roll if r != Roll.SYSTEMADMINISTRATOR)
