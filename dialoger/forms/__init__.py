"""Dialogernas formulär."""
