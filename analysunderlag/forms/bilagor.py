"""Formulären för analytikerns PM och för en genomgång av det."""

from typing import Any, cast

from django import forms

from analysunderlag.handlingar.bilagor import MAX_TEXT, lagg_till_bilaga
from analysunderlag.models import Genomgang, Nyckeltal
from styrkedja.forms.grund import Dagfalt, Handlingsformular, Platsval
from styrkedja.forms.pdf import PdfFalt
from styrkedja.handlingar.lasar import aktuellt_lasar
from styrkedja.models import Enhet, Omgang, Person, Verksamhetsomrade
from styrkedja.regler.roller import Roll


class Bilageformular(Handlingsformular):
    titel = forms.CharField(label="Titel", max_length=160, error_messages={"required": "Skriv en titel."})
    syntolkning = forms.CharField(
        label="Syntolkning",
        max_length=5_000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Det viktigaste i diagram och tal, i ord. Läses av den som inte ser bilderna, och först av alla andra.",
        error_messages={"required": "Skriv en syntolkning: det viktigaste i diagram och tal, i ord."},
    )
    fil = PdfFalt(required=False)
    text = forms.CharField(
        label="Text",
        required=False,
        max_length=MAX_TEXT,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="I stället för en fil, eller det som filen säger när den är inskannad.",
        error_messages={"max_length": "Texten är längre än 200 000 tecken. Lägg in den som PDF i stället."},
    )
    nyckeltal = forms.ModelChoiceField(
        Nyckeltal.objects.none(), label="Nyckeltal", required=False, empty_label="Inget särskilt"
    )
    enhet = Platsval(Enhet.objects.none(), label="Enhet", required=False, empty_label="Ingen särskild")
    omgang = forms.ModelChoiceField(Omgang.objects.none(), label="Runda", required=False, empty_label="Ingen särskild")
    oppet = forms.BooleanField(
        label="PM:et har inga tal om så få att någon går att känna igen",
        error_messages={"required": "Läs igenom PM:et, och kryssa i att ingen går att känna igen."},
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        lasar = aktuellt_lasar()
        cast(forms.ModelChoiceField, self.fields["nyckeltal"]).queryset = Nyckeltal.objects.gemensamma().i_bruk()
        enheter = Enhet.objects.verksamma(lasar) if lasar else Enhet.objects.all()
        cast(forms.ModelChoiceField, self.fields["enhet"]).queryset = enheter
        rundor = Omgang.objects.filter(lasar=lasar).exclude(nyckel="lasarsslut")
        cast(forms.ModelChoiceField, self.fields["omgang"]).queryset = rundor

    def lagg_till(self, av: Person) -> bool:
        """Sant när fälten är rätt ifyllda och PM:et är tillagt."""
        if not (self.is_bound and self.is_valid()):
            return False
        fil = self.cleaned_data["fil"]
        uppgifter = {namn: varde for namn, varde in self.cleaned_data.items() if namn not in ("fil", "oppet")}
        return self.gor(lagg_till_bilaga, av=av, data=fil.read() if fil else b"", **uppgifter)


class Genomgangsformular(Handlingsformular):
    """Verksamhetschefens önskan. Området frågas det efter bara när hen har flera."""

    omrade = Platsval(
        Verksamhetsomrade.objects.none(), label="Ledningsgrupp", empty_label=None,
        error_messages={"invalid_choice": "Välj ett av dina områden."},
    )  # fmt: skip
    onskad_dag = Dagfalt(label="Önskad dag")
    onskan = forms.CharField(
        label="Något särskilt?", required=False, max_length=400, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any):
        super().__init__(*args, **kwargs)
        egna = Verksamhetsomrade.objects.filter(pk__in=person.platser(Roll.VERKSAMHETSCHEF))
        cast(forms.ModelChoiceField, self.fields["omrade"]).queryset = egna
        if len(egna) == 1:
            self.fields["omrade"].widget = forms.HiddenInput()
            self.fields["omrade"].initial = egna[0]


class Svarsformular(Handlingsformular):
    """Ja med en dag, eller nej med ett skäl."""

    svar = forms.ChoiceField(
        label="Svar",
        choices=[(Genomgang.Svar.JA, "Ja, boka"), (Genomgang.Svar.NEJ, "Nej")],
        widget=forms.RadioSelect,
        error_messages={"required": "Välj ja eller nej.", "invalid_choice": "Välj ja eller nej."},
    )
    dag = Dagfalt(label="Dag", required=False, help_text="Tomt: den önskade dagen.")
    svarets_ord = forms.CharField(
        label="Meddelande", required=False, max_length=400, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Vem som kommer, eller varför det inte går.",
    )  # fmt: skip
