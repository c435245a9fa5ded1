"""Vem som svarar för en post, i ord. Utöver befattningarna finns parter utanför förvaltningen (kommunfullmäktige)."""

from styrkedja.regler.roller import Roll

ANSVARIG = {
    Roll.UTBILDNINGSDIREKTOR: "utbildningsdirektören",
    Roll.VERKSAMHETSCHEF: "verksamhetschefen",
    Roll.AVDELNINGSCHEF: "avdelningschefen",
    Roll.REKTOR: "rektor",
    Roll.BITRADANDE_REKTOR: "biträdande rektor",
    Roll.ARBETSLAGSLEDARE: "arbetslagsledarna",
    Roll.FORSTELARARE: "förstelärarna",
    Roll.UTVECKLINGSLEDARE: "utvecklingsledarna",
    Roll.MEDARBETARE: "medarbetarna",
    Roll.CONTROLLER: "verksamhetscontrollern",
    Roll.EKONOMICONTROLLER: "ekonomicontrollern",
    Roll.ANALYTIKER: "analytikern",
    Roll.NAMNDSEKRETERARE: "nämndsekreteraren",
    Roll.NAMNDORDFORANDE: "nämndens ordförande",
    Roll.NAMNDLEDAMOT: "nämnden",
    Roll.SYSTEMADMINISTRATOR: "systemadministratören",
    "kf": "kommunfullmäktige",
    "ks_ordforande": "kommunstyrelsens ordförande",
    "ekonomidirektor": "ekonomidirektören",
}


def ansvarig_i_ord(roll: str) -> str:
    """”rektor”, ”verksamhetschefen”; en okänd part visas som den är skriven."""
    return ANSVARIG.get(roll, roll)
