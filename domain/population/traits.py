"""Who someone is: sex, age, nationality, where from, how often detained, and how burdened."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from domain.events.work import EducationLevel
from domain.population.chance import Burdened, Draw
from domain.population.parameters import Figures
from domain.population.places import Municipality, Places


class Returning(StrEnum):
    """How often someone tends to return to prison; no event says it, nor may a ledger keep it."""

    INCIDENTAL = "incidental"
    REPEATED = "repeated"
    FREQUENT = "frequent"
    VERY_FREQUENT = "very-frequent"


@dataclass(frozen=True, slots=True)
class Traits:
    """What does not change in the life of one person.

    Attributes:
        number: Number of the person in the population, from 1.
        person: Pseudonym.
        sex: As in the event of registration.
        age: Age in years when first detained.
        dutch: Whether the person has Dutch nationality.
        home: Municipality where the person is from.
        returning: How often this person tends to return to prison.
        education: Level of education reached before the first detention.
        motivated: Whether the person takes part in what is offered.
        avoids_care: Whether the person stays away from care (*zorgmijder*).
    """

    number: int
    person: str
    sex: Literal["female", "male"]
    age: int
    dutch: bool
    home: Municipality
    returning: Returning
    education: EducationLevel
    motivated: bool
    avoids_care: bool


def draw_traits(
    number: int,
    person: str,
    draw: Draw,
    burdened: Burdened,
    places: Places,
    figures: Figures,
) -> Traits:
    """Return the traits of one person."""
    female = draw.happens(figures["person.women"])
    return Traits(
        number,
        person,
        "female" if female else "male",
        _age(draw, figures),
        draw.happens(figures["person.dutch_nationals"]),
        draw.weighted(places.by_residents),
        _returning(burdened, figures, "women" if female else "men"),
        _education(burdened, figures),
        not burdened.has(1 - figures["person.motivated"]),
        burdened.has(figures["care.avoids"]),
    )


def _age(draw: Draw, figures: Figures) -> int:
    low, high = draw.weighted(figures.mix("person.ages")).split("-")
    return draw.whole(int(low), int(high))


def _returning(burdened: Burdened, figures: Figures, who: str) -> Returning:
    """Return the kind of a person: the more burdened, the more often back."""
    return Returning(_ranked(burdened, figures, f"return.{who}"))


def _education(burdened: Burdened, figures: Figures) -> EducationLevel:
    """Return the level reached: the more burdened, the lower."""
    return EducationLevel(_ranked(burdened, figures, "education.levels"))


def _ranked(burdened: Burdened, figures: Figures, name: str) -> str:
    """Return one of a mix that is in order: the first ones go to those who are burdened most."""
    left = 1 - burdened.rank()
    shares = figures.mix(name)
    for code, share in shares:
        left -= share
        if left < 0:
            return code
    return shares[-1][0]
