// Skrivytan som människan senast var i: dit går ett citat. Annars avsnittets första.

const FALT = 'textarea[name^="falt-"]';
let senaste = null;

/** Ytan att sätta in i. En redigerare ligger i samma ruta som sin textarea. */
export function skrivytan() {
  return senaste?.isConnected ? senaste : document.querySelector(FALT);
}

/** Fältets namn, så som det står på sidan. */
export function faltet(yta) {
  return (yta.dataset.rubrik ?? yta.labels?.[0]?.innerText)?.replace(/\s+/g, " ").trim() ?? "texten";
}

document.addEventListener("focusin", ({ target }) => {
  senaste = target.closest(FALT) ?? target.closest(".ips")?.querySelector(FALT) ?? senaste;
});
