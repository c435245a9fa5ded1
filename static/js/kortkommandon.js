// Kortkommandon i rapporten: alltid med Alt, så att de inte krockar med det man skriver (WCAG 2.1.4).
//
// Alt+PageDown och Alt+PageUp: nästa och föregående avsnitt. Alt+Skift+S: sparläget. Alt+Skift+L: lämna in.
// Alt+Skift+K: listan. Alt+Skift+I: en ny iakttagelse. Kommandot trycker på något som finns på sidan; finns det inte händer inget.

const MINNE = "fokus-pa-rubriken";

const trycker = (namn) => () => {
  const mal = document.querySelector(`[data-kort="${namn}"]`);
  mal?.click();
  return Boolean(mal);
};
const fokuserar = (namn) => () => {
  const mal = document.querySelector(`[data-kort="${namn}"]`);
  mal?.focus();
  return Boolean(mal);
};

const KOMMANDON = {
  PageDown: trycker("nasta"),
  PageUp: trycker("foregaende"),
  "Shift+KeyS": fokuserar("sparlage"),
  "Shift+KeyL": () => {
    const mal = document.querySelector("[data-lamna-in] .knapp");
    mal?.click();
    return Boolean(mal);
  },
  "Shift+KeyK": trycker("lista"),
  "Shift+KeyI": fokuserar("iakttagelse"),
};

document.addEventListener("keydown", (handelse) => {
  if (!handelse.altKey || handelse.ctrlKey || handelse.metaKey || handelse.isComposing) return;
  const gor = KOMMANDON[(handelse.shiftKey ? "Shift+" : "") + handelse.code];
  if (gor?.()) handelse.preventDefault();
});

// Den som bläddrar landar på rubriken, inte på hoppa-länken överst.
document.addEventListener("click", (handelse) => {
  if (!handelse.target.closest("[data-kort='nasta'], [data-kort='foregaende']")) return;
  try {
    sessionStorage.setItem(MINNE, "ja");
  } catch {
    /* Utan lagring börjar fokus överst som på vilken sida som helst. */
  }
});
try {
  if (sessionStorage.getItem(MINNE)) {
    sessionStorage.removeItem(MINNE);
    document.getElementById("rubrik")?.focus({ preventScroll: true });
  }
} catch {
  /* se ovan */
}
