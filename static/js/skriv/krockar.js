// Krockarna i ett formulär: fälten som väntar på att människan väljer. Andra fält sparas som vanligt under tiden.

import { knapp } from "./delar.js";
import { krockruta, lasigenomruta } from "./rutor.js";
import { ihop } from "./skillnad.js";

const RITAS_OM = 700;

export class Krockar {
  constructor(skrivare) {
    this.skrivare = skrivare;
    this.mening = "";
  }

  get falt() {
    return this.skrivare.falt.filter((f) => f.krock);
  }

  /** Svarets krockar: fältet väntar, med den andres text bredvid. Den egna ligger redan som en gren på servern. */
  ta({ krockar = [], fel = "" }, paket) {
    if (krockar.length) this.mening = fel;
    for (const k of krockar) {
      const f = this.skrivare.falt.find((f) => f.namn === k.falt);
      if (!f) continue;
      f.krock = { ...k, vem: k.vem || "Någon", skickat: paket.texter[k.falt].innehall };
      f.kopiera(true);
      this.rita(f);
    }
  }

  rita(f) {
    const val = { behall: () => this.behall(f), ta: () => this.taDen(f), ihop: () => this.ihop(f) };
    this.satt(f, krockruta(f, f.krock, val));
  }

  /** Rutan ligger efter fältet, så att det som man skriver i aldrig flyttar sig. */
  satt(f, ruta) {
    f.ruta?.remove();
    f.ruta = ruta;
    if (ruta) (f.yta.closest(".ips, .falt") ?? f.yta.parentElement).append(ruta);
  }

  /** Skrivs det vidare i ett krockat fält ritas jämförelsen om när det blir en paus. */
  skrivet() {
    clearTimeout(this.klocka);
    this.klocka = setTimeout(() => {
      for (const f of this.falt) if (!f.krock.hopsatt && !f.ruta?.contains(document.activeElement)) this.rita(f);
    }, RITAS_OM);
  }

  slappt(f) {
    f.krock = null;
    this.satt(f, null);
    f.yta.focus();
  }

  behall(f) {
    f.version = f.krock.version;
    this.slappt(f);
    this.skrivare.spara();
  }

  /** Den andres text tas. Har jag skrivit mer sedan grenen sparades ska också det ligga på servern först. */
  async taDen(f) {
    if (f.text !== f.krock.skickat && !(await this.grenaForst(f))) return;
    const { innehall, version } = f.krock;
    f.bekraftad = innehall;
    f.version = version;
    this.slappt(f);
    f.satt(innehall);
    this.skrivare.visa();
  }

  async grenaForst(f) {
    const krock = f.krock;
    f.krock = null;
    await this.skrivare.tom();
    if (f.krock) return true;
    if (f.osparat) {
      f.krock = krock;
      this.skrivare.visa();
    } else {
      this.satt(f, null);
    }
    return false;
  }

  ihop(f) {
    const fore = f.text;
    f.krock.hopsatt = true;
    this.satt(f, lasigenomruta({ spara: () => this.behall(f), angra: () => this.angra(f, fore) }));
    f.satt(ihop(fore, f.krock.innehall, f.rik));
    f.yta.focus();
    this.skrivare.visa();
  }

  angra(f, fore) {
    f.krock.hopsatt = false;
    f.satt(fore);
    this.rita(f);
    f.yta.focus();
    this.skrivare.visa();
  }

  /** Det som remsan säger så länge någon krock väntar. */
  besked() {
    const vantar = this.falt;
    if (!vantar.length) return null;
    const visa = knapp("Visa båda", () => {
      const forsta = this.falt[0]?.ruta;
      forsta?.scrollIntoView({ block: "center" });
      forsta?.querySelector("button")?.focus({ preventScroll: true });
    });
    if (vantar.every((f) => f.krock.hopsatt)) {
      return { ton: "vakta", form: "byt", klass: "obs", text: "Läs igenom den hopsatta texten.", mer: "Den är inte sparad än.", knappar: [] };
    }
    return { ton: "vakta", form: "byt", klass: "obs", text: this.mening || "Någon annan ändrade samma text. Båda texterna finns kvar.", knappar: [visa] };
  }
}
