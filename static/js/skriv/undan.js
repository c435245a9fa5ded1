// Det som människan har ändrat och som ligger på datorn tills servern har det: ett fält (falt.js) eller formulärets val (val.js).
//
// Underklassen svarar på `text` (det som läggs undan), `osparat` (servern har det inte), `rubrik` (vad det är, i ord) och
// `mer` (det som posten bär utöver).

import * as kopia from "./kopia.js";

/** Så ofta läggs det ändrade på datorn medan man skriver, och så lång är en paus. */
const KOPIERAS = 150;
const PAUS = 600;

export class Undan {
  /** `yta` bär data-pa-datorn, längden på det som ligger på datorn. `andrat` anropas när datorn har svarat. */
  constructor(namn, yta, { agare, id }, andrat) {
    this.namn = namn;
    this.yta = yta;
    this.post = { agare, id, falt: namn };
    this.andrat = andrat;
    /** Det som ligger på datorn; null: inget. `kanSakras` är falskt när datorn sade nej. */
    this.paDatorn = null;
    this.kanSakras = true;
    this.ko = Promise.resolve();
  }

  get sakrat() {
    return !this.osparat || this.paDatorn === this.text;
  }

  /** Någon ändrade. Det är på datorn inom 150 ms, och strikt på disken vid paus. */
  skrivet() {
    this.klocka ??= setTimeout(() => this.kopiera(false), KOPIERAS);
    clearTimeout(this.paus);
    this.paus = setTimeout(() => this.kopiera(true), PAUS);
  }

  /** Lägger det som gäller nu på datorn, i tur och ordning. Ger sant om det gick. */
  kopiera(strikt) {
    clearTimeout(this.klocka);
    this.klocka = null;
    if (strikt) clearTimeout(this.paus);
    this.ko = this.ko.then(() => this.laggUndan(strikt));
    return this.ko;
  }

  async laggUndan(strikt) {
    const text = this.osparat ? this.text : null;
    if (text === null && this.paDatorn === null) return true;
    if (!kopia.upplast()) return false;
    try {
      if (text === null) await kopia.taBort(this.post);
      else await kopia.lagg({ ...this.post, ...this.mer, rubrik: this.rubrik, avsnitt: document.querySelector("h1")?.textContent.trim() ?? "", text, tid: new Date().toISOString() }, strikt);
      this.paDatorn = text;
      this.kanSakras = true;
    } catch {
      this.paDatorn = null;
      this.kanSakras = false;
    }
    if (this.paDatorn === null) delete this.yta.dataset.paDatorn;
    else this.yta.dataset.paDatorn = text.length;
    this.andrat();
    return this.kanSakras;
  }
}
