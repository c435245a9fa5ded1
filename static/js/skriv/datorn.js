// Den här datorn bakom skrivformulären: nyckeln hämtas, det osparade läggs undan, och sidan säger till när det inte går.
//
// Formuläret bär läget: data-datorn="saker" eller "osaker"; innan nyckeln har svarat finns inget av dem.

import { el, lage } from "./delar.js";
import * as kopia from "./kopia.js";
import { erbjud } from "./kvar.js";

const FORSOK_IGEN = 30_000;

let klar = false;
let pagar = false;
let genast = false;
let klocka = null;

/** Hämtar nyckeln, lägger undan det osparade och erbjuder det som blev kvar. Försöker igen tills det går. */
export async function sakraDatorn(skrivare) {
  if (klar) return;
  if (pagar) {
    genast = true;
    return;
  }
  pagar = true;
  genast = false;
  clearTimeout(klocka);
  klar = await lasUppOchSakra(skrivare);
  pagar = false;
  if (!klar) klocka = setTimeout(() => sakraDatorn(skrivare), genast ? 0 : FORSOK_IGEN);
  for (const s of skrivare) {
    s.datorn = klar ? "saker" : "osaker";
    s.visa();
  }
}

async function lasUppOchSakra(skrivare) {
  try {
    await kopia.lasUpp(document.body.dataset.person);
    await Promise.all(skrivare.map((s) => s.sakra()));
    await Promise.all(skrivare.map(erbjud));
    return true;
  } catch {
    return false;
  }
}

/** Remsan som säger att datorn inte kan hålla texten. Den ligger under lägesraden så länge det gäller. */
export function visaDatorn(s) {
  if (!s.datorn) return;
  const osaker = s.datorn === "osaker" || s.undan.some((u) => !u.kanSakras);
  s.form.dataset.datorn = osaker ? "osaker" : "saker";
  if (!osaker) {
    s.varning?.remove();
    s.varning = null;
  } else if (!s.varning) {
    const mening = lage("vakta", "dator", "Kan inte säkra texten på den här datorn.");
    s.varning = el("div", "lagesremsa obs osaker", el("p", "", mening, " ", el("span", "tyst", "Därför sparas den oftare på servern. Stäng inte sidan förrän det står Sparat.")));
    s.varning.setAttribute("role", "status");
    s.remsa.rost.after(s.varning);
  }
}
