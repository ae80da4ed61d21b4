"""What can be wrong with one line: it is put aside with its reason, and the other lines stay.

    Problem
    └── LineProblem
        ├── NotJson, NotAnObject, DuplicateKey, NotFinite, NulCharacter     the line itself
        ├── LineTooLong, NotInEncoding
        ├── NotThisCloudEvent, MissingField, UnknownField, UnknownType      the event on it
        ├── InvalidValue, InvalidDate, InvalidPerson, NotOfOnePerson, NaiveTime
        ├── OfAnotherStream, RecordedAtRefused
        ├── WrongCellCount, MalformedRow, EmptyCell                       the row of a table
        ├── UnmappedValue, NoSuchLocalTime
        └── KeyConflict, ErasedBefore      what the ledger holds under the same key

A message never repeats what could name a person, be it a value or the name of a field; the line
itself is in the quarantine file, which only its owner can read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import get_close_matches
from typing import ClassVar, Final

from domain.errors import Problem
from domain.events import not_recorded

_FIELD_NAME: Final = re.compile(r"[a-z]{1,24}(?:[-_][a-z]{1,24}){0,3}")
"""What names a field and no person: a few words in lower case, without digits or spaces."""


_AFFIXES: Final = re.compile(r"^nl\.reintegratie\.|\.v[0-9]+$")
"""What stands around the name of a type in a CloudEvent."""


class LineProblem(Problem):
    """One line, or one row of a table, that cannot become events."""

    code: ClassVar[str] = "IN0300"
    exit_code: ClassVar[int] = 8


class NotJson(LineProblem):
    """The line is not JSON."""

    code: ClassVar[str] = "IN0301"

    def __init__(self, why: str, column: int | None = None) -> None:
        place = f" at column {column}" if column else ""
        super().__init__(
            "This line is not JSON",
            why=f"{why}{place}",
            help="one whole JSON object on each line, without line breaks inside",
        )


class NotAnObject(LineProblem):
    """The line is JSON, but not an object."""

    code: ClassVar[str] = "IN0302"

    def __init__(self, what: str, found: str) -> None:
        super().__init__(
            f"The {what} has to be a JSON object",
            why=f"it is {found}",
            help='an event is written {"specversion": "1.0", ...}',
        )


class DuplicateKey(LineProblem):
    """An object names the same key twice, so it says two things."""

    code: ClassVar[str] = "IN0303"

    def __init__(self, key: str) -> None:
        name = f"The key {key!r}" if _FIELD_NAME.fullmatch(key) else "A key"
        super().__init__(
            f"{name} is there twice in one object",
            why="readers of JSON disagree on which of the two counts",
            help="leave one of them out",
        )


class NotFinite(LineProblem):
    """A number is NaN, infinite or too large to be held."""

    code: ClassVar[str] = "IN0304"

    def __init__(self, literal: str) -> None:
        super().__init__(
            f"{literal[:24]} is not a number that JSON can carry",
            help="leave out what is not known",
        )


class NulCharacter(LineProblem):
    """The line holds the character NUL."""

    code: ClassVar[str] = "IN0305"

    def __init__(self) -> None:
        super().__init__(
            "This line holds the character NUL (U+0000)",
            why="it stands for nothing in text, and is often the mark of a damaged file",
            help="take it out at the source",
        )


class LineTooLong(LineProblem):
    """The line is longer than any event is."""

    code: ClassVar[str] = "IN0306"

    def __init__(self, length: int, limit: int, sha256: str) -> None:
        super().__init__(
            f"This line has {length} bytes, more than the {limit} that a line may have",
            why=f"only its beginning was kept; the whole line has SHA-256 {sha256}",
            help="an event refers to documents by reference and hash, it does not hold them",
        )


class NotInEncoding(LineProblem):
    """The bytes of this line are not in the encoding of the file."""

    code: ClassVar[str] = "IN0307"

    def __init__(self, encoding: str, byte: int, column: int) -> None:
        super().__init__(
            f"This line is not {encoding}",
            why=f"byte 0x{byte:02x} at place {column} does not belong there",
            help="the line is damaged, or was pasted from a file in another encoding",
        )


class NotThisCloudEvent(LineProblem):
    """An attribute of the CloudEvent has a value that this ledger does not read."""

    code: ClassVar[str] = "IN0308"

    def __init__(self, attribute: str, expected: str) -> None:
        super().__init__(
            f"The attribute {attribute} has to be {expected}", help="see docs/import.md"
        )


class MissingField(LineProblem):
    """Something that every event, or this type of event, has to say is not there."""

    code: ClassVar[str] = "IN0309"

    def __init__(self, field: str) -> None:
        super().__init__(
            f"The field {field} is missing",
            why="neither the line nor the map or profile says it",
            help="add it to the line, to the map, or to the profile",
        )


class UnknownField(LineProblem):
    """A field that nothing here reads; it is not dropped in silence."""

    code: ClassVar[str] = "IN0310"

    def __init__(self, place: str, field: str, known: Iterable[str] = ()) -> None:
        known = sorted(known)
        close = get_close_matches(field, known, 1)
        if close:
            help_ = f"did you mean {close[0]!r}?"
        elif known:
            help_ = f"known here: {', '.join(known)}"
        else:
            help_ = "leave it out"
        name = f"The field {field!r}" if _FIELD_NAME.fullmatch(field) else "A field"
        super().__init__(f"{name} in {place} is not known", help=help_)


class UnknownType(LineProblem):
    """The type of the event is not in the table of types."""

    code: ClassVar[str] = "IN0311"

    def __init__(self, place: str, found: str, known: Iterable[str]) -> None:
        derived = not_recorded(_AFFIXES.sub("", found))
        if derived is not None:
            super().__init__(
                f"The field {place} names what is not recorded: {derived.name}",
                why=derived.reason,
                help="send the events that it rests on",
            )
            return
        close = get_close_matches(found, list(known), 1)
        super().__init__(
            f"The field {place} names no type of event that is known",
            help=f"did you mean {close[0]!r}?"
            if close
            else "docs/import.md says how types are written",
        )


class InvalidValue(LineProblem):
    """A field has a value that it cannot have."""

    code: ClassVar[str] = "IN0312"

    def __init__(self, field: str, why: str) -> None:
        super().__init__(f"The field {field} has a value that it cannot have", why=why)


class InvalidDate(LineProblem):
    """A field holds something that is no day and no time."""

    code: ClassVar[str] = "IN0313"

    def __init__(self, field: str, expected: str) -> None:
        super().__init__(
            f"The field {field} holds no date or time that exists",
            why=f"expected {expected}",
            help="correct the date at the source; leave out what is not known",
        )


class InvalidPerson(LineProblem):
    """What should be a pseudonym is not one, such as a bare number."""

    code: ClassVar[str] = "IN0314"

    def __init__(self, field: str) -> None:
        super().__init__(
            f"The field {field} does not name a person or stream as this ledger does",
            why="a person is a pseudonym that begins with a letter, such as p-0417; a bare number "
            "is refused, so that no citizen service number (BSN) gets in",
            help="write person:p-0417; for a table, use prefix or pseudonymise in the map",
        )


class NaiveTime(LineProblem):
    """A time does not say its zone."""

    code: ClassVar[str] = "IN0315"

    def __init__(self, field: str) -> None:
        super().__init__(
            f"The time in {field} does not say its zone",
            help="write 2026-03-02T10:15:00+01:00 or 2026-03-02T09:15:00Z",
        )


class RecordedAtRefused(LineProblem):
    """A line brings its own time of recording to a ledger that is no rehearsal."""

    code: ClassVar[str] = "IN0316"

    def __init__(self) -> None:
        super().__init__(
            "This ledger sets the time of recording itself, and the line brings one",
            why="only a rehearsal ledger takes recorded_at from a file",
            help="leave data.recorded_at out; when the source noted the act goes into time",
        )


class NotOfOnePerson(LineProblem):
    """An event about one person stands in another stream, or names other subjects."""

    code: ClassVar[str] = "IN0317"

    def __init__(self, field: str) -> None:
        super().__init__(
            f"This event concerns one person, and {field} does not name that person alone",
            why="reports read the stream of the person, and would never see the event",
            help="write person: and the pseudonym as its stream, and leave the subjects out; what "
            "concerns several persons is one event in the stream of each",
        )


class OfAnotherStream(LineProblem):
    """An event stands in a stream of a kind where its type does not belong."""

    code: ClassVar[str] = "IN0318"

    def __init__(self, field: str, kinds: Iterable[str]) -> None:
        wanted = " or ".join(f"{kind}:" for kind in kinds)
        super().__init__(
            f"An event of this type does not belong in the stream that {field} names",
            why=f"reports look for it in streams that begin with {wanted}, and would never see it",
            help=f"write {wanted} and an id as its stream; a person whom it concerns is a subject",
        )


class WrongCellCount(LineProblem):
    """A row has more or fewer cells than the header."""

    code: ClassVar[str] = "IN0321"

    def __init__(self, found: int, expected: int) -> None:
        super().__init__(
            f"This row has {found} cells and the header has {expected}",
            help="a cell that holds the separator has to stand in quotes",
        )


class MalformedRow(LineProblem):
    """A row cannot be split into cells."""

    code: ClassVar[str] = "IN0322"

    def __init__(self, why: str) -> None:
        super().__init__(
            "This row cannot be split into cells",
            why=why,
            help="close each quoted cell; write a quote inside it twice",
        )


class EmptyCell(LineProblem):
    """A cell without which the row means nothing is empty."""

    code: ClassVar[str] = "IN0323"

    def __init__(self, column: str, needed_for: str) -> None:
        super().__init__(
            f"The cell in column {column!r} is empty", why=f"it is needed as {needed_for}"
        )


class UnmappedValue(LineProblem):
    """A cell holds a word that the map does not translate."""

    code: ClassVar[str] = "IN0324"

    def __init__(self, column: str, known: Iterable[str]) -> None:
        super().__init__(
            f"The cell in column {column!r} holds a value that the map does not know",
            why=f"the map knows {', '.join(sorted(known))}",
            help="add the value to `values` in the map, or give `otherwise`",
        )


class NoSuchLocalTime(LineProblem):
    """The clock was put forward over this time, so it never was."""

    code: ClassVar[str] = "IN0325"

    def __init__(self, column: str, zone: str) -> None:
        super().__init__(
            f"The time in column {column!r} never was on a clock in {zone}",
            why="the clock was put forward over it that night",
            help="correct the time at the source, or name the right time_zone in the map",
        )


class KeyConflict(LineProblem):
    """An event with the same id and source, and other content, is in the ledger already."""

    code: ClassVar[str] = "IN0330"

    def __init__(self, event_id: str, why: str | None) -> None:
        super().__init__(
            f"The ledger already holds an event {event_id} of this source with other content",
            why=why,
            help="what was recorded stays; record a correction with `reintegration correct`",
        )


class ErasedBefore(LineProblem):
    """The event was recorded once and has been erased since."""

    code: ClassVar[str] = "IN0331"

    def __init__(self, where: str | None) -> None:
        super().__init__(
            "This event was recorded before, and has been erased since",
            why=f"it was at {where}" if where else None,
            help="what was erased stays erased; a person who returns gets a new pseudonym",
        )
