"""Analysunderlagets sidor, ett ämne per fil."""
