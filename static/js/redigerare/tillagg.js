// Redigerarens ord: exakt det som servern tar emot (styrkedja/regler/riktext/ren.py), skrivet på samma sätt byte för byte.

const TILLATEN = /^(https?:\/\/|mailto:)/i;
/** En hänvisning till en källa i huset (styrkedja/regler/riktext/adresser.py). */
const HANVISNING = /^\/hanvisning\/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\/$/;
const farSta = (url) => TILLATEN.test(url ?? "") || HANVISNING.test(url ?? "");
const INGA = () => [];

/** Adressen så som den får stå i ett attribut, likadant i webbläsaren och på servern. */
export const adress = (text) => text?.trim().replace(/[<>"`\s]/g, encodeURIComponent) ?? null;

/** Det som någon skrev i länkrutan: en adress utan början får https, en e-postadress mailto. */
export function lankadress(text) {
  const ren = adress(text);
  if (!ren) return "";
  if (farSta(ren)) return ren;
  if (/^[^@/:]+@[^@/:]+\.\w+$/.test(ren)) return `mailto:${ren}`;
  return /^[a-z][a-z0-9+.-]*:/i.test(ren) && !/^[\w.-]+\.\w+:\d/.test(ren) ? "" : `https://${ren}`;
}

function lankar({ Link }, oppna) {
  return Link.extend({
    // Det som skrivs efter en länk är inte länk.
    inclusive: () => false,
    addAttributes() {
      return { href: { default: null, parseHTML: (element) => adress(element.getAttribute("href")) } };
    },
    renderHTML({ HTMLAttributes }) {
      return ["a", { href: HTMLAttributes.href, rel: "noopener noreferrer" }, 0];
    },
    addKeyboardShortcuts() {
      return { "Mod-k": () => oppna() };
    },
  }).configure({ openOnClick: false, defaultProtocol: "https", isAllowedUri: farSta });
}

/** Cellens bredd och inställning följer inte med; spännen gör det, utom när de är ett. */
function cell(slag) {
  return slag.extend({
    addAttributes() {
      const spann = (namn) => ({ default: 1, parseHTML: (e) => Math.min(200, Math.max(1, parseInt(e.getAttribute(namn), 10) || 1)) });
      return { colspan: spann("colspan"), rowspan: spann("rowspan"), colwidth: { default: null, parseHTML: () => null, renderHTML: () => ({}) } };
    },
  });
}

function tabeller({ Table, TableRow, TableHeader, TableCell }) {
  const tabell = Table.extend({
    addKeyboardShortcuts() {
      // Tabb går till nästa cell; efter den sista lämnar den tabellen, så att ingen fastnar.
      return {
        ...this.parent?.(),
        Tab: () => this.editor.commands.goToNextCell(),
      };
    },
  });
  return [tabell.configure({ resizable: false }), TableRow, cell(TableHeader), cell(TableCell)];
}

/** Alla tillägg. `tomt` står i ett tomt fält; `lank` öppnar länkrutan. */
export function tillagg(paket, { tomt, lank }) {
  const { Document, Paragraph, Text, HardBreak, Heading, Bold, Italic, Blockquote, BulletList, OrderedList, ListItem } = paket;
  const utanTecken = (slag) => slag.extend({ addInputRules: INGA, addPasteRules: INGA });
  const numrerad = OrderedList.extend({
    addAttributes() {
      const fran = (element) => {
        const tal = parseInt(element.getAttribute("start"), 10);
        return tal >= 2 && tal <= 9999 ? tal : 1;
      };
      return { start: { default: 1, parseHTML: fran, renderHTML: ({ start }) => (start > 1 ? { start } : {}) } };
    },
    renderHTML({ HTMLAttributes }) {
      return ["ol", HTMLAttributes, 0];
    },
  });
  const rubriker = Heading.configure({ levels: [3, 4] }).extend({
    addInputRules: INGA,
    // På sidan står texten under sidans h1: den som lyssnar hör rubriken som nivå 2, också om den sparas som h3.
    addNodeView() {
      return ({ node }) => {
        const dom = document.createElement(`h${node.attrs.level}`);
        dom.setAttribute("aria-level", node.attrs.level - 1);
        return { dom, contentDOM: dom };
      };
    },
    addKeyboardShortcuts() {
      const rubrik = (level) => () => this.editor.commands.toggleHeading({ level });
      return { "Mod-Alt-1": rubrik(3), "Mod-Alt-2": rubrik(4) };
    },
  });
  return [
    Document, Paragraph, Text, HardBreak, rubriker,
    utanTecken(Bold), utanTecken(Italic), utanTecken(Blockquote),
    BulletList, numrerad, ListItem,
    lankar(paket, lank),
    ...tabeller(paket),
    paket.History, paket.Gapcursor,
    paket.Placeholder.configure({ placeholder: tomt ?? "" }),
  ];
}
