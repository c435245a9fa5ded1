// Räknar ord: <span data-ordrakning="fältets id" data-riktmarke="250"></span>. Riktmärket är ett råd, aldrig en gräns.

/** Texten utan märkning: redigeraren skriver HTML i fältet. Ord i olika stycken och celler sitter inte ihop. */
const synlig = (yta) => ("riktext" in yta.dataset ? yta.value.replace(/<\/?(?:p|h3|h4|li|td|th|br)[^>]*>|&nbsp;/g, " ").replace(/<[^>]*>/g, "") : yta.value);

function visa(rad, yta) {
  const antal = synlig(yta).match(/\S+/g)?.length ?? 0;
  const riktmarke = Number(rad.dataset.riktmarke);
  const lang = riktmarke && antal > riktmarke * 1.5 ? " Längre än vi rekommenderar. Det går bra ändå." : "";
  rad.textContent = antal ? `${antal.toLocaleString("sv")} ord.${lang}` : "";
}

for (const rad of document.querySelectorAll("[data-ordrakning]")) {
  const yta = document.getElementById(rad.dataset.ordrakning);
  if (!yta) continue;
  visa(rad, yta);
  yta.addEventListener("input", () => visa(rad, yta));
}
