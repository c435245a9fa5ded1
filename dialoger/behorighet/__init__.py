"""Vem får läsa, skriva och bekräfta i dialogerna; ett ämne per fil. Meningen läses av knapp, sida och prov.

Källa: design/model.md "Who reads what"; reliability.md §4. En part är befattningen, inte personen.
"""
