"""Kommentarerna så som sidorna visar dem: vid avsnittet i versionen, och bredvid avsnittet medan det skrivs."""

from typing import Any

from kvalitetsrapporter.behorighet import far_lasa_kommentarer, hinder_for_att_aterkoppla, hinder_for_att_svara
from kvalitetsrapporter.frysta import att_lasa, lasbart
from kvalitetsrapporter.handlingar.kommentarer import tradar_for_avsnitt, tradar_for_version
from kvalitetsrapporter.models import Avsnitt, Inlamning
from styrkedja.models import Person


def versionens_kommentarer(person: Person, version: Inlamning) -> dict[str, Any]:
    """Till versionens sida: avsnitten med sina trådar, och vad läsaren får göra."""
    avsnitt = att_lasa(lasbart(version, person))
    if not far_lasa_kommentarer(person, version.rapport):
        return {"avsnitt": avsnitt}
    tradar = tradar_for_version(version)
    pk = dict(version.rapport.avsnitt.values_list("nyckel", "pk"))
    return {
        "avsnitt": [a | {"tradar": tradar.get(pk.get(a["nyckel"], 0), [])} for a in avsnitt],
        "far_aterkoppla": hinder_for_att_aterkoppla(person, version) is None,
        "far_svara": hinder_for_att_svara(person, version.rapport) is None,
    }


def avsnittets_kommentarer(person: Person, avsnitt: Avsnitt) -> dict[str, Any]:
    """Till sidan där avsnittet skrivs: trådarna ur alla versioner, den senaste först."""
    if not far_lasa_kommentarer(person, avsnitt.rapport):
        return {}
    return {
        "kommentarer": tradar_for_avsnitt(avsnitt),
        "far_svara": hinder_for_att_svara(person, avsnitt.rapport) is None,
    }
