// Kopian på den här datorn: det som inte är bekräftat av servern, krypterat i webbläsarens databas.
//
// Nyckeln kommer från servern efter inloggning och finns bara i minnet. En post per person, ägare, fält och flik:
// två flikar skriver aldrig över varandra. Utan nyckel (en annan person) går posterna varken att läsa eller att visa.

const NAMN = "styrkedjan-kopior";
const LADA = "kopior";
/** Flikens märke. Låset med samma namn lever så länge sidan gör det: så vet vi vilka poster som är efterlämnade. */
const FLIK = Array.from(crypto.getRandomValues(new Uint32Array(2)), (n) => n.toString(36)).join("");
const LAS = "skriv-flik-";
const OPPNAS = 5000;

let oppnad = null;
let nyckel = null;
let upplasning = null;

function lova(begaran) {
  return new Promise((ja, nej) => {
    begaran.onsuccess = () => ja(begaran.result);
    begaran.onerror = () => nej(begaran.error);
  });
}

function oppna() {
  oppnad ??= new Promise((ja, nej) => {
    const begaran = indexedDB.open(NAMN, 1);
    begaran.onupgradeneeded = () => begaran.result.createObjectStore(LADA, { keyPath: "nyckel" }).createIndex("person", "person");
    begaran.onerror = () => nej(begaran.error);
    begaran.onblocked = () => nej(new Error("databasen är upptagen"));
    begaran.onsuccess = () => {
      const db = begaran.result;
      db.onversionchange = () => stang(db);
      db.onclose = () => (oppnad = null);
      ja(db);
    };
  }).catch((fel) => {
    oppnad = null;
    throw fel;
  });
  return oppnad;
}

function stang(db) {
  db.close();
  oppnad = null;
}

/** Gör `gor(låda)` i en transaktion och svarar när den är klar på disken (strikt) eller överlämnad. */
async function iLadan(slag, gor, strikt = false) {
  const db = await oppna();
  const transaktion = db.transaction(LADA, slag, { durability: strikt ? "strict" : "relaxed" });
  const svar = gor(transaktion.objectStore(LADA));
  await new Promise((ja, nej) => {
    transaktion.oncomplete = ja;
    transaktion.onabort = transaktion.onerror = () => nej(transaktion.error ?? new Error("avbruten"));
  });
  return svar?.result;
}

const idAv = (person, { agare, id, falt, flik }) => [person, agare, id, falt, flik].join(":");
const bytes = (text) => new TextEncoder().encode(text);

/** Hämtar nyckeln för `person`, en gång hur många som än frågar. Kastar där sidan inte får kryptera, lagra eller fråga. */
export function lasUpp(person, adress = "/skriv/nyckel/") {
  if (nyckel?.person === String(person)) return Promise.resolve();
  upplasning ??= hamtaNyckeln(person, adress).finally(() => (upplasning = null));
  return upplasning;
}

async function hamtaNyckeln(person, adress) {
  if (!globalThis.crypto?.subtle || !globalThis.indexedDB) throw new Error("ingen säker lagring");
  await Promise.race([oppna(), new Promise((_, nej) => setTimeout(nej, OPPNAS, new Error("databasen svarar inte")))]);
  const svar = await fetch(adress, { headers: { Accept: "application/json", "X-Person": String(person) }, signal: AbortSignal.timeout(10_000) });
  const innehall = await svar.json();
  if (!svar.ok || String(innehall.person) !== String(person)) throw new Error("ingen nyckel");
  const ra = Uint8Array.from(atob(innehall.nyckel), (t) => t.charCodeAt(0));
  nyckel = { person: String(person), krypto: await crypto.subtle.importKey("raw", ra, "AES-GCM", false, ["encrypt", "decrypt"]) };
  await visaAttFlikenLever();
}

function visaAttFlikenLever() {
  if (!navigator.locks) return Promise.resolve();
  return new Promise((klar) => {
    navigator.locks.request(LAS + FLIK, () => {
      klar();
      return new Promise(() => {});
    });
  });
}

export const upplast = () => nyckel !== null;

/** Lägger {agare, id, falt, rubrik, text, version, op, tid} på datorn. Klar när det ligger där. */
export async function lagg(post, strikt) {
  if (!nyckel) throw new Error("ingen nyckel än");
  const namn = idAv(nyckel.person, { ...post, flik: FLIK });
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const chiffer = await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData: bytes(namn) }, nyckel.krypto, bytes(JSON.stringify(post)));
  await iLadan("readwrite", (lada) => lada.put({ nyckel: namn, person: nyckel.person, flik: FLIK, iv, chiffer }), strikt);
}

/** Tar bort den här flikens post för fältet. */
export async function taBort(post) {
  if (nyckel) await taBortNyckel(idAv(nyckel.person, { ...post, flik: FLIK }));
}

export const taBortNyckel = (namn) => iLadan("readwrite", (lada) => lada.delete(namn));

/** Personens egna poster som går att läsa: [{...post, nyckel, flik}]. */
export async function mina() {
  if (!nyckel) return [];
  const rader = await iLadan("readonly", (lada) => lada.index("person").getAll(nyckel.person));
  const poster = await Promise.all(rader.map(las));
  return poster.filter(Boolean);
}

async function las({ nyckel: namn, flik, iv, chiffer }) {
  try {
    const klar = await crypto.subtle.decrypt({ name: "AES-GCM", iv, additionalData: bytes(namn) }, nyckel.krypto, chiffer);
    return { ...JSON.parse(new TextDecoder().decode(klar)), nyckel: namn, flik };
  } catch {
    return null;
  }
}

/** Mina poster ur andra flikar, delade i {kvar, levande}: kvar efter en krasch eller en stängd flik, eller ännu i arbete. */
export async function urAndraFlikar(agare, id) {
  const svar = (await navigator.locks?.query()) ?? { held: [] };
  const lever = new Set(svar.held.map((las) => las.name));
  const poster = (await mina()).filter((p) => p.agare === agare && String(p.id) === String(id) && p.flik !== FLIK);
  return { kvar: poster.filter((p) => !lever.has(LAS + p.flik)), levande: poster.filter((p) => lever.has(LAS + p.flik)) };
}

/** Klar när fliken inte lever längre. */
export const narFlikenStangs = (flik) => navigator.locks.request(LAS + flik, () => {});

/** Hur många poster datorn har, och hur många som är `persons`. Utan nyckel: de går att räkna men inte att läsa. */
export async function rakna(person) {
  const personer = await iLadan("readonly", (lada) => lada.getAll());
  return { alla: personer.length, mina: personer.filter((p) => p.person === String(person)).length };
}

/** Tömmer datorn på alla kopior, allas, och tar bort databasen. */
export async function rensa() {
  await iLadan("readwrite", (lada) => lada.clear(), true);
  stang(await oppna());
  await new Promise((klar) => {
    const begaran = indexedDB.deleteDatabase(NAMN);
    begaran.onsuccess = begaran.onerror = begaran.onblocked = klar;
  });
}
