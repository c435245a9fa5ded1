"""Våning 4: enhetens kvalitetsrapport, från mall till inlämnad version."""
