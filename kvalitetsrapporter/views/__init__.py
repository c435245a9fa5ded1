"""Rapportens sidor. Varje vy börjar med en dörr som hämtar och prövar rätten: främling 404, läsare utan rätt 403."""
