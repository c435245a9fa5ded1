"""Vad en rad i en organisationsfil betyder, och vad som kan vara fel med den. Rent: tabell in, tolkning ut.

Bara kommunens egna skolor och förskolor läses in. Komvux omfattas inte: det hör till en annan nämnd.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from styrkedja.regler.arskurser import skriv_arskurser
from styrkedja.regler.inlasning import Rad, liknar_mest, normal
from styrkedja.regler.skolenhet import fel_i_kod

KRAVS = ("namn", "skolform", "huvudman", "skolenhetskod")
VALFRIA = ("verksamhetsomrade", "chefsomrade", "arskurser")
FORSKOLA = "förskola"
LANGST_NAMN = 120

KOMMUNAL = frozenset({"kommunal", "kommun"})
ANDRA_HUVUDMAN = frozenset({"enskild", "fristaende", "privat", "region", "landsting", "stat", "statlig"})
#: Skolformer som bytt namn, eller skrivs kort: ord i filen → skolformens namn.
HETER_NU = {
    "grundsarskola": "anpassad grundskola",
    "gymnasiesarskola": "anpassad gymnasieskola",
    "sarskola": "anpassad grundskola",
    "gymnasium": "gymnasieskola",
}
UTANFOR = ("komvux", "vuxenutbildning", "sfi", "sarvux", "larvux")


@dataclass(frozen=True)
class Cellfel:
    """Ett fel på en rad: kolumnen, värdet som det står, och en mening om vad som är fel och vad man gör."""

    kolumn: str
    varde: str
    mening: str


@dataclass(frozen=True)
class Organisationsrad:
    nummer: int
    namn: str
    skolform: str
    kod: str = ""
    omrade: str = ""
    chefsomrade: str = ""
    arskurser: str = ""

    @property
    def ar_forskola(self) -> bool:
        return self.skolform == FORSKOLA

    @property
    def nyckel(self) -> tuple[bool, str]:
        """Rader med samma nyckel är samma enhet: samma namn med två skolformer är en enhet med två skolformer."""
        return self.ar_forskola, self.namn.casefold()


@dataclass(frozen=True)
class Overhoppad:
    nummer: int
    namn: str
    skolform: str
    skal: str


@dataclass
class Tolkning:
    """Radernas betydelse. Fel står per radnummer; en rad med fel är inte med bland `rader`."""

    rader: list[Organisationsrad] = field(default_factory=list)
    overhoppade: list[Overhoppad] = field(default_factory=list)
    fel: dict[int, list[Cellfel]] = field(default_factory=lambda: defaultdict(list))

    def stryk_felaktiga(self) -> None:
        self.rader = [rad for rad in self.rader if rad.nummer not in self.fel]


def tolka_rader(rader: Iterable[Rad], kolumner: Mapping[str, int], skolformer: Iterable[str]) -> Tolkning:
    """Tolkar filens rader.

    Args:
        kolumner: kolumnens namn → plats i raden.
        skolformer: skolformernas namn som de skrivs i systemet.
    """
    namn_per_normal = {normal(s): s for s in skolformer}
    tolkning = Tolkning()
    for rad in rader:
        _tolka(rad, kolumner, namn_per_normal, tolkning)
    for prova in (_prova_koder, _prova_dubbletter, _prova_omraden, _prova_chefsomraden):
        prova(tolkning)
    tolkning.stryk_felaktiga()
    return tolkning


def _tolka(rad: Rad, kolumner: Mapping[str, int], skolformer: Mapping[str, str], tolkning: Tolkning) -> None:
    celler = {k: " ".join(rad.celler[p].split()) if p < len(rad.celler) else "" for k, p in kolumner.items()}
    skal = _skal_att_hoppa_over(celler)
    fel = _avhuggen(rad, kolumner) or ([] if skal else _fel_i_celler(celler, skolformer))
    if fel:
        tolkning.fel[rad.nummer] += fel
    elif skal:
        tolkning.overhoppade.append(Overhoppad(rad.nummer, celler["namn"], celler["skolform"], skal))
    else:
        tolkning.rader.append(_rad(rad.nummer, celler, skolformer))


def _avhuggen(rad: Rad, kolumner: Mapping[str, int]) -> list[Cellfel]:
    """En rad som är kortare än kolumnerna kräver har ett skiljetecken för lite, eller är bara en not."""
    if len(rad.celler) > max(kolumner[k] for k in KRAVS):
        return []
    antal = len(rad.celler)
    mening = f"Raden har {antal} {'kolumn' if antal == 1 else 'kolumner'}. Saknas ett skiljetecken?"
    return [Cellfel("", rad.celler[-1], mening)]


def _rad(nummer: int, celler: Mapping[str, str], skolformer: Mapping[str, str]) -> Organisationsrad:
    return Organisationsrad(
        nummer=nummer,
        namn=celler["namn"],
        skolform=skolformer[normal(celler["skolform"])],
        kod=celler["skolenhetskod"],
        omrade=celler.get("verksamhetsomrade", ""),
        chefsomrade=celler.get("chefsomrade", ""),
        arskurser=skriv_arskurser(celler.get("arskurser", "")),
    )


def _skal_att_hoppa_over(celler: Mapping[str, str]) -> str | None:
    if normal(celler["huvudman"]) in ANDRA_HUVUDMAN:
        return f"{celler['huvudman']} huvudman: bara kommunens egna enheter läses in"
    if normal(celler["skolform"]).startswith(UTANFOR):
        return "komvux omfattas inte"
    return None


def _fel_i_celler(celler: Mapping[str, str], skolformer: Mapping[str, str]) -> list[Cellfel]:
    prov = {
        "namn": _fel_i_namn(celler["namn"]),
        "skolform": _fel_i_skolform(celler["skolform"], skolformer),
        "huvudman": _fel_i_huvudman(celler["huvudman"]),
        "skolenhetskod": fel_i_kod(celler["skolenhetskod"]) if celler["skolenhetskod"] else None,
    }
    for kolumn in ("verksamhetsomrade", "chefsomrade"):
        prov[kolumn] = _for_langt(celler.get(kolumn, ""))
    return [Cellfel(kolumn, celler.get(kolumn, ""), mening) for kolumn, mening in prov.items() if mening]


def _fel_i_namn(namn: str) -> str | None:
    return _for_langt(namn) if namn else "Namnet saknas. Skriv enhetens namn."


def _for_langt(namn: str) -> str | None:
    return f"Namnet är längre än {LANGST_NAMN} tecken. Korta det." if len(namn) > LANGST_NAMN else None


def _fel_i_huvudman(huvudman: str) -> str | None:
    if normal(huvudman) in KOMMUNAL:
        return None
    return "Skriv kommunal eller enskild." if huvudman else "Huvudman saknas. Skriv kommunal eller enskild."


def _fel_i_skolform(skolform: str, kanda: Mapping[str, str]) -> str | None:
    sokt = normal(skolform)
    if sokt in kanda:
        return None
    if not skolform:
        return f"Skolformen saknas. Skriv till exempel {next(iter(kanda.values()), 'grundskola')}."
    if sokt in HETER_NU:
        return f"Skolformen heter {HETER_NU[sokt]}. Skriv så."
    forslag = liknar_mest(skolform, list(kanda.values()))
    return f"Okänd skolform. Menade du {forslag}?" if forslag else f"Okänd skolform. Välj {_eller(kanda.values())}."


def _eller(ord_: Iterable[str]) -> str:
    *forst, sist = ord_
    return f"{', '.join(forst)} eller {sist}" if forst else sist


def _andra(rader: list[Organisationsrad], rad: Organisationsrad) -> str:
    nummer = [str(r.nummer) for r in rader if r.nummer != rad.nummer]
    return f"rad {', '.join(nummer)}"


def _grupper(rader: Iterable[Organisationsrad], nyckel) -> list[list[Organisationsrad]]:
    grupper: dict = defaultdict(list)
    for rad in rader:
        grupper[nyckel(rad)].append(rad)
    return list(grupper.values())


def _prova_koder(tolkning: Tolkning) -> None:
    """En kod får stå på flera rader bara när de är samma enhet med olika skolformer."""
    for rader in _grupper([r for r in tolkning.rader if r.kod and not r.ar_forskola], lambda r: r.kod):
        enheter, former = {r.nyckel for r in rader}, Counter(r.skolform for r in rader)
        if len(enheter) > 1 or max(former.values()) > 1:
            for rad in rader:
                mening = f"Koden står också på {_andra(rader, rad)}. En kod hör till en enhet: rätta den ena."
                tolkning.fel[rad.nummer].append(Cellfel("skolenhetskod", rad.kod, mening))


def _prova_dubbletter(tolkning: Tolkning) -> None:
    """Samma namn och skolform utan kod (förskolor alltid) är samma sak två gånger."""
    utan_kod = [r for r in tolkning.rader if r.ar_forskola or not r.kod]
    for rader in _grupper(utan_kod, lambda r: (r.nyckel, r.skolform)):
        for rad in rader if len(rader) > 1 else ():
            mening = f"{rad.namn} står också på {_andra(rader, rad)}. Ta bort den ena raden."
            tolkning.fel[rad.nummer].append(Cellfel("namn", rad.namn, mening))


def _prova_omraden(tolkning: Tolkning) -> None:
    """En enhet har ett område per läsår; ett chefsområdes förskolor likaså."""

    def enhet(rad: Organisationsrad):
        return (True, rad.chefsomrade.casefold()) if rad.ar_forskola else rad.nyckel

    med_omrade = [r for r in tolkning.rader if r.omrade and (r.chefsomrade or not r.ar_forskola)]
    for rader in _grupper(med_omrade, enhet):
        if len({r.omrade.casefold() for r in rader}) > 1:
            for rad in rader:
                mening = f"Samma enhet har ett annat område på {_andra(rader, rad)}. Skriv samma område på raderna."
                tolkning.fel[rad.nummer].append(Cellfel("verksamhetsomrade", rad.omrade, mening))


def _prova_chefsomraden(tolkning: Tolkning) -> None:
    """Chefsområdet är en egen enhet och kan inte heta som en skola i filen; skolor har inget chefsområde."""
    skolor = {r.namn.casefold(): r.nummer for r in tolkning.rader if not r.ar_forskola}
    for rad in tolkning.rader:
        if rad.chefsomrade and not rad.ar_forskola:
            mening = "Bara förskolor hör till ett chefsområde. Töm cellen."
        elif rad.chefsomrade.casefold() in skolor and rad.chefsomrade:
            mening = f"Namnet är en skola på rad {skolor[rad.chefsomrade.casefold()]}. Ge chefsområdet ett eget namn."
        else:
            continue
        tolkning.fel[rad.nummer].append(Cellfel("chefsomrade", rad.chefsomrade, mening))
