// Ett fält: det som står i det, det som servern har bekräftat, och kopian på datorn. Skriver aldrig i fältet av sig själv.

import * as kopia from "./kopia.js";
import { hel } from "./hash.js";
import { somText } from "./skillnad.js";

/** Så ofta läggs det skrivna på datorn medan man skriver, och så lång är en paus. */
const KOPIERAS = 150;
const PAUS = 600;

export class Falt {
  constructor(form, yta, { agare, id }, andrat) {
    this.namn = yta.name.slice("falt-".length);
    this.yta = yta;
    this.form = form;
    this.post = { agare, id, falt: this.namn };
    this.andrat = andrat;
    this.rubrik = rubrik(yta) || this.namn;
    this.kvitterad = "osparat" in form.dataset ? null : undefined;
    this.krock = null;
    /** Texten som ligger på datorn; null: ingen. `kanSakras` är falskt när datorn sade nej. */
    this.paDatorn = null;
    this.kanSakras = true;
    this.ko = Promise.resolve();
  }

  get text() {
    return hel(this.yta.value);
  }

  get rik() {
    return "riktext" in this.yta.dataset;
  }

  /** Texten som servern har: den senast bekräftade, eller den som sidan kom med (redigeraren får ge den sin form). */
  get bekraftad() {
    return this.kvitterad === undefined ? hel(this.yta.defaultValue) : this.kvitterad;
  }

  set bekraftad(text) {
    this.kvitterad = text;
  }

  get version() {
    return Number(this.dolt?.value || 0);
  }

  set version(nummer) {
    if (this.dolt) this.dolt.value = nummer;
  }

  get dolt() {
    return this.form.elements.namedItem(`version-${this.namn}`);
  }

  /** Skiljer sig från det som servern har bekräftat. */
  get osparat() {
    return this.text !== this.bekraftad;
  }

  /** Ska med i nästa sparning: inte det som väntar på människans val. */
  get attSkicka() {
    return this.osparat && !this.krock;
  }

  get sakrat() {
    return !this.osparat || this.paDatorn === this.text;
  }

  /** Någon skrev. Texten är på datorn inom 150 ms, och strikt på disken vid paus. */
  skrivet() {
    this.klocka ??= setTimeout(() => this.kopiera(false), KOPIERAS);
    clearTimeout(this.paus);
    this.paus = setTimeout(() => this.kopiera(true), PAUS);
  }

  /** Lägger det som står i fältet på datorn, i tur och ordning. Ger sant om det gick. */
  kopiera(strikt) {
    clearTimeout(this.klocka);
    this.klocka = null;
    if (strikt) clearTimeout(this.paus);
    this.ko = this.ko.then(() => this.laggUndan(strikt));
    return this.ko;
  }

  async laggUndan(strikt) {
    const text = this.text;
    if (text === this.bekraftad && this.paDatorn === null) return true;
    if (!kopia.upplast()) return false;
    const fanns = this.kanSakras;
    try {
      if (text === this.bekraftad) {
        await kopia.taBort(this.post);
        this.paDatorn = null;
        delete this.yta.dataset.paDatorn;
      } else {
        await kopia.lagg({ ...this.post, rubrik: this.rubrik, avsnitt: document.querySelector("h1")?.textContent.trim() ?? "", rik: this.rik, text, version: this.version, op: this.op ?? null, tid: new Date().toISOString() }, strikt);
        this.paDatorn = text;
        this.yta.dataset.paDatorn = text.length;
      }
      this.kanSakras = true;
    } catch {
      this.paDatorn = null;
      this.kanSakras = false;
    }
    if (fanns !== this.kanSakras) this.andrat();
    return this.kanSakras;
  }

  /** Servern har bekräftat just `text` (samma hash). Kopian tas bort om inget nyare har skrivits. */
  bekrafta(text, version) {
    this.bekraftad = text;
    if (version !== undefined) this.version = version;
    return this.kopiera(false);
  }

  /** Sätter fältets innehåll på människans begäran. Redigeraren, om det finns en, lyssnar på skriv:satt. */
  satt(innehall) {
    this.yta.value = innehall;
    this.yta.dispatchEvent(new CustomEvent("skriv:satt", { bubbles: true, detail: { innehall } }));
    this.yta.dispatchEvent(new Event("input", { bubbles: true }));
    this.yta.dispatchEvent(new Event("change", { bubbles: true }));
  }

  somText(innehall = this.text) {
    return somText(innehall, this.rik);
  }
}

/** Fältets korta namn: "Process", inte bokstaven framför eller förklaringen efter. */
function rubrik(yta) {
  const etikett = yta.closest(".ips")?.querySelector(".ips-rubrik") ?? yta.labels?.[0];
  const kopia = etikett?.cloneNode(true);
  for (const bi of kopia?.querySelectorAll("[aria-hidden], small") ?? []) bi.remove();
  return (kopia?.textContent || etikett?.textContent || "").trim().replace(/\s+/g, " ");
}
