"""The published example of persons at ports of entry: when they were there, and when it was known.

The facts are those of the indexing paper of Goh, Lu, Ooi and Tan (1996, section 7), which the
documentation of XTDB (xtdb.com, "Bitemporality") works out for an investigation of a crime. In the
terms of this ledger an arrival is an entry in a register at the port, a departure ends it, and a
departure that proves to be another day is a correction. Day 0 is 31 December 2018.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Final

import pytest

from domain import events as e
from domain.envelope import CorrectionKind, EventReference
from domain.events.corrections import CorrectionReason
from domain.events.registration import DeregistrationKind, RegistrationBasis
from domain.needs import Need
from domain.values import PrivacyClass, person_stream
from ledger import Draft, Ledger, create_ledger
from ledger.reader import Frame, Reader
from projections.reading import all_cases
from tests.ledger.making import SOURCE, envelope, key_path
from tests.projections.looking import REQUEST, Log

LEFT: Final = e.Deregistered(kind=DeregistrationKind.DEPARTED_ABROAD)

HAPPENED: Final = (
    (0, "p-2", "SFO", 0),
    (0, "p-3", "LA", 0),
    (2, "p-4", "NY", 2),
    (3, "p-4", None, 3),
    (4, "p-1", "NY", 0),
    (4, "p-1", None, 3),
    (4, "p-1", "LA", 4),
    (4, "p-3", None, 4),
    (5, "p-2", None, 5),
    (8, "p-3", "SFO", 8),
    (8, "p-4", "LA", 8),
    (9, "p-3", None, 9),
    (10, "p-5", "LA", 10),
    (11, "p-7", "NY", 11),
    (12, "p-6", "NY", 12),
)
"""The day on which it was recorded, the person, the port (None: departed), and its own day.

On day 7 it was found that p-3 had not left on day 4 but on day 7: a correction of the eighth.
"""


def day(number: int) -> date:
    """The day with this number in the example."""
    return date(2018, 12, 31) + timedelta(days=number)


def recorded_on(number: int) -> datetime:
    """When what was recorded on a day was recorded."""
    return datetime.combine(day(number), time(9), UTC)


@pytest.fixture
def ports(tmp_path: Path) -> Iterator[Ledger]:
    """A ledger that holds the example."""
    drafts = [_draft(number, *row) for number, row in enumerate(HAPPENED, start=1)]
    correction = e.EventCorrected(
        reason=CorrectionReason.WRONG_DATE, occurred_on=day(7).isoformat()
    )
    said = envelope(
        "found-out",
        person_stream("p-3"),
        type=correction.about.type,
        occurred_on=day(7),
        corrects=EventReference(event_id="e8", source=SOURCE),
        correction_kind=CorrectionKind.ERROR,
        privacy_class=PrivacyClass.ORDINARY,
    )
    drafts.append(Draft(said, correction, recorded_on(7)))
    with create_ledger(
        tmp_path / "ports.ledger", keys=key_path(tmp_path), rehearsal=True
    ) as ledger:
        for draft in sorted(drafts, key=lambda each: each.recorded_at or recorded_on(0)):
            ledger.append([draft])
        yield ledger


def _draft(number: int, known: int, person: str, port: str | None, on: int) -> Draft:
    body: e.EventBody = LEFT
    if port is not None:
        body = e.Registered(municipality=port, basis=RegistrationBasis.DECLARATION)
    said = envelope(
        f"e{number}",
        person_stream(person),
        type=body.about.type,
        occurred_on=day(on),
        privacy_class=body.about.privacy or PrivacyClass.ORDINARY,
    )
    return Draft(said, body, recorded_on(known))


def present(ledger: Ledger, on: int, known: int) -> dict[str, str]:
    """Who was at which port on a day, as known at the end of another."""
    moment = datetime.combine(day(known), time.max, UTC)
    frame = Frame(day(on), moment, None, "")
    reader = Reader(ledger, frame, REQUEST, Log(), lambda: datetime.max.replace(tzinfo=UTC))
    return {
        case.person.id: case.person.registered_in.value
        for case in all_cases(reader)
        if case.person.registered_in is not None
        and case.person.standing(Need.REGISTRATION).held_on(day(on)) is not None
    }


def test_who_was_there_on_day_2_as_known_on_day_3(ports: Ledger) -> None:
    assert present(ports, on=2, known=3) == {"p-2": "SFO", "p-3": "LA", "p-4": "NY"}


def test_who_was_there_on_day_2_as_known_since_somebody_proved_to_have_been_there_too(
    ports: Ledger,
) -> None:
    assert present(ports, on=2, known=4) == {"p-1": "NY", "p-2": "SFO", "p-3": "LA", "p-4": "NY"}


def test_who_had_left_is_there_again_since_the_departure_proved_to_be_later(
    ports: Ledger,
) -> None:
    assert present(ports, on=6, known=6) == {"p-1": "LA"}
    assert present(ports, on=6, known=7) == {"p-1": "LA", "p-3": "LA"}


def test_who_is_there_at_the_end(ports: Ledger) -> None:
    assert present(ports, on=12, known=12) == {
        "p-1": "LA",
        "p-4": "LA",
        "p-5": "LA",
        "p-6": "NY",
        "p-7": "NY",
    }


def test_what_was_known_then_stays_known_whatever_was_recorded_later(ports: Ledger) -> None:
    assert present(ports, on=3, known=2) == {"p-2": "SFO", "p-3": "LA", "p-4": "NY"}
    assert present(ports, on=3, known=12) == {"p-2": "SFO", "p-3": "LA"}
