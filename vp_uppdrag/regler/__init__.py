"""Rummets rena regler, ett ämne per fil: tillstånd, parter, ungefärliga tider, lägen, filen med uppdrag."""
