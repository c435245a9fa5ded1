// Formulärets val: allt utom texterna, versionsnumren och säkerhetsmärket. {namn: värde}, eller en lista för kryssrutor.

const INTE_VAL = new Set(["hidden", "submit", "button", "image", "reset", "file", "password"]);

function raknas(element) {
  if (!element.name || element.disabled || INTE_VAL.has(element.type) || element.localName === "button") return false;
  return !/^(falt|version)-/.test(element.name) && !element.closest("[data-skriv-utom]");
}

/** Valen som de står nu, eller (`fran`="servern") som de stod när sidan kom. */
export function avlas(form, fran = "sidan") {
  const nu = fran === "sidan";
  const val = {};
  for (const e of [...form.elements].filter(raknas)) {
    if (e.type === "checkbox") {
      val[e.name] ??= [];
      if (nu ? e.checked : e.defaultChecked) val[e.name].push(e.value);
    } else if (e.type === "radio") {
      val[e.name] ??= "";
      if (nu ? e.checked : e.defaultChecked) val[e.name] = e.value;
    } else if (e.localName === "select") {
      const valda = [...e.options].filter((o) => (nu ? o.selected : o.defaultSelected)).map((o) => o.value);
      val[e.name] = e.multiple ? valda : (valda[0] ?? (nu ? "" : (e.options[0]?.value ?? "")));
    } else {
      val[e.name] = nu ? e.value : e.defaultValue;
    }
  }
  return val;
}

/** Det i `nya` som skiljer sig från `gamla`. */
export function andrade(nya, gamla) {
  const olika = ([namn, varde]) => JSON.stringify(varde) !== JSON.stringify(gamla?.[namn]);
  return Object.fromEntries(Object.entries(nya).filter(olika));
}
