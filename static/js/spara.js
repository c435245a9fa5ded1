// Skrivformulärets sparning: <form method="post" data-spara> med en remsa [data-sparlage].
//
// "Sparat" visas bara när servern har svarat {"sparat": "14:02", "versioner": {falt: nummer}}. En sparning i taget,
// den senaste texten sist. Fälten skrivs aldrig över härifrån. Utan skript är formuläret en vanlig POST.
// Svaren: 401 utloggad, 403 ingen rätt, 409 krock, 400 fel i fält ({"fel": mening}); allt annat är "inte sparat".

const PAUS = 1500;
const FRIST = 15_000;
const VANTAN = [2000, 4000, 8000, 15_000, 30_000];
const KEEPALIVE_TAK = 50_000;
const INTE_SPARAT = "Inte sparat. Texten finns kvar i fältet: försök igen, eller kopiera den.";
const UTLOGGAD = "Du har blivit utloggad. Texten ligger kvar här. Logga in i en ny flik, så sparas den.";

/** Det i formuläret som är människans: allt utom säkerhetsmärket och versionsnumren. */
function avtryck(form) {
  const rader = [...new FormData(form)].filter(([namn]) => namn !== "csrfmiddlewaretoken" && !namn.startsWith("version-"));
  return JSON.stringify(rader);
}

/** Så som servern skickade formuläret, också när webbläsaren själv har fyllt i gammal text efter en omladdning. */
function avtryckFranServern(form) {
  const kopia = form.cloneNode(true);
  kopia.reset();
  return avtryck(kopia);
}

/** Säkerhetsmärket byts vid inloggning i en annan flik; kakan har alltid det senaste. */
function sakerhetsmarke() {
  const kaka = document.cookie.split("; ").find((rad) => /^(__Host-)?csrf=/.test(rad));
  return kaka?.slice(kaka.indexOf("=") + 1);
}

function ikon(namn) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("class", "form");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", `${document.body.dataset.ikoner}#${namn}`);
  svg.append(use);
  return svg;
}

function knapp(text, gor, klass = "lugn") {
  const element = document.createElement("button");
  element.type = "button";
  element.className = `knapp liten-k ${klass}`;
  element.textContent = text;
  element.addEventListener("click", () => gor(element));
  return element;
}

/** Remsan: ord och form för ögat, och samma ord för skärmläsaren när läget verkligen har ändrats. */
class Remsa {
  constructor(element) {
    this.element = element;
    this.grundklass = element.className;
  }

  visa({ ton, form, text, klass = "", knappar = [], tyst = false }) {
    const ord = document.createElement("span");
    ord.className = `lage bryt ${ton}`;
    ord.append(ikon(form), ` ${text}`);
    const rad = document.createElement("span");
    rad.className = "knapprad";
    rad.append(...knappar);
    this.element.className = `${this.grundklass} ${klass}`.trim();
    this.element.replaceChildren(ord, ...(knappar.length ? [rad] : []));
    if (!tyst) this.sag(text);
  }

  sag(text) {
    if (!this.rost) {
      this.rost = document.createElement("p");
      this.rost.className = "osynlig";
      this.rost.setAttribute("role", "status");
      this.element.removeAttribute("role");
      this.element.after(this.rost);
    }
    if (this.rost.textContent !== text) this.rost.textContent = text;
  }
}

class Sparare {
  constructor(form, remsa) {
    this.form = form;
    this.remsa = remsa;
    this.sparat = avtryckFranServern(form);
    this.stopp = "osparat" in form.dataset;
    this.forsok = 0;
    form.dataset.skript = "pa";
    form.addEventListener("input", () => this.andrat());
    form.addEventListener("change", () => this.andrat(300));
    form.addEventListener("focusout", () => this.osparat() && this.planera(0));
    form.addEventListener("submit", (handelse) => this.skickas(handelse));
    for (const [mal, namn] of [[window, "online"], [window, "focus"], [document, "visibilitychange"]]) {
      mal.addEventListener(namn, () => this.osparat() && !(this.stopp && !this.utloggad) && this.spara());
    }
    if (this.osparat() && !this.stopp) this.andrat();
  }

  osparat() {
    return !this.lamnar && (avtryck(this.form) !== this.sparat || "osparat" in this.form.dataset);
  }

  andrat(paus = PAUS) {
    if (!this.osparat() || this.stopp) return;
    if (!this.larmar) this.remsa.visa({ ton: "lugnt", form: "vanta", text: "Sparar …", tyst: true });
    this.planera(paus);
  }

  planera(om) {
    clearTimeout(this.klocka);
    if (!this.stopp) this.klocka = setTimeout(() => this.spara(), om);
  }

  /** Sparar nu. Ger sant när allt som stod i fälten är sparat på servern. */
  async spara() {
    clearTimeout(this.klocka);
    if (this.pagar) {
      await this.pagar;
      return this.osparat() && !this.stopp && !this.larmar ? this.spara() : !this.osparat();
    }
    if (!this.osparat()) return true;
    this.pagar = this.skicka(avtryck(this.form));
    try {
      return await this.pagar;
    } finally {
      this.pagar = null;
      if (this.osparat() && !this.larmar) this.planera(PAUS);
    }
  }

  async skicka(skickat) {
    const uppgifter = new FormData(this.form);
    uppgifter.set("csrfmiddlewaretoken", sakerhetsmarke() ?? uppgifter.get("csrfmiddlewaretoken"));
    let svar, innehall;
    try {
      svar = await fetch(this.form.getAttribute("action") || location.pathname + location.search, {
        method: "POST",
        body: uppgifter,
        headers: { Accept: "application/json", "X-Requested-With": "fetch", "X-Person": document.body.dataset.person ?? "" },
        redirect: "manual",
        signal: AbortSignal.timeout(FRIST),
        keepalive: document.visibilityState === "hidden" && skickat.length < KEEPALIVE_TAK,
      });
      innehall = await svar.json();
    } catch {
      innehall = null;
    }
    return this.ta(svar, innehall, skickat);
  }

  /** Tar emot svaret. Bara ett tydligt ja räknas som sparat. */
  ta(svar, innehall, skickat) {
    this.utloggad = svar?.status === 401 && Boolean(innehall);
    if (svar?.ok && typeof innehall?.sparat === "string") return this.ja(innehall, skickat);
    this.larmar = true;
    if (this.utloggad) return this.nej(innehall.fel ?? UTLOGGAD, "las", [this.tillInloggning(), this.kopiera()]);
    if (svar?.status === 403 && innehall?.fel) return this.nej(innehall.fel, "las", [this.kopiera()]);
    if (svar?.status === 409 && innehall?.fel) return this.nej(innehall.fel, "byt", [this.jamfor(), this.kopiera()]);
    if (svar?.status === 400 && innehall?.fel) return this.nejTillsAndrat(innehall.fel);
    return this.forsokIgen();
  }

  ja({ sparat, versioner = {} }, skickat) {
    for (const [falt, nummer] of Object.entries(versioner)) {
      const dolt = this.form.elements.namedItem(`version-${falt}`);
      if (dolt) dolt.value = nummer;
    }
    delete this.form.dataset.osparat;
    this.sparat = skickat;
    this.larmar = this.stopp = this.utloggad = false;
    this.forsok = 0;
    if (this.osparat()) this.andrat();
    else this.remsa.visa({ ton: "god", form: "klar", text: `Sparat ${sparat}` });
    return !this.osparat();
  }

  /** Ett nej som inte går över av sig självt: vänta på människan. */
  nej(text, form, knappar) {
    this.stopp = true;
    this.remsa.visa({ ton: "vakta", form, text, klass: "obs", knappar });
    return false;
  }

  /** Något i fälten måste ändras först; nästa ändring försöker igen. */
  nejTillsAndrat(fel) {
    this.larmar = false;
    this.remsa.visa({ ton: "brist", form: "fel", text: `Inte sparat. ${fel}`, klass: "larm", knappar: [this.kopiera()] });
    clearTimeout(this.klocka);
    return false;
  }

  /** Nätet eller servern svarade inte som den ska: försök igen, allt glesare, tills det går. */
  forsokIgen() {
    this.planera(VANTAN[Math.min(this.forsok++, VANTAN.length - 1)]);
    const igen = knapp("Försök igen", () => this.spara(), "");
    this.remsa.visa({ ton: "brist", form: "fel", text: INTE_SPARAT, klass: "larm", knappar: [igen, this.kopiera()] });
    return false;
  }

  kopiera() {
    return knapp("Kopiera texten", async (element) => {
      const texter = [...this.form.querySelectorAll("textarea")].map((yta) => {
        const rubrik = yta.labels?.[0]?.textContent.trim().replace(/\s+/g, " ");
        return rubrik ? `${rubrik}\n${yta.value}` : yta.value;
      });
      await navigator.clipboard.writeText(texter.join("\n\n"));
      element.textContent = "Kopierat";
    });
  }

  tillInloggning() {
    const lank = document.createElement("a");
    lank.className = "knapp liten-k";
    lank.href = document.body.dataset.loggaIn ?? "/";
    lank.target = "_blank";
    lank.rel = "noopener";
    lank.textContent = "Logga in i ny flik";
    return lank;
  }

  /** Öppnar sidan med båda texterna: formuläret skickas som vanligt, med min text i. */
  jamfor() {
    return knapp("Jämför", () => this.lamna(), "");
  }

  lamna() {
    this.lamnar = true;
    const marke = this.form.elements.namedItem("csrfmiddlewaretoken");
    if (marke) marke.value = sakerhetsmarke() ?? marke.value;
    this.form.submit();
  }

  /** Spara-knappen. En knapp med egen adress eller eget namn (till exempel Lämna in) går som vanligt, med texten i. */
  skickas(handelse) {
    const egen = handelse.submitter?.hasAttribute("formaction") || handelse.submitter?.name;
    if (egen) {
      this.lamnar = true;
      return;
    }
    handelse.preventDefault();
    this.stopp = false;
    this.larmar = false;
    if (this.osparat()) this.spara();
  }
}

const sparare = [];
for (const form of document.querySelectorAll("form[data-spara]")) {
  const remsa = form.querySelector("[data-sparlage]") ?? document.querySelector("[data-sparlage]");
  if (remsa) sparare.push(new Sparare(form, new Remsa(remsa)));
}
const osparade = () => sparare.filter((s) => s.osparat());

/** Sparar först det som väntar; går det inte inom tre sekunder får webbläsarens egen fråga komma. */
async function sparaForst(sedan) {
  const grans = new Promise((klar) => setTimeout(klar, 3000));
  await Promise.race([Promise.all(osparade().map((s) => s.spara())), grans]);
  sedan();
}

window.addEventListener("beforeunload", (handelse) => {
  if (osparade().length) handelse.preventDefault();
});

// Ctrl+S sparar nu i stället för att spara webbsidan.
document.addEventListener("keydown", (handelse) => {
  if (!(handelse.ctrlKey || handelse.metaKey) || handelse.key.toLowerCase() !== "s" || !sparare.length) return;
  handelse.preventDefault();
  for (const s of sparare) s.spara();
});

// En länk eller ett annat formulär (Lämna in, Logga ut) väntar in det sist skrivna.
document.addEventListener("click", (handelse) => {
  const lank = handelse.target.closest("a[href]");
  const egenFlik = lank && (lank.target || lank.hasAttribute("download") || handelse.metaKey || handelse.ctrlKey || handelse.shiftKey);
  if (!lank || egenFlik || handelse.defaultPrevented || lank.getAttribute("href").startsWith("#") || !osparade().length) return;
  handelse.preventDefault();
  sparaForst(() => location.assign(lank.href));
});
document.addEventListener("submit", (handelse) => {
  const { target: form, submitter } = handelse;
  if (form.matches("[data-spara]") || handelse.defaultPrevented || form.dataset.vantat || !osparade().length) return;
  handelse.preventDefault();
  sparaForst(() => {
    form.dataset.vantat = "ja";
    form.requestSubmit(submitter);
  });
});
