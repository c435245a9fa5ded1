// Det som blev kvar på datorn efter en krasch eller en stängd flik: en ruta per fält, och människan väljer.

import * as kopia from "./kopia.js";
import { aterstallruta } from "./rutor.js";

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
    const f = skrivare.falt.find((f) => f.namn === post.falt);
    if (!f || visade.has(post.nyckel)) continue;
    if (post.text === f.bekraftad) await kopia.taBortNyckel(post.nyckel);
    else visa(skrivare, f, post);
  }
}

function visa(skrivare, f, post) {
  visade.add(post.nyckel);
  const ruta = aterstallruta(f, post, {
    aterstall: async () => {
      ruta.remove();
      f.satt(post.text);
      f.yta.focus();
      if (await f.kopiera(true)) await kopia.taBortNyckel(post.nyckel);
    },
    slang: async () => {
      ruta.remove();
      f.yta.focus();
      await kopia.taBortNyckel(post.nyckel);
    },
  });
  (skrivare.varning ?? skrivare.remsa.rost).after(ruta);
}
