"""A person judged under a small rule set: what the tests of the assessment share."""

from datetime import date
from typing import Final

from domain import events as e
from domain.assessment import Assessment, Moment, assess
from domain.circumstances import Circumstance
from domain.envelope import Act
from domain.events.base import EventBody
from domain.events.screening import ScreeningAnswer
from domain.need_status import NeedStatus
from domain.needs import Need
from domain.rules import RuleSet
from tests.domain.acts import act, state
from tests.domain.rule_sets import guard, way

ID, REGISTRATION, ADDRESS = Need.ID_DOCUMENT, Need.REGISTRATION, Need.ADDRESS
BENEFIT, INCOME, CASH, SHELTER = Need.BENEFIT, Need.INCOME, Need.CASH, Need.SHELTER
FREE: Final = guard(Circumstance.DETAINED, holds=False)
HELD: Final = guard(Circumstance.DETAINED, holds=True)
GIVER: Final = guard(Circumstance.ADDRESS_GIVER)
RING: Final = (way(ID, REGISTRATION), way(REGISTRATION, ID))
STARTED, RELEASED = e.DetentionStarted(), e.PersonReleased()


def says(need: Need, answer: ScreeningAnswer) -> EventBody:
    return e.NeedStatusVerified(need=need, answer=answer)


def lacks(*needs: Need, on: str = "2026-01-01") -> list[Act]:
    """Acts that say of needs that they are not met."""
    return [
        act(says(need, ScreeningAnswer.NOT_ARRANGED), on, position=100 + place)
        for place, need in enumerate(needs)
    ]


def has(*needs: Need, on: str = "2026-01-01") -> list[Act]:
    """Acts that say of needs that they are met."""
    return [
        act(says(need, ScreeningAnswer.ARRANGED), on, position=200 + place)
        for place, need in enumerate(needs)
    ]


def judge(
    rules: RuleSet,
    acts: list[Act],
    on: str = "2026-03-02",
    *,
    moment: Moment = Moment.NOW,
    law_on: date | None = None,
) -> Assessment:
    day = date.fromisoformat(on)
    return assess(state(*acts, on=on), rules, day, moment=moment, law_on=law_on)


def found(answer: Assessment, need: Need) -> NeedStatus:
    return answer.needs[need]
