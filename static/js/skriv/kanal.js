// Flikarna talar med varandra: någon loggade in, eller alla ska skicka det som väntar (innan någon loggar ut).

const kanal = globalThis.BroadcastChannel ? new BroadcastChannel("styrkedjan-skriv") : null;

export const INLOGGAD = "inloggad";
export const SKICKA = "skicka";

export function ropa(slag) {
  kanal?.postMessage({ slag, person: document.body.dataset.person ?? "" });
}

export function lyssna(gor) {
  kanal?.addEventListener("message", ({ data }) => gor(data));
}
