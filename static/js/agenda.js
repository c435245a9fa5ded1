// Agendans klocka: tiden nu, och minuterna som är kvar av punkten. Utan skript står tiderna som de var när sidan ritades.
//
// Serverns klocka gäller: sidan bär serverns tid och räknar därifrån.

const nav = document.querySelector("[data-agenda]");
const kvarRad = nav?.querySelector("[data-kvar]");
const klocka = nav?.querySelector("[data-klocka]");
const skillnad = nav ? Date.parse(nav.dataset.nu) - Date.now() : 0;
const av = kvarRad?.textContent.replace(/^.*?(?= kvar av | över tiden för )/u, "").replace(/^ (kvar av|över tiden för) /u, "");

function visa() {
  const nu = new Date(Date.now() + skillnad);
  klocka.textContent = nu.toLocaleTimeString("sv-SE", { hour: "2-digit", minute: "2-digit", timeZone: "Europe/Stockholm" });
  const minuter = Math.ceil((Date.parse(nav.dataset.slutar) - nu) / 60_000);
  const antal = Math.abs(minuter) === 1 ? "1 minut" : `${Math.abs(minuter)} minuter`;
  kvarRad.textContent = minuter < 0 ? `${antal} över tiden för ${av}` : `${antal} kvar av ${av}`;
}

if (nav && klocka) {
  visa();
  setInterval(visa, 10_000);
}
