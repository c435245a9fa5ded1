// Redigeraren: <textarea data-riktext="HTML" data-redigerare="paketets skript"> blir en yta med rubriker, listor och tabeller.
//
// Texten bor i textfältet: varje ändring skrivs dit inom 100 ms med händelsen "input", och "skriv:satt" på fältet
// byter ut texten. Går paketet inte att ladda står textfältet kvar med ren text; servern behåller då formen om
// ingen har ändrat något. Delarna ligger i redigerare/.

import { arRik, somStycken } from "./redigerare/form.js";
import { BILDER, tvatta } from "./redigerare/klistra.js";
import { tillagg } from "./redigerare/tillagg.js";
import { Verktyg } from "./redigerare/verktyg.js";

const SKRIVS = 60;
const LANG = 50_000;
const HELA = { preserveWhitespace: "full" };

class Redigerare {
  constructor(yta) {
    this.yta = yta;
    this.ren = yta.defaultValue;
    this.html = yta.dataset.riktext;
    // Det som webbläsaren själv fyllde i efter en omladdning är människans, också här.
    const aterstalld = yta.value === this.ren ? null : yta.value;
    yta.defaultValue = this.html;
    yta.value = aterstalld ?? this.html;
    yta.classList.add("laddar");
    import(yta.dataset.redigerare).then((paket) => this.starta(paket)).catch((fel) => this.stangAv(fel));
  }

  /** Paketet kom inte: textfältet står kvar, läsbart. */
  stangAv(fel) {
    const { yta } = this;
    const orord = yta.value === this.html;
    yta.defaultValue = this.ren;
    if (orord) yta.value = this.ren;
    delete yta.dataset.riktext;
    this.rot?.before(yta);
    this.rot?.remove();
    yta.classList.remove("laddar", "bakom");
    yta.removeAttribute("tabindex");
    yta.removeAttribute("aria-hidden");
    console.warn("Redigeraren kunde inte starta; det vanliga textfältet används.", fel);
  }

  starta(paket) {
    const { yta } = this;
    const skrev = document.activeElement === yta;
    this.rot = document.createElement("div");
    this.rot.className = "redigerare";
    const plats = document.createElement("div");
    this.rad = document.createElement("p");
    this.rad.className = "redigerare-rad";
    this.rad.setAttribute("role", "status");
    yta.before(this.rot);
    this.rot.append(plats, this.rad);
    this.editor = new paket.Editor({
      element: plats,
      injectCSS: false,
      extensions: tillagg(paket, { tomt: yta.placeholder, lank: () => this.verktyg.lank() }),
      content: this.somHtml(yta.value),
      parseOptions: HELA,
      editorProps: {
        attributes: this.attribut(),
        transformPastedHTML: (html) => this.klistrat(html),
        handlePaste: (_, handelse) => this.bilder(handelse, handelse.clipboardData),
        handleDrop: (_, handelse) => this.bilder(handelse, handelse.dataTransfer),
      },
      onUpdate: () => this.andrat(),
      onFocus: () => (this.harVarit = true),
    });
    this.verktyg = new Verktyg(this.rot, plats, this.editor);
    this.taOver();
    // Den som redan skrev, med tangenterna, ska inte tappa ett tecken i bytet.
    if (skrev) this.editor.commands.focus("end");
    this.sagLangd();
  }

  attribut() {
    const { yta } = this;
    const namn = {
      class: "skrivyta riktext",
      id: `${yta.id}-rik`,
      role: "textbox",
      "aria-multiline": "true",
      lang: "sv",
      spellcheck: "true",
      "aria-describedby": yta.getAttribute("aria-describedby"),
      "aria-invalid": yta.getAttribute("aria-invalid"),
    };
    const etikett = yta.labels[0];
    if (etikett) {
      etikett.id ||= `${yta.id}-etikett`;
      namn["aria-labelledby"] = etikett.id;
      yta.dataset.rubrik ??= etikett.textContent.trim().replace(/\s+/g, " ");
    }
    return Object.fromEntries(Object.entries(namn).filter(([, varde]) => varde !== null));
  }

  /** Textfältet är kvar för formuläret men syns inte; det som vill dit kommer till redigeraren. */
  taOver() {
    const { yta, editor } = this;
    const etikett = yta.labels[0];
    etikett?.removeAttribute("for");
    // Utan paketets omväg över nästa bildruta: tecknet som kommer genast efter ska hamna i texten.
    const fokus = () => editor.view.focus();
    etikett?.addEventListener("click", fokus);
    this.rot.append(yta);
    yta.classList.remove("laddar");
    yta.classList.add("bakom");
    yta.tabIndex = -1;
    yta.setAttribute("aria-hidden", "true");
    yta.addEventListener("focus", fokus);
    yta.focus = fokus;
    yta.addEventListener("skriv:satt", ({ detail }) => {
      editor.commands.setContent(this.somHtml(detail.innehall), { emitUpdate: false, parseOptions: HELA });
      this.sagLangd();
    });
    yta.addEventListener("skriv:infoga", (handelse) => this.infoga(handelse));
    const nu = () => this.skriv();
    for (const namn of ["pagehide", "beforeunload", "submit", "focusout", "skriv:skicka", "visibilitychange"]) {
      window.addEventListener(namn, nu, true);
    }
    window.addEventListener("keydown", (h) => (h.ctrlKey || h.metaKey) && h.key.toLowerCase() === "s" && nu(), true);
    yta.form?.addEventListener("reset", () => setTimeout(() => editor.commands.setContent(yta.value, { emitUpdate: false, parseOptions: HELA })));
  }

  /** Ett tal sätts in där markören står, som en länk till sin källa. Ett citat från sidan läggs sist i texten. */
  infoga(handelse) {
    handelse.preventDefault();
    const { text, adress } = handelse.detail;
    if (adress) {
      this.editor.chain().focus(this.harVarit ? undefined : "end").insertContent({ type: "text", text, marks: [{ type: "link", attrs: { href: adress } }] }).run();
      this.andrat();
      return this.skriv();
    }
    const stycken = somStycken(text);
    if (this.editor.isEmpty) this.editor.commands.setContent(stycken, { emitUpdate: true });
    else this.editor.commands.insertContentAt(this.editor.state.doc.content.size, stycken);
    this.andrat();
    return this.skriv();
  }

  somHtml(text) {
    return arRik(text) ? text : somStycken(text);
  }

  andrat() {
    this.klocka ??= setTimeout(() => this.skriv(), SKRIVS);
  }

  /** Skriver texten till fältet och säger till, om något har ändrats. */
  skriv() {
    if (!this.klocka) return;
    clearTimeout(this.klocka);
    this.klocka = null;
    const html = this.editor.getHTML();
    const text = html === "<p></p>" ? "" : html;
    if (text === this.yta.value) return;
    this.yta.value = text;
    this.yta.dispatchEvent(new Event("input", { bubbles: true }));
    this.sagLangd();
  }

  sagLangd() {
    const tecken = this.editor.state.doc.content.size;
    const lang = tecken > LANG;
    if (lang === this.ar_lang && !lang) return;
    this.ar_lang = lang;
    this.sag(lang ? `Texten har omkring ${(Math.round(tecken / 1000) * 1000).toLocaleString("sv")} tecken. Allt sparas, men den blir lättare att läsa om den delas upp.` : "");
  }

  sag(mening) {
    if (this.rad.textContent !== mening) this.rad.textContent = mening;
  }

  klistrat(html) {
    const { html: ren, bilder } = tvatta(html);
    if (bilder) this.sag(BILDER);
    return ren;
  }

  /** En bild ensam, inklistrad eller släppt: säg det, och låt inte webbläsaren öppna den. */
  bilder(handelse, data) {
    const bara = [...(data?.files ?? [])].length > 0 && !data.getData("text/html").trim() && !data.getData("text/plain").trim();
    if (bara) {
      handelse.preventDefault();
      this.sag(BILDER);
    }
    return bara;
  }
}

for (const yta of document.querySelectorAll("textarea[data-riktext][data-redigerare]:not([readonly])")) new Redigerare(yta);
