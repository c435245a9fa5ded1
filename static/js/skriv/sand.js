// En begäran till servern, och vad svaret betyder. Bara ett tydligt ja med rätt hash räknas som sparat.

const FRIST = 15_000;
/** Webbläsaren tar högst 64 kB i det som ska överleva sidan. */
const KEEPALIVE_TAK = 60_000;
const OKAND = "okand";

/** Säkerhetsmärket byts vid inloggning i en annan flik; kakan har alltid det senaste. */
export function sakerhetsmarke() {
  const kaka = document.cookie.split("; ").find((rad) => /^(__Host-)?csrf=/.test(rad));
  return kaka?.slice(kaka.indexOf("=") + 1) ?? document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";
}

/** POST av JSON. Ger {svar, innehall}: svar är null om inget kom, innehall är null om det inte var JSON. */
export async function posta(adress, kropp, { frist = FRIST } = {}) {
  const text = JSON.stringify(kropp);
  try {
    const svar = await fetch(adress, {
      method: "POST",
      body: text,
      headers: {
        Accept: "application/json",
        "Content-Type": "application/json",
        "X-CSRFToken": sakerhetsmarke(),
        "X-Person": document.body.dataset.person ?? "",
      },
      redirect: "manual",
      signal: AbortSignal.timeout(frist),
      keepalive: document.visibilityState === "hidden" && new TextEncoder().encode(text).length < KEEPALIVE_TAK,
    });
    return { svar, innehall: await svar.json().catch(() => null) };
  } catch {
    return { svar: null, innehall: null };
  }
}

/** Sekunder ur Retry-After, som tal eller klockslag. */
function vanta(svar) {
  const rad = svar.headers.get("Retry-After");
  if (!rad) return 0;
  const sekunder = Number.isFinite(Number(rad)) ? Number(rad) : (Date.parse(rad) - Date.now()) / 1000;
  return Math.max(0, Math.min(sekunder || 0, 300));
}

/**
 * Svaret i ett ord: {slag, fel?, vanta?, innehall?}.
 * ja, krock, utloggad, nekad, fel (rätta först), for_stort, upptagen (429) är besked: servern har sagt sitt.
 * okand är inget besked: samma sparning skickas igen med samma id tills ett besked kommer.
 */
export function tolka({ svar, innehall }) {
  if (!svar) return { slag: OKAND, fel: navigator.onLine ? "Servern svarar inte." : "" };
  const fel = typeof innehall?.fel === "string" ? innehall.fel : "";
  if (svar.ok && typeof innehall?.sparat === "string") return { slag: "ja", innehall };
  if (svar.ok || svar.type === "opaqueredirect") {
    return { slag: OKAND, fel: "Nätet svarar med en egen sida. Du kan behöva logga in på gästnätet." };
  }
  if (svar.status === 409 && Array.isArray(innehall?.krockar)) return { slag: "krock", innehall };
  if (svar.status === 401 && innehall) return { slag: "utloggad", fel };
  if ([403, 404].includes(svar.status) && fel) return { slag: "nekad", fel };
  if (svar.status === 400 && innehall) return { slag: "fel", fel: fel || "Servern förstod inte det som skickades." };
  if (svar.status === 413) return { slag: "for_stort", fel: fel || "Texten är för stor för att skickas. Dela upp den, eller ta bort inklistrade bilder." };
  if (svar.status === 429) return { slag: "upptagen", fel: "Många sparar just nu.", vanta: vanta(svar) };
  return { slag: OKAND, fel: "Servern svarar inte som den ska just nu.", vanta: vanta(svar) };
}
