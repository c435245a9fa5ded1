// Skrivlöftet: <form method="post" data-skriv="adress" data-agare="avsnitt" data-id="12"> med en remsa [data-sparlage].
//
// Det skrivna är på datorn inom 250 ms och på servern inom 2 s efter en paus. "Sparat" visas bara när serverns hash är
// densamma som det vi skickade. Utan skript är formuläret en vanlig POST. Delarna ligger i skriv/; se docs/delar.md.

import { el, lage } from "./skriv/delar.js";
import * as kopia from "./skriv/kopia.js";
import { INLOGGAD, lyssna, SKICKA } from "./skriv/kanal.js";
import { skickaForst, vaktaUtgangarna } from "./skriv/lamna.js";
import { Narvaro } from "./skriv/narvaro.js";
import { Remsa } from "./skriv/remsa.js";
import { aterstallruta } from "./skriv/rutor.js";
import { Skrivare } from "./skriv/skrivare.js";

const FORSOK_IGEN = 30_000;

/** Remsan som säger att datorn inte kan hålla texten. Den ligger under lägesraden så länge det gäller. */
function banderoll(skrivare) {
  const finns = skrivare.varning;
  const behovs = skrivare.osakraDatorn || skrivare.falt.some((f) => !f.kanSakras);
  if (!behovs) {
    finns?.remove();
    skrivare.varning = null;
  } else if (!finns) {
    const mening = lage("vakta", "dator", "Kan inte säkra texten på den här datorn.");
    skrivare.varning = el("div", "lagesremsa obs osaker", el("p", "", mening, " ", el("span", "tyst", "Därför sparas den oftare på servern. Stäng inte sidan förrän det står Sparat.")));
    skrivare.varning.setAttribute("role", "status");
    skrivare.remsa.rost.after(skrivare.varning);
  }
}

/** Hämtar datorns nyckel, lägger undan det osparade och erbjuder det som blev kvar. Försöker igen tills det går. */
async function sakraDatorn(skrivare) {
  try {
    await kopia.lasUpp(document.body.dataset.person);
    await Promise.all(skrivare.map(async (s) => {
      s.osakraDatorn = false;
      await s.sakra();
      await erbjud(s);
    }));
  } catch {
    for (const s of skrivare) s.osakraDatorn = true;
    setTimeout(() => sakraDatorn(skrivare), FORSOK_IGEN);
  }
  for (const s of skrivare) s.visa();
}

/** Text på datorn som aldrig kom fram: en ruta per fält. Det som servern redan har tas bort i tysthet. */
async function erbjud(skrivare) {
  const { kvar, levande } = await kopia.urAndraFlikar(skrivare.agare, skrivare.id);
  for (const flik of new Set(levande.map((post) => post.flik))) {
    // En flik som nyss stängdes, eller stängs medan vi är här, kan lämna något efter sig.
    if (!vantadeFlikar.has(flik)) kopia.narFlikenStangs(flik).then(() => erbjud(skrivare));
    vantadeFlikar.add(flik);
  }
  for (const post of kvar.sort((a, b) => (a.tid < b.tid ? 1 : -1))) {
    const f = skrivare.falt.find((f) => f.namn === post.falt);
    if (!f || visade.has(post.nyckel)) continue;
    if (post.text === f.bekraftad) await kopia.taBortNyckel(post.nyckel);
    else visaKvarlamnad(skrivare, f, post);
  }
}

const visade = new Set();
const vantadeFlikar = new Set();

function visaKvarlamnad(skrivare, f, post) {
  visade.add(post.nyckel);
  const ruta = aterstallruta(f, post, {
    aterstall: async () => {
      ruta.remove();
      f.satt(post.text);
      f.yta.focus();
      if (await f.kopiera(true)) await kopia.taBortNyckel(post.nyckel);
    },
    slang: async () => {
      ruta.remove();
      f.yta.focus();
      await kopia.taBortNyckel(post.nyckel);
    },
  });
  (skrivare.varning ?? skrivare.remsa.rost).after(ruta);
}

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

/** Fälten som varken är på servern eller på datorn. */
const osakrade = (skrivare) => skrivare.flatMap((s) => s.falt.filter((f) => !f.sakrat).map((f) => f.rubrik));

function starta() {
  const skrivare = [];
  for (const form of document.querySelectorAll("form[data-skriv]")) {
    const plats = form.querySelector("[data-sparlage]") ?? document.querySelector("[data-sparlage]");
    if (plats) skrivare.push(new Skrivare(form, new Remsa(plats)));
  }
  if (!skrivare.length) return;
  for (const s of skrivare) {
    s.foreVisning = () => banderoll(s);
    pulsera(s);
  }
  vaktaUtgangarna(skrivare);
  sakraDatorn(skrivare);
  const vakna = () => skrivare.forEach((s) => s.vakna());
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
