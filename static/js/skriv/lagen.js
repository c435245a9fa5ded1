// Läget i ord. Tre lägen: Sparat; Sparat på den här datorn, väntar på nätet; Inte sparat, gör så här.

import { knapp, tillInloggning } from "./delar.js";

const UTLOGGAD = "Du har blivit utloggad. Texten ligger kvar här. Logga in i en ny flik, så sparas den.";

/** De två första meningarna är läget; resten är vad man gör. */
function dela(fel) {
  const meningar = fel.match(/[^.!?]+[.!?]+/g) ?? [fel];
  return { text: meningar.slice(0, 2).join("").trim(), mer: meningar.slice(2).join("").trim() };
}

/** Texten i formuläret, med rubriker, till urklipp. */
function kopiera(skrivare, klass = "") {
  return knapp("Kopiera texten", async (element) => {
    const texter = skrivare.falt.filter((f) => f.text).map((f) => `${f.rubrik}\n${f.somText()}`);
    try {
      await navigator.clipboard.writeText(texter.join("\n\n"));
      element.textContent = "Kopierat";
    } catch {
      element.textContent = "Gick inte: markera och tryck Ctrl+C";
    }
  }, klass);
}

const igen = (skrivare, text, klass = "lugn") => knapp(text, () => skrivare.spara(), klass);

function inteSparat(s, fel) {
  const mer = `${fel ? `${fel} ` : ""}Gör så här: kopiera den till ett dokument, och försök sedan igen.`;
  return {
    ton: "brist", form: "fel", klass: "larm", mer,
    text: "Inte sparat. Texten finns kvar i fältet.",
    knappar: [kopiera(s), igen(s, "Försök igen")],
  };
}

function vantar(s) {
  if (!s.falt.every((f) => f.sakrat)) return inteSparat(s, s.fel);
  if (!s.sakrat) {
    return { ton: "vakta", form: "nat", text: "Ditt val är inte sparat än. Väntar på nätet.", mer: s.fel, knappar: [igen(s, "Försök nu")] };
  }
  if (!navigator.onLine) {
    return { ton: "vakta", form: "dator", text: "Ingen anslutning. Sparas på den här datorn.", mer: "Skickas när nätet är tillbaka." };
  }
  const om = Math.max(0, Math.round((s.nasta - Date.now()) / 1000));
  const nar = s.pagar || om < 1 ? "nu" : `om ${om} ${om === 1 ? "sekund" : "sekunder"}`;
  const vad = s.falt.some((f) => f.osparat) ? "Texten är sparad" : "Ditt val är sparat";
  const mer = `${s.fel ? `${s.fel} ` : ""}${vad} på den här datorn.`;
  return { ton: "vakta", form: "nat", text: `Väntar på nätet. Försöker igen ${nar}.`, mer, knappar: [igen(s, "Försök nu")] };
}

function utloggad(s) {
  return { ton: "vakta", form: "las", klass: "obs", ...dela(s.fel || UTLOGGAD), knappar: [tillInloggning(), kopiera(s, "lugn")] };
}

function nekad(s) {
  return {
    ton: "vakta", form: "las", klass: "obs", ...dela(s.fel || "Du har inte längre rätt att skriva här. Din text är inte borta. Kopiera den."),
    knappar: [kopiera(s), igen(s, "Försök igen")],
  };
}

function snartUte(s) {
  const minuter = Math.max(1, Math.ceil(s.kvar / 60));
  const mer = s.sparat && !s.osparat ? `Allt till och med ${s.sparat} är sparat.` : "";
  const text = `Du loggas ut om ${minuter} ${minuter === 1 ? "minut" : "minuter"}.`;
  if (s.sistaTiden) return { ton: "vakta", form: "vanta", klass: "obs", text, mer: `Tiden går inte att förlänga mer. ${mer} Logga in igen efteråt.` };
  return { ton: "vakta", form: "vanta", klass: "obs", text, mer, knappar: [knapp("Stanna kvar", () => s.narvaro.sla(true))] };
}

function pagar(s) {
  if (s.sen < 3000) return { ton: "lugnt", form: "vanta", text: "Sparar …", tyst: true, snurrar: true };
  if (!s.sakrat) return { ton: "vakta", form: "vanta", text: "Inte sparat än. Servern svarar långsamt." };
  return { ton: "vakta", form: "nat", text: "Sparat på den här datorn. Servern svarar långsamt." };
}

/** Det som remsan ska visa, eller null när det som står där ska stå kvar. */
export function beskriv(s) {
  if ("osparat" in s.form.dataset && s.lage === "vilar" && !s.pagar) return null;
  const krock = s.krockar.besked();
  if (krock && s.lage !== "utloggad") return krock;
  if (s.lage === "utloggad") return utloggad(s);
  if (s.kvar) return snartUte(s);
  if (s.pagar && s.sen && s.lage !== "vantar") return pagar(s);
  if (s.lage === "nekad") return nekad(s);
  if (s.lage === "fel") return s.fel ? inteSparat(s, s.fel) : null;
  if (s.lage === "vantar") return vantar(s);
  if (s.osparat) return { ton: "lugnt", form: "penna", text: "Skriver …", tyst: true };
  return s.sparat ? { ton: "god", form: "klar", text: `Sparat ${s.sparat}` } : null;
}
