"""Kärnans bidrag till referensdata utöver skolformer, läroplaner och forum: årshjulets mallar."""

from styrkedja.handlingar.referensdata_hjul import ladda_hjulmallar


def ladda() -> None:
    ladda_hjulmallar()
