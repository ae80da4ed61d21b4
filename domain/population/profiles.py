"""Which populations there are: one file of parameters each."""

from __future__ import annotations

from typing import Final

PROFILES: Final = ("nl-2007", "nl-2026")
"""The names of the populations: a country, and the year whose law their people live under."""
