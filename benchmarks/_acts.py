"""Acts about people who do not exist, as plain values: the same ones every time."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, Final, NamedTuple

import orjson

from domain.envelope import Envelope
from domain.events import EVENT_TYPES
from domain.values import PrivacyClass
from ledger import Draft

Fields = dict[str, Any]

PERSONS_IN_TURN: Final = 200
ACTS_IN_TURN: Final = 5
"""A batch of 1,000 is 5 acts of each of 200 persons, who come back some batches later."""

_FIRST_DAY: Final = date(2024, 1, 1)
_BODIES: Final[tuple[tuple[str, Fields], ...]] = (
    ("id-card-applied/1", {"place": "desk"}),
    ("id-application-blocked/1", {"reason": "no-fee"}),
    ("registered/1", {"municipality": "Tilburg", "basis": "declaration"}),
    ("housing-placed/1", {"kind": "shelter"}),
)


class PlainAct(NamedTuple):
    """An act in the values that JSON has: the envelope without absent fields, and the body."""

    envelope: Fields
    body: Fields


def plain_acts(persons: int, acts_each: int, *, first: int = 0) -> Iterator[PlainAct]:
    """Yield the acts of some persons, some persons in turn.

    Args:
        persons: How many persons, a multiple of `PERSONS_IN_TURN` or fewer than it.
        acts_each: How many acts of each of them, a multiple of `ACTS_IN_TURN`.
        first: Number of the first act of each person, for acts that follow earlier ones.
    """
    turn = min(persons, PERSONS_IN_TURN)
    for start in range(first, first + acts_each, ACTS_IN_TURN):
        for group in range(0, persons, turn):
            for person in range(group, group + turn):
                for act in range(start, start + ACTS_IN_TURN):
                    yield _act(person, act)


def _act(person: int, act: int) -> PlainAct:
    name, body = _BODIES[act % len(_BODIES)]
    return PlainAct(
        {
            "event_id": f"01890a5d-ac96-774b-{act:04x}-{person:012x}",
            "source": "urn:nld:oin:00000001001234567000:systeem:burgerzaken",
            "stream": f"person:p-{person:05}",
            "type": name,
            "subjects": [f"p-{person:05}"],
            "occurred_on": (_FIRST_DAY + timedelta(days=act)).isoformat(),
            "certainty": "known",
            "actor": f"u-{act % 40}",
            "role": "burgerzaken",
            "organisation": "00000001001234567000",
            "recorded_by": "import-1",
            "purpose": "nazorg",
            "legal_basis": "Paspoortwet 26",
            "privacy_class": _privacy_class(name).value,
        },
        body,
    )


def _privacy_class(name: str) -> PrivacyClass:
    return EVENT_TYPES[name].about.privacy or PrivacyClass.ORDINARY


def draft(act: PlainAct) -> Draft:
    """Return an act as the ledger takes it, read and checked as every sender's JSON is."""
    envelope = Envelope.model_validate_json(orjson.dumps(act.envelope))
    body = EVENT_TYPES[envelope.type].model_validate_json(orjson.dumps(act.body))
    return Draft(envelope, body)
