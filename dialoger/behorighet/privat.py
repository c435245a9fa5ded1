"""De egna anteckningarna: bara den som skrev dem. Det finns ingen roll som öppnar dem."""

from dialoger.behorighet.dialog import laser_samtalet
from dialoger.models import Dialog, PrivatAnteckning
from styrkedja.models import Person

INTE_MED = "Du är inte längre med i dialogen. Anteckningen går att läsa, hämta och ta bort, men inte att ändra."


def far_ha_anteckning(person: Person, dialog: Dialog) -> bool:
    """Alla som läser samtalet får anteckna för sig själva: parterna, den biträdande, gästen."""
    return laser_samtalet(person, dialog)


def hinder_for_att_anteckna(person: Person, anteckning: PrivatAnteckning) -> str | None:
    """Den som skrev får skriva vidare så länge hon är med i dialogen."""
    if anteckning.person_id != person.pk:
        return "Det här är någon annans egen anteckning."
    synlig = Dialog.objects.synliga_for(person).med_det_som_visas().filter(pk=anteckning.dialog_id).first()
    return None if synlig and laser_samtalet(person, synlig) else INTE_MED
