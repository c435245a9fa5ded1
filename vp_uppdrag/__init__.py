"""Våning 3: vp_uppdrag. Vad som styr, VP HSS, VP-uppdragen och hur det går för dem."""
