// Remsan: samma plats överst medan man skriver. Den byter ord och form; skärmläsaren hör bara när läget har ändrats.

import { el, initialer, knapprad, lage } from "./delar.js";

export class Remsa {
  constructor(element) {
    this.element = element;
    this.grundklass = `${element.className} lagestext`.trim();
    this.element.className = this.grundklass;
    this.element.removeAttribute("role");
    this.ursprung = [...element.childNodes];
    this.rad = element.closest(".lagesrad") ?? element;
    this.andra = this.rad.querySelector("[data-narvarande]");
    this.rost = el("p", "osynlig");
    this.rost.setAttribute("role", "status");
    this.rad.after(this.rost);
    this.knappar = "";
    this.nu = "";
  }

  /** klass: "" (lugn), "obs" eller "larm". `tyst`: bara för ögat. `mer` är raden efter läget. */
  visa({ ton, form, text, mer = "", klass = "", knappar = [], tyst = false, snurrar = false }) {
    const nu = JSON.stringify([ton, form, text, mer, klass, knappar.map((k) => k.textContent)]);
    if (nu === this.nu) return;
    this.nu = nu;
    this.element.className = `${this.grundklass} ${klass}`.trim();
    const rad = el("p", "", lage(ton, form, text, snurrar), mer ? " " : null, mer ? el("span", "tyst", mer) : null);
    // Samma knappar står kvar orörda: ett klick får aldrig falla mellan två nedräkningar.
    const namn = knappar.map((k) => k.textContent).join();
    if (namn && namn === this.knappar) this.element.firstElementChild.replaceWith(rad);
    else this.element.replaceChildren(rad, ...(namn ? [knapprad(...knappar)] : []));
    this.knappar = namn;
    if (!tyst) this.sag(text);
  }

  /** Inget att säga: remsan så som sidan kom med den. */
  aterga() {
    if (!this.nu) return;
    this.nu = this.knappar = "";
    this.element.className = this.grundklass;
    this.element.replaceChildren(...this.ursprung);
  }

  /** Uppläst: nedräkningen i texten räknas inte som en ändring. */
  sag(text) {
    const mening = text.replace(/ Försöker igen om .*/, "");
    if (this.rost.textContent !== mening) this.rost.textContent = mening;
  }

  /** Vilka fler som är här: [{namn, plats}]. */
  visaAndra(andra) {
    const nytt = andra.map(({ namn, plats }) => `${namn} ${plats ? `skriver i ${plats}` : "är också här"}`).join(" · ");
    if (!this.andra || this.vilka === nytt) return;
    this.vilka = nytt;
    const ringar = andra.slice(0, 3).map(({ namn }) => {
      const ring = el("b", "rund b", initialer(namn));
      ring.setAttribute("aria-hidden", "true");
      return ring;
    });
    this.andra.replaceChildren(...ringar, ...(nytt ? [el("span", "", nytt)] : []));
  }
}
