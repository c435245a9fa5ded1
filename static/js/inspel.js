// "Citera" vid ett inspel: märker det som citerat på servern och sätter in citatet sist i fältet.
//
// Citatet går till fältet som senast hade fokus, annars till avsnittets första. Händelsen skriv:infoga {text} skickas till
// fältets textarea: en redigerare som tar hand om den säger preventDefault(), annars läggs citatet sist i textarean.
// Utan skript är knappen en vanlig POST och citatet kopieras ur listan.

const FALT = 'textarea[name^="falt-"]';
let senaste = null;

function etikett(yta) {
  return (yta.dataset.rubrik ?? yta.labels?.[0]?.innerText)?.replace(/\s+/g, " ").trim() ?? "texten";
}

/** Fältet som människan skrev i: en redigerare ligger i samma ruta som sin textarea. */
function faltet(element) {
  return element.closest(FALT) ?? element.closest(".ips")?.querySelector(FALT) ?? null;
}

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
  const yta = senaste?.isConnected ? senaste : document.querySelector(FALT);
  if (!form || !yta) return;
  handelse.preventDefault();
  const svar = form.closest("[data-inspel]").querySelector("[data-inspel-svar]");
  try {
    infoga(yta, await citera(form));
    form.closest("li").querySelector("[data-citerat]").textContent = "citerat";
    svar.textContent = `Citatet står nu sist i ”${etikett(yta)}”.`;
  } catch (fel) {
    svar.textContent = fel.message || "Det gick inte att citera just nu. Kopiera citatet i stället.";
  }
}

document.addEventListener("focusin", ({ target }) => {
  senaste = faltet(target) ?? senaste;
});
document.addEventListener("submit", vidCitera);
