"""Large ledgers about people who do not exist: many hands, many days, the same ones every time."""

import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Final

from domain.envelope import Envelope
from domain.events import EVENT_TYPES
from domain.values import PrivacyClass
from ledger import Draft, Ledger

BATCH: Final = 5_000
FIRST_DAY: Final = date(2021, 1, 4)
DAYS: Final = 2_000
"""The acts lie in so many days from the first."""

LATE: Final = 0.05
"""The share of events that were recorded long after they took place."""

MANDATED: Final = 0.3
"""The share of events that name a mandate."""

_BODIES: Final = tuple(
    (name, EVENT_TYPES[name], EVENT_TYPES[name].model_validate_json(body))
    for name, body in (
        ("id-card-applied/1", '{"place": "desk"}'),
        ("id-application-blocked/1", '{"reason": "no-fee"}'),
        ("id-card-issued/1", "{}"),
        ("registered/1", '{"municipality": "Tilburg", "basis": "declaration"}'),
        ("housing-placed/1", '{"kind": "shelter"}'),
        ("benefit-applied/1", "{}"),
        ("benefit-granted/1", "{}"),
        ("person-released/1", "{}"),
    )
)


def fill(ledger: Ledger, events: int, persons: int) -> None:
    """Record so many events about so many persons, in a ledger made for rehearsal.

    Some hands and offices act often and some hardly ever; one event in twenty tells what happened
    up to two years before it was recorded.
    """
    batch: list[Draft] = []
    for number, draft in enumerate(drafts(events, persons), start=1):
        batch.append(draft)
        if len(batch) == BATCH or number == events:
            ledger.append(batch)
            batch = []
            print(f"\r{number:,} of {events:,} recorded", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)


def drafts(events: int, persons: int) -> Iterator[Draft]:
    """Yield the acts, in the order in which they are recorded."""
    chance = Random(2007)  # noqa: S311 - figures, not secrets
    for number in range(events):
        day = FIRST_DAY + timedelta(days=number * DAYS // events)
        late = chance.randrange(730) if chance.random() < LATE else chance.randrange(5)
        recorded = datetime(day.year, day.month, day.day, 9, tzinfo=UTC) + timedelta(
            microseconds=number
        )
        person = f"p-{chance.randrange(persons):05}"
        name, kind, body = _BODIES[number % len(_BODIES)]
        conversation = number // 5
        yield Draft(
            Envelope(
                event_id=f"b-{number:07}",
                source=f"urn:nld:oin:0000000100123456700{often(chance, 8)}:systeem:nazorg",
                stream=f"person:{person}",
                type=name,
                subjects=(person,),
                occurred_on=day - timedelta(days=late),
                noted_at=recorded - timedelta(hours=chance.randrange(1, 90)),
                actor=f"u-{often(chance, 400)}",
                role=f"role-{often(chance, 12)}",
                organisation=f"gemeente-{often(chance, 40)}",
                recorded_by=f"import-{often(chance, 60)}",
                mandate=f"mandate-{often(chance, 30)}" if chance.random() < MANDATED else None,
                purpose=f"purpose-{often(chance, 6)}",
                legal_basis=f"Wet {often(chance, 25)}",
                causation=f"b-{number - 1:07}" if number % 5 else None,
                correlation=f"conversation-{conversation:06}",
                privacy_class=kind.about.privacy or PrivacyClass.ORDINARY,
            ),
            body,
            recorded,
        )


def often(chance: Random, many: int) -> int:
    """Return a number below `many`, small ones far more often than large ones."""
    return int(many * chance.random() ** 3)
