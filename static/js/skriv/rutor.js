// Rutorna där människan väljer: två texter som krockat, och text som blev kvar på datorn. Inget här sparar själv.

import { el, ikon, initialer, knapp, knapprad, nar } from "./delar.js";
import { antalOrd, skillnad, somText } from "./skillnad.js";

const CITAT = 160;

function lydelse(text, andra) {
  const ruta = el("div", "lopande radbruten");
  for (const { ord, nytt } of skillnad(text, andra)) ruta.append(nytt && ord.trim() ? el("mark", "", ord) : ord);
  if (!text.trim()) ruta.append(el("span", "tyst", "Tomt."));
  return ruta;
}

function spalt(klass, ring, vem, rubrik, text, andra) {
  const rund = el("b", `rund ${ring}`.trim(), vem);
  rund.setAttribute("aria-hidden", "true");
  return el("div", klass, el("p", "vems", rund, ` ${rubrik}`), lydelse(text, andra));
}

/** Två texter sida vid sida med orden som skiljer dem. */
export function jamforelse(min, andras) {
  const jag = initialer(document.querySelector(".topp .jag .vem")?.firstChild?.textContent ?? "") || "du";
  return el("div", "jamfor",
    spalt("min", "", jag, min.rubrik, min.text, andras.text),
    spalt("", "b", andras.ring, andras.rubrik, andras.text, min.text),
  );
}

export function fornamn(namn) {
  return namn.split(/\s+/)[0] ?? namn;
}

/** "Ottos", "Andreas". */
export const ags = (namn) => (/[sxz]$/i.test(namn) ? namn : `${namn}s`);

/** Krocken i ett fält. `val` har behall, ta och ihop; varje val gäller bara det fältet. */
export function krockruta(falt, krock, val) {
  const vem = fornamn(krock.vem);
  const ruta = el("section", "krockruta");
  ruta.setAttribute("aria-label", `Två texter i ${falt.rubrik}`);
  ruta.append(
    jamforelse(
      { rubrik: "Din text, i fältet här ovanför", text: falt.somText() },
      { rubrik: `${ags(vem)} text, ${krock.nar}`, text: falt.somText(krock.innehall), ring: initialer(krock.vem) },
    ),
    knapprad(
      knapp("Behåll min", val.behall),
      knapp(`Ta ${ags(vem)}`, val.ta, "lugn"),
      knapp("Sätt ihop båda", val.ihop, "lugn"),
    ),
    el("p", "liten tyst", `Sätt ihop lägger det som bara ${vem} har skrivit efter din text. Du läser igenom innan det sparas. Båda texterna finns kvar i Versioner.`),
  );
  return ruta;
}

/** Hopsatt text väntar på att människan har läst igenom den. */
export function lasigenomruta(val) {
  const ruta = el("section", "krockruta");
  ruta.setAttribute("aria-label", "Den hopsatta texten");
  ruta.append(
    el("p", "", "Läs igenom den hopsatta texten. Den är inte sparad än."),
    knapprad(knapp("Spara den hopsatta texten", val.spara), knapp("Ångra", val.angra, "lugn")),
  );
  return ruta;
}

function citat(text) {
  const rad = text.replace(/\s+/g, " ").trim();
  return `”${rad.length > CITAT ? `… ${rad.slice(-CITAT).replace(/^\S*\s/, "")}` : rad}”`;
}

/** Text på datorn som inte kom fram. `val` har aterstall och slang. */
export function aterstallruta(falt, post, val) {
  const text = somText(post.text, post.rik);
  const ord = antalOrd(text);
  const nyare = falt.version > post.version ? " Texten på servern är ändrad sedan dess." : "";
  const plats = el("div");
  const jamfor = knapp("Jämför", () => {
    const visas = plats.childElementCount > 0;
    jamfor.textContent = visas ? "Jämför" : "Dölj jämförelsen";
    jamfor.setAttribute("aria-expanded", String(!visas));
    plats.replaceChildren(...(visas ? [] : [jamforelse(
      { rubrik: `På datorn, ${nar(post.tid)}`, text },
      { rubrik: "I fältet nu", text: falt.somText(), ring: "nu" },
    )]));
  }, "lugn");
  jamfor.setAttribute("aria-expanded", "false");
  return kvarruta("Text",
    el("p", "", `Skriven ${nar(post.tid)} av dig, i ${falt.rubrik}, ${ord} ord.${nyare}`),
    el("p", "citat", citat(text) === "””" ? "Fältet var tömt." : citat(text)),
    plats,
    knapprad(knapp("Återställ", val.aterstall), jamfor, knapp("Ta bort den från datorn", val.slang, "lugn")),
  );
}

/** Val på datorn som inte kom fram, vart och ett i ord. Null om sidan inte har något av dem. */
export function valruta(valen, post, val) {
  const rader = valen.rader(post.text);
  if (!rader.length) return null;
  return kvarruta("Val",
    el("p", "", `Gjort ${nar(post.tid)} av dig:`),
    el("ul", "punktlista", ...rader.map(({ namn, val, nu }) => el("li", "", namn.endsWith("?") ? namn : `${namn}:`, " ", el("b", "", val), ` (nu: ${nu})`))),
    knapprad(knapp("Återställ", val.aterstall), knapp("Ta bort det från datorn", val.slang, "lugn")),
  );
}

function kvarruta(vad, ...innehall) {
  const ruta = el("section", "stampel ater aterstall", el("h2", "", ikon("dator"), ` Det finns ${vad.toLowerCase()} på den här datorn som inte kom fram`), ...innehall);
  ruta.setAttribute("aria-label", `${vad} på den här datorn`);
  return ruta;
}
