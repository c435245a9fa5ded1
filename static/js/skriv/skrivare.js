// Ett skrivformulär: vad som ska skickas, när, och vad som gäller efter svaret. Remsan visar det, i ord.
//
// En sparning i taget. En sparning utan besked skickas igen med samma id tills servern har svarat; först därefter nästa,
// så att den står på rätt version. Fälten skrivs aldrig över härifrån: bara människans val gör det.

import { nyttId, sha256 } from "./hash.js";
import * as kopia from "./kopia.js";
import { Falt } from "./falt.js";
import { Krockar } from "./krockar.js";
import { beskriv } from "./lagen.js";
import { posta, sakerhetsmarke, tolka } from "./sand.js";
import { raknas, Valen } from "./val.js";

const PAUS = 800;
const TAK = 4000;
/** När datorn inte kan säkra texten kommer servern närmare. */
const PAUS_NARA = 400;
const TAK_NARA = 1500;
const VANTAN = [1, 2, 4, 8, 15, 30];
/** Svarar inte datorns databas inom så lång tid räknas texten inte som säkrad där. */
const LAGRING = 1500;
const DROJER = 500;
const DROJER_LANGE = 3000;

export class Skrivare {
  constructor(form, remsa) {
    this.form = form;
    this.remsa = remsa;
    this.agare = form.dataset.agare;
    this.id = form.dataset.id;
    this.lage = "vilar";
    this.fel = "";
    this.sparat = "";
    this.forsok = 0;
    this.vantande = null;
    this.falt = [...form.querySelectorAll("textarea[name^='falt-']")].map((yta) => new Falt(form, yta, this, () => this.visa()));
    this.val = new Valen(form, this, () => this.visa());
    this.undan = [...this.falt, this.val];
    this.krockar = new Krockar(this);
    form.dataset.skript = "pa";
    this.lyssna();
    if (this.attSkicka) this.andrat();
  }

  lyssna() {
    for (const f of this.falt) {
      f.yta.addEventListener("input", () => {
        f.skrivet();
        this.andrat();
      });
    }
    for (const slag of ["input", "change"]) {
      this.form.addEventListener(slag, ({ target }) => {
        if (!raknas(target)) return;
        this.val.skrivet();
        this.andrat(300);
      });
    }
    this.form.addEventListener("focusout", () => {
      this.sakra();
      if (this.attSkicka && this.lage === "vilar" && !("osparat" in this.form.dataset)) this.planera(0);
    });
  }

  /** Något som servern ska ha. */
  get attSkicka() {
    return Boolean(this.vantande) || this.val.osparat || this.falt.some((f) => f.attSkicka);
  }

  /** Något som servern inte har, också det som väntar på ett val. */
  get osparat() {
    return this.attSkicka || this.falt.some((f) => f.osparat);
  }

  /** Allt osparat ligger åtminstone på den här datorn. */
  get sakrat() {
    return this.undan.every((u) => u.sakrat);
  }

  get narmare() {
    return !kopia.upplast() || this.undan.some((u) => !u.kanSakras);
  }

  /** Lägger allt osparat på datorn, strikt. */
  sakra() {
    const klart = Promise.all(this.undan.filter((u) => !u.sakrat).map((u) => u.kopiera(true)));
    return Promise.race([klart, new Promise((svara) => setTimeout(svara, LAGRING))]);
  }

  andrat(paus = this.narmare ? PAUS_NARA : PAUS) {
    this.krockar.skrivet();
    // En sida som kom tillbaka med fel eller krock (utan skript) sparas först när människan säger till.
    if (!this.attSkicka || "osparat" in this.form.dataset) return this.visa();
    this.forst ??= Date.now();
    if (this.lage === "fel" || this.lage === "vilar") {
      this.lage = "vilar";
      const kvar = this.forst + (this.narmare ? TAK_NARA : TAK) - Date.now();
      this.planera(Math.max(0, Math.min(paus, kvar)));
    }
    return this.visa();
  }

  planera(om) {
    clearTimeout(this.klocka);
    this.nasta = Date.now() + om;
    this.klocka = setTimeout(() => this.spara(), om);
  }

  /** Skickar nu det som väntar, och det som hann skrivas under tiden. Sant när servern har allt. */
  async tom() {
    while (this.attSkicka) if (!(await this.spara())) return false;
    return !this.osparat;
  }

  /** En sparning. Pågår redan en väntar vi in den. Sant om servern sade ja. */
  async spara() {
    clearTimeout(this.klocka);
    if (this.pagar) return this.pagar;
    const paket = this.vantande ?? this.packa();
    if (!paket) {
      this.visa();
      return true;
    }
    this.pagar = this.skicka(paket);
    try {
      return await this.pagar;
    } finally {
      this.pagar = null;
      if (this.lage === "vilar" && this.attSkicka) this.andrat();
      this.visa();
    }
  }

  /** Det osparade just nu. Samma innehåll som sist har samma id. */
  packa() {
    const falt = this.falt.filter((f) => f.attSkicka);
    const val = this.val.andrade;
    if (!falt.length && !Object.keys(val).length) return null;
    const texter = Object.fromEntries(falt.map((f) => [f.namn, { innehall: f.text, version: f.version }]));
    const avtryck = JSON.stringify([texter, val]);
    if (this.sist?.avtryck !== avtryck) this.sist = { avtryck, op: nyttId() };
    for (const f of falt) f.op = this.sist.op;
    this.forst = null;
    return { op: this.sist.op, texter, val };
  }

  async skicka(paket) {
    const drojer = [DROJER, DROJER_LANGE].map((om) => setTimeout(() => this.drojer(om), om));
    const marke = sakerhetsmarke();
    this.borjade = Date.now();
    const svar = await posta(this.form.dataset.skriv, paket);
    drojer.forEach(clearTimeout);
    this.sen = 0;
    return this.ta(tolka(svar), paket, marke);
  }

  drojer(om) {
    this.sen = om;
    this.visa();
  }

  /** Tar emot svaret. */
  async ta({ slag, fel = "", vanta = 0, innehall }, paket, marke) {
    this.fel = fel;
    this.vantande = slag === "okand" ? paket : null;
    if (slag === "ja" || slag === "krock") return this.besked(slag, innehall, paket);
    if (this.osparat) await this.sakra();
    if (slag === "utloggad") {
      // Någon loggade in i en annan flik medan begäran var på väg: kakan är ny, försök genast.
      const nyttMarke = sakerhetsmarke() !== marke;
      this.lage = "utloggad";
      this.planera(nyttMarke ? 0 : VANTAN.at(-1) * 1000);
    } else if (slag === "okand" || slag === "upptagen") {
      this.senare(vanta);
    } else {
      this.lage = slag === "nekad" ? "nekad" : "fel";
      this.sist = null;
    }
    return false;
  }

  /** Försök igen, allt glesare, aldrig för sista gången. Tiden räknas från att försöket började: en lina kan hänga. */
  senare(sekunder = 0) {
    this.lage = "vantar";
    const gatt = Date.now() - this.borjade;
    const vanta = VANTAN[Math.min(this.forsok++, VANTAN.length - 1)] * 1000 - gatt;
    this.planera(Math.max(sekunder * 1000, vanta, 1000));
  }

  /** Servern har skrivit. Bara fält vars hash stämmer räknas som sparade. */
  async besked(slag, innehall, paket) {
    this.sist = null;
    const krockade = new Set((innehall.krockar ?? []).map((k) => k.falt));
    let lika = true;
    for (const f of this.falt.filter((f) => f.namn in paket.texter && !krockade.has(f.namn))) {
      const { innehall: text } = paket.texter[f.namn];
      const stammer = innehall.hash?.[f.namn] === (await sha256(text));
      if (stammer) f.bekrafta(text, innehall.versioner?.[f.namn]);
      else if (innehall.versioner?.[f.namn] !== undefined) f.version = innehall.versioner[f.namn];
      lika &&= stammer;
    }
    this.val.bekrafta(paket.val);
    delete this.form.dataset.osparat;
    if (innehall.har) this.andra(innehall.har);
    if (innehall.sparat) this.sparat = innehall.sparat;
    this.krockar.ta(innehall, paket);
    if (!lika) {
      this.fel = "Servern fick en annan text än den som står här.";
      await this.sakra();
      this.senare();
      return false;
    }
    this.lage = "vilar";
    this.forsok = 0;
    return true;
  }

  /** Något har hänt (nätet, fokus, inloggning): försök nu i stället för sedan. */
  vakna() {
    if (!this.attSkicka || this.lage === "nekad" || this.lage === "fel") return;
    this.forsok = 0;
    this.spara();
  }

  andra(har) {
    const etikett = Object.fromEntries(this.falt.map((f) => [f.namn, f.rubrik]));
    this.remsa.visaAndra(har.map(({ namn, falt }) => ({ namn, plats: etikett[falt] ?? "" })));
  }

  utloggad(fel) {
    if (this.lage === "utloggad") return;
    this.lage = "utloggad";
    this.fel = fel;
    this.visa();
  }

  /** Inloggningen gäller igen. */
  inloggad() {
    if (this.lage !== "utloggad") return;
    if (this.attSkicka) this.spara();
    else {
      this.lage = "vilar";
      this.visa();
    }
  }

  visa() {
    clearTimeout(this.nedrakning);
    this.foreVisning?.();
    const bild = beskriv(this);
    if (bild) this.remsa.visa(bild);
    else this.remsa.aterga();
    if (this.lage === "vantar") this.nedrakning = setTimeout(() => this.visa(), 1000);
  }
}
