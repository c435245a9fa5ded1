"""Det som går annorlunda det pågående läsåret (§7): återlämnat, sent, omskrivet, oläst."""

from dataclasses import dataclass

from kvalitetsrapporter.demo.bank import las, skriv_ut

PAGAENDE = 2
#: Enheter som lämnar in efter sin dag, i dagar.
SENA = {(7, PAGAENDE, "vd1"): 6}
#: Versioner (enhet, läsår, omgång, nummer) som verksamhetschefen inte har hunnit läsa.
OLASTA = {(20, PAGAENDE, "vd1", 1), (19, PAGAENDE, "vd1", 2)}
#: Avsnitt som en biträdande skriver på delegering: (enhet, läroplan) → namn och läsår.
DELEGERADE = {
    (15, "lgr22-fritidshem"): ("Otto Lagerfalk", (0, 1, 2)),
    (15, "lgr22-anpassad"): ("Otto Lagerfalk", (0, 1, 2)),
    (21, "gy25"): ("Saga Vikhammar", (1,)),
}
#: Skälen när något obligatoriskt saknas vid inlämningen.
SKAL_KORT = (
    "Vi har inte hunnit med orsakerna. Vi tar dem i dialogen.",
    "Organisationen är som tidigare, så det finns inget att skriva.",
    "Tiden räckte till resultaten. Resten kommer.",
)
#: Skälen när allt är skrivet men analysen har en anmärkning kvar.
SKAL_ANDA = (
    "Vi har inte hunnit pröva någon annan förklaring än. Det gör vi på nästa studiedag.",
    "Orsakerna är samma som i förra delen. Vi fördjupar dem i dialogen.",
    "Arbetslagen tar analysen ett varv till efter dialogen.",
)
SKAL_UTKAST = "Utmaningarna väljer vi efter dialogen, tillsammans med verksamhetschefen."


@dataclass(frozen=True)
class Omskrivning:
    """En text som lämnas in, och skrivs om och lämnas in igen."""

    avsnitt: str
    forst: dict[str, str]
    sedan: dict[str, str]
    #: Verksamhetschefens kommentar när texten lämnas tillbaka; tom: rektor skriver om av sig själv efter dialogen.
    kommentar: str = ""
    #: Kommentaren vid avsnittet, och rektors svar på den när texten är omskriven.
    vid_avsnittet: str = ""
    svar: str = ""


def omskrivning(nr: int, lasar: int, omgang: str) -> Omskrivning | None:
    """Enhetens omskrivning i omgången, om berättelsen har en."""
    if (lasar, omgang) != (PAGAENDE, "vd1"):
        return None
    return {9: _lindallen, 16: _strandvallen, 19: _vastanvinden}.get(nr, lambda: None)()


def _tva(rubrik: str) -> tuple[dict[str, str], dict[str, str]]:
    forst, sedan = las("tolv")[rubrik]
    return ({n: skriv_ut(t, {}, "") for n, t in a.falt.items()} for a in (forst, sedan))  # type: ignore[return-value]


def _lindallen() -> Omskrivning:
    """T2 lämnas tillbaka och blir T3."""
    forst, sedan = _tva("9 samlad_bedomning @2")
    return Omskrivning(
        "samlad_bedomning",
        forst,
        sedan,
        "Du beskriver resultatet och lägger orsaken på eleverna. Skriv vad i undervisningen och organisationen som "
        "förklarar tappet, varför det finns i den ena klassen och inte i den andra, och vilket underlag du bygger på. "
        "Ring om du vill prata först.",
        vid_avsnittet="Vad gör lärarna i den andra klassen, den som inte tappar? Där finns nog en del av svaret.",
        svar="Det stämmer. De planerar tillsammans på tisdagar, och det gör vi nu i båda klasserna. Det står i texten.",
    )


def _strandvallen() -> Omskrivning:
    """T5 räknar aktiviteter; efter dialogen blir den T6."""
    forst, sedan = _tva("16 samlad_bedomning @2")
    styrkor = (
        "Trygghetsteamet träffas varje vecka och får nu frågan om frånvaron. Engelskan och idrotten, dit eleverna går."
    )
    return Omskrivning("samlad_bedomning", forst, sedan | {"styrkor": styrkor})


def _vastanvinden() -> Omskrivning:
    """Fem mål blir fyra efter dialogen, i en ny version."""
    return Omskrivning(
        "prioriteringar",
        {},
        {
            "valjer_bort": "Efter dialogen: om en lärare blir sjuk släpper vi inflytandemålet först. "
            "Det är inte minst viktigt, men det är det vi kan vänta med."
        },
    )
