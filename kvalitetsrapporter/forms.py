"""Formulären: ett avsnitt att skriva i, en inlämning att bekräfta, en återlämning att motivera."""

from collections.abc import Iterable, Mapping
from typing import Any, cast

from django import forms

from kvalitetsrapporter.handlingar.innehall import Avsnittslage, Rapportlage
from kvalitetsrapporter.handlingar.mottagare import mottagarval
from kvalitetsrapporter.models import Avsnitt, Avsnittsmall, Rapport, Stodbehov
from kvalitetsrapporter.nyckeltal import for_avsnitt
from kvalitetsrapporter.regler import ar_tomt
from kvalitetsrapporter.regler.kommentarer import MAX_KOMMENTAR
from kvalitetsrapporter.regler.medverkan import INSPEL_TECKEN
from styrkedja.forms.grund import Handlingsformular, Platsval
from styrkedja.models import Befattning, Person, Skalsteg
from styrkedja.regler.personuppgift import finn_personuppgifter
from styrkedja.regler.riktext import for_lang
from styrkedja.regler.roller import Roll
from styrkedja.skrivning import FOR_LANGT, MAX_TECKEN, Nej

MAX_SKAL = 400
#: Fälten som är bedömningen; en medskrivare ser dem men ändrar dem inte.
BEDOMNING = {"niva", "progression", "skal", "underlag", "annat_underlag"}
FOR_LANG = "Kommentaren är längre än 4 000 tecken. Korta den, eller ta resten i dialogen."
OKAND_MOTTAGARE = "Avdelningen finns inte. Välj en i listan, eller vet inte."


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
        mall, bedomning = lage.avsnitt.mall, lage.bedomning
        if mall.bedoms:
            self._lagg_skala("niva", "Bedömning", Skalsteg.Slag.BEDOMNING, rapport, bedomning.niva if bedomning else "")
            self.fields["skal"] = forms.CharField(
                label="Varför går det inte att bedöma?",
                required=False,
                max_length=MAX_SKAL,
                initial=bedomning.skal if bedomning else "",
            )
            self._lagg_underlag()
        if mall.progression:
            vald = bedomning.progression if bedomning else ""
            self._lagg_skala(
                "progression", "Progression sedan förra bedömningen", Skalsteg.Slag.PROGRESSION, rapport, vald
            )
        for namn in BEDOMNING & set(self.fields):
            self.fields[namn].disabled = not far_bedoma
        self._lagg_mottagare({f.behov.pk: f.behov for f in lage.falt if f.behov}, far_valja=far_bedoma)

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
        return {f.nyckel: _radslut(self.cleaned_data[f"falt-{f.nyckel}"]) for f in self.lage.falt}

    def versioner(self) -> dict[str, int]:
        return {f.nyckel: self.cleaned_data.get(f"version-{f.nyckel}") or 0 for f in self.lage.falt}

    def mottagare(self) -> dict[int, int | None]:
        """Stödbehovets nyckel → avdelningens, för dem som skickades med."""
        namn = [n for n, f in self.fields.items() if n.startswith("mottagare-") and n in self.data and not f.disabled]
        return {int(n.removeprefix("mottagare-")): int(self.cleaned_data[n] or 0) or None for n in namn}

    def bedomning(self) -> dict[str, Any]:
        """niva, progression, skal och underlagen, bara de som avsnittet har och personen får sätta."""
        return {n: self.cleaned_data[n] for n in BEDOMNING if n in self.fields and not self.fields[n].disabled}


def _radslut(text: str) -> str:
    """Webbläsare skickar CRLF; en rad är en rad oavsett varifrån den kommer."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def val_i_avsnittet(avsnitt: Avsnitt, val: Mapping[str, str | list[str]]) -> dict[str, Any]:
    """Valen ur en skrivelse, prövade mot skalan. Det som avsnittet inte har lämnas därhän.

    Raises:
        Nej: 400 med meningen som formuläret hade gett.
    """
    bedoms = avsnitt.mall.bedoms
    har = {"niva": bedoms, "skal": bedoms, "annat_underlag": bedoms, "progression": avsnitt.mall.progression}
    valda: dict[str, Any] = {namn: varde for namn, varde in val.items() if har.get(namn) and isinstance(varde, str)}
    if bedoms and "underlag" in val:
        valda["underlag"] = _valda_underlag(avsnitt, val["underlag"])
    steg = {(s.slag, s.nyckel) for s in avsnitt.rapport.lasar.skalsteg.all()} if valda else set()
    for namn, slag in (("niva", Skalsteg.Slag.BEDOMNING), ("progression", Skalsteg.Slag.PROGRESSION)):
        if valda.get(namn) and (slag, valda[namn]) not in steg:
            raise Nej(400, "Välj ett av stegen på skalan.", falt=namn)
    if mottagare := _mottagare(avsnitt, val):
        return {"mottagare": mottagare}
    for namn, vad in (("skal", "Skälet"), ("annat_underlag", "Annat underlag")):
        if len(valda.get(namn, "")) > MAX_SKAL:
            raise Nej(400, f"{vad} får ha högst {MAX_SKAL} tecken.", falt=namn)
    return valda


def _mottagare(avsnitt: Avsnitt, val: Mapping[str, str | list[str]]) -> dict[int, int | None]:
    """Valen `mottagare-<id>` i avsnittet med stödbehov.

    Raises:
        Nej: 400 när avdelningen inte finns.
    """
    if avsnitt.mall.typ != Avsnittsmall.Typ.BEHOV:
        return {}
    kanda = {nyckel for nyckel, _ in mottagarval()}
    valda: dict[int, int | None] = {}
    for namn, varde in val.items():
        pk = namn.removeprefix("mottagare-")
        if pk == namn or not pk.isdecimal() or not isinstance(varde, str):
            continue
        if varde not in kanda:
            raise Nej(400, OKAND_MOTTAGARE, falt=namn)
        valda[int(pk)] = int(varde) if varde else None
    return valda


def valbara_underlag(avsnitt: Avsnitt) -> list[tuple[str, str]]:
    """(nyckel, namn) för de nyckeltal som bedömningen kan vila på: mallens, för avsnittets skolform."""
    skolform = avsnitt.skolform.namn if avsnitt.skolform else ""
    return [(n.nyckel, n.namn) for n in for_avsnitt(avsnitt.mall.nyckeltal, skolform)]


def _valda_underlag(avsnitt: Avsnitt, inne: str | list[str]) -> list[str]:
    """Nycklarna i mallens ordning. Ett ensamt kryss kan komma som en text, inget kryss som en tom."""
    valda = {inne} - {""} if isinstance(inne, str) else set(inne)
    finns = [nyckel for nyckel, _ in valbara_underlag(avsnitt)]
    if not valda <= set(finns):
        raise Nej(400, "Välj bland avsnittets nyckeltal.", falt="underlag")
    return [nyckel for nyckel in finns if nyckel in valda]


class Inlamningsformular(forms.Form):
    skal = forms.CharField(
        label="Varför lämnar du in ändå?",
        required=False,
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Du kan lämna in som det är. Skriv varför, så vet din verksamhetschef det.",
        error_messages={"required": "Skriv varför du lämnar in ändå, eller rätta det i listan först."},
    )
    egna_val = forms.MultipleChoiceField(
        label="Ta också med", required=False, widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Avsnittet hör inte till rapporten."},
    )  # fmt: skip

    def __init__(self, *args, rapport: Rapportlage, saknas: bool, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["skal"].required = saknas
        fria = [a for a in rapport.fria() if any(f.ifyllt for f in a.falt)]
        egna_val = cast(forms.MultipleChoiceField, self.fields["egna_val"])
        egna_val.choices = [(a.avsnitt.nyckel, a.avsnitt.rubrik) for a in fria]


class Aterlamningsformular(forms.Form):
    """En kommentar om delen, och en vid varje avsnitt som behöver en (`avsnitt-<nyckel>`)."""

    kommentar = forms.CharField(
        label="Vad behöver ändras?",
        max_length=MAX_KOMMENTAR,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Rektor får din kommentar och kan svara genom att skriva om.",
        error_messages={"required": "Skriv vad som behöver ändras.", "max_length": FOR_LANG},
    )

    def __init__(self, *args, avsnitt: list[dict[str, Any]], **kwargs):
        """
        Args:
            avsnitt: versionens avsnitt så som de är frusna.
        """
        super().__init__(*args, **kwargs)
        self._avsnitt = avsnitt
        for rad in avsnitt:
            self.fields[f"avsnitt-{rad['nyckel']}"] = forms.CharField(
                label=f"Kommentar om {rad['rubrik']}",
                max_length=MAX_KOMMENTAR,
                required=False,
                widget=forms.Textarea(attrs={"rows": 3}),
                error_messages={"max_length": FOR_LANG},
            )

    def clean_kommentar(self) -> str:
        kommentar = self.cleaned_data["kommentar"]
        if ar_tomt(kommentar):
            raise forms.ValidationError("Skriv vad som behöver ändras.")
        return kommentar

    def rutor(self) -> list[dict[str, Any]]:
        """Avsnitten att rita: rubriken, fältet, och om det ska stå öppet."""
        rader = [(rad, self[f"avsnitt-{rad['nyckel']}"]) for rad in self._avsnitt]
        return [{"avsnitt": rad, "falt": falt, "oppen": bool(falt.value() or falt.errors)} for rad, falt in rader]

    def vid_avsnitt(self) -> dict[str, str]:
        return {rad["nyckel"]: _radslut(self.cleaned_data[f"avsnitt-{rad['nyckel']}"]) for rad in self._avsnitt}


class Kommentarsformular(forms.Form):
    """Återkoppling på ett avsnitt, eller ett svar på en kommentar."""

    text = forms.CharField(
        label="Din text",
        max_length=MAX_KOMMENTAR,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": "Skriv något först.", "max_length": FOR_LANG},
    )

    def clean_text(self) -> str:
        text = _radslut(self.cleaned_data["text"])
        if ar_tomt(text):
            raise forms.ValidationError("Skriv något först.")
        return text


class Medskrivarformular(Handlingsformular):
    """Vem som får skriva, och i vilka avsnitt. Avsnitten väljs med sina nycklar."""

    person = Platsval(
        Person.objects.none(),
        label="Kollega",
        empty_label="Välj en kollega",
        help_text="De som har en befattning på enheten i dag.",
        error_messages={
            "required": "Välj en kollega.",
            "invalid_choice": "Personen har ingen befattning på enheten i dag. Välj någon i listan.",
        },
    )
    avsnitt = forms.ModelMultipleChoiceField(
        Avsnitt.objects.none(),
        label="Avsnitt",
        to_field_name="nyckel",
        widget=forms.CheckboxSelectMultiple,
        help_text="Kollegan läser och skriver i de avsnitt du väljer, och ser inget annat av utkastet.",
        error_messages={
            "required": "Välj minst ett avsnitt.",
            "invalid_choice": "Avsnittet hör inte till rapporten.",
            "invalid_list": "Välj avsnitt i listan.",
        },
    )

    def __init__(self, *args, rapport: Rapport, kollegor: list[Befattning], **kwargs):
        super().__init__(*args, **kwargs)
        roller: dict[int, list[str]] = {}
        for befattning in kollegor:
            roller.setdefault(befattning.person_id, []).append(Roll(befattning.roll).label)
        person = cast(forms.ModelChoiceField, self.fields["person"])
        person.queryset = Person.objects.filter(pk__in=roller)
        person.label_from_instance = lambda p: f"{p.namn}, {' och '.join(roller[p.pk])}"  # type: ignore[assignment]
        avsnitt = cast(forms.ModelMultipleChoiceField, self.fields["avsnitt"])
        avsnitt.queryset = rapport.avsnitt.order_by("ordning")


class Loptext(forms.CharField):
    """Löpande text. En radbrytning räknas som ett tecken varifrån den än kommer."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> str:
        return _radslut(super().to_python(value) or "")


class Inspelsformular(Handlingsformular):
    """Ett inspel till ett avsnitt. Ser texten ut att peka ut en person sägs det, och kan lämnas ändå."""

    avsnitt = forms.ModelChoiceField(
        Avsnitt.objects.none(),
        label="Avsnitt",
        to_field_name="nyckel",
        empty_label="Välj avsnitt",
        error_messages={
            "required": "Välj vilket avsnitt det gäller.",
            "invalid_choice": "Avsnittet tar inte emot inspel just nu. Välj ett i listan.",
        },
    )
    text = Loptext(
        label="Ditt inspel",
        max_length=INSPEL_TECKEN,
        widget=forms.Textarea(attrs={"rows": 7}),
        help_text="Vad ser du, och vad tror du att det beror på? Skriv så att inget barn, ingen elev och ingen kollega "
        "går att känna igen. Högst 4\u00a0000 tecken.",
        error_messages={
            "required": "Skriv ditt inspel.",
            "max_length": "Inspelet är för långt. Korta det till högst 4\u00a0000 tecken.",
        },
    )
    med_namn = forms.BooleanField(
        label="Får citeras med mitt namn",
        required=False,
        help_text="Annars står bara din roll vid citatet. Skolledningen ser alltid vem som lämnat inspelet.",
    )
    anda = forms.BooleanField(
        label="Jag har läst det som står ovan och lämnar texten som den är",
        required=False,
        widget=forms.HiddenInput,
    )

    def __init__(self, *args, avsnitt: Iterable[Avsnitt] | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        if avsnitt is None:
            del self.fields["avsnitt"]
            return
        oppna = Avsnitt.objects.filter(pk__in=[a.pk for a in avsnitt]).order_by("ordning")
        cast(forms.ModelChoiceField, self.fields["avsnitt"]).queryset = oppna

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        fynd = finn_personuppgifter(data.get("text", ""))
        if fynd and not data.get("anda"):
            self.fields["anda"].widget = forms.CheckboxInput()
            for mening in dict.fromkeys(f.mening for f in fynd):
                self.add_error("text", mening)
        data.pop("anda", None)
        return data
