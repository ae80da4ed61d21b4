"""Invented people: whole lives told by chance, from parameters that say where they come from."""
