// Räknar ord: <span data-ordrakning="fältets id" data-riktmarke="250"></span>. Riktmärket är ett råd, aldrig en gräns.

function visa(rad, yta) {
  const antal = yta.value.match(/\S+/g)?.length ?? 0;
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
