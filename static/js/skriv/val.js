// Formulärets val: allt utom texterna, versionsnumren och säkerhetsmärket. {namn: värde}, eller en lista för kryssrutor.
//
// De osparade valen är en post på datorn, bredvid fältens; texten i den är valen som JSON.

import { Undan } from "./undan.js";

const INTE_VAL = new Set(["hidden", "submit", "button", "image", "reset", "file", "password"]);
/** Postens namn bland fälten. Inget fält kan heta så. */
const NAMN = "(val)";

export function raknas(element) {
  if (!element.name || element.disabled || INTE_VAL.has(element.type) || element.localName === "button") return false;
  return !/^(falt|version)-/.test(element.name) && !element.closest("[data-skriv-utom]");
}

/** Valen som de står nu, eller (`fran`="servern") som de stod när sidan kom. */
function avlas(form, fran = "sidan") {
  const nu = fran === "sidan";
  const val = {};
  for (const e of [...form.elements].filter(raknas)) {
    if (e.type === "checkbox") {
      val[e.name] ??= [];
      if (nu ? e.checked : e.defaultChecked) val[e.name].push(e.value);
    } else if (e.type === "radio") {
      val[e.name] ??= "";
      if (nu ? e.checked : e.defaultChecked) val[e.name] = e.value;
    } else if (e.localName === "select") {
      const valda = [...e.options].filter((o) => (nu ? o.selected : o.defaultSelected)).map((o) => o.value);
      val[e.name] = e.multiple ? valda : (valda[0] ?? (nu ? "" : (e.options[0]?.value ?? "")));
    } else {
      val[e.name] = nu ? e.value : e.defaultValue;
    }
  }
  return val;
}

/** Det i `nya` som skiljer sig från `gamla`. */
function andrade(nya, gamla) {
  const olika = ([namn, varde]) => JSON.stringify(varde) !== JSON.stringify(gamla?.[namn]);
  return Object.fromEntries(Object.entries(nya).filter(olika));
}

function stall(e, varde) {
  if (e.type === "checkbox") e.checked = varde.includes(e.value);
  else if (e.type === "radio") e.checked ||= e.value === varde;
  else if (e.multiple) for (const o of e.options) o.selected = varde.includes(o.value);
  else if (e.localName !== "select" || [...e.options].some((o) => o.value === varde)) e.value = varde;
}

/** Det valda av knapparna i en rad, annars det första. */
const valt = (element) => element.find((e) => e.checked) ?? element[0];

const ord = (element) => element?.textContent.trim().replace(/\s+/g, " ") ?? "";

/** Vad valet heter: gruppens namn för kryss och knappar i rad, annars etiketten. */
function etikett(e) {
  const grupp = e.closest("[role=group][aria-label]")?.getAttribute("aria-label") ?? ord(e.closest("fieldset")?.querySelector("legend"));
  return (["radio", "checkbox"].includes(e.type) && grupp) || ord(e.labels?.[0]) || e.name;
}

function iOrd(element, varde) {
  const [forsta] = element;
  if (["radio", "checkbox"].includes(forsta.type)) {
    const valda = element.filter((e) => [varde].flat().includes(e.value)).map((e) => ord(e.labels?.[0]));
    return valda.join(", ") || "inget valt";
  }
  if (forsta.localName !== "select") return varde ? `”${varde}”` : "tomt";
  return [...forsta.options].filter((o) => [varde].flat().includes(o.value)).map(ord).join(", ") || "inget valt";
}

export class Valen extends Undan {
  constructor(form, skrivare, andrat) {
    super(NAMN, form, skrivare, andrat);
    this.bekraftade = "osparat" in form.dataset ? {} : avlas(form, "servern");
  }

  /** Valen som servern inte har. */
  get andrade() {
    return andrade(avlas(this.yta), this.bekraftade);
  }

  get osparat() {
    return Object.keys(this.andrade).length > 0;
  }

  get text() {
    return JSON.stringify(this.andrade);
  }

  get rubrik() {
    const namn = Object.keys(this.andrade);
    return `${namn.length > 1 ? "dina val" : "ditt val"} i ${namn.map((n) => etikett(this.element(n)[0])).join(", ")}`;
  }

  element(namn) {
    return [...this.yta.elements].filter((e) => e.name === namn && raknas(e));
  }

  /** Servern har tagit emot valen. */
  bekrafta(val) {
    Object.assign(this.bekraftade, val);
    return this.kopiera(false);
  }

  harRedan(text) {
    return Object.keys(andrade(JSON.parse(text), this.bekraftade)).length === 0;
  }

  /** Valen som blev kvar, i ord: [{namn, val, nu}], bara de som sidan har. */
  rader(text) {
    const nu = avlas(this.yta);
    return Object.entries(JSON.parse(text)).map(([namn, varde]) => [this.element(namn), varde, nu[namn]]).filter(([element]) => element.length)
      .map(([element, varde, nu]) => ({ namn: etikett(element[0]), val: iOrd(element, varde), nu: iOrd(element, nu) }));
  }

  /** Ställer valen på människans begäran. */
  satt(text) {
    for (const [namn, varde] of Object.entries(JSON.parse(text))) {
      const element = this.element(namn);
      for (const e of element) stall(e, varde);
      valt(element)?.dispatchEvent(new Event("change", { bubbles: true }));
    }
  }

  fokus(text) {
    const namn = Object.keys(JSON.parse(text)).find((n) => this.element(n).length);
    valt(this.element(namn))?.focus();
  }
}
