"""The parameters of a synthetic population: read from a dated file, each with where it comes from.

A parameter is *published*, with its source, or *assumed*, when no source gives it. The file is
frozen: another figure is another file, so that what was generated once can be generated again.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import ClassVar, Final, Self

from pydantic import model_validator

from domain.data_files import DataUnreadable, read_data
from domain.errors import Problem
from domain.values import Day, Name, Value

_ROUNDING: Final = 0.0111
"""How far shares may miss 1 together: published percentages are rounded (19, 35 and 45)."""


class ParametersUnreadable(Problem):
    """A file of parameters is not what such a file has to be."""

    code: ClassVar[str] = "DM0801"
    exit_code: ClassVar[int] = 3

    def __init__(self, file: str, why: str) -> None:
        super().__init__(
            f"The parameters in {file} cannot be read.",
            where=file,
            why=why,
            help="A figure has value, interval, basis and says, and a published one a source.",
        )


class Basis(StrEnum):
    """Whether a figure was published or is our own assumption."""

    PUBLISHED = "published"
    ASSUMED = "assumed"


class Parameter(Value):
    """One figure.

    Attributes:
        value: The figure that is used: a share from 0 to 1, or days, years or a correlation.
        interval: Between which bounds it may lie as far as the source, or we, can tell.
        basis: Published or assumed.
        source: Name of the source in the list of sources; only and always of a published figure.
        says: What it is the figure of, in one sentence.
    """

    value: float
    interval: tuple[float, float]
    basis: Basis
    source: str | None = None
    says: Name

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        low, high = self.interval
        if not low <= self.value <= high:
            msg = f"the value {self.value} does not lie in its interval {low} to {high}"
            raise ValueError(msg)
        if (self.basis is Basis.PUBLISHED) != (self.source is not None):
            msg = "a published figure has a source, and an assumed one has none"
            raise ValueError(msg)
        return self


class Mix(Value):
    """How often each of several things is the case: shares that add up to 1, or near it.

    Attributes:
        shares: The share of each, by its code; `none` where nothing is the case.
        basis: Published or assumed.
        source: Name of the source in the list of sources; only and always of a published mix.
        says: Of what these are the shares, in one sentence.
    """

    shares: dict[str, float]
    basis: Basis
    source: str | None = None
    says: Name

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        if abs(sum(self.shares.values()) - 1) > _ROUNDING or min(self.shares.values()) < 0:
            msg = "shares add up to 1, give or take 0.011 for rounding, and none is below 0"
            raise ValueError(msg)
        if (self.basis is Basis.PUBLISHED) != (self.source is not None):
            msg = "a published mix has a source, and an assumed one has none"
            raise ValueError(msg)
        return self


class Figures(dict[str, float]):
    """The figures of a population as they are used, by name.

    >>> Figures({"person.women": 0.065}, {})["person.women"]
    0.065
    """

    __slots__ = ("_mixes",)

    def __init__(
        self, values: Mapping[str, float], mixes: Mapping[str, Mapping[str, float]]
    ) -> None:
        super().__init__(values)
        self._mixes = {name: tuple(shares.items()) for name, shares in mixes.items()}

    def mix(self, name: str) -> tuple[tuple[str, float], ...]:
        """Return the codes of a mix, each with its share."""
        return self._mixes[name]


class Parameters(Value):
    """All figures of one population.

    Attributes:
        profile: Name of the population.
        frozen_on: Day since which nothing in the file has changed.
        released_from: First day on which the first detention of a person can end.
        released_until: Last such day.
        ends_on: Last day of which anything is told, of everybody.
        sources: Where published figures stand, by a short name.
        figures: The parameters by name, such as `documents.missing_at_entry`.
        mixes: Shares that belong together, by name, such as `stay.lengths`.
    """

    profile: str
    frozen_on: Day
    released_from: Day
    released_until: Day
    ends_on: Day
    sources: dict[str, Name]
    figures: dict[str, Parameter]
    mixes: dict[str, Mix]

    @model_validator(mode="after")
    def _knows_its_sources(self) -> Self:
        known: dict[str, Parameter | Mix] = {**self.figures, **self.mixes}
        for name, figure in known.items():
            if figure.source is not None and figure.source not in self.sources:
                msg = f"{name} names the source {figure.source}, which is not in the list"
                raise ValueError(msg)
        return self

    def used(self) -> Figures:
        """Return the figures as they are used."""
        return Figures(
            {name: figure.value for name, figure in self.figures.items()},
            {name: mix.shares for name, mix in self.mixes.items()},
        )


def read_parameters(file: str, content: bytes) -> Parameters:
    """Read a file of parameters.

    Args:
        file: What the file is called in messages.
        content: TOML in UTF-8.

    Raises:
        ParametersUnreadable: It is no TOML, or a figure lacks something or contradicts itself.
    """
    try:
        return read_data(content, Parameters)
    except DataUnreadable as unreadable:
        raise ParametersUnreadable(file, str(unreadable)) from None
