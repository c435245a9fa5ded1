"""Rummets formulär, ett ämne per fil."""
