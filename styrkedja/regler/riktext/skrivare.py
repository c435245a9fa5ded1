"""Att skriva i redigerarens form: block, märken och lådor i den ordning de får stå."""

from styrkedja.regler.riktext.adresser import far_sta

#: Listor, celler och citat i varandra. Djupare än så blir vanliga stycken; ingen människa skriver så, men ett angrepp kan.
DJUP = 24
LISTOR = ("ul", "ol")
CELLER = ("td", "th")
TABELL = "<table><tbody>"


class Skrivare:
    """`ut` är det skrivna, `lador` de öppna listorna, cellerna och citaten i det och var de börjar.

    Märken (fet, kursiv, länk) öppnas först när text skrivs, så ett tomt märke lämnar inget efter sig.
    """

    def __init__(self) -> None:
        self.ut: list[str] = []
        self.lador: list[tuple[str, int]] = []
        self.block = ""
        self.rubrik = ""
        self.radstart = True
        self.mellanslag = False
        self.marken: list[tuple[str, str]] = []
        self.oppna: list[tuple[str, str]] = []

    # --- Lådor -------------------------------------------------------------------------------

    def _bered_plats(self, tagg: str) -> None:
        """Ser till att det som ska skrivas får stå där: i en lista krävs en punkt, i en tabell en cell."""
        topp = self.lador[-1][0] if self.lador else ""
        if topp in LISTOR:
            self._lagg("li", "<li>")
        elif topp == "table":
            self._lagg("tr", "<tr>")
        if self.lador and self.lador[-1][0] == "tr":
            self._lagg("td", "<td>")
        if tagg not in ("p", "h3", "h4") and self._tom_punkt():
            self.ut.append("<p></p>")

    def _lagg(self, tagg: str, oppning: str) -> None:
        self.lador.append((tagg, len(self.ut)))
        self.ut.append(oppning)

    def _tom_punkt(self) -> bool:
        return bool(self.lador) and self.lador[-1] == ("li", len(self.ut) - 1)

    def _stang_till(self, djup: int) -> None:
        while len(self.lador) > djup:
            tagg, plats = self.lador.pop()
            if len(self.ut) == plats + 1:
                if tagg in (*LISTOR, "table", "tr"):
                    self.ut.pop()
                    continue
                self.ut.append("<p></p>")
            self.ut.append("</tbody></table>" if tagg == "table" else f"</{tagg}>")

    # --- Text och märken ---------------------------------------------------------------------

    def _skriv(self, bit: str) -> None:
        if not self.block:
            bit = bit if self.rubrik else bit.lstrip(" \t")
            if not bit:
                return
            self._oppna_block()
        if self.mellanslag and not self.radstart and not bit.startswith(" "):
            bit = f" {bit}"
        self._ratta_marken()
        self.ut.append(bit)
        self.radstart = self.mellanslag = False

    def _radbyte(self) -> None:
        if not self.block:
            self._oppna_block()
        self._ratta_marken()
        self.ut.append("<br>")
        self.radstart, self.mellanslag = True, False

    def _oppna_block(self) -> None:
        """Ett stycke, eller rubriken när vi står i en. Det första i en punkt är alltid ett stycke."""
        tagg = self.rubrik or "p"
        self._bered_plats(tagg)
        if self._tom_punkt():
            tagg = "p"
        self.block = tagg
        self.ut.append(f"<{tagg}>")
        self.radstart, self.mellanslag = True, False

    def _stang_block(self) -> None:
        if self.block:
            self._stang_marken(0)
            self.ut.append(f"</{self.block}>")
        self.block = ""
        self.mellanslag = False

    def _marke(self, tagg: str, attribut: dict[str, str]) -> bool:
        oppning = f"<{tagg}>"
        if tagg == "a":
            adress = attribut.get("href", "")
            if not far_sta(adress):
                return False
            oppning = f'<a href="{adress}">'
        if any(m[0] == tagg for m in self.marken):
            return False
        self.marken.append((tagg, oppning))
        return True

    def _ta_bort_marke(self, tagg: str) -> None:
        self.marken = [m for m in self.marken if m[0] != tagg]

    def _ratta_marken(self) -> None:
        lika = 0
        while lika < min(len(self.oppna), len(self.marken)) and self.oppna[lika] == self.marken[lika]:
            lika += 1
        self._stang_marken(lika)
        for marke in self.marken[lika:]:
            self.ut.append(marke[1])
            self.oppna.append(marke)

    def _stang_marken(self, kvar: int) -> None:
        while len(self.oppna) > kvar:
            self.ut.append(f"</{self.oppna.pop()[0]}>")
