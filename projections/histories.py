"""Everything that was known in a frame, put together by stream and by person in one walk."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from domain.envelope import Act
from domain.values import StreamKind, person_of_stream
from ledger.reader import Reader


def histories_of(
    reader: Reader, kinds: Collection[StreamKind], types: Collection[str] = ()
) -> dict[str, list[Act]]:
    """Return the acts of every stream of some kinds, each in order of position; it is logged.

    Args:
        reader: The ledger in the frame.
        kinds: The kinds of streams.
        types: Only acts of these types are asked for, as `Reader.walk` takes them; none for all.
    """
    found: dict[str, list[Act]] = {}
    for acts in reader.walk(types):
        for act in acts:
            stream = act.envelope.stream
            if stream.partition(":")[0] in kinds:
                found.setdefault(stream, []).append(act)
    return found


def of_persons(histories: Mapping[str, list[Act]]) -> dict[str, list[Act]]:
    """Return those of persons, by pseudonym."""
    found = ((person_of_stream(stream), acts) for stream, acts in histories.items())
    return {person: acts for person, acts in found if person is not None}


def all_persons(reader: Reader) -> dict[str, list[Act]]:
    """Return the acts of every person, by pseudonym; it is logged."""
    return of_persons(histories_of(reader, (StreamKind.PERSON,)))
