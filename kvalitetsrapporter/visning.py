"""Det som sidorna säger: delarnas läge i ord, när det sparades, och meningarna över listorna."""

from datetime import date, datetime

from kvalitetsrapporter.handlingar.innehall import Avsnittslage
from kvalitetsrapporter.handlingar.listor import Enhetsrad
from kvalitetsrapporter.models import Rapportdel
from kvalitetsrapporter.regler import Delfakta, Tillstand, infor
from styrkedja.format import antal_ord, datum, datum_kort, datum_lang, klockslag, lokal_dag, period, tal_i_ord
from styrkedja.klocka import idag
from styrkedja.models import Omgang


def lage_i_ord(fakta: Delfakta, dag: date) -> tuple[str, str, str]:
    """(ikon, ord, ton) för en del: var den är och, när det brådskar, hur mycket."""
    if fakta.tillstand == Tillstand.FASTSTALLD:
        return "klar", "fastställd", "god"
    if fakta.tillstand == Tillstand.INLAMNAD and fakta.inlamnad:
        return "klar", f"inne {datum_kort(fakta.inlamnad)}" + (", sent" if fakta.sen else ""), "god"
    if fakta.tillstand == Tillstand.ATERLAMNAD and fakta.aterlamnad:
        return "retur", f"återlämnad {datum_kort(fakta.aterlamnad)}", "vakta"
    if fakta.ska_in < dag:
        return "sen", f"skulle varit inne {datum_kort(fakta.ska_in)}", "brist"
    if fakta.oppnar <= dag:
        return "ring", f"senast {datum_kort(fakta.ska_in)}", "lugnt"
    return "streckad", f"öppnar {datum_kort(fakta.oppnar)}", "lugnt"


def delens_lage(delen: Rapportdel | None) -> tuple[str, str, str]:
    """(ikon, ord, ton) för delen i dag."""
    if delen is None:
        return "streckad", "finns inte än", "lugnt"
    v = delen.senaste
    fakta = Delfakta(
        delen.tillstand,
        delen.ska_in,
        delen.omgang.oppnar,
        lokal_dag(v.nar) if v else None,
        v.sen if v else False,
        lokal_dag(v.aterlamnad) if v and v.aterlamnad else None,
    )
    return lage_i_ord(fakta, idag())


def sparat_i_ord(lage: Avsnittslage) -> str:
    """När avsnittet senast sparades, till exempel "Sparat 14:02" eller "Sparat 3 nov 2026"; tomt om aldrig."""
    tider = [f.text.andrad for f in lage.falt if f.text and f.text.andrad]
    if not tider:
        return ""
    senast = max(tider)
    return f"Sparat {klockslag(senast)}" if _i_dag(senast) else f"Sparat {datum(senast)}"


def _i_dag(nar: datetime) -> bool:
    return lokal_dag(nar) == idag()


def inne_i_ord(rader: list[Enhetsrad], omgang: Omgang | None) -> str:
    """Läget i en mening: "Fem av sex har lämnat in inför VD1."."""
    if omgang is None or not rader:
        return "Läsåret har inga rundor ännu."
    inne = sum(r.inne(omgang.nyckel) for r in rader)
    if len(rader) == 1:
        return f"Enheten är {'inne' if inne else 'inte inne än'} {infor(omgang.namn)}."
    if inne == len(rader):
        return f"Alla {antal_ord(inne, 'en enhet', 'enheter')} är inne {infor(omgang.namn)}."
    if inne == 0:
        return f"Ingen enhet är inne än {infor(omgang.namn)}."
    return f"{tal_i_ord(inne).capitalize()} av {tal_i_ord(len(rader))} enheter är inne {infor(omgang.namn)}."


def nasta_dag_i_ord(rader: list[Enhetsrad], omgang: Omgang | None, omgangar: list[Omgang]) -> str:
    """Skälen under rubriken: vilka som är sena, eller när delarna ska vara inne."""
    if omgang is None:
        return ""
    dag = idag()
    sena = [r.namn for r in rader if r.vikt(omgang.nyckel, dag) == 0]
    if sena:
        visas = ", ".join(sena[:3]) + (f" och {len(sena) - 3} till" if len(sena) > 3 else "")
        return f"{'Sen' if len(sena) == 1 else 'Sena'}: {visas}."
    if all(r.inne(omgang.nyckel) for r in rader):
        return _efter_inlamningen(omgang, omgangar)
    return f"Delen {infor(omgang.namn)} ska vara inne senast {datum_lang(omgang.sista_dag)}."


def _efter_inlamningen(omgang: Omgang, omgangar: list[Omgang]) -> str:
    """Vad som kommer när alla är inne: dialogerna, eller när de är hållna nästa runda."""
    if omgang.till >= idag():
        return f"Dialogerna hålls {period(omgang.fran, omgang.till)}."
    nasta = next((o for o in omgangar if o.ordning > omgang.ordning), None)
    return f"Delen {infor(nasta.namn)} öppnar {datum_lang(nasta.oppnar)}." if nasta else ""
