"""Våning 2: analysunderlag. Nyckeltal, värden ur källorna, inläsning, och skyddet av små grupper."""
