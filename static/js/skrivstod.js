// Skrivstödet hämtas om när en sparning är bekräftad: anmärkningarna och punkterna, aldrig fälten.
//
// Läser bara remsan [data-sparlage]: när den säger "Sparat" på nytt skickas händelsen `sparat` på sidan, och htmx
// hämtar det som lyssnar (hx-trigger="sparat from:body"). Högst en gång per MELLANRUM, så att skrivandet går först.

const PAUS = 1200;
const MELLANRUM = 6000;

const remsa = document.querySelector("[data-sparlage]");
let vantar;
let senast = 0;

function beratta() {
  vantar = undefined;
  senast = Date.now();
  document.body.dispatchEvent(new CustomEvent("sparat"));
}

function andrad() {
  if (vantar || !remsa.textContent.trim().startsWith("Sparat")) return;
  vantar = setTimeout(beratta, Math.max(PAUS, senast + MELLANRUM - Date.now()));
}

if (remsa) new MutationObserver(andrad).observe(remsa, { childList: true, subtree: true, characterData: true });
