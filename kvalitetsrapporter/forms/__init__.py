"""Kvalitetsrapportens formulär, ett ämne per fil."""

from kvalitetsrapporter.forms.avsnitt import Avsnittsformular
from kvalitetsrapporter.forms.fragor import Budgetformular, Fragaformular, Publicering
from kvalitetsrapporter.forms.inlamning import Aterlamningsformular, Inlamningsformular
from kvalitetsrapporter.forms.kommentarer import Kommentarsformular
from kvalitetsrapporter.forms.medverkan import Inspelsformular, Medskrivarformular
from kvalitetsrapporter.forms.tidigare import Intagsformular
from kvalitetsrapporter.forms.val import val_i_avsnittet, valbara_underlag

__all__ = [
    "Aterlamningsformular", "Avsnittsformular", "Budgetformular", "Fragaformular", "Inlamningsformular",
    "Inspelsformular", "Intagsformular", "Kommentarsformular", "Medskrivarformular", "Publicering", "val_i_avsnittet",
    "valbara_underlag",
]  # fmt: skip
