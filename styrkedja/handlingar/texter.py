"""Skrivmekanismen: spara ett tings texter i en transaktion, med versionen som skribenten stod på.

Två som skriver i olika fält stör aldrig varandra. Skriver de i samma fält vinner den som kom först; den andres text
sparas som en gren i samma transaktion, och svaret bär båda. Inget skrivs över i tysthet och inget kastas.
Samma operations-id en gång till är samma sparning: svaret blir detsamma och inget skrivs.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.utils.functional import cached_property

from styrkedja.handlingar.textinnehall import Lydelse, lydelse, oppna, text_hash
from styrkedja.klocka import nu as klockan_nu
from styrkedja.models import Person, Text, Textversion
from styrkedja.models.text import Textslag
from styrkedja.regler.riktext import ar_rik
from styrkedja.skriven_sql import las_raden, rader, skriv, ur_rad, valj

# De tre satserna i varje sparning är skriven SQL (styrkedja/skriven_sql.py). Allt annat går genom ORM:en.
LASTA = ["id", "agare_slag", "agare_id", "falt", "slag", "version", "hash", "andrad_av_id"]
LAS = valj(
    "FROM styrkedja_text t WHERE t.agare_slag = %s AND t.agare_id = %s AND t.falt IN ({}) ORDER BY t.id", t=LASTA
)
ANDRA = """UPDATE styrkedja_text SET innehall = %s, hash = %s, slag = %s, version = %s, andrad_av_id = %s, andrad = %s
    WHERE id = %s"""
LAGG = """INSERT INTO styrkedja_textversion (text_id, slag, version, grund, op, innehall, hash, av_id, nar)
    VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)"""


class UpptagetOp(ValueError):
    """Operations-id:t hör redan till någon annans eller en annan sparning. Inget är sparat."""


@dataclass(frozen=True)
class Krock:
    """Ett fält som någon annan hann ändra: texten som gäller. Skribentens egen är sparad som en gren."""

    falt: str
    version: int
    innehall: str
    av: Person | None
    nar: datetime | None


@dataclass(frozen=True)
class Sparat:
    """Det som sparades: fälten som ändrades, varje sparat fälts version och hash, och fälten som krockade.

    Attributes:
        versioner: versionen som skribenten nu står på. Ett fält som krockade är inte med.
        hash: SHA-256 av texten som togs emot, per sparat fält.
    """

    andrade: list[str]
    versioner: dict[str, int]
    nar: datetime
    hash: dict[str, str] = field(default_factory=dict)
    krockar: list[Krock] = field(default_factory=list)


def las_texter(agare_slag: str, *agare_id: int) -> dict[tuple[int, str], Text]:
    """Alla texter för ett eller flera ting, efter (id, fält). En fråga oavsett antal."""
    texter = Text.objects.filter(agare_slag=agare_slag, agare_id__in=agare_id).select_related("andrad_av")
    return {(t.agare_id, t.falt): t for t in texter}


@transaction.atomic(savepoint=False)
def spara_texter(
    *,
    agare_slag: str,
    agare_id: int,
    texter: Mapping[str, str],
    av: Person,
    versioner: Mapping[str, int] | None = None,
    op: UUID | None = None,
    slag: Mapping[str, str] | None = None,
    nu: datetime | None = None,
) -> Sparat:
    """Sparar fälten som har ändrats; oförändrade fält rörs inte. Anroparen får inte ångra transaktionen vid krock.

    Ingen egen sparpunkt: ett nej rullar tillbaka hela anroparens transaktion.

    Args:
        texter: fält → ny lydelse.
        versioner: fält → versionen som skribenten stod på. None (import, demo) skriver utan jämförelse.
        op: sparningens id. Samma id igen ger samma svar.
        slag: fält → Textslag, för fält som inte är ren text. Ett fält som inte nämns behåller sitt slag.

    Raises:
        UpptagetOp: id:t är använt av någon annan, eller till en annan text. Inget är sparat.
        PermissionDenied: fältet är någon annans hemliga text.
    """
    nu, slag = nu or klockan_nu(), slag or {}
    rader = _lasta_rader(agare_slag, agare_id, texter, slag)
    sparning = _Sparning(av, nu, op)
    for falt in texter:
        sparning.spara(falt, rader.get(falt), texter[falt], None if versioner is None else versioner.get(falt, 0), slag)
    sparning.skriv_ned()
    return Sparat(sparning.andrade, sparning.versioner, nu, sparning.hash, sparning.krockar)


def _lasta_rader(agare_slag: str, agare_id: int, texter: Mapping[str, str], slag: Mapping[str, str]) -> dict[str, Text]:
    """Fältens rader, låsta i ordning så att två aldrig väntar på varandra. Ett nytt fält får en tom rad att låsa."""
    rader = _las_och_las(agare_slag, agare_id, texter)
    saknas = [falt for falt, text in texter.items() if text and falt not in rader]
    if not saknas:
        return rader
    Text.objects.bulk_create(
        [Text(agare_slag=agare_slag, agare_id=agare_id, falt=f, slag=slag.get(f, Textslag.REN)) for f in saknas],
        ignore_conflicts=True,
    )
    return _las_och_las(agare_slag, agare_id, texter)


def _las_och_las(agare_slag: str, agare_id: int, falt: Iterable[str]) -> dict[str, Text]:
    """Raderna utan sitt innehåll: det behövs bara när två krockar, och läses då."""
    falt = list(falt)
    if not falt:
        return {}
    platser = ", ".join(["%s"] * len(falt))
    lasta = rader(LAS.format(platser) + las_raden("t"), agare_slag, agare_id, *falt)
    return {t.falt: t for rad in lasta for t in ur_rad(rad, (Text, LASTA))}


def _gjorda(op: UUID, av: Person) -> dict[int, Textversion]:
    """Det som redan är sparat med samma id, efter text.

    Raises:
        UpptagetOp: någon annan har sparat med det.
    """
    gjorda = {v.text_id: v for v in Textversion.objects.filter(op=op)}
    if any(v.av_id != av.pk for v in gjorda.values()):
        raise UpptagetOp
    return gjorda


class _Sparning:
    """En sparning fält för fält. Läser inget och låser inget själv, utom där två skriver samma fält."""

    def __init__(self, av: Person, nu: datetime, op: UUID | None):
        self.av, self.nu, self.op = av, nu, op
        self.andrade: list[str] = []
        self.versioner: dict[str, int] = {}
        self.hash: dict[str, str] = {}
        self.krockar: list[Krock] = []
        self.nya: list[tuple] = []
        self.tider = connection.ops.adapt_datetimefield_value(nu)

    @cached_property
    def gjorda(self) -> dict[int, Textversion]:
        return _gjorda(self.op, self.av) if self.op else {}

    def spara(self, falt: str, rad: Text | None, skrivet: str, grund: int | None, slag: Mapping[str, str]) -> None:
        """Avgör vad som händer med ett fält: redan gjort, oförändrat, sparat eller gren."""
        if rad is None:  # tomt fält som aldrig har skrivits
            return self._kvittera(falt, 0, skrivet)
        ny = lydelse(rad, skrivet, slag.get(falt, rad.slag), self.av, _sett(rad, skrivet, grund))
        lika = ny.hash == (rad.hash or lydelse(rad, "", ny.slag, self.av).hash)
        if not lika and (grund is None or grund == rad.version):
            # Står skribenten på det som gäller kan sparningen inte redan vara gjord: den hade höjt versionen.
            return self._skriv(falt, rad, ny, skrivet, grund)
        if gjord := self.gjorda.get(rad.pk):
            return self._svara_igen(falt, rad, gjord, ny, skrivet)
        if lika or grund is None:
            return self._kvittera(falt, rad.version, skrivet)
        if ny.hash == _hash_vid(rad, grund, ny, self.av):
            # Någon annan ändrade, inte skribenten: hon står kvar på den version hon läste.
            return self._kvittera(falt, grund, skrivet)
        self._lagg_version(rad, ny, Textversion.Slag.GREN, rad.version, grund)
        self.krockar.append(_krock(rad, self.av))

    def _kvittera(self, falt: str, version: int, skrivet: str) -> None:
        self.versioner[falt], self.hash[falt] = version, text_hash(skrivet)

    def _skriv(self, falt: str, rad: Text, ny: Lydelse, skrivet: str, grund: int | None) -> None:
        version = rad.version + 1
        skriv(ANDRA, ny.innehall, ny.hash, ny.slag, version, self.av.pk, self.tider, rad.pk)
        self._lagg_version(rad, ny, Textversion.Slag.SPARAD, version, grund)
        self.andrade.append(falt)
        self._kvittera(falt, version, skrivet)

    def _lagg_version(self, rad: Text, ny: Lydelse, slag: str, version: int, grund: int | None) -> None:
        op = Textversion._meta.get_field("op").get_db_prep_value(self.op, connection)
        self.nya.append((rad.pk, slag, version, grund, op, ny.innehall, ny.hash, self.av.pk, self.tider))

    def skriv_ned(self) -> None:
        """Skriver lydelserna.

        Raises:
            UpptagetOp: id:t är redan använt till en annan lydelse av samma text.
        """
        try:
            for rad in self.nya:
                skriv(LAGG, *rad)
        except IntegrityError as fel:
            raise UpptagetOp from fel

    def _svara_igen(self, falt: str, rad: Text, gjord: Textversion, ny: Lydelse, skrivet: str) -> None:
        if gjord.hash != ny.hash:
            raise UpptagetOp
        if gjord.slag == Textversion.Slag.SPARAD:
            return self._kvittera(falt, gjord.version, skrivet)
        self.krockar.append(_krock_vid(rad, gjord.version, self.av))


def _sett(rad: Text, skrivet: str, grund: int | None) -> str:
    """Den rika lydelse som skribenten såg, när hon nu skickar ren text: utan skript står fältet där som ren text."""
    if rad.slag != Textslag.RIK or rad.version == 0 or ar_rik(skrivet):
        return ""
    if grund is None or grund == rad.version:
        return rad.innehall
    gammal = rad.versioner.filter(version=grund, slag=Textversion.Slag.SPARAD).values_list("innehall", flat=True)
    return gammal.first() or ""


def _hash_vid(rad: Text, version: int, ny: Lydelse, av: Person) -> str:
    gammal = rad.versioner.filter(version=version, slag=Textversion.Slag.SPARAD).values_list("hash", flat=True).first()
    return gammal or (lydelse(rad, "", ny.slag, av).hash if version == 0 else "")


def _krock(rad: Text, av: Person) -> Krock:
    return Krock(rad.falt, rad.version, oppna(rad, rad.innehall, av), rad.andrad_av, rad.andrad)


def _krock_vid(rad: Text, version: int, av: Person) -> Krock:
    """Krocken så som den var när grenen sparades."""
    vann = rad.versioner.filter(version=version, slag=Textversion.Slag.SPARAD).select_related("av").first()
    if vann is None:
        return _krock(rad, av)
    return Krock(rad.falt, version, oppna(rad, vann.innehall, av), vann.av, vann.nar)


def las_hemlig_text(*, person: Person, agare_slag: str, agare_id: int, falt: str) -> str:
    """Personens egen hemliga text i klartext; tom när den inte finns.

    Raises:
        PermissionDenied: texten är någon annans, eller inte hemlig.
    """
    rad = Text.objects.filter(agare_slag=agare_slag, agare_id=agare_id, falt=falt).first()
    return oppna(rad, rad.innehall, person, bara_hemlig=True) if rad else ""


def las_hemliga_texter(
    *, person: Person, agare_slag: str, agare_id: Iterable[int], falt: str
) -> dict[int, tuple[str, Text]]:
    """Personens egna hemliga texter för flera ting: ägarens id → (klartext, raden). En fråga.

    Raises:
        PermissionDenied: någon av texterna är någon annans, eller inte hemlig.
    """
    rader = Text.objects.filter(agare_slag=agare_slag, agare_id__in=list(agare_id), falt=falt)
    return {r.agare_id: (oppna(r, r.innehall, person, bara_hemlig=True), r) for r in rader}


def utan_hemliga(texter: Collection[Text]) -> list[Text]:
    """Texterna som får visas, jämföras, sökas och exporteras: alla utom de hemliga."""
    return [t for t in texter if t.slag != Textslag.HEMLIG]
