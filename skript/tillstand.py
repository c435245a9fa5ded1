"""Skriver docs/tillstand.md och docs/bilder/tillstand.svg ur reglernas tabeller: `python -m skript.tillstand`.

Tabellerna är den enda källan: en övergång som läggs till i regler.py syns här, och provet säger till om sidan är gammal.
"""

from pathlib import Path

from dialoger.regler.dialog import DIALOGENS_OVERGANGAR
from dialoger.regler.handslag import HANDSLAGETS_OVERGANGAR
from kvalitetsrapporter.regler import OVERGANGAR, Tillstand
from kvalitetsrapporter.regler.stodbehov import BEHOVETS_OVERGANGAR
from skript.ordlista import tabell
from skript.pilbild import Pil, pilbild
from styrkedja.regler.handlingsstatus import BETYDER, NASTA, UPPRATTAS_VID, Handlingsstatus
from styrkedja.regler.overgangar import Overgang
from vp_uppdrag.regler.plan import VERKSAMHETSPLANENS_OVERGANGAR
from vp_uppdrag.regler.tillstand import PLANENS_OVERGANGAR, UPPDRAGETS_OVERGANGAR

ROT = Path(__file__).resolve().parent.parent
SIDA = ROT / "docs" / "tillstand.md"
BILD = ROT / "docs" / "bilder" / "tillstand.svg"

#: Handlingarnas namn så som de står på knapparna.
PA_SVENSKA = {
    "lamna_in": "lämna in",
    "lamna_tillbaka": "lämna tillbaka",
    "faststall": "fastställ",
    "ta_emot": "ta emot",
    "borja_planera": "börja planera",
    "begar_godkannande": "begär godkännande",
    "godkann": "godkänn",
    "lagg_fram": "lägg fram",
    "be_om_avstamning": "be om avstämning",
    "stam_av": "stäm av",
    "andra": "ändra",
    "borja": "börja",
    "genomfor": "genomför",
    "bekrafta": "bekräfta",
    "andra_handslag": "ändra handslag",
    "stall_in": "ställ in",
    "slapp": "släpp",
    "fortsatt": "fortsätt",
    "bekrafta_handslag": "bekräfta handslag",
    "faststall_minnesanteckningar": "fastställ minnesanteckningar",
}

INLEDNING = """# Tillstånd och övergångar

Skriven av `python -m skript.tillstand` ur rummens `regler/` och `styrkedja/regler/handlingsstatus.py`. Ändra där.

## Rapportens del i en omgång

![Tillstånden och handlingarna mellan dem](bilder/tillstand.svg)

En del av kvalitetsrapporten är i ett tillstånd i taget. Tabellen är hela sanningen: en övergång som inte står här finns inte.
Vem som får göra handlingen avgörs i `behorighet.py`; *tur* säger vem den väntar på.
"""
BEHOVET = """
## Stödbehovet

Ett behov sänds när delen det står i lämnas in. En ny inlämning skriver om det så länge ingen har tagit emot det; därefter står
orden kvar som mottagaren läste dem. Svaren kommer med dialogerna.
"""
UPPDRAGET = """
## VP-uppdraget

Godkännandet är en grind: ska uppdraget godkännas före genomförandet går ingen väg förbi det. Hur det går för uppdraget (enligt plan, risk,
behöver beslut, försenat) är inget tillstånd utan det som den senaste lägesrapporten säger.
"""
PLANEN = """
## VP HSS

Varje gång planen läggs fram eller fastställs fryses en version. Revideras den står den fastställda versionen kvar att läsa tills nästa är fastställd.
"""
VERKSAMHETSPLANEN = """
## Verksamhetsplanen

Rektor är turen för en enhets plan, avdelningschefen för en avdelnings; den som stämmer av är då utbildningsdirektören. Skickas planen för avstämning fryses
det som närmaste chef läser, och hennes ja gäller den lydelsen: ändras målet väntar det på ett nytt. När planen är fastställd läses den av alla i kedjan.
Revideras den gäller den fastställda lydelsen tills nästa är fastställd. Ändras en avstämd plan väntar den på avstämning igen (*ändra* är varje ändring av ett mål).
"""
DIALOGEN = """
## Dialogen

Bokad är den när båda har sagt ja till tiden, bekräftad när båda har sagt ja till varje handslag. Ändras ett handslag efter det är dialogen
genomförd igen, och båda frågas på nytt.
"""
HANDSLAGET = """
## Handslaget

Bekräftat är det när varje part har sagt ja till samma ord. De öppna (bekräftade och pågående) öppnar av sig själva i nästa dialog, där de blir klara,
förs vidare eller släpps med vilje.
"""
AXELN = """
## Handlingens läge

En andra axel, lika för hela huset: vad texten är enligt tryckfrihetsförordningen. *Sekretessprövad* är ett märke och inget läge.
Vilka handlingar som gör något till upprättad handling är kommunens inställning; grundläget är {grund}.
"""


def handling_i_ord(handling: str) -> str:
    return PA_SVENSKA.get(handling, handling.replace("_", " "))


def _rad(overgang: Overgang) -> list[str]:
    namn = f"{handling_i_ord(overgang.handling)} (`{overgang.handling}`)"
    return [str(overgang.fran.label), namn, str(overgang.till.label), overgang.tur]


def _lage(status: Handlingsstatus) -> list[str]:
    nasta = [s.label for s in Handlingsstatus if s in NASTA[status]]
    return [status.label, BETYDER[status], ", ".join(nasta) or "slutläge"]


def sida() -> str:
    """Hela docs/tillstand.md som text."""
    grund = ", ".join(sorted(handling_i_ord(h) for h in UPPRATTAS_VID))
    return "\n".join(
        [
            INLEDNING,
            tabell(["från", "handling", "till", "tur"], [_rad(o) for o in OVERGANGAR]),
            BEHOVET,
            tabell(["från", "handling", "till", "tur"], [_rad(o) for o in BEHOVETS_OVERGANGAR]),
            UPPDRAGET,
            tabell(["från", "handling", "till", "tur"], [_rad(o) for o in UPPDRAGETS_OVERGANGAR]),
            PLANEN,
            tabell(["från", "handling", "till", "tur"], [_rad(o) for o in PLANENS_OVERGANGAR]),
            VERKSAMHETSPLANEN,
            tabell(["från", "handling", "till", "tur"], [_rad(o) for o in VERKSAMHETSPLANENS_OVERGANGAR]),
            DIALOGEN,
            tabell(["från", "handling", "till", "tur"], [_rad(o) for o in DIALOGENS_OVERGANGAR]),
            HANDSLAGET,
            tabell(["från", "handling", "till", "tur"], [_rad(o) for o in HANDSLAGETS_OVERGANGAR]),
            AXELN.format(grund=grund),
            tabell(["läge", "betyder", "kan bli"], [_lage(s) for s in Handlingsstatus]),
            "",
        ]
    )


def bild() -> str:
    """Tillstånden som SVG: ett led per tillstånd, en pil per övergång med handling och tur."""
    led = list(Tillstand)
    pilar = [Pil(led.index(o.fran), led.index(o.till), handling_i_ord(o.handling), o.tur) for o in OVERGANGAR]
    return pilbild([t.label for t in led], pilar, titel="Rapportdelens tillstånd och handlingarna mellan dem")


if __name__ == "__main__":
    SIDA.write_text(sida())
    BILD.write_text(bild())
    print(f"Skrev {SIDA.relative_to(ROT)} och {BILD.relative_to(ROT)}")
