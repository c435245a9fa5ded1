// Husets små delar, ritade från skriptet: ikon, knapp, läge, fråga. Samma klasser som mallarnas {% ikon %} och {% knapp %}.

/** Ett element med klass och innehåll. Text blir alltid text, aldrig HTML. */
export function el(namn, klass = "", ...innehall) {
  const element = document.createElement(namn);
  if (klass) element.className = klass;
  element.append(...innehall.filter((bit) => bit !== null && bit !== undefined));
  return element;
}

export function ikon(namn, klass = "form") {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("class", klass);
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", `${document.body.dataset.ikoner}#${namn}`);
  svg.append(use);
  return svg;
}

export function knapp(text, gor, klass = "") {
  const element = el("button", `knapp ${klass} liten-k`.replace("  ", " "), text);
  element.type = "button";
  element.addEventListener("click", () => gor(element));
  return element;
}

export const knapprad = (...knappar) => el("div", "knapprad", ...knappar);

export function lage(ton, form, text, snurrar = false) {
  return el("span", `lage ${ton} bryt`, ikon(form, snurrar ? "form snurr" : "form"), ` ${text}`);
}

export function tillInloggning() {
  const lank = el("a", "knapp liten-k", "Logga in i ny flik");
  lank.href = document.body.dataset.loggaIn ?? "/";
  lank.target = "_blank";
  lank.rel = "noopener";
  return lank;
}

/** Bokstäverna i ringen: "Otto Lind" blir OL. */
export const initialer = (namn) => namn.split(/\s+/).filter(Boolean).map((del) => del[0]).slice(0, 2).join("").toUpperCase();

const TVA = (tal) => String(tal).padStart(2, "0");
/** "10:02", "i går 16:48" eller "3 mar 16:48", efter datorns klocka. */
export function nar(tid) {
  const dag = new Date(tid);
  const klockan = `${TVA(dag.getHours())}:${TVA(dag.getMinutes())}`;
  const dagar = Math.round((new Date().setHours(0, 0, 0, 0) - new Date(dag).setHours(0, 0, 0, 0)) / 86_400_000);
  if (dagar === 0) return klockan;
  if (dagar === 1) return `i går ${klockan}`;
  return `${dag.toLocaleDateString("sv", { day: "numeric", month: "short" })} ${klockan}`;
}

let nummer = 0;
/** En fråga med följd i en dialog. Fokus på det ofarliga. Svarar med valets namn, eller null om den stängdes. */
export function fraga({ rubrik, innehall, val }) {
  const dialog = el("dialog", "ruta", el("h2", "", rubrik), ...innehall);
  dialog.firstChild.id = `fraga-${++nummer}`;
  dialog.setAttribute("aria-labelledby", dialog.firstChild.id);
  return new Promise((svara) => {
    let svar = null;
    const knappar = val.map(({ text, klass, namn }) =>
      knapp(text, () => {
        svar = namn;
        dialog.close();
      }, klass),
    );
    knappar[0].autofocus = true;
    dialog.append(knapprad(...knappar));
    dialog.addEventListener("close", () => {
      dialog.remove();
      svara(svar);
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}
