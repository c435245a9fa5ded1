"""Årshjulets mallar ur arshjul_mall.json: 150 återkommande poster på alla nivåer.

Källa: frö 000, 001 och 003; mallens egen `kalla` följer med. Förutsätter att skolformer och forum är inlagda.
"""

import json
from pathlib import Path
from typing import Any

from django.db import transaction

from styrkedja.models import Forum, Hjulmall, Skolform

FIL = Path(__file__).resolve().parent.parent / "data" / "arshjul_mall.json"


@transaction.atomic
def ladda_hjulmallar() -> int:
    """Lägger in eller uppdaterar mallarna; ger hur många som är nya eller ändrade.

    Laddas hur ofta som helst. En mall som administrationen har ändrat (`andrad_nar`) skrivs inte över, och ingen mall
    tas bort: poster från tidigare läsår pekar på dem.
    """
    poster = json.loads(FIL.read_text(encoding="utf-8"))["poster"]
    forum = dict(Forum.objects.values_list("nyckel", "pk"))
    skolformer = dict(Skolform.objects.values_list("namn", "nyckel"))
    finns = {mall.nyckel: mall for mall in Hjulmall.objects.all()}
    onskade = [_mall(post, ordning, forum, skolformer) for ordning, post in enumerate(poster, 1)]
    att_skriva = [m for m in onskade if _ska_skrivas(m, finns.get(m.nyckel))]
    Hjulmall.objects.bulk_create(att_skriva, update_conflicts=True, unique_fields=["nyckel"], update_fields=FALT)
    return len(att_skriva)


FALT = [
    "rubrik", "niva", "forum", "ansvarig", "medverkande", "slag", "regel", "skolformer", "kopplar_till",
    "pamin_arbetsdagar_fore", "bara_datum", "anm", "kalla", "ordning",
]  # fmt: skip


def _mall(post: dict[str, Any], ordning: int, forum: dict[str, int], skolformer: dict[str, str]) -> Hjulmall:
    return Hjulmall(
        **{falt: post[falt] for falt in ("nyckel", "rubrik", "niva", "ansvarig", "medverkande", "slag", "regel")},
        **{falt: post[falt] for falt in ("kopplar_till", "pamin_arbetsdagar_fore", "bara_datum")},
        forum_id=forum[post["forum"]] if post["forum"] else None,
        skolformer=[skolformer[namn] for namn in post["skolformer"]] if post["skolformer"] else None,
        anm=post["anm"] or "",
        kalla=_kalla(post["kalla"]),
        ordning=ordning,
    )


def _kalla(kalla: dict[str, str | None]) -> str:
    if kalla["typ"] == "fro":
        return f"frö {kalla['fro']}, avsnitt {kalla['avsnitt']}"[:160]
    return kalla["fil"] or "förslag"


def _ska_skrivas(ny: Hjulmall, gammal: Hjulmall | None) -> bool:
    if gammal is None:
        return True
    lika = all(getattr(ny, falt) == getattr(gammal, falt) for falt in ("forum_id", *FALT) if falt != "forum")
    return gammal.andrad_nar is None and not lika
