"""Dialogernas regler, rena: ingen databas, ingen klocka."""
