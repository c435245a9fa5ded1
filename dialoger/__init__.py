"""Våning 5: dialoger. Verksamhetsdialogerna: förberedelsen, samtalet, handslaget, och svaren på stödbehoven."""
