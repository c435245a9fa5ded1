// Skrivlöftet: <form method="post" data-skriv="adress" data-agare="avsnitt" data-id="12"> med en remsa [data-sparlage].
//
// Det skrivna är på datorn inom 250 ms och på servern inom 2 s efter en paus. "Sparat" visas bara när serverns hash är
// densamma som det vi skickade. Utan skript är formuläret en vanlig POST. Delarna ligger i skriv/; se docs/delar.md.

import { sakraDatorn, visaDatorn } from "./skriv/datorn.js";
import { INLOGGAD, lyssna, SKICKA } from "./skriv/kanal.js";
import { skickaForst, vaktaUtgangarna } from "./skriv/lamna.js";
import { Narvaro } from "./skriv/narvaro.js";
import { Remsa } from "./skriv/remsa.js";
import { Skrivare } from "./skriv/skrivare.js";

function pulsera(s) {
  s.narvaro = new Narvaro(s, {
    andra: (har) => s.andra(har),
    utloggad: (fel) => s.utloggad(fel),
    inloggad: () => s.inloggad(),
    snartUte: (sekunder, forlangd) => {
      s.kvar = sekunder;
      s.sistaTiden ||= forlangd;
      s.visa();
    },
    kvar: () => {
      s.kvar = 0;
      s.sistaTiden = false;
      s.visa();
    },
  });
  s.form.addEventListener("focusin", ({ target }) => {
    const f = s.falt.find((f) => f.yta === target || f.yta.closest(".ips, .falt")?.contains(target));
    if (f) s.narvaro.falt = f.namn;
  });
}

/** Det som varken är på servern eller på datorn, i ord. */
const osakrade = (skrivare) => skrivare.flatMap((s) => s.undan.filter((u) => !u.sakrat).map((u) => u.rubrik));

function starta() {
  const skrivare = [];
  for (const form of document.querySelectorAll("form[data-skriv]")) {
    const plats = form.querySelector("[data-sparlage]") ?? document.querySelector("[data-sparlage]");
    if (plats) skrivare.push(new Skrivare(form, new Remsa(plats)));
  }
  if (!skrivare.length) return;
  for (const s of skrivare) {
    s.foreVisning = () => visaDatorn(s);
    pulsera(s);
  }
  vaktaUtgangarna(skrivare);
  sakraDatorn(skrivare);
  const vakna = () => {
    sakraDatorn(skrivare);
    for (const s of skrivare) s.vakna();
  };
  for (const namn of ["online", "focus", "storage", "pageshow"]) window.addEventListener(namn, vakna);
  window.addEventListener("offline", () => skrivare.forEach((s) => s.visa()));
  document.addEventListener("visibilitychange", () => {
    for (const s of skrivare) s.sakra();
    vakna();
  });
  document.addEventListener("skriv:skicka", ({ detail }) => detail.vanta(skickaForst(skrivare).then(() => osakrade(skrivare))));
  lyssna(({ slag }) => {
    if (slag === SKICKA) skrivare.forEach((s) => s.sakra());
    if (slag === INLOGGAD) skrivare.forEach((s) => s.narvaro.sla());
    if (slag === SKICKA || slag === INLOGGAD) vakna();
  });
}

starta();
