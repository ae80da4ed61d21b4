"""What one event makes of one need, as a row: the form of the tables beside it."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from domain import events as e
from domain.events.base import EventBody
from domain.events.housing import HousingKind
from domain.events.screening import ScreeningAnswer
from domain.events.support import SupportKind
from domain.needs import Need
from domain.person import Person

BEFORE, DAY, LATER = "2026-03-01", "2026-03-02", "2026-03-03"
MET, UNMET, PENDING = "met", "unmet", "pending"
DECLINED, NEEDLESS, UNKNOWN = "declined", "needless", "unknown"

HOUSED: Final = e.HousingPlaced(kind=HousingKind.DWELLING)
SHELTER_ASKED: Final = e.SocialSupportApplied(kind=SupportKind.SHELTER)
PAYING: Final = e.DebtArrangementMade(with_collection_agency=True)
ARRANGED: Final = ScreeningAnswer.ARRANGED


def stands(person: Person, need: Need, on: str = LATER) -> str:
    """How a need stands on a day, in one word."""
    standing, day = person.standing(need), date.fromisoformat(on)
    if standing.not_applicable:
        return NEEDLESS
    if standing.held_on(day):
        return MET
    if standing.declined:
        return DECLINED
    if standing.pending:
        return PENDING
    return UNMET if standing.lost else UNKNOWN


@dataclass(frozen=True)
class Case:
    """Given some events, and then one more: what becomes of one need."""

    then: EventBody
    need: Need
    becomes: str
    given: tuple[EventBody, ...] = ()
    name: str = ""


def case(then: EventBody, need: Need, becomes: str, *given: EventBody, name: str = "") -> Case:
    """A row of a table: the event, the need, what becomes of it, and what happened before."""
    return Case(then, need, becomes, given, name)
