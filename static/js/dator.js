// Den här datorn, på varje sida: säg till de andra flikarna att någon är inloggad, skicka det som väntar innan någon loggar
// ut, och Rensa den här datorn.

import { el, fraga } from "./skriv/delar.js";
import * as kopia from "./skriv/kopia.js";
import { INLOGGAD, ropa, SKICKA } from "./skriv/kanal.js";

const GRANS = 2500;
const STEG = 100;

const person = document.body.dataset.person;
const paus = (tid) => new Promise((klar) => setTimeout(klar, tid));

function uppraknat(poster) {
  const lista = el("ul", "punktlista");
  const namn = poster.map((p) => (p.avsnitt ? `${p.avsnitt}: ${p.rubrik}` : p.rubrik));
  for (const rubrik of new Set(namn)) lista.append(el("li", "", rubrik));
  return lista;
}

/** Det som bara finns här, sedan alla flikar fått skicka sitt. Tomt om datorn inte håller något, eller inte går att läsa. */
async function baraHar() {
  try {
    if (!(await kopia.rakna(person)).mina) return [];
    await kopia.lasUpp(person);
    ropa(SKICKA);
    for (let vantat = 0; vantat < GRANS; vantat += STEG) {
      if (!(await kopia.mina()).length) return [];
      await paus(STEG);
    }
    return await kopia.mina();
  } catch {
    return [];
  }
}

async function loggaUt(form) {
  const fragor = [];
  document.dispatchEvent(new CustomEvent("skriv:skicka", { detail: { vanta: (lofte) => fragor.push(lofte) } }));
  const osakrade = (await Promise.all(fragor)).flat();
  const kvar = [...(await baraHar()), ...osakrade.map((rubrik) => ({ rubrik }))];
  if (kvar.length) {
    const svar = await fraga({
      rubrik: "Logga ut innan texten har kommit fram?",
      innehall: [
        el("p", "", "Det här finns bara på den här datorn:"),
        uppraknat(kvar),
        el("p", "tyst", osakrade.length
          ? "Datorn kan inte spara åt dig. Loggar du ut försvinner texten: kopiera den först."
          : "Loggar du ut ligger texten kvar krypterad. Bara du kan läsa den, när du loggar in på den här datorn igen."),
      ],
      val: [{ text: "Stanna kvar", namn: "stanna" }, { text: "Logga ut ändå", namn: "ut", klass: "lugn" }],
    });
    if (svar !== "ut") return;
  }
  form.dataset.vantat = "ja";
  form.requestSubmit();
}

document.addEventListener("submit", (handelse) => {
  const { target: form } = handelse;
  if (!("utloggning" in form.dataset) || form.dataset.vantat) return;
  handelse.preventDefault();
  loggaUt(form);
});

async function rensa() {
  let har = { alla: 0, mina: 0 };
  let mina = [];
  try {
    har = await kopia.rakna(person);
    if (har.mina) {
      await kopia.lasUpp(person);
      mina = await kopia.mina();
    }
  } catch {
    // Går databasen inte att öppna finns inget att rensa; går nyckeln inte att hämta räknar vi bara.
  }
  const andras = har.alla - har.mina;
  const rader = [];
  if (!har.alla) rader.push(el("p", "", "Här ligger ingen text som inte har kommit fram. Det finns inget att ta bort."));
  if (har.mina) rader.push(el("p", "", "Den här texten har inte kommit fram till servern. Rensar du försvinner den:"), mina.length ? uppraknat(mina) : el("p", "", `${har.mina} av dina texter.`));
  if (andras) rader.push(el("p", "", `Här ligger också ${andras === 1 ? "en text" : `${andras} texter`} som någon annan har skrivit på datorn. Den går inte att läsa härifrån.`));
  const svar = await fraga({
    rubrik: har.alla ? "Rensa den här datorn?" : "Datorn är ren",
    innehall: rader,
    val: har.alla
      ? [{ text: "Behåll", namn: "nej" }, { text: "Rensa datorn", namn: "ja", klass: "fara" }]
      : [{ text: "Stäng", namn: "nej" }],
  });
  if (svar !== "ja") return;
  await kopia.rensa();
  await fraga({
    rubrik: "Datorn är rensad",
    innehall: [el("p", "", `${har.alla === 1 ? "En text är borttagen" : `${har.alla} texter är borttagna`} från den här datorn. Det som är sparat på servern är kvar.`)],
    val: [{ text: "Stäng", namn: "nej" }],
  });
}

for (const knapp of document.querySelectorAll("[data-rensa-datorn]")) {
  knapp.hidden = false;
  knapp.addEventListener("click", rensa);
}

if (person) ropa(INLOGGAD);
