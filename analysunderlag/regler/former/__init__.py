"""Filernas former, en fil för varje: bytes är redan rader eller JSON, ut kommer uppgifter och fel. Rent."""
