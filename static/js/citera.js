// "Citera" vid ett tal: hämtar en hänvisning på servern och sätter in talet som en länk där markören senast stod.
//
// Orden i länken är källans: de följer med om talet rättas, och fryses när delen lämnas in. Går det senaste fältet inte att
// länka i (punkterna) sätts bara talet in. Utan skript är knappen en vanlig POST, och sidan svarar med talet att kopiera.

import { faltet, skrivytan } from "./skriv/senaste.js";

async function hamta(form, yta) {
  const falt = new FormData(form);
  falt.set("falt", yta.name.replace(/^falt-/, ""));
  const svar = await fetch(form.action, {
    method: "POST",
    body: falt,
    headers: { Accept: "application/json", "X-Person": document.body.dataset.person ?? "" },
    redirect: "manual",
  });
  const innehall = await svar.json();
  if (!svar.ok || typeof innehall.text !== "string") throw new Error(innehall.fel ?? "");
  return innehall;
}

function infoga(yta, { text, adress }) {
  const handelse = new CustomEvent("skriv:infoga", { bubbles: true, cancelable: true, detail: { text, adress } });
  if (!yta.dispatchEvent(handelse)) return;
  yta.setRangeText(text, yta.selectionStart, yta.selectionEnd, "end");
  yta.dispatchEvent(new Event("input", { bubbles: true }));
}

document.addEventListener("submit", async (handelse) => {
  const form = handelse.target.closest("[data-citera-tal]");
  const yta = skrivytan();
  if (!form || !yta) return;
  handelse.preventDefault();
  const svar = form.closest("[data-talen]").querySelector("[data-citera-svar]");
  try {
    const citat = await hamta(form, yta);
    infoga(yta, citat);
    svar.textContent = `${citat.text} står nu i ”${faltet(yta)}”.`;
  } catch (fel) {
    svar.textContent = fel.message || "Det gick inte att citera just nu. Kopiera talet i stället.";
  }
});
