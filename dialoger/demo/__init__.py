"""Demons dialoger, ämne för ämne."""
