"""Händelsernas verb i ord, för den som läser loggen. Ett verb som saknas här visas som det är skrivet."""

I_ORD: dict[str, str] = {
    "andra_avdelning": "ändrade avdelningen",
    "andra_enhet": "ändrade skolformer eller koder",
    "andra_huvudman": "ändrade kommunens inställningar",
    "andra_lasar": "ändrade läsåret",
    "andra_person": "ändrade personen",
    "aterkoppla": "gav återkoppling på",
    "avsluta_befattning": "avslutade befattningen",
    "avsluta_delegering": "avslutade delegeringen",
    "avsluta_skrivratt": "avslutade skrivrätten i avsnittet",
    "byt_namn": "bytte namn",
    "delegera": "delegerade",
    "faststall": "fastställde",
    "gallra_skrivhistorik": "glesade ut skrivhistoriken",
    "ge_befattning": "gav befattningen",
    "lagg_lov": "lade till lovet",
    "lagg_motesdag": "lade till mötesdagen",
    "lamna_in": "lämnade in",
    "lamna_tillbaka": "lämnade tillbaka",
    "lat_skriva": "lät en kollega skriva i rapporten",
    "las_in_organisation": "läste in en organisationsfil",
    "logga_in": "loggade in",
    "lyft_punkt": "lyfte en punkt till dialogen",
    "sank_punkt": "tog ned en punkt från dialogen",
    "satt_chefsomrade": "placerade förskolan",
    "satt_skala": "satte skalan",
    "satt_tillhorighet": "satte området",
    "skapa_avdelning": "lade till avdelningen",
    "skapa_enhet": "lade till enheten",
    "skapa_forskola": "lade till förskolan",
    "skapa_forvaltning": "lade till förvaltningen",
    "skapa_huvudman": "lade upp kommunen",
    "skapa_lasar": "lade upp läsåret",
    "skapa_namnd": "lade till nämnden",
    "skapa_omrade": "lade till området",
    "skapa_person": "lade till personen",
    "svara_pa_kommentar": "svarade på en kommentar om",
    "ta_bort_lov": "tog bort lovet",
    "ta_bort_motesdag": "tog bort mötesdagen",
    "upphor_enhet": "satte när enheten upphör",
}


def i_ord(handling: str) -> str:
    """ "lamna_in" → "lämnade in"."""
    return I_ORD.get(handling, handling.replace("_", " "))
