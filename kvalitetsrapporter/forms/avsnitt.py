"""Formuläret för ett avsnitt att skriva i: fälten, versionerna de stod på, och bedömningen."""

from typing import Any

from django import forms

from kvalitetsrapporter.forms.text import radslut
from kvalitetsrapporter.forms.val import MALETS, MAX_SKAL, OKAND_MOTTAGARE, valbara_underlag
from kvalitetsrapporter.handlingar.innehall import Avsnittslage, Rapportlage
from kvalitetsrapporter.handlingar.mottagare import mottagarval
from kvalitetsrapporter.models import Bedomning, Stodbehov
from styrkedja.models import Skalsteg
from styrkedja.regler.riktext import for_lang
from styrkedja.skrivning import FOR_LANGT, MAX_TECKEN

#: Fälten som är bedömningen; en medskrivare ser dem men ändrar dem inte.
BEDOMNING = {"niva", "progression", "skal", "underlag", "annat_underlag"}


def _lagom_lang(text: str) -> None:
    """Människans tecken räknas, inte märkningen i rik text."""
    if for_lang(text, MAX_TECKEN):
        raise forms.ValidationError(FOR_LANGT)


class Avsnittsformular(forms.Form):
    """Fälten i ett avsnitt (`falt-…`), versionerna de stod på (`version-…`) och bedömningen."""

    def __init__(self, *args, lage: Avsnittslage, rapport: Rapportlage, far_bedoma: bool = True, **kwargs):
        super().__init__(*args, **kwargs)
        self.lage = lage
        for falt in lage.falt:
            self.fields[f"falt-{falt.nyckel}"] = forms.CharField(
                label=falt.mall.etikett,
                required=False,
                strip=False,
                initial=falt.innehall,
                validators=[_lagom_lang],
                widget=forms.Textarea(attrs={"rows": 6}),
            )
            self.fields[f"version-{falt.nyckel}"] = forms.IntegerField(
                widget=forms.HiddenInput, initial=falt.version, min_value=0, required=False
            )
        if lage.malen:
            for ett in lage.malen:
                self._lagg_bedomning(rapport, ett.bedomning, f"-{ett.mal.pk}", f"Mål {ett.mal.gallande_nr}: ")
        else:
            self._lagg_bedomning(rapport, lage.bedomning)
            if lage.avsnitt.mall.bedoms:
                self._lagg_underlag()
        for namn in self.fields:
            if namn.split("-")[0] in BEDOMNING:
                self.fields[namn].disabled = not far_bedoma
        self._lagg_mottagare({f.behov.pk: f.behov for f in lage.falt if f.behov}, far_valja=far_bedoma)

    def _lagg_bedomning(self, rapport: Rapportlage, vald: Bedomning | None, svans: str = "", fore: str = "") -> None:
        """Skalorna och skälet, för avsnittet eller för ett mål."""
        mall = self.lage.avsnitt.mall
        if mall.bedoms:
            etikett = f"{fore}bedömning".capitalize() if fore else "Bedömning"
            self._lagg_skala(f"niva{svans}", etikett, Skalsteg.Slag.BEDOMNING, rapport, vald.niva if vald else "")
            self.fields[f"skal{svans}"] = forms.CharField(
                label="Varför går det inte att bedöma?",
                required=False,
                max_length=MAX_SKAL,
                initial=vald.skal if vald else "",
            )
        if mall.progression:
            etikett = f"{fore}progression sedan förra bedömningen" if fore else "Progression sedan förra bedömningen"
            steg = vald.progression if vald else ""
            self._lagg_skala(f"progression{svans}", etikett, Skalsteg.Slag.PROGRESSION, rapport, steg)

    def _lagg_mottagare(self, behoven: dict[int, Stodbehov], *, far_valja: bool) -> None:
        val = mottagarval() if behoven else []
        for pk, behov in behoven.items():
            self.fields[f"mottagare-{pk}"] = forms.ChoiceField(
                label="Från vem?", required=False, choices=val, initial=str(behov.mottagare_id or ""),
                disabled=not far_valja,
                error_messages={"invalid_choice": OKAND_MOTTAGARE},
            )  # fmt: skip

    def _lagg_skala(self, namn: str, etikett: str, slag: str, rapport: Rapportlage, vald: str) -> None:
        steg = [(s.nyckel, s.namn) for (s_slag, _), s in rapport.skala.items() if s_slag == slag]
        self.fields[namn] = forms.ChoiceField(
            label=etikett, required=False, choices=[("", "Inte vald"), *steg], initial=vald, widget=forms.RadioSelect,
            error_messages={"invalid_choice": "Välj ett av stegen på skalan."},
        )  # fmt: skip

    def _lagg_underlag(self) -> None:
        """Kryssrutor för avsnittets nyckeltal, och en rad för det som inte är ett nyckeltal."""
        bedomning, val = self.lage.bedomning, valbara_underlag(self.lage.avsnitt)
        if val:
            self.fields["underlag"] = forms.MultipleChoiceField(
                label="Vilka nyckeltal bygger ni på?", required=False, choices=val, widget=forms.CheckboxSelectMultiple,
                initial=bedomning.underlag if bedomning else [],
                error_messages={"invalid_choice": "Välj bland avsnittets nyckeltal."},
            )  # fmt: skip
        self.fields["annat_underlag"] = forms.CharField(
            label="Annat underlag" if val else "Vilket underlag bygger ni på?",
            required=False,
            max_length=MAX_SKAL,
            initial=bedomning.annat_underlag if bedomning else "",
            help_text="Till exempel lektionsbesök, dokumentation eller en egen enkät. Inga namn.",
        )

    def texter(self) -> dict[str, str]:
        return {f.nyckel: radslut(self.cleaned_data[f"falt-{f.nyckel}"]) for f in self.lage.falt}

    def versioner(self) -> dict[str, int]:
        return {f.nyckel: self.cleaned_data.get(f"version-{f.nyckel}") or 0 for f in self.lage.falt}

    def mottagare(self) -> dict[int, int | None]:
        """Stödbehovets nyckel → avdelningens, för dem som skickades med."""
        namn = [n for n, f in self.fields.items() if n.startswith("mottagare-") and n in self.data and not f.disabled]
        return {int(n.removeprefix("mottagare-")): int(self.cleaned_data[n] or 0) or None for n in namn}

    def malen(self) -> dict[int, dict[str, str]]:
        """Målets nyckel → bedömningen av det, för den som får sätta den."""
        rader = {ett.mal.pk: self._malets(ett.mal.pk) for ett in self.lage.malen}
        return {pk: varden for pk, varden in rader.items() if varden}

    def _malets(self, pk: int) -> dict[str, str]:
        namn = {del_: f"{del_}-{pk}" for del_ in MALETS}
        return {d: self.cleaned_data[n] for d, n in namn.items() if n in self.fields and not self.fields[n].disabled}

    def bedomning(self) -> dict[str, Any]:
        """niva, progression, skal och underlagen, bara de som avsnittet har och personen får sätta."""
        return {n: self.cleaned_data[n] for n in BEDOMNING if n in self.fields and not self.fields[n].disabled}
