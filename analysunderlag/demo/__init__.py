"""Demons tal: berättelsens antal ur `data/demotal.json`, och recepten som fyller i resten."""
