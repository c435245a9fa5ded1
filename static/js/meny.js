// Utfällda menyer stängs med Escape och av ett klick utanför. Utan skript är de vanliga <details>.

const oppna = () => document.querySelectorAll("details.utfall[open]");

document.addEventListener("click", (handelse) => {
  for (const meny of oppna()) {
    if (!meny.contains(handelse.target)) meny.open = false;
  }
});

document.addEventListener("keydown", (handelse) => {
  if (handelse.key !== "Escape") return;
  for (const meny of oppna()) {
    meny.open = false;
    meny.querySelector("summary").focus();
  }
});
