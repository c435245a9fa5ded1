// Redigerarens verktyg: en rad knappar under texten, synlig när fältet har fokus. Piltangenter går mellan dem, Escape tillbaka.

import { lankadress } from "./tillagg.js";

const KNAPPAR = [
  { namn: "Rubrik", text: "Rubrik", gor: (e) => e.toggleHeading({ level: 3 }), ar: (e) => e.isActive("heading", { level: 3 }) },
  { namn: "Underrubrik", text: "Underrubrik", gor: (e) => e.toggleHeading({ level: 4 }), ar: (e) => e.isActive("heading", { level: 4 }) },
  { namn: "Punktlista", ikon: "punktlista", gor: (e) => e.toggleBulletList(), ar: (e) => e.isActive("bulletList") },
  { namn: "Numrerad lista", ikon: "nummerlista", gor: (e) => e.toggleOrderedList(), ar: (e) => e.isActive("orderedList") },
  { namn: "Fet", text: "F", klass: "fet", gor: (e) => e.toggleBold(), ar: (e) => e.isActive("bold") },
  { namn: "Kursiv", text: "K", klass: "kursiv", gor: (e) => e.toggleItalic(), ar: (e) => e.isActive("italic") },
  { namn: "Länk", ikon: "lank", lank: true, ar: (e) => e.isActive("link") },
  { namn: "Tabell", ikon: "tabell", gor: (e) => e.insertTable({ rows: 3, cols: 3, withHeaderRow: true }), dold: (e) => e.isActive("table") },
];
const I_TABELL = [
  { namn: "Ny rad", text: "+ rad", gor: (e) => e.addRowAfter() },
  { namn: "Ny kolumn", text: "+ kolumn", gor: (e) => e.addColumnAfter() },
  { namn: "Ta bort raden", text: "− rad", gor: (e) => e.deleteRow() },
  { namn: "Ta bort kolumnen", text: "− kolumn", gor: (e) => e.deleteColumn() },
  { namn: "Ta bort tabellen", text: "− tabell", gor: (e) => e.deleteTable() },
].map((knapp) => ({ ...knapp, dold: (e) => !e.isActive("table") }));

function element(tagg, klass, egenskaper = {}, ...barn) {
  const nytt = Object.assign(document.createElement(tagg), egenskaper);
  if (klass) nytt.className = klass;
  nytt.append(...barn);
  return nytt;
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

export class Verktyg {
  constructor(rot, plats, editor) {
    this.editor = editor;
    this.rad = element("div", "verktyg");
    this.rad.setAttribute("role", "toolbar");
    this.rad.setAttribute("aria-label", "Textens form");
    this.rad.setAttribute("aria-controls", editor.view.dom.id);
    this.knappar = [...KNAPPAR, ...I_TABELL].map((mall) => ({ mall, element: this.knapp(mall) }));
    this.rad.append(...this.knappar.map((k) => k.element));
    this.ruta = this.lankruta();
    plats.after(this.rad, this.ruta);
    this.rad.addEventListener("keydown", (handelse) => this.tangent(handelse));
    rot.addEventListener("keydown", (handelse) => {
      if (handelse.altKey && handelse.key === "F10") {
        handelse.preventDefault();
        this.synliga()[0].focus();
      }
    });
    editor.on("transaction", () => (this.vantar ??= requestAnimationFrame(() => this.visa())));
    this.visa();
  }

  knapp(mall) {
    const knapp = element("button", `verktygsknapp ${mall.klass ?? ""}`.trim(), { type: "button", title: mall.namn, tabIndex: -1 });
    knapp.append(mall.ikon ? ikon(mall.ikon) : mall.text);
    if (mall.text !== mall.namn) knapp.setAttribute("aria-label", mall.namn);
    // Musen tar inte fokus från texten: markeringen ska stå kvar.
    knapp.addEventListener("mousedown", (handelse) => handelse.preventDefault());
    knapp.addEventListener("click", () => (mall.lank ? this.lank() : mall.gor(this.editor.chain().focus()).run()));
    return knapp;
  }

  visa() {
    this.vantar = null;
    for (const { mall, element: knapp } of this.knappar) {
      knapp.hidden = Boolean(mall.dold?.(this.editor));
      if (mall.ar) knapp.setAttribute("aria-pressed", String(mall.ar(this.editor)));
    }
    const synliga = this.synliga();
    const vald = synliga.find((k) => k.tabIndex === 0) ?? synliga[0];
    for (const { element: knapp } of this.knappar) knapp.tabIndex = knapp === vald ? 0 : -1;
  }

  synliga() {
    return this.knappar.map((k) => k.element).filter((k) => !k.hidden);
  }

  tangent(handelse) {
    const synliga = this.synliga();
    const plats = synliga.indexOf(document.activeElement);
    const steg = { ArrowRight: plats + 1, ArrowLeft: plats - 1, Home: 0, End: synliga.length - 1 }[handelse.key];
    if (handelse.key === "Escape") this.editor.commands.focus();
    else if (steg === undefined || plats < 0) return;
    else {
      const mal = synliga.at(steg % synliga.length);
      for (const knapp of synliga) knapp.tabIndex = knapp === mal ? 0 : -1;
      mal.focus();
    }
    handelse.preventDefault();
  }

  // --- Länken ------------------------------------------------------------------------------

  lankruta() {
    this.adress = element("input", "inmat", { type: "text", inputMode: "url", autocomplete: "off", id: `${this.editor.view.dom.id}-lank` });
    this.fel = element("p", "faltfel", { hidden: true, id: `${this.adress.id}-fel` });
    this.adress.setAttribute("aria-describedby", this.fel.id);
    const etikett = element("label", "", { htmlFor: this.adress.id }, "Adress");
    const lagg = element("button", "knapp liten-k", { type: "button" }, "Lägg in länken");
    this.bort = element("button", "knapp liten-k lugn", { type: "button" }, "Ta bort länken");
    const ruta = element("div", "lankruta", { hidden: true }, etikett, this.adress, lagg, this.bort, this.fel);
    lagg.addEventListener("click", () => this.satt());
    this.bort.addEventListener("click", () => this.stang((kedja) => kedja.extendMarkRange("link").unsetLink()));
    // Rutan är inte en del av texten: det som skrivs här sparas inte, och Enter skickar inte formuläret.
    for (const namn of ["input", "change"]) ruta.addEventListener(namn, (handelse) => handelse.stopPropagation());
    ruta.addEventListener("keydown", (handelse) => {
      if (handelse.key === "Escape") this.stang();
      else if (handelse.key === "Enter" && handelse.target === this.adress) this.satt();
      else return;
      handelse.preventDefault();
      handelse.stopPropagation();
    });
    return ruta;
  }

  /** Öppnar rutan för den markerade texten, eller för länken som markören står i. */
  lank() {
    this.adress.value = this.editor.getAttributes("link").href ?? "";
    this.bort.hidden = !this.editor.isActive("link");
    this.fel.hidden = true;
    this.ruta.hidden = false;
    this.adress.select();
    this.adress.focus();
    return true;
  }

  satt() {
    const href = lankadress(this.adress.value);
    if (!href) {
      this.fel.textContent = "Skriv en webbadress eller en e-postadress.";
      this.fel.hidden = false;
      return;
    }
    const tom = this.editor.state.selection.empty && !this.editor.isActive("link");
    const text = this.adress.value.trim();
    this.stang((kedja) =>
      tom
        ? kedja.insertContent({ type: "text", text, marks: [{ type: "link", attrs: { href } }] })
        : kedja.extendMarkRange("link").setLink({ href }),
    );
  }

  stang(gor = (kedja) => kedja) {
    this.ruta.hidden = true;
    gor(this.editor.chain().focus()).run();
  }
}
