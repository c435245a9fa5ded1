"""Enhetens underlag på en sida: talen område för område, enkäterna, rundans läge och det som sticker ut."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from analysunderlag.bilder import Ritad
from analysunderlag.handlingar.serier import Bild, las_bilder
from analysunderlag.handlingar.underlagslage import Underlagsrad
from analysunderlag.regler.skydd_ord import Insyn
from analysunderlag.regler.underlagslage import Lage
from styrkedja.format import antal_ord, tal_i_ord
from styrkedja.models import Enhet, EnhetSkolform, Person

#: Rubriken för tal som inte hör till något läroplansområde.
OVRIGT = "Enheten i tal"
SVARSFREKVENS = "skoltempen_svarsfrekvens"
#: Så många svar visas som de högsta, och som de lägsta.
HOGST_LAGST = 3
#: En ändring mindre än så, i förhållande till talet, får ingen rubrik.
MARKBAR = 0.08
#: Små tal svänger: de jämförs som om de vore minst så här stora.
MINSTA_BAS = 5.0


@dataclass(frozen=True)
class Urval:
    """Filtren på sidan. Tomt är alla."""

    runda: str = ""
    omrade: str = ""
    skolform: str = ""

    @classmethod
    def ur(cls, fraga: Mapping[str, str]) -> "Urval":
        """Urvalet i adressen."""
        return cls(*(fraga.get(namn, "") for namn in ("runda", "omrade", "skolform")))

    def tar_med(self, bild: Bild) -> bool:
        return (
            (not self.runda or self.runda in bild.nyckeltal.omgangar)
            and (not self.omrade or self.omrade == (bild.nyckeltal.laroplansomrade or OVRIGT))
            and (not self.skolform or bild.skolform is None or bild.skolform.nyckel == self.skolform)
        )


def las_ritade(
    person: Person, enhet: Enhet, nycklar: Sequence[str] | None = None, oskyddat: Insyn | None = None
) -> list[Ritad]:
    """Enhetens bilder, färdiga att rita. En fråga utöver serierna."""
    skolformer = set(EnhetSkolform.objects.filter(enhet=enhet).values_list("skolform", flat=True))
    bilder = las_bilder(person, enhet, nycklar, oskyddat=oskyddat, skolformer=frozenset(skolformer))
    visas = {b.skolform.pk for b in bilder if b.skolform}
    return [Ritad(bild, enhet.namn, visa_skolform=len(visas) > 1) for bild in bilder]


def omradesvis(ritade: Iterable[Ritad]) -> list[tuple[str, list[Ritad]]]:
    """Bilderna under sina läroplansområden, i den ordning områdena först nämns; det övriga sist."""

    def omrade(r: Ritad) -> str:
        return r.nyckeltal.laroplansomrade or OVRIGT

    ritade = list(ritade)
    ordning = list(dict.fromkeys(sorted(map(omrade, ritade), key=lambda o: o == OVRIGT)))
    ritade.sort(key=lambda r: ordning.index(omrade(r)))
    return [(namn, list(egna)) for namn, egna in groupby(ritade, key=omrade)]


def svarsfrekvenser(ritade: Iterable[Ritad]) -> list[Ritad]:
    return [r for r in ritade if r.nyckeltal.nyckel == SVARSFREKVENS]


def hogst_och_lagst(ritade: Iterable[Ritad]) -> tuple[list[Ritad], list[Ritad]]:
    """Enkätsvaren med högst och lägst andel positiva, när de är fler än att alla redan syns (krav 98)."""
    svar = [r for r in ritade if _ar_enkatsvar(r)]
    svar.sort(key=lambda r: -(r.senaste.visat.tal if r.senaste and r.senaste.visat.tal is not None else 0))
    if len(svar) <= HOGST_LAGST:
        return svar, []
    antal = min(HOGST_LAGST, len(svar) // 2)
    return svar[:antal], svar[-antal:][::-1]


def _ar_enkatsvar(r: Ritad) -> bool:
    senaste = r.senaste
    if senaste is None or senaste.visat.tal is None or r.nyckeltal.nyckel == SVARSFREKVENS:
        return False
    return senaste.svarsfrekvens is not None and r.nyckeltal.matt == "%"


# --- Meningarna överst -------------------------------------------------------------------------
def rubrik(ritade: Iterable[Ritad]) -> str:
    """Läget i en mening: den största försämringen, annars den största förbättringen."""
    andringar = sorted(((_andring(r), r) for r in ritade), key=lambda par: par[0])
    samst, bast = (andringar[0], andringar[-1]) if andringar else ((0.0, None), (0.0, None))
    for storlek, r in (samst, bast):
        if r is not None and abs(storlek) >= MARKBAR and r.senaste and r.forra:
            return f"{r.rubrik} har gått från {r.forra.visat.text} till {r.senaste.visat.text}."
    return "Talen ligger nära förra årets." if andringar else "Inga tal är inlästa än."


def _andring(r: Ritad) -> float:
    """Hur mycket talet har ändrats, i förhållande till sig självt; under noll när det är sämre."""
    riktning, nu, da = r.nyckeltal.hogre_ar_battre, r.senaste, r.forra
    if riktning is None or nu is None or da is None or nu.visat.tal is None or da.visat.tal is None:
        return 0.0
    storlek = (nu.visat.tal - da.visat.tal) / max(abs(da.visat.tal), MINSTA_BAS)
    return storlek if riktning else -storlek


def ingress(ritade: Sequence[Ritad], rader: Sequence[Underlagsrad], rundan: str) -> str:
    """Hur många nyckeltal, hur många som är skyddade, och hur långt rundans underlag har kommit."""
    skyddade = sum(bool(r.senaste and r.senaste.visat.skyddat) for r in ritade)
    meningar = [f"{antal_ord(len(ritade), 'ett nyckeltal', 'nyckeltal').capitalize()} har tal."]
    if skyddade:
        meningar.append(f"{antal_ord(skyddade, 'ett är skyddat', 'är skyddade').capitalize()}.")
    if rader:
        inne = sum(rad.lage in (Lage.INNE, Lage.PRELIMINAR) for rad in rader)
        meningar.append(f"Inför {rundan} är {tal_i_ord(inne)} av {tal_i_ord(len(rader))} inne.")
    return " ".join(meningar)
