// När man är på väg bort: länkar, andra formulär och stängda flikar väntar in det sist skrivna.

const GRANS = 3000;

/** Skickar det som väntar, högst så länge som någon står ut med. Ger sant om servern har allt. */
export function skickaForst(skrivare, grans = GRANS) {
  const klart = Promise.all(skrivare.map((s) => s.tom())).then((svar) => svar.every(Boolean));
  const sakrat = Promise.all(skrivare.map((s) => s.sakra()));
  return Promise.race([klart, new Promise((svara) => setTimeout(svara, grans, false))]).then(async (klar) => {
    await sakrat;
    return klar;
  });
}

function lankBort(handelse) {
  const lank = handelse.target.closest?.("a[href]");
  if (!lank || handelse.defaultPrevented || handelse.button) return null;
  const egenFlik = lank.target || lank.hasAttribute("download") || handelse.metaKey || handelse.ctrlKey || handelse.shiftKey;
  return egenFlik || lank.getAttribute("href").startsWith("#") ? null : lank;
}

export function vaktaUtgangarna(skrivare) {
  const vantande = () => skrivare.filter((s) => s.attSkicka);

  document.addEventListener("click", async (handelse) => {
    const lank = lankBort(handelse);
    if (!lank || !vantande().length) return;
    handelse.preventDefault();
    await skickaForst(vantande());
    location.assign(lank.href);
  });

  // Ett annat formulär (Lämna in), eller en knapp med egen adress, får texten sparad först. Utloggningen frågar själv.
  document.addEventListener("submit", async (handelse) => {
    const { target: form, submitter } = handelse;
    const egen = "skriv" in form.dataset;
    const bort = submitter?.hasAttribute("formaction") || submitter?.name;
    if (handelse.defaultPrevented || form.dataset.vantat || "utloggning" in form.dataset) return;
    if (egen && !bort) {
      handelse.preventDefault();
      const s = skrivare.find((s) => s.form === form);
      delete form.dataset.osparat;
      s?.tom();
      return;
    }
    if (!vantande().length) return;
    handelse.preventDefault();
    await skickaForst(vantande());
    form.dataset.vantat = "ja";
    form.requestSubmit(submitter);
    delete form.dataset.vantat;
  });

  // Webbläsarens egen fråga bara när texten varken är på servern eller på datorn.
  window.addEventListener("beforeunload", (handelse) => {
    if (skrivare.some((s) => s.osparat && !s.sakrat)) handelse.preventDefault();
  });

  // Ctrl+S sparar nu i stället för att spara webbsidan.
  document.addEventListener("keydown", (handelse) => {
    if (!(handelse.ctrlKey || handelse.metaKey) || handelse.key.toLowerCase() !== "s") return;
    handelse.preventDefault();
    for (const s of skrivare) s.tom();
  });
}
