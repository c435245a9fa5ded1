// Det som klistras in från Word och Excel: listor, rubriker, fetstil, länkar och tabeller blir våra; stilar och bilder inte.

export const BILDER = "Bilder går inte att klistra in; texten är kvar.";

const LISTA = /mso-list:\s*l\d+\s+level(\d+)/i;
const FET = /(?:^|;)\s*font-weight:\s*(?:bold|[6-9]00)/i;
const KURSIV = /(?:^|;)\s*font-style:\s*italic/i;
const INTE_FET = /(?:^|;)\s*font-weight:\s*(?:normal|400)/i;
const ORDNAD = /^\s*\(?(?:(\d+)|[a-zåäö]{1,4}|[ivxlc]+)[.)]/i;

const stil = (element) => element.getAttribute("data-stil") ?? "";

/** Ger HTML som redigeraren förstår, och hur många bilder som inte följde med. */
export function tvatta(html) {
  let bilder = 0;
  // Stilblad tas bort och stilar läses som text före tolkningen: sidans CSP gäller också det som bara tolkas.
  const utanBlad = html.replace(/<style\b[^]*?<\/style\s*>/gi, "");
  const kalla = utanBlad.replace(/<img\b[^>]*>/gi, () => (bilder++, "")).replace(/<[a-z][^>]*>/gi, (tagg) => tagg.replace(/\sstyle=/gi, " data-stil="));
  const { body } = new DOMParser().parseFromString(kalla, "text/html");
  for (const onodig of body.querySelectorAll("style, script, title, meta, link, xml, template")) onodig.remove();
  // Words tomma stycken är luft, inte text.
  for (const stycke of body.querySelectorAll("p[class^=Mso]")) {
    if (!stycke.textContent.replace(/[\s\u00a0]/g, "") && !stycke.closest("td, th")) stycke.remove();
  }
  listor(body);
  marken(body);
  rubriker(body);
  return { html: body.innerHTML, bilder };
}

/** Words listor är stycken med en nivå i stilen och punkten som text. */
function listor(body) {
  for (const punkt of body.querySelectorAll("[data-stil*='mso-list']")) {
    if (!punkt.isConnected || !LISTA.test(stil(punkt))) continue;
    const grupp = [punkt];
    while (grupp.at(-1).nextElementSibling && LISTA.test(stil(grupp.at(-1).nextElementSibling))) grupp.push(grupp.at(-1).nextElementSibling);
    punkt.before(...lista(grupp));
    for (const gammal of grupp) gammal.remove();
  }
}

function lista(grupp) {
  const overst = [];
  let stapel = [];
  for (const stycke of grupp) {
    const niva = Number(LISTA.exec(stil(stycke))[1]);
    const marke = stycke.querySelector("[data-stil*='mso-list:Ignore'], [data-stil*='mso-list: Ignore']");
    const ordning = ORDNAD.exec(marke?.textContent ?? "");
    marke?.remove();
    const tagg = ordning ? "ol" : "ul";
    while (stapel.length && (stapel.at(-1).niva > niva || (stapel.at(-1).niva === niva && stapel.at(-1).lista.localName !== tagg))) stapel.pop();
    if (!stapel.length || stapel.at(-1).niva < niva) {
      const ny = document.createElement(tagg);
      if (Number(ordning?.[1]) > 1) ny.setAttribute("start", ordning[1]);
      const hem = stapel.at(-1)?.lista.lastElementChild;
      if (hem) hem.append(ny);
      else overst.push(ny);
      stapel.push({ niva, lista: ny });
    }
    const rad = document.createElement("li");
    const text = document.createElement("p");
    text.append(...stycke.childNodes);
    rad.append(text);
    stapel.at(-1).lista.append(rad);
  }
  return overst;
}

/** Fet och kursiv som bara är stil blir märken; ett fetmärke som stilen släcker blir text. */
function marken(body) {
  for (const element of body.querySelectorAll("b[data-stil], strong[data-stil]")) {
    if (INTE_FET.test(stil(element))) element.replaceWith(...element.childNodes);
  }
  for (const element of body.querySelectorAll("span[data-stil]")) {
    for (const [monster, tagg] of [[FET, "strong"], [KURSIV, "em"]]) {
      if (!monster.test(stil(element))) continue;
      const marke = document.createElement(tagg);
      marke.append(...element.childNodes);
      element.append(marke);
    }
  }
}

/** Dokumentets översta rubriknivå blir rubrik, resten underrubrik: samma regel som på servern. */
function rubriker(body) {
  for (const titel of body.querySelectorAll("p.MsoTitle")) byt(titel, "h1");
  const alla = [...body.querySelectorAll("h1, h2, h3, h4, h5, h6")];
  const overst = ["h1", "h2"].find((n) => alla.some((r) => r.localName === n));
  const grans = overst ? Number(overst[1]) : 3;
  for (const rubrik of alla) byt(rubrik, Number(rubrik.localName[1]) <= grans ? "h3" : "h4");
}

function byt(element, tagg) {
  if (element.localName === tagg) return;
  const ny = document.createElement(tagg);
  ny.append(...element.childNodes);
  element.replaceWith(ny);
}
