// Remsan: samma plats överst medan man skriver. Den byter ord och form; skärmläsaren hör bara när läget har ändrats.

import { el, initialer, knapprad, lage } from "./delar.js";

export class Remsa {
  constructor(element) {
    this.element = element;
    this.grundklass = element.className;
    this.element.removeAttribute("role");
    this.rost = el("p", "osynlig");
    this.rost.setAttribute("role", "status");
    this.andra = el("span", "andra");
    this.andra.hidden = true;
    this.plats = el("div", "lagestext");
    this.plats.append(...element.childNodes);
    element.append(this.plats, this.andra);
    element.after(this.rost);
    this.nu = "";
  }

  /** klass: "" (lugn), "obs" eller "larm". `tyst`: bara för ögat. `mer` är raden efter läget. */
  visa({ ton, form, text, mer = "", klass = "", knappar = [], tyst = false, snurrar = false }) {
    const nu = JSON.stringify([ton, form, text, mer, klass, knappar.map((k) => k.textContent)]);
    if (nu === this.nu) return;
    this.nu = nu;
    this.element.className = `${this.grundklass} ${klass}`.trim();
    const rad = el("p", "", lage(ton, form, text, snurrar), mer ? " " : null, mer ? el("span", "tyst", mer) : null);
    const fokus = this.plats.contains(document.activeElement) ? document.activeElement.textContent : null;
    this.plats.replaceChildren(rad, ...(knappar.length ? [knapprad(...knappar)] : []));
    if (fokus) knappar.find((k) => k.textContent === fokus)?.focus();
    if (!tyst) this.sag(text);
  }

  /** Uppläst: nedräkningen i texten räknas inte som en ändring. */
  sag(text) {
    const mening = text.replace(/ Försöker igen om .*/, "");
    if (this.rost.textContent !== mening) this.rost.textContent = mening;
  }

  /** Vilka fler som är här: [{namn, var}]. */
  visaAndra(andra) {
    this.andra.hidden = !andra.length;
    const nytt = andra.map(({ namn, plats }) => `${namn} ${plats ? `skriver i ${plats}` : "är också här"}`).join(" · ");
    if (this.andra.dataset.vilka === nytt) return;
    this.andra.dataset.vilka = nytt;
    const ringar = andra.slice(0, 3).map(({ namn }) => {
      const ring = el("b", "rund b", initialer(namn));
      ring.setAttribute("aria-hidden", "true");
      return ring;
    });
    this.andra.replaceChildren(...ringar, el("span", "", nytt));
  }
}
