"""Det som redan finns här, läst en gång: samma antal frågor oavsett hur lång filen är."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from difflib import get_close_matches

from analysunderlag.models import Enhetskoppling, Kalla, Niva, Nyckeltal
from analysunderlag.regler.perioder import Period, las_period
from analysunderlag.regler.uppgift import Felslag, Radfel, Uppgift
from styrkedja.models import Enhet, EnhetSkolform, Forskola, Huvudman, Skolenhetskod, Skolform
from styrkedja.regler.inlasning import liknar_mest, normal
from styrkedja.regler.skolenhet import LANGD


@dataclass(frozen=True)
class Traff:
    """Enheten som en uppgift gäller; `grupp` när det är en förskola i ett chefsområde, `kod` när enheten har flera."""

    enhet: Enhet
    skolform: str = ""
    grupp: str = ""
    delkod: str = ""


class Register:
    def __init__(self, val: dict[str, int] | None = None) -> None:
        """
        Args:
            val: nyckeln i filen → enheten som någon nyss valde för hand. Går före allt annat.
        """
        self.huvudman = Huvudman.den()
        self.kallor = {k.nyckel: k for k in Kalla.objects.all()}
        self.nyckeltal = {n.nyckel: n for n in Nyckeltal.objects.i_bruk()}
        self.skolformer = {s.nyckel: s for s in Skolform.objects.all()}
        self.enheter = {e.pk: e for e in Enhet.objects.all()}
        self.koder = {k.kod: k for k in Skolenhetskod.objects.select_related("skolform")}
        self.per_namn = {normal(e.namn): e for e in self.enheter.values() if not e.upphord}
        self.forskolor = {normal(f.namn): f for f in Forskola.objects.filter(chefsomrade__isnull=False)}
        self._valda = dict(Enhetskoppling.objects.values_list("nyckel", "enhet")) | (val or {})
        self._har: dict[int, set[str]] = defaultdict(set)
        for enhet, skolform in EnhetSkolform.objects.values_list("enhet", "skolform__nyckel"):
            self._har[enhet].add(skolform)
        self._antal_koder = Counter((k.enhet_id, k.skolform_id) for k in self.koder.values())
        self._perioder: dict[str, Period] = {}

    def period(self, text: str) -> Period:
        if text not in self._perioder:
            self._perioder[text] = las_period(text)
        return self._perioder[text]

    def finn(self, uppgift: Uppgift) -> Traff | Radfel:
        """Enheten på sin kod, annars på sitt namn; ett val för hand går före."""
        traff = self._finn(uppgift)
        if isinstance(traff, Traff) and (slut := traff.enhet.upphord) and self.period(uppgift.period).fran > slut:
            mening = (
                f"{traff.enhet} upphörde {slut:%Y-%m-%d}, före perioden. Välj en annan enhet eller hoppa över raden."
            )
            return Radfel("", uppgift.kod or uppgift.namn, mening, Felslag.ENHET, nyckel=kopplingsnyckel(uppgift))
        return traff

    def _finn(self, uppgift: Uppgift) -> Traff | Radfel:
        nyckel = kopplingsnyckel(uppgift)
        if enhet := self.enheter.get(self._valda.get(nyckel, 0)):
            return Traff(enhet)
        if kod := self.koder.get(uppgift.kod):
            flera = self._antal_koder[kod.enhet_id, kod.skolform_id] > 1
            return Traff(
                self.enheter[kod.enhet_id],
                kod.skolform.nyckel if kod.skolform else "",
                delkod=kod.kod if flera else "",
            )
        if not uppgift.kod or not uppgift.kod.isdecimal():
            if enhet := self.per_namn.get(normal(uppgift.namn)):
                return Traff(enhet)
            if (forskola := self.forskolor.get(normal(uppgift.namn))) and forskola.chefsomrade_id:
                return Traff(self.enheter[forskola.chefsomrade_id], grupp=forskola.namn[:40])
        return self._okand(uppgift)

    def _okand(self, uppgift: Uppgift) -> Radfel:
        """Felet med den enhet som nog menades: koden med sin nolla tillbaka, eller det namn som liknar mest."""
        kod = uppgift.kod
        if kod.isdecimal() and len(kod) < LANGD and (traff := self.koder.get(kod.zfill(LANGD))):
            mening = f"Koden har tappat en nolla i kalkylarket. Menades {kod.zfill(LANGD)}, {traff.enhet}?"
            return Radfel("", kod, mening, Felslag.ENHET, str(traff.enhet_id), kod)
        namn = liknar_mest(uppgift.namn, [e.namn for e in self.per_namn.values()]) if uppgift.namn else None
        forslag = str(self.per_namn[normal(namn)].pk) if namn else ""
        mening = "Skolenhetskoden finns inte hos er." if kod else f"Enheten {uppgift.namn} finns inte hos er."
        return Radfel("", kod or uppgift.namn, mening, Felslag.ENHET, forslag, kopplingsnyckel(uppgift))

    def liknar(self, namn: str) -> bool:
        """Sant när namnet nästan är en enhets. Kolada har kommunens alla skolor, också andras: de andra hoppas över."""
        return bool(namn) and bool(get_close_matches(normal(namn), self.per_namn, n=1, cutoff=NASTAN))

    def skolform(self, uppgift: Uppgift, traff: Traff | None, fakta_skolform: str) -> Skolform | None:
        """Skolformen som värdet gäller: kodens, filens, eller den enda som nyckeltalet har.

        En enhet med en enda skolform har den, vad källan än kallar den (International School i grundskolans filer).
        """
        sokt = (traff.skolform if traff else "") or uppgift.skolform or fakta_skolform
        har = self._har[traff.enhet.pk] if traff else set()
        if sokt and len(har) == 1 and sokt not in har:
            sokt = next(iter(har))
        return self.skolformer.get(sokt)


def kopplingsnyckel(uppgift: Uppgift) -> str:
    """Det som känns igen nästa gång: koden som filen skriver den, eller namnet utan tecken."""
    return uppgift.kod or f"namn:{normal(uppgift.namn)}"


#: Så lika är två skrivsätt av samma namn.
NASTAN = 0.85
PA_ENHET = (Niva.ENHET, Niva.KLASS)
