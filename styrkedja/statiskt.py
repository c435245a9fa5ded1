"""Filernas namn i drift: efter innehåll, också för de moduler som skripten hämtar av varandra.

Utan det skulle en sida efter en uppgradering kunna få nya skript med gamla delar ur webbläsarens cache.
"""

from django.contrib.staticfiles.storage import HashedFilesMixin
from whitenoise.storage import CompressedManifestStaticFilesStorage

#: `from "./delar.js"` i våra egna moduler, en import per rad.
IMPORT = (r"""(?P<matched>from ["'](?P<url>\./[^"']+)["'])""", 'from "%(url)s"')


class Statiskt(CompressedManifestStaticFilesStorage):
    """WhiteNoise med innehållets namn i våra egna modulers import. Paketens skript lämnas som de är."""

    patterns = (*HashedFilesMixin.patterns, ("js/*.js", (IMPORT,)))
