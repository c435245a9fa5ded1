// Frågor med följd, fokus på fel, kopiera. Allt är förbättring: länkarna och formulären fungerar utan.

// <a href="/egen-sida/" data-fraga="id">: öppnar <dialog id="id"> i stället för sidan.
document.addEventListener("click", (handelse) => {
  const oppnare = handelse.target.closest("[data-fraga]");
  const dialog = oppnare && document.getElementById(oppnare.dataset.fraga);
  if (dialog) {
    handelse.preventDefault();
    dialog.showModal();
    return;
  }
  const stangare = handelse.target.closest("[data-stang]");
  if (stangare) stangare.closest("dialog").close();
});

// <button data-kopiera="id">: kopierar texten i elementet, och säger att det är gjort.
document.addEventListener("click", async (handelse) => {
  const knapp = handelse.target.closest("[data-kopiera]");
  if (!knapp) return;
  const kalla = document.getElementById(knapp.dataset.kopiera);
  try {
    await navigator.clipboard.writeText(kalla.value ?? kalla.textContent);
    knapp.textContent = "Kopierat";
  } catch {
    kalla.focus();
    kalla.select?.();
    knapp.textContent = "Markerat: tryck Ctrl+C";
  }
});

// Felsammanfattningen får fokus när sidan kommer tillbaka med fel, även efter ett htmx-byte.
const fokuseraFel = () => document.getElementById("felsammanfattning")?.focus();
fokuseraFel();
document.addEventListener("htmx:afterSettle", (handelse) => {
  if (handelse.target.querySelector?.("#felsammanfattning")) fokuseraFel();
});
