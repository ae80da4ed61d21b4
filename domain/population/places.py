"""Municipalities and institutions, and how far they lie apart."""

from __future__ import annotations

from functools import cached_property
from math import hypot
from typing import Final

from domain.data_files import DataUnreadable, read_data
from domain.population.parameters import ParametersUnreadable
from domain.values import Name, Value

WITHIN_REGION_KM: Final = 50
"""Up to this distance an institution counts as lying in the region to which someone returns."""

_LARGE: Final = 100

Point = tuple[int, int]


class Municipality(Value):
    """Where people live: its name, residents in thousands, and place on the grid in kilometres."""

    name: Name
    residents: int
    at: Point

    @property
    def size(self) -> str:
        """How large it is among municipalities: small, medium, large or major."""
        bounds = ((50, "small"), (100, "medium"), (250, "large"))
        return next((size for below, size in bounds if self.residents < below), "major")


class Institution(Value):
    """Where people are held."""

    name: Name
    municipality: Name
    at: Point

    def distance_km(self, home: Municipality) -> int:
        """Return how far it lies from where someone lives, as the crow flies."""
        return round(hypot(self.at[0] - home.at[0], self.at[1] - home.at[1]))


class Places(Value):
    """All places of a population."""

    municipalities: tuple[Municipality, ...]
    institutions: tuple[Institution, ...]
    womens_institutions: tuple[Institution, ...]

    @cached_property
    def by_residents(self) -> tuple[tuple[Municipality, float], ...]:
        """Municipalities with their weights, somewhat heavier for large ones."""
        return tuple((each, each.residents**1.1) for each in self.municipalities)

    @cached_property
    def with_housing_agreement(self) -> frozenset[str]:
        """Large municipalities: there a housing corporation promises a number of dwellings."""
        return frozenset(each.name for each in self.municipalities if each.residents >= _LARGE)

    @cached_property
    def nearest(self) -> dict[str, Institution]:
        """The institution nearest to each municipality: that of its court district."""
        return {
            home.name: min(self.institutions, key=lambda each: each.distance_km(home))
            for home in self.municipalities
        }


def read_places(file: str, content: bytes) -> Places:
    """Read the file of places.

    Raises:
        ParametersUnreadable: It is no TOML, or lacks something.
    """
    try:
        return read_data(content, Places)
    except DataUnreadable as unreadable:
        raise ParametersUnreadable(file, str(unreadable)) from None
