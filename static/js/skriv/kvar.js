// Det som blev kvar på datorn efter en krasch eller en stängd flik: en ruta per fält och en för valen, och människan väljer.

import * as kopia from "./kopia.js";
import { aterstallruta, valruta } from "./rutor.js";

const visade = new Set();
const vantadeFlikar = new Set();

/** Visar det som aldrig kom fram. Det som servern redan har tas bort i tysthet. */
export async function erbjud(skrivare) {
  const { kvar, levande } = await kopia.urAndraFlikar(skrivare.agare, skrivare.id);
  for (const flik of new Set(levande.map((post) => post.flik))) {
    // En flik som nyss stängdes, eller stängs medan vi är här, kan lämna något efter sig.
    if (!vantadeFlikar.has(flik)) kopia.narFlikenStangs(flik).then(() => erbjud(skrivare));
    vantadeFlikar.add(flik);
  }
  for (const post of kvar.sort((a, b) => (a.tid < b.tid ? 1 : -1))) {
    const u = skrivare.undan.find((u) => u.namn === post.falt);
    if (!u || visade.has(post.nyckel)) continue;
    if (u.harRedan(post.text)) await kopia.taBortNyckel(post.nyckel);
    else visa(skrivare, u, post);
  }
}

function visa(skrivare, u, post) {
  const rita = u === skrivare.val ? valruta : aterstallruta;
  const ruta = rita(u, post, {
    aterstall: async () => {
      ruta.remove();
      u.satt(post.text);
      u.fokus(post.text);
      if (await u.kopiera(true)) await kopia.taBortNyckel(post.nyckel);
    },
    slang: async () => {
      ruta.remove();
      u.fokus(post.text);
      await kopia.taBortNyckel(post.nyckel);
    },
  });
  if (!ruta) return;
  visade.add(post.nyckel);
  (skrivare.varning ?? skrivare.remsa.rost).after(ruta);
}
