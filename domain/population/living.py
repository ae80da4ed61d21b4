"""One life while it is being told: who it is about, how they stand, and the diary of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from domain.events.base import EventBody
from domain.population.chance import Burdened, Draw
from domain.population.condition import Condition
from domain.population.diary import Diary, Happening, open_day
from domain.population.organisations import Office, Offices
from domain.population.parameters import Figures
from domain.population.places import Institution, Places
from domain.population.traits import Traits


@dataclass(slots=True)
class Living:
    """What every procedure needs to tell its part.

    Attributes:
        traits: Who it is.
        condition: How the person stands at the moment that is told.
        homeless: Whether the person is homeless at some time.
        draw: What happens by chance.
        burdened: Problems that come together.
        figures: The parameters.
        places: Municipalities and institutions.
        early: Whether the law of 2007 applies rather than that of 2026.
        diary: What has happened so far.
        offices: With whom the person deals at the moment.
        institution: Where the person is held, or was last.
        destination: Municipality to which the person goes after release.
    """

    traits: Traits
    condition: Condition
    homeless: bool
    draw: Draw
    burdened: Burdened
    figures: Figures
    places: Places
    early: bool
    diary: Diary
    offices: Offices
    institution: Institution
    destination: str

    def happens(self, figure: str) -> bool:
        """Return whether something happens whose probability is a parameter."""
        return self.draw.share() < self.figures[figure]

    def add(
        self,
        day: date,
        body: EventBody,
        office: Office,
        procedure: str,
        *,
        effect_from: date | None = None,
        effect_until: date | None = None,
        to: tuple[str, ...] = (),
        caused_by: Happening | None = None,
    ) -> Happening | None:
        """Note down an act of an office, on `day` itself."""
        return self.diary.add(
            day, body, office, procedure, effect_from, effect_until, to, caused_by
        )

    def after(self, day: date, figure: str) -> date:
        """Return a day on which offices are open, about as long after `day` as a parameter says."""
        return open_day(day + timedelta(self.draw.days(self.figures[figure])))

    def between(self, first: date, last: date) -> date:
        """Return a day on which offices are open, from `first` on and about until `last`."""
        span = max((last - first).days, 0)
        return open_day(first + timedelta(self.draw.whole(0, span)))

    def deal_with(self, municipality: str, institution: Institution) -> None:
        """Make these the municipality and the institution with which the person deals."""
        self.institution = institution
        self.destination = municipality
        self.offices = Offices(
            early=self.early,
            municipality=municipality,
            institution=institution.name,
            person=self.traits.person,
        )
