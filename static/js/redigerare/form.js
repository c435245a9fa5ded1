// Textens två former i webbläsaren, så som servern skiljer dem (styrkedja/regler/riktext).

/** Ett block först och ett slut sist: rik text. Annars är den ren. */
export const arRik = (text) => /^<(p|h3|h4|ul|ol|blockquote|table)[ >][^]*<\/(p|h3|h4|ul|ol|blockquote|table)>$/.test(text);

/** Ren text som stycken: tomrad skiljer stycken, radbrytning är radbrytning. */
export function somStycken(text) {
  const rot = document.createElement("div");
  for (const bit of text.split(/\n[ \t]*\n\s*/)) {
    if (!bit.trim()) continue;
    const stycke = document.createElement("p");
    bit.trim().split("\n").forEach((rad, nr) => {
      if (nr) stycke.append(document.createElement("br"));
      stycke.append(rad.trim());
    });
    rot.append(stycke);
  }
  return rot.innerHTML;
}
