// Pulsen: vem mer som är här, och hur länge inloggningen räcker. Bara medan sidan syns.

import { posta } from "./sand.js";

const TAKT = 25_000;
const VARNING = 120;

export class Narvaro {
  /** `lyssnare`: {andra(har), snartUte(sekunder), kvar(), inloggad(), utloggad(fel)}. */
  constructor({ agare, id, adress = "/skriv/puls/" }, lyssnare) {
    Object.assign(this, { agare, id, adress, lyssnare });
    this.falt = "";
    this.varnat = false;
    this.sedan = null;
    document.addEventListener("visibilitychange", () => this.sla());
    this.sla();
  }

  /** Ett slag: säger var jag är, och får veta vilka fler som är här. `stanna` förlänger inloggningen. */
  async sla(stanna = false) {
    clearTimeout(this.klocka);
    if (document.visibilityState === "hidden" && !this.varnat) return;
    this.klocka = setTimeout(() => this.sla(), TAKT);
    if (this.pagar) {
      this.sedan = { stanna: stanna || Boolean(this.sedan?.stanna) };
      return;
    }
    this.pagar = true;
    const { svar, innehall } = await posta(this.adress, { agare: this.agare, id: Number(this.id), falt: this.falt, stanna }, { frist: 8000 });
    this.pagar = false;
    if (this.sedan) {
      // Något hände medan frågan var ute: svaret kan redan vara gammalt.
      const sedan = this.sedan;
      this.sedan = null;
      return this.sla(sedan.stanna);
    }
    if (svar?.status === 401 && innehall) return this.lyssnare.utloggad(innehall.fel ?? "");
    if (!svar?.ok || !Array.isArray(innehall?.har)) return;
    this.lyssnare.inloggad();
    this.lyssnare.andra(innehall.har);
    if (typeof innehall.kvar === "number") this.racker(innehall.kvar, stanna);
  }

  /** Inloggningen räcker i `sekunder`: varna två minuter före, och räkna om när det är dags. `stanna`: vi bad om mer tid. */
  racker(sekunder, stanna) {
    clearTimeout(this.slut);
    if (sekunder <= VARNING) {
      this.varnat = true;
      this.lyssnare.snartUte(sekunder, stanna);
      this.slut = setTimeout(() => this.sla(), Math.max(1, Math.min(sekunder, 15)) * 1000);
      return;
    }
    if (this.varnat) this.lyssnare.kvar();
    this.varnat = false;
    this.slut = setTimeout(() => this.sla(), Math.min((sekunder - VARNING) * 1000, 2 ** 31 - 1));
  }
}
