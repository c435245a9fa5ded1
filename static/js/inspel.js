// "Citera" vid ett inspel: märker det som citerat på servern och sätter in citatet sist i fältet.
//
// Citatet går till fältet som senast hade fokus, annars till avsnittets första. Händelsen skriv:infoga {text} skickas till
// fältets textarea: en redigerare som tar hand om den säger preventDefault(), annars läggs citatet sist i textarean.
// Utan skript är knappen en vanlig POST och citatet kopieras ur listan.

import { faltet, skrivytan } from "./skriv/senaste.js";

function infoga(yta, text) {
  const handelse = new CustomEvent("skriv:infoga", { bubbles: true, cancelable: true, detail: { text } });
  if (!yta.dispatchEvent(handelse)) return;
  yta.value = yta.value.trim() ? `${yta.value.trimEnd()}\n\n${text}\n` : `${text}\n`;
  yta.dispatchEvent(new Event("input", { bubbles: true }));
}

async function citera(form) {
  const svar = await fetch(form.action, {
    method: "POST",
    body: new FormData(form),
    headers: { Accept: "application/json", "X-Person": document.body.dataset.person ?? "" },
    redirect: "manual",
  });
  const innehall = await svar.json();
  if (!svar.ok || typeof innehall.citat !== "string") throw new Error(innehall.fel ?? "");
  return innehall.citat;
}

async function vidCitera(handelse) {
  const form = handelse.target.closest("[data-citera]");
  const yta = skrivytan();
  if (!form || !yta) return;
  handelse.preventDefault();
  const svar = form.closest("[data-inspel]").querySelector("[data-inspel-svar]");
  try {
    infoga(yta, await citera(form));
    form.closest("li").querySelector("[data-citerat]").textContent = "citerat";
    svar.textContent = `Citatet står nu sist i ”${faltet(yta)}”.`;
  } catch (fel) {
    svar.textContent = fel.message || "Det gick inte att citera just nu. Kopiera citatet i stället.";
  }
}

document.addEventListener("submit", vidCitera);
