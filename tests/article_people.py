"""The persons of the article, judged straight from the example file, without a ledger."""

from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Final

from domain.assessment import Assessment, Moment, assess
from domain.envelope import Act
from domain.evolve import fold
from domain.history import as_of, resolve
from domain.person import Person
from domain.values import person_of_stream
from ledger.intake import IntakeProfile
from ledger.intake.cloudevents import read_events
from ledger.intake.units import Unit
from ledger.rulebook import load_rule_set

EXAMPLES: Final = Path(__file__).parents[1] / "examples" / "article.jsonl"
IN_JUNE: Final = date(2007, 6, 18)
PEOPLE: Final = ("p-0417", "p-0418", "p-0419", "p-0420", "p-0421", "p-0422")


@cache
def person_of_the_article(person: str, day: date = IN_JUNE) -> Person:
    """The state of a person on a day, folded from all lines of the example file."""
    units = read_events(EXAMPLES, IntakeProfile(account="test"), rehearsal=True)
    drafts = [draft for unit in units if isinstance(unit, Unit) for draft in unit.drafts]
    acts = [
        Act(
            position=position,
            version=position,
            recorded_at=draft.recorded_at or datetime(2007, 7, 1, tzinfo=UTC),
            envelope=draft.envelope,
            body=draft.body,
        )
        for position, draft in enumerate(drafts, start=1)
        if person_of_stream(draft.envelope.stream) == person
    ]
    return fold(person, as_of(resolve(acts).acts, day))


@cache
def judged(
    person: str = "p-0417",
    rules: str = "seed-2007",
    moment: Moment = Moment.NOW,
    day: date = IN_JUNE,
    law_on: date | None = None,
) -> Assessment:
    person_then = person_of_the_article(person, day)
    return assess(person_then, load_rule_set(rules), day, moment=moment, law_on=law_on)
