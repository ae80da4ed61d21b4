"""Needs over time: ways that take days, last for days, and are open on some days only."""
