// Flikar: <div data-flikar="Namn"> med <section data-flik="Data" id="…"> i. Utan skript står allt under varandra.
// Pilarna byter flik, Home och End går till ändarna (ARIA:s mönster). Den valda fliken minns nästa sida;
// data-forst="id" säger vilken en sida ändå ska börja med.

const MINNE = "flik";

function minns(namn) {
  try {
    if (namn === undefined) return sessionStorage.getItem(MINNE);
    sessionStorage.setItem(MINNE, namn);
  } catch {
    /* Lagringen kan vara stängd; då börjar varje sida på den första fliken. */
  }
  return null;
}

function flik(yta) {
  const knapp = document.createElement("button");
  knapp.type = "button";
  knapp.role = "tab";
  knapp.id = `${yta.id}-val`;
  knapp.textContent = yta.dataset.flik;
  if (yta.dataset.antal) {
    const antal = document.createElement("span");
    antal.className = "flikantal";
    antal.textContent = yta.dataset.antal;
    knapp.append(" ", antal);
  }
  knapp.setAttribute("aria-controls", yta.id);
  yta.role = "tabpanel";
  yta.tabIndex = 0;
  yta.setAttribute("aria-labelledby", knapp.id);
  return knapp;
}

function bygg(rum) {
  const ytor = [...rum.querySelectorAll(":scope > [data-flik]")];
  const knappar = ytor.map(flik);
  const rad = document.createElement("div");
  rad.className = "flikar";
  rad.role = "tablist";
  rad.setAttribute("aria-label", rum.dataset.flikar);
  rad.append(...knappar);

  const valj = (nr, fokus = true) => {
    knappar.forEach((knapp, i) => {
      knapp.setAttribute("aria-selected", String(i === nr));
      knapp.tabIndex = i === nr ? 0 : -1;
      ytor[i].hidden = i !== nr;
    });
    if (fokus) {
      knappar[nr].focus();
      minns(ytor[nr].id);
    }
  };
  rad.addEventListener("click", (handelse) => {
    const nr = knappar.indexOf(handelse.target.closest("[role=tab]"));
    if (nr >= 0) valj(nr);
  });
  rad.addEventListener("keydown", (handelse) => {
    const nu = knappar.indexOf(document.activeElement);
    const sista = knappar.length - 1;
    const till = { ArrowRight: nu === sista ? 0 : nu + 1, ArrowLeft: nu === 0 ? sista : nu - 1, Home: 0, End: sista }[handelse.key];
    if (till === undefined || handelse.altKey || handelse.ctrlKey || handelse.metaKey) return;
    handelse.preventDefault();
    valj(till);
  });
  // En länk in i en stängd flik öppnar den först.
  const visaMal = () => {
    const mal = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const nr = mal ? ytor.findIndex((yta) => yta.contains(mal)) : -1;
    if (nr < 0) return false;
    valj(nr, false);
    const vik = rum.closest("details");
    if (vik) vik.open = true;
    mal.scrollIntoView({ block: "nearest" });
    return true;
  };
  rum.prepend(rad);
  rum.dataset.skript = "pa";
  if (!visaMal()) valj(Math.max(0, ytor.findIndex((yta) => yta.id === (rum.dataset.forst ?? minns()))), false);
  window.addEventListener("hashchange", visaMal);
  // En länk till samma ställe en gång till ändrar inte adressen.
  document.addEventListener("click", (handelse) => {
    if (handelse.target.closest("a")?.hash === location.hash) visaMal();
  });
}

document.querySelectorAll("[data-flikar]").forEach(bygg);

// <details data-vik-smalt> är öppet på en bred sida och hopfällt på en smal.
const smal = matchMedia("(max-width: 48rem)");
const vik = () => {
  for (const del of document.querySelectorAll("details[data-vik-smalt]")) del.open = !smal.matches;
};
smal.addEventListener("change", vik);
vik();
