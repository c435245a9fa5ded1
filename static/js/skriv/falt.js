// Ett fält: det som står i det, och det som servern har bekräftat. Skriver aldrig i fältet av sig själv.

import { hel } from "./hash.js";
import { somText } from "./skillnad.js";
import { Undan } from "./undan.js";

export class Falt extends Undan {
  constructor(form, yta, skrivare, andrat) {
    super(yta.name.slice("falt-".length), yta, skrivare, andrat);
    this.form = form;
    this.rubrik = rubrik(yta) || this.namn;
    this.kvitterad = "osparat" in form.dataset ? null : undefined;
    this.krock = null;
  }

  get text() {
    return hel(this.yta.value);
  }

  get mer() {
    return { rik: this.rik, version: this.version, op: this.op ?? null };
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

  /** Servern har bekräftat just `text` (samma hash). Kopian tas bort om inget nyare har skrivits. */
  bekrafta(text, version) {
    this.bekraftad = text;
    if (version !== undefined) this.version = version;
    return this.kopiera(false);
  }

  /** Det som blev kvar på datorn är det som servern har. */
  harRedan(text) {
    return text === this.bekraftad;
  }

  /** Sätter fältets innehåll på människans begäran. Redigeraren, om det finns en, lyssnar på skriv:satt. */
  satt(innehall) {
    this.yta.value = innehall;
    this.yta.dispatchEvent(new CustomEvent("skriv:satt", { bubbles: true, detail: { innehall } }));
    this.yta.dispatchEvent(new Event("input", { bubbles: true }));
    this.yta.dispatchEvent(new Event("change", { bubbles: true }));
  }

  fokus() {
    this.yta.focus();
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
