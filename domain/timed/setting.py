"""What a look ahead takes for granted: day, release, law, lead times, and the unknown."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from domain.dates import DayBeyondCalendar, add_period
from domain.person import Person
from domain.rules import LeadTime, Period, Window
from domain.timed.model import FOREVER


class Leads(StrEnum):
    """Which lead times are used; the two are forecasts apart, neither bounds the other.

    Attributes:
        TYPICAL: What it usually takes; where only a statutory maximum is known, that.
        STATUTORY_MAXIMUM: What it may take at most by statute; where none is set, what is usual.
    """

    TYPICAL = "typical"
    STATUTORY_MAXIMUM = "statutory-maximum"


class Unknowns(StrEnum):
    """How needs and circumstances are read of which no act speaks.

    Attributes:
        UNFAVOURABLE: The needs are unmet, and the circumstances close what they could.
        FAVOURABLE: The needs are met today, and the circumstances open what they could.
    """

    UNFAVOURABLE = "unfavourable"
    FAVOURABLE = "favourable"


@dataclass(frozen=True, slots=True)
class Setting:
    """What a look ahead takes for granted.

    Attributes:
        day: The day from which is looked ahead; nothing can be started before it.
        horizon: The last day looked at.
        release_on: The day of release of somebody who is held; None when none is known.
        law_on: A day whose law holds on every day, instead of each rule on its own days.
        leads: Which lead times.
        unknowns: How the unknown is read.
        law_of: The window in which a rule must be in force: `start` for the law of the day of
            application, `effect` for that of the day of decision. Rule files do not say which,
            so one answer serves all rules.
    """

    day: date
    horizon: date
    release_on: date | None = None
    law_on: date | None = None
    leads: Leads = Leads.TYPICAL
    unknowns: Unknowns = Unknowns.UNFAVOURABLE
    law_of: Window = Window.START

    def number(self, day: date) -> int:
        """Return how many days after the first day `day` is."""
        return (day - self.day).days

    def date(self, number: int) -> date:
        """Return the day that is `number` days after the first; at most the last day there is."""
        return self.day + timedelta(days=min(number, (date.max - self.day).days))

    def length(self, period: Period) -> int:
        """Return `period` in days; months and years are counted from the first day."""
        try:
            return self.number(add_period(self.day, period))
        except DayBeyondCalendar:
            return FOREVER

    def lead(self, lead: LeadTime) -> int:
        """Return how many days a way takes; 0 where the rule gives no time at all."""
        usual, most = lead.typical, lead.statutory_maximum
        if self.leads is Leads.STATUTORY_MAXIMUM:
            usual, most = most, usual
        period = usual or most
        return 0 if period is None else self.length(period)


NO_LEAD: Final = LeadTime()


def expected_release(person: Person, day: date) -> date | None:
    """Return the planned day of release; None when it has passed or the person is not held."""
    planned = person.planned_release
    if person.episode_on(day) is None or planned is None or planned.value < day:
        return None
    return planned.value


def released_on(person: Person, release: date | None) -> Person:
    """Return `person` as if every detention that lasts ended on `release`."""
    if release is None:
        return person
    episodes = tuple(
        replace(episode, ended=max(release, episode.began)) if episode.ended is None else episode
        for episode in person.episodes
    )
    return replace(person, episodes=episodes, planned_release=None)
