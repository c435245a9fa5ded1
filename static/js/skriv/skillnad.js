// Vad som skiljer två texter, ord för ord, och hur två texter läggs ihop. Rena funktioner på text och HTML-text.

const TAK = 4_000_000;
/** Ett ord eller ett skiljetecken, med luften efter. */
const ORD = /[\p{L}\p{N}]+\s*|[^\s\p{L}\p{N}]\s*|\s+/gu;
/** Rik text börjar med ett block; allt annat är ren text, också i ett fält som kan vara rikt. */
const RIK = /^\s*<(p|h\d|ul|ol|blockquote|table|div)[ >]/;
const STYCKEN = "p,li,h1,h2,h3,h4,h5,h6,tr,blockquote,div";

/** Texten som en människa läser den. Rik text (HTML) blir rader; den tolkas i ett dokument där inget körs. */
export function somText(innehall, rik) {
  if (!rik || !RIK.test(innehall)) return innehall;
  const dokument = new DOMParser().parseFromString(innehall, "text/html");
  for (const br of dokument.querySelectorAll("br")) br.replaceWith("\n");
  for (const cell of dokument.querySelectorAll("td,th")) cell.append(" ");
  for (const stycke of dokument.querySelectorAll(STYCKEN)) stycke.append("\n");
  return dokument.body.textContent.replace(/[ \t]+\n/g, "\n").replace(/\n{3,}/g, "\n\n").trim();
}

export const antalOrd = (text) => text.match(/\S+/g)?.length ?? 0;

/** Delarna av `text` som [{ord, nytt}]: nytt är det som inte finns i `andra`. */
export function skillnad(text, andra) {
  const ord_ = text.match(ORD) ?? [];
  const a = ord_.map((o) => o.trim());
  const b = (andra.match(ORD) ?? []).map((o) => o.trim());
  let fram = 0;
  while (fram < a.length && fram < b.length && a[fram] === b[fram]) fram++;
  let bak = 0;
  while (bak < a.length - fram && bak < b.length - fram && a[a.length - 1 - bak] === b[b.length - 1 - bak]) bak++;
  const mitt = gemensamma(a.slice(fram, a.length - bak), b.slice(fram, b.length - bak));
  const delar = [];
  ord_.forEach((ord, i) => {
    const nytt = i >= fram && i < a.length - bak && !mitt[i - fram];
    const sist = delar.at(-1);
    if (sist && sist.nytt === nytt) sist.ord += ord;
    else delar.push({ ord, nytt });
  });
  return delar;
}

/** För varje ord i a: hör det till den längsta gemensamma ordföljden med b? */
function gemensamma(a, b) {
  const finns = new Array(a.length).fill(false);
  if (!a.length || !b.length || a.length * b.length > TAK) return finns;
  const bredd = b.length + 1;
  const langd = new Uint32Array((a.length + 1) * bredd);
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      const plats = i * bredd + j;
      langd[plats] = a[i] === b[j] ? langd[plats + bredd + 1] + 1 : Math.max(langd[plats + bredd], langd[plats + 1]);
    }
  }
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    if (a[i] === b[j]) finns[i++] = Boolean(++j);
    else if (langd[(i + 1) * bredd + j] >= langd[i * bredd + j + 1]) i++;
    else j++;
  }
  return finns;
}

/** Min text, och efter den det som bara den andra har: hela meningar, eller hela stycken i rik text. */
export function ihop(min, andra, rik) {
  if (rik && (!min || RIK.test(min))) return min + stycken(andra).filter((bit) => !min.includes(bit)).join("");
  const meningar = somText(andra, rik).split(/(?<=[.!?…])\s+|\n+/).map((m) => m.trim());
  const nya = meningar.filter((m) => m && !min.includes(m));
  return nya.length ? `${min.trimEnd()}\n\n${nya.join(" ")}` : min;
}

function stycken(html) {
  const kropp = new DOMParser().parseFromString(html, "text/html").body;
  return [...kropp.childNodes].map((nod) => nod.outerHTML ?? (nod.textContent.trim() && `<p>${nod.textContent}</p>`)).filter(Boolean);
}
