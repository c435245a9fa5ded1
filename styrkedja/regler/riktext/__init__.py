"""Rik text: människors rubriker, listor, länkar och tabeller, och ingenting som kan göra något.

`rena` är den enda vägen in (när texten sparas) och körs en gång till när den visas. `till_text` och `fran_text`
går mellan rik text och ren. Paketet nh3 tolkar och rensar; formen därefter är redigerarens egen, så det som
redigeraren skriver kommer tillbaka byte för byte.
"""

from styrkedja.regler.riktext.ren import ar_rik, rena
from styrkedja.regler.riktext.text import ar_tom, for_lang, fran_text, lydelse, redigerbar, till_text, visning

__all__ = ["ar_rik", "ar_tom", "for_lang", "fran_text", "lydelse", "redigerbar", "rena", "till_text", "visning"]
