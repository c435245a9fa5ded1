"""Anmärkningarna i ett avsnitt och före en inlämning: IPS-spärren och personuppgiftsvarningen över de sparade texterna.

Ingenting lagras medan man skriver; meningarna räknas fram när sidan visas. Vid inlämningen fryses de bredvid skälet.
"""

from kvalitetsrapporter.handlingar.innehall import Avsnittslage, Rapportlage
from kvalitetsrapporter.models import Avsnittsmall
from kvalitetsrapporter.regler import Saknas, Saknasslag
from kvalitetsrapporter.regler.ips import UNDERLAG, Anmarkning, Anmarkningsslag, Ipsfalt, granska_ips
from styrkedja.models import Omgang
from styrkedja.regler.personuppgift import MENING, Fynd, finn_personuppgifter


def anmarkningar(lage: Avsnittslage) -> list[Anmarkning]:
    """Avsnittets anmärkningar så som det står sparat nu: personuppgifterna först, sedan analysen."""
    return [*_personer(lage), *_analysen(lage)]


def _analysen(lage: Avsnittslage) -> list[Anmarkning]:
    """IPS-spärren. Målens underlag är planens indikatorer och frågas inte en gång till."""
    mall, bedomning = lage.avsnitt.mall, lage.bedomning
    bedomt = bool(
        bedomning
        and bedomning.niva
        and mall.bedoms
        and mall.typ != Avsnittsmall.Typ.MAL
        and bedomning.niva not in lage.kraver_skal
    )
    ar_ips = mall.typ == Avsnittsmall.Typ.IPS
    falt = [Ipsfalt(f.nyckel, f.mall.ips, f.klartext) for f in lage.falt] if ar_ips else []
    return granska_ips(
        falt,
        bedomt=bedomt,
        underlag=bedomning.underlag if bedomning else (),
        annat_underlag=bedomning.annat_underlag if bedomning else "",
        citerar=any(f.citerar for f in lage.falt),
    )


def _personer(lage: Avsnittslage) -> list[Anmarkning]:
    texter = [(f.nyckel, f.klartext) for f in lage.falt]
    if lage.bedomning:
        texter += [("skal", lage.bedomning.skal), (UNDERLAG, lage.bedomning.annat_underlag)]
    texter += [(f"skal-{m.mal.pk}", m.bedomning.skal) for m in lage.malen if m.bedomning]
    return [a for nyckel, text in texter if text for a in _i_faltet(nyckel, text)]


def _i_faltet(nyckel: str, text: str) -> list[Anmarkning]:
    """En anmärkning per slag i fältet. Stycket sägs, aldrig det som står där."""
    per_slag: dict[str, list[Fynd]] = {}
    for fynd in finn_personuppgifter(text):
        per_slag.setdefault(fynd.slag, []).append(fynd)
    return [
        Anmarkning(Anmarkningsslag.PERSONUPPGIFT, nyckel, f"{MENING[fynd[0].slag]}{_var(text, fynd)}")
        for fynd in per_slag.values()
    ]


def _var(text: str, fynd: list[Fynd]) -> str:
    """ " Se stycke 2 och 4." när fältet har flera stycken."""
    stycken = [i for i, rad in enumerate(text.splitlines(keepends=True)) if rad.strip()]
    if len(stycken) < 2:
        return ""
    slut, plats = [], 0
    for rad in text.splitlines(keepends=True):
        plats += len(rad)
        slut.append(plats)
    rader = [next(i for i, s in enumerate(slut) if f.start < s) for f in fynd]
    nummer = sorted({stycken.index(r) + 1 for r in rader if r in stycken})
    return f" Se stycke {' och '.join(filter(None, [', '.join(map(str, nummer[:-1])), str(nummer[-1])]))}."


def fore_inlamning(rapport: Rapportlage, omgang: Omgang, egna_val: list[str] | None = None) -> list[Saknas]:
    """Allt att läsa igenom innan delen lämnas in, avsnitt för avsnitt: det som saknas och det som har en anmärkning.

    Är listan inte tom krävs ett skäl för att lämna in; inget hindrar.
    """
    return [rad for a in rapport.for_omgang(omgang, egna_val) for rad in [*a.saknas(), *_att_lasa(a)]]


def _att_lasa(lage: Avsnittslage) -> list[Saknas]:
    return [Saknas(lage.avsnitt.nyckel, lage.avsnitt.rubrik, a.mening, a.falt, _slag(a)) for a in anmarkningar(lage)]


def _slag(anmarkning: Anmarkning) -> Saknasslag:
    ar_person = anmarkning.slag == Anmarkningsslag.PERSONUPPGIFT
    return Saknasslag.PERSONUPPGIFT if ar_person else Saknasslag.ANMARKNING
