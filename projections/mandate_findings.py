"""Decisions that name a mandate which does not hold for them, as findings about a person.

A decision that names none is no finding here: `handovers` tells of it, and `audit mandate:none`
lists them all.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from sqlalchemy import select

from domain.accountability.mandates import DOES_NOT_HOLD, is_decision, mandates_of
from domain.envelope import Act
from domain.events import EVENT_TYPES
from domain.history import resolve
from domain.values import StreamKind
from ledger.reader import Reader
from projections.agreement_cases import asked, envelopes
from projections.findings import FindingRow
from projections.schema import AUDIT, AUDIT_PERSONS

_DECISIONS: Final = tuple(filter(is_decision, EVENT_TYPES))


def relying_on_mandates(reader: Reader) -> dict[str, tuple[Act, ...]]:
    """Return what is recorded of each person about whom a decision names a mandate; it is logged.

    The read table of the audit tells who they are; where none can be kept, the envelopes do.
    """
    if reader.ledger.read_only:
        deciding = (each for each in envelopes(reader) if _relies(each.type, each.mandate))
        persons = sorted({person for each in deciding for person in each.subjects})
    else:
        persons = asked(
            reader,
            select(AUDIT_PERSONS.c.person).where(
                AUDIT.c.type.in_(_DECISIONS), AUDIT.c.mandate.is_not(None)
            ),
        )
    files = map(reader.file, persons)
    return {file.person: file.acts for file in files}


def found_in_mandates(
    reader: Reader, recorded: Mapping[str, Sequence[Act]], day: date
) -> tuple[FindingRow, ...]:
    """Return the decisions about persons on mandates that do not hold, by person and day.

    Args:
        reader: Reads the mandates that organisations gave; whom those concern is logged.
        recorded: What was recorded of each person, in order of position.
        day: The last day that counts: of mandates, and of decisions.
    """
    deciding = {
        person: [
            act
            for act in resolve(acts).acts
            if act.envelope.day <= day and _relies(act.envelope.type, act.envelope.mandate)
        ]
        for person, acts in recorded.items()
    }
    if not any(deciding.values()):
        return ()
    mandates = mandates_of(reader.histories(StreamKind.ORGANISATION), day)
    return tuple(
        FindingRow(person=person, kind=found.fault, on=found.on, events=found.evidence)
        for person, acts in sorted(deciding.items())
        for found in sorted(mandates.faults(acts), key=lambda found: (found.on, found.evidence))
        if found.fault in DOES_NOT_HOLD
    )


def _relies(type_name: str, mandate: str | None) -> bool:
    return mandate is not None and is_decision(type_name)
