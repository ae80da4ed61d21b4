"""Populations for tests."""

from __future__ import annotations

from functools import cache

from commands.generate import load_population
from domain.population.life import Population


@cache
def population(profile: str, seed: int = 1) -> Population:
    """Return the population of a profile; made once."""
    return load_population(profile, seed)
