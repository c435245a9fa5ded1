"""Demons nämndmål, planer och uppdrag. Källa: demoberättelsen §4 och §7; orden står i data/demo.json."""
