"""Analysunderlagets rena regler: perioder, tal och tecken, skydd av små grupper."""
