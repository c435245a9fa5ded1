"""Grunden för formulär som gör en handling: fälten står uttryckligen, främmande fält ignoreras och loggas,
och handlingens egna nej blir fel vid rätt fält.
"""

import logging
from collections.abc import Callable, Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.models import ModelChoiceIterator

from styrkedja.format import namnordning

log = logging.getLogger(__name__)


class Dagfalt(forms.DateField):
    """Ett datum med webbläsarens egen kalender. Formatet som skickas är ÅÅÅÅ-MM-DD."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    default_error_messages = {
        "invalid": "Datumet finns inte. Skriv år-månad-dag, till exempel 2027-02-28.",
        "required": "Välj en dag.",
    }

    def __init__(self, **kwargs: Any):
        super().__init__(input_formats=["%Y-%m-%d"], **kwargs)


class INamnordning(ModelChoiceIterator):
    """Valen efter namn i svensk ordning, å ä ö sist, vilken databas som än svarar."""

    def __iter__(self) -> Iterator[tuple[Any, Any]]:
        if self.field.empty_label is not None:
            yield ("", self.field.empty_label)
        yield from sorted((self.choice(ting) for ting in self.queryset), key=lambda val: namnordning(val[1]))


class Platsval(forms.ModelChoiceField):
    """Ett val bland platser, efter namn."""

    iterator = INamnordning


class Namnfalt(forms.CharField):
    """Ett namn på en plats eller en person: en rad, städad från extra mellanslag."""

    default_error_messages = {"required": "Skriv ett namn."}

    def __init__(self, **kwargs: Any):
        super().__init__(**{"label": "Namn", "max_length": 120, **kwargs})

    def clean(self, value: Any) -> str:
        return " ".join(super().clean(value).split())


class Handlingsformular(forms.Form):
    """Ett formulär vars `gor` utför en handling. Det handlingen ger står i `resultat`."""

    #: Namn som sidans knappar får skicka utan att de är fält.
    KNAPPAR: frozenset[str] = frozenset()
    resultat: Any = None

    def full_clean(self) -> None:
        super().full_clean()
        if self.is_bound:
            self._sag_till_om_framlingar()

    def utfor(self, handling: Callable[..., Any], **uppgifter: Any) -> bool:
        """Sant när fälten är rätt ifyllda och handlingen är gjord, med fälten och `uppgifter` som argument."""
        return self.is_bound and self.is_valid() and self.gor(handling, **self.cleaned_data, **uppgifter)

    def gor(self, handling: Callable[..., Any], **uppgifter: Any) -> bool:
        """Utför handlingen. Ger falskt när den sade nej; felen står då vid fälten."""
        try:
            self.resultat = handling(**uppgifter)
        except ValidationError as fel:
            self.lagg_fel(fel)
            return False
        return True

    def lagg_fel(self, fel: ValidationError) -> None:
        """Handlingens fel vid fältet med samma namn; det som saknar fält här hamnar i sammanfattningen."""
        if not hasattr(fel, "error_dict"):
            self.add_error(None, fel)
            return
        for falt, meningar in fel.message_dict.items():
            self.add_error(falt if falt in self.fields else None, meningar)

    def _sag_till_om_framlingar(self) -> None:
        kanda = {self.add_prefix(namn) for namn in self.fields} | self.KNAPPAR | {"csrfmiddlewaretoken"}
        framlingar = sorted(set(self.data) - kanda)
        if framlingar:
            log.warning("%s fick fält som inte finns: %r", type(self).__name__, framlingar[:10])
