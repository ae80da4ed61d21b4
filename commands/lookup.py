"""Finding a person, or one event and its history; each look at a person's history is logged."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from commands.context import person
from commands.event_errors import EventAmbiguous
from commands.reading import open_reader
from commands.report_errors import PersonUnknown
from commands.review_errors import EventRecordedLater

if TYPE_CHECKING:
    from commands.reading import Records
    from domain.envelope import Act, Envelope
    from ledger import Ledger
    from projections.case import Case


def case_of_person(session: Records, person_id: str) -> Case:
    """Return a person as the frame of a session shows them; the reading is logged.

    Raises:
        PersonRefused: The text cannot be the pseudonym of a person.
        PersonUnknown: Nothing is recorded of the person in this frame.
    """
    from projections.case import open_case

    name = person(person_id)
    case = open_case(session.reader, name)
    if not case.recorded:
        raise PersonUnknown(name, session.reader.position, session.frame.known_to)
    return case


def find_event(
    ledger: Ledger, event_id: str, source: str | None, *, up_to: int | None = None
) -> Act:
    """Return the one event with this id.

    Args:
        ledger: Where it is looked for.
        event_id: The sender's id.
        source: The sender, where several used the id.
        up_to: The last position that was known; None for all that is recorded.

    Raises:
        UnknownEvent: There is none.
        EventRecordedLater: There is one, and it was not known yet.
        EventAmbiguous: Several sources used the id, and none was named.
    """
    from ledger.errors import UnknownEvent

    recorded = ledger.find(event_id, source)
    if not recorded:
        raise UnknownEvent(event_id, source)
    found = [act for act in recorded if up_to is None or act.position <= up_to]
    if up_to is not None and not found:
        raise EventRecordedLater(event_id, up_to)
    if len(found) > 1:
        raise EventAmbiguous(event_id, sorted(act.envelope.source for act in found))
    return found[0]


def history_of(
    ctx: click.Context, ledger: Ledger, stream: str, otherwise: Envelope | None = None
) -> list[Act]:
    """Return all that was recorded in a stream; whom it concerns is logged first.

    Args:
        ctx: The command's context.
        ledger: The ledger.
        stream: The stream.
        otherwise: An event that is about to be recorded, whose purpose and legal basis are those
            of the reading when neither option nor profile names one.

    Raises:
        ReadingGroundMissing: Nothing says why personal data are read.
    """
    return list(open_reader(ctx, ledger, otherwise=otherwise).history(stream))


def read_together(
    ctx: click.Context, ledger: Ledger, stream: str, otherwise: Envelope | None = None
) -> list[Act]:
    """Return all that is read as one with a stream: of a person what every linked pseudonym has.

    Takes, logs and raises what `history_of` does.
    """
    from domain.values import person_of_stream

    name = person_of_stream(stream)
    if name is None:
        return history_of(ctx, ledger, stream, otherwise)
    return list(open_reader(ctx, ledger, otherwise=otherwise).file(name).acts)


def chain_of(history: list[Act], act: Act) -> list[Act]:
    """Return the changes of an event, the changes of those, and so on, as they were recorded."""
    found, asked = {act.key}, [act]
    while asked:
        new = [each for each in changes_of(history, asked.pop()) if each.key not in found]
        found |= {each.key for each in new}
        asked += new
    return [each for each in history if each.key in found and each.key != act.key]


def changes_of(history: list[Act], act: Act) -> list[Act]:
    """Return what was recorded later to correct, retract or propose to retract an event."""
    return [
        later
        for later in history
        if later.envelope.corrects is not None
        and (later.envelope.corrects.source, later.envelope.corrects.event_id) == act.key
    ]
