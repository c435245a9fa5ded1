"""Formulären till dialogens tid och gäster."""

from typing import Any

from django import forms
from django.db.models import Prefetch

from dialoger.forms.samtal import Samtalsformular
from dialoger.models import Dialog, Tidsforslag
from styrkedja.format import lokal_tid
from styrkedja.forms.grund import Dagfalt, INamnordning
from styrkedja.klocka import idag
from styrkedja.models import Befattning, Person

_KLOCKAN = {"required": "Skriv ett klockslag.", "invalid": "Skriv klockslaget som 13:30."}


class Klockslagsfalt(forms.TimeField):
    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")

    def __init__(self, **kwargs: Any):
        super().__init__(input_formats=["%H:%M"], error_messages=_KLOCKAN, **kwargs)


class Tidsformular(Samtalsformular):
    """Dag, klockslag och plats. `last`: förslaget som väntade när sidan visades, så att två inte skriver över varandra."""

    dag = Dagfalt(label="Dag")
    fran = Klockslagsfalt(label="Börjar")
    till = Klockslagsfalt(label="Slutar")
    lokal = forms.CharField(label="Var", max_length=120, required=False)
    meddelande = forms.CharField(label="Till den andra parten", max_length=300, required=False)
    last = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        vantar = self.dialog.tidsforslag.filter(svar=Tidsforslag.Svar.VANTAR).first()
        kalla: Tidsforslag | Dialog = vantar or self.dialog
        self.initial.update({"last": vantar.pk if vantar else 0, "lokal": kalla.lokal, "dag": self.dialog.fran})
        if kalla.borjar and kalla.slutar:
            fran, till = lokal_tid(kalla.borjar), lokal_tid(kalla.slutar)
            self.initial.update({"dag": fran.date(), "fran": fran.time(), "till": till.time()})


class Skal(Samtalsformular):
    skal = forms.CharField(
        label="Varför", max_length=300, error_messages={"required": "Skriv varför, så vet den andra."}
    )


class Personval(forms.ModelChoiceField):
    """Personer efter namn, med befattningen bredvid."""

    iterator = INamnordning

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.namn}, {', '.join(dict.fromkeys(b.get_roll_display() for b in obj.befattningarna))}"


class Gastformular(Samtalsformular):
    person = Personval(Person.objects.none(), label="Vem", error_messages={"required": "Välj en person."})
    som = forms.CharField(
        label="Deltar som", max_length=80, error_messages={"required": "Skriv som vad personen deltar."}
    )
    syfte = forms.CharField(
        label="Varför", max_length=300, error_messages={"required": "Skriv varför personen ska vara med."}
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        nu = Befattning.objects.galler(idag())
        falt = self.fields["person"]
        assert isinstance(falt, forms.ModelChoiceField)
        falt.queryset = Person.objects.filter(is_active=True, pk__in=nu.values("person")).prefetch_related(
            Prefetch("befattningar", queryset=nu, to_attr="befattningarna")
        )
        forslag = [t for roll in (self.dialog.mall.gaster if self.dialog.mall else {}).values() for t in roll]
        self.fields["som"].help_text = f"Brukar vara: {', '.join(forslag)}." if forslag else ""
