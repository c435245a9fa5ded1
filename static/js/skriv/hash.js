// SHA-256 över texten så som den skickas, och ett eget id till varje sparning. Rena funktioner, ingen sida.

const BIT = 8;
const BLOCK = 64;

/** Text som går att lagra: ett halvt tecken (trasigt surrogatpar) blir ersättningstecknet, och NUL faller bort. */
export function hel(text) {
  const utan = text.replaceAll("\0", "");
  return utan.toWellFormed ? utan.toWellFormed() : new TextDecoder().decode(new TextEncoder().encode(utan));
}

/** SHA-256 som hex. Webbläsarens egen där den finns; på http utan kryptering finns den inte, och då räknar vi själva. */
export async function sha256(text) {
  const bytes = new TextEncoder().encode(text);
  const svar = globalThis.crypto?.subtle ? new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)) : raknaSjalv(bytes);
  return [...svar].map((b) => b.toString(16).padStart(2, "0")).join("");
}

/** Ett uuid4. randomUUID finns bara på säkra sidor; slumpen under den finns överallt. */
export function nyttId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const b = crypto.getRandomValues(new Uint8Array(16));
  b[6] = (b[6] & 0x0f) | 0x40;
  b[8] = (b[8] & 0x3f) | 0x80;
  const hex = [...b].map((v) => v.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

// FIPS 180-4. Konstanterna är de första 32 bitarna av primtalens kvadrat- och kubikrötter.
const PRIMTAL = [];
for (let n = 2; PRIMTAL.length < 64; n++) if (PRIMTAL.every((p) => n % p)) PRIMTAL.push(n);
const brak = (tal) => ((tal - Math.floor(tal)) * 2 ** 32) | 0;
const K = PRIMTAL.map((p) => brak(Math.cbrt(p)));
const vrid = (x, n) => (x >>> n) | (x << (32 - n));

export function raknaSjalv(bytes) {
  const langd = Math.ceil((bytes.length + 9) / BLOCK) * BLOCK;
  const vy = new DataView(new ArrayBuffer(langd));
  bytes.forEach((b, i) => vy.setUint8(i, b));
  vy.setUint8(bytes.length, 0x80);
  vy.setBigUint64(langd - 8, BigInt(bytes.length * BIT));
  const h = PRIMTAL.slice(0, 8).map((p) => brak(Math.sqrt(p)));
  for (let start = 0; start < langd; start += BLOCK) blanda(h, vy, start);
  const ut = new DataView(new ArrayBuffer(32));
  h.forEach((v, i) => ut.setInt32(i * 4, v));
  return new Uint8Array(ut.buffer);
}

function blanda(h, vy, start) {
  const w = Array.from({ length: 16 }, (_, i) => vy.getInt32(start + i * 4));
  for (let i = 16; i < 64; i++) {
    const s0 = vrid(w[i - 15], 7) ^ vrid(w[i - 15], 18) ^ (w[i - 15] >>> 3);
    const s1 = vrid(w[i - 2], 17) ^ vrid(w[i - 2], 19) ^ (w[i - 2] >>> 10);
    w[i] = (w[i - 16] + s0 + w[i - 7] + s1) | 0;
  }
  let [a, b, c, d, e, f, g, z] = h;
  for (let i = 0; i < 64; i++) {
    const s1 = vrid(e, 6) ^ vrid(e, 11) ^ vrid(e, 25);
    const t1 = (z + s1 + ((e & f) ^ (~e & g)) + K[i] + w[i]) | 0;
    const s0 = vrid(a, 2) ^ vrid(a, 13) ^ vrid(a, 22);
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    [z, g, f, e, d, c, b, a] = [g, f, e, (d + t1) | 0, c, b, a, (t1 + t2) | 0];
  }
  [a, b, c, d, e, f, g, z].forEach((v, i) => (h[i] = (h[i] + v) | 0));
}
