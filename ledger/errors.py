"""Everything that can go wrong with a ledger, in words that a person can act on.

Problem
└── LedgerError
    ├── StoreError                     the place where the ledger is
    │   ├── LedgerMissing
    │   ├── LedgerIsDirectory
    │   ├── LedgerExists
    │   ├── NotALedger
    │   ├── NewerLedger
    │   ├── OlderLedger
    │   ├── ReadOnlyLedger
    │   ├── LedgerLocked
    │   ├── NewerProjection
    │   ├── RebuildGone
    │   └── StoreUnreachable
    ├── KeyFileError                   the file with the keys of the persons
    │   ├── KeyFileNotNamed
    │   ├── KeyFileMissing
    │   ├── KeyFileExists
    │   ├── KeyFileOfAnotherLedger
    │   └── KeyFileUnreadable
    ├── ConflictError                  what somebody else recorded in between
    │   ├── VersionConflict
    │   ├── ConditionFailed
    │   ├── KeyReused
    │   ├── AlreadyRecorded
    │   └── Erased
    ├── RefusedError                   what the ledger does not take
    │   ├── UnknownType
    │   ├── BodyOfAnotherType
    │   ├── WrongPrivacyClass
    │   ├── NotARehearsal
    │   └── RuleSetReused
    ├── IntegrityError                 what is stored is not what was recorded
    │   ├── Tampered
    │   ├── UnreadableEvent
    │   └── DamagedStore
    ├── AccessLogUnwritable            who looks cannot be written down, so nothing is shown
    └── NotFoundError                  what was asked for is not there
        ├── UnknownEvent
        ├── UnknownPosition
        ├── UnknownRuleSet
        ├── FutureFrame
        └── FrameBeforeFirstRecord
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from domain.errors import Problem
from ledger.acts import content_of

if TYPE_CHECKING:
    from domain.envelope import Act
    from ledger.acts import Condition, Draft


class LedgerError(Problem):
    """Anything that the ledger can complain of."""

    code: ClassVar[str] = "LG0000"


class StoreError(LedgerError):
    """Something about the file or the database that holds the ledger."""

    code: ClassVar[str] = "LG0100"
    exit_code: ClassVar[int] = 10


class LedgerMissing(StoreError):
    """There is no ledger at the place that was given."""

    code: ClassVar[str] = "LG0101"

    def __init__(self, location: str) -> None:
        super().__init__(
            "There is no ledger here",
            where=location,
            help="check the path, or make a ledger with `reintegration init`",
        )


class LedgerIsDirectory(StoreError):
    """The path of a ledger is a directory."""

    code: ClassVar[str] = "LG0102"

    def __init__(self, location: str) -> None:
        super().__init__(
            "A ledger is a file, and this is a directory",
            where=location,
            help=f"name a file in it, such as {Path(location) / 'reintegration.db'}",
        )


class LedgerExists(StoreError):
    """A new ledger was asked for where something already is."""

    code: ClassVar[str] = "LG0103"
    exit_code: ClassVar[int] = 6

    def __init__(self, location: str) -> None:
        super().__init__(
            "There is something here already, and a new ledger overwrites nothing",
            where=location,
            help="open it, or choose another place for the new ledger",
        )


class NotALedger(StoreError):
    """What is at the place is something else."""

    code: ClassVar[str] = "LG0104"

    def __init__(self, location: str, why: str) -> None:
        super().__init__(
            "This is not a ledger",
            where=location,
            why=why,
            help="check the path; nothing was changed",
        )


class NewerLedger(StoreError):
    """A later version of this program wrote the ledger."""

    code: ClassVar[str] = "LG0105"

    def __init__(self, location: str, what: str, found: int, known: int) -> None:
        super().__init__(
            "A newer version of this program made this ledger",
            where=location,
            why=f"its {what} is {found}, and this version knows up to {known}",
            help="install the newer version; nothing was changed",
        )
        self.found = found
        self.known = known


class OlderLedger(StoreError):
    """The ledger has to be brought up to date first, and was opened for reading only."""

    code: ClassVar[str] = "LG0106"

    def __init__(self, location: str, found: int, known: int) -> None:
        super().__init__(
            "This ledger was made by an older version and has to be brought up to date first",
            where=location,
            why=f"its schema version is {found}, and this version reads {known}",
            help="open it once with the right to write; that brings it up to date",
        )


class ReadOnlyLedger(StoreError):
    """Something was to be written where nothing may be written."""

    code: ClassVar[str] = "LG0107"
    exit_code: ClassVar[int] = 4

    def __init__(self, location: str, why: str) -> None:
        super().__init__(
            "This ledger can only be read",
            where=location,
            why=why,
            help="ask for the right to write to it, or only read",
        )


class LedgerLocked(StoreError):
    """Another process kept the ledger to itself for too long."""

    code: ClassVar[str] = "LG0108"

    def __init__(self, location: str, wait_seconds: float) -> None:
        super().__init__(
            "Another process is writing to this ledger and did not finish",
            where=location,
            why=f"waited {wait_seconds:g} seconds",
            help="try again; when it stays so, find the process that holds the ledger",
        )


class NewerProjection(StoreError):
    """A later version of this program made the tables of a projection."""

    code: ClassVar[str] = "LG0110"

    def __init__(self, name: str, found: int, known: int) -> None:
        super().__init__(
            f"A newer version of this program made the tables of {name}",
            why=f"they are of version {found}, and this version makes version {known}",
            help="use the newer version; nothing was changed",
        )


class RebuildGone(StoreError):
    """Tables that were being made again are there no longer."""

    code: ClassVar[str] = "LG0111"

    def __init__(self, name: str) -> None:
        super().__init__(
            f"The tables of {name} that were being made again are gone",
            why="somebody else finished them or abandoned them meanwhile",
            help="no answer is wrong by that; run `reintegration rebuild` again if they were "
            "abandoned",
        )


class StoreUnreachable(StoreError):
    """The file or the server cannot be reached, or takes no more."""

    code: ClassVar[str] = "LG0109"

    def __init__(self, location: str, why: str) -> None:
        super().__init__(
            "The store of this ledger does not answer",
            where=location,
            why=why,
            help="check the disk, the server and the address; what was acknowledged is kept",
        )


class KeyFileError(LedgerError):
    """Something about the file with the keys."""

    code: ClassVar[str] = "LG0200"
    exit_code: ClassVar[int] = 10


class KeyFileNotNamed(KeyFileError):
    """A ledger on a server has no file beside it, so the key file has to be named."""

    code: ClassVar[str] = "LG0201"
    exit_code: ClassVar[int] = 2

    def __init__(self, location: str) -> None:
        super().__init__(
            "The key file of a ledger on a server has to be named",
            where=location,
            why="the keys are kept apart from the ledger, in a file of their own",
            help="give its path",
        )


class KeyFileMissing(KeyFileError):
    """There is no key file, or no master key, where it should be."""

    code: ClassVar[str] = "LG0202"

    def __init__(self, path: Path) -> None:
        super().__init__(
            "The key file of this ledger is missing",
            where=str(path),
            why="without it no body of an event can be read or recorded",
            help="put it back from its own backup, or give the path where it is now",
        )


class KeyFileExists(KeyFileError):
    """A new ledger would overwrite the keys of another."""

    code: ClassVar[str] = "LG0203"
    exit_code: ClassVar[int] = 6

    def __init__(self, path: Path) -> None:
        super().__init__(
            "There is a key file here already, and a new ledger overwrites no keys",
            where=str(path),
            why="it may be the only way to read another ledger",
            help="move it away, or choose another place for the new keys",
        )


class KeyFileOfAnotherLedger(KeyFileError):
    """The keys belong to another ledger."""

    code: ClassVar[str] = "LG0204"

    def __init__(self, path: Path, found: str, wanted: str) -> None:
        super().__init__(
            "These are the keys of another ledger",
            where=str(path),
            why=f"they belong to ledger {found}, and this is ledger {wanted}",
            help="give the path of the key file of this ledger",
        )


class KeyFileUnreadable(KeyFileError):
    """The key file or the master key cannot be used."""

    code: ClassVar[str] = "LG0205"

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(
            "The key file of this ledger cannot be used",
            where=str(path),
            why=why,
            help="put the key file and its master key back from their own backups",
        )


class ConflictError(LedgerError):
    """Somebody else was first; read again and decide again."""

    code: ClassVar[str] = "LG0300"
    exit_code: ClassVar[int] = 6


class VersionConflict(ConflictError):
    """The stream has moved on since it was read."""

    code: ClassVar[str] = "LG0301"

    def __init__(self, stream: str, expected: int, found: int) -> None:
        super().__init__(
            f"{stream} is at version {found}, not at {expected}",
            where=stream,
            why="something was recorded in it since it was read",
            help="read it again and decide again; nothing was recorded",
        )
        self.stream = stream
        self.expected = expected
        self.found = found


class ConditionFailed(ConflictError):
    """An event that the decision should have known was recorded in between."""

    code: ClassVar[str] = "LG0302"

    def __init__(self, condition: Condition, position: int) -> None:
        super().__init__(
            "Something that this decision rests on has changed since it was read",
            where=f"position {position}",
            why=f"the decision was made on the ledger up to position {condition.after_position}",
            help="read again and decide again; nothing was recorded",
        )
        self.condition = condition
        self.position = position


class KeyReused(ConflictError):
    """One event id of one source stands for two different acts."""

    code: ClassVar[str] = "LG0303"

    def __init__(self, recorded: Act | Draft, refused: Draft) -> None:
        envelope = refused.envelope
        place = getattr(recorded, "position", None)
        super().__init__(
            f"{envelope.source} sent event {envelope.event_id} before, with other content",
            where=f"position {place}" if place else "earlier in the same batch",
            why=f"different: {', '.join(_differences(recorded, refused))}",
            help="give the new act an id of its own, or correct the recorded one",
        )
        self.recorded = recorded
        self.refused = refused


class AlreadyRecorded(ConflictError):
    """The place in a stream, or the key of an act, is taken."""

    code: ClassVar[str] = "LG0305"

    def __init__(self, location: str, why: str) -> None:
        super().__init__(
            "This place in the stream, or this event id, is taken",
            where=location,
            why=why,
            help="read the stream again; nothing was recorded",
        )


class Erased(ConflictError):
    """The act was recorded once and has been erased since."""

    code: ClassVar[str] = "LG0304"

    def __init__(self, source: str, event_id: str, position: int) -> None:
        super().__init__(
            f"{source} sent event {event_id} before, and it has been erased since",
            where=f"position {position}",
            help="a returning person gets a new pseudonym; the erased act stays erased",
        )


class RefusedError(LedgerError):
    """Something whose form the ledger does not take."""

    code: ClassVar[str] = "LG0400"
    exit_code: ClassVar[int] = 3


class UnknownType(RefusedError):
    """No event type has this name."""

    code: ClassVar[str] = "LG0401"

    def __init__(self, type: str, known: Iterable[str]) -> None:
        from difflib import get_close_matches

        from domain.events import not_recorded

        derived = not_recorded(type)
        close = get_close_matches(type, list(known), n=3)
        super().__init__(
            f"There is no event type {type}",
            why=None if derived is None else derived.reason,
            help=f"did you mean {' or '.join(close)}?" if close else "see the list of event types",
        )
        self.type = type


class BodyOfAnotherType(RefusedError):
    """The envelope names one type and the body is of another."""

    code: ClassVar[str] = "LG0402"

    def __init__(self, type: str, body: str) -> None:
        super().__init__(
            f"The envelope says {type}, and the body is one of {body}",
            help="give the envelope the type of its body",
        )


class WrongPrivacyClass(RefusedError):
    """The envelope names another privacy class than its type has."""

    code: ClassVar[str] = "LG0403"

    def __init__(self, type: str, found: str, wanted: str) -> None:
        super().__init__(
            f"The envelope says privacy class {found}, and {type} is of class {wanted}",
            why="each class has its own keys, so the class decides who can read and what is erased",
            help=f"give the envelope class {wanted}",
        )


class NotARehearsal(RefusedError):
    """The time of recording was to be set in a ledger of record."""

    code: ClassVar[str] = "LG0404"

    def __init__(self, location: str) -> None:
        super().__init__(
            "The time of recording cannot be chosen in a ledger of record",
            where=location,
            why="only a ledger made for rehearsal takes it from the source",
            help="leave it out, or make a rehearsal ledger",
        )


class RuleSetReused(RefusedError):
    """The digest does not belong to the bytes."""

    code: ClassVar[str] = "LG0405"

    def __init__(self, name: str, digest: str, found: str) -> None:
        super().__init__(
            f"The bytes of rule set {name} do not have the digest that was given",
            why=f"given {digest}, found {found}",
            help="compute the SHA-256 of the bytes that are to be kept",
        )


class IntegrityError(LedgerError):
    """What is stored is not what was recorded."""

    code: ClassVar[str] = "LG0700"
    exit_code: ClassVar[int] = 7


class Tampered(IntegrityError):
    """A stored event does not have the commitment under which it was recorded."""

    code: ClassVar[str] = "LG0701"

    def __init__(self, position: int, why: str) -> None:
        super().__init__(
            f"The event at position {position} is not as it was recorded",
            where=f"position {position}",
            why=why,
            help="run `reintegration verify`, and compare with a backup",
        )
        self.position = position


class UnreadableEvent(IntegrityError):
    """A stored event is as it was recorded, and still makes no sense to this version."""

    code: ClassVar[str] = "LG0702"

    def __init__(self, position: int, why: str) -> None:
        super().__init__(
            f"The event at position {position} cannot be read",
            where=f"position {position}",
            why=why,
            help="run `reintegration verify`; a newer version may know this type",
        )
        self.position = position


class DamagedStore(IntegrityError):
    """The database says that its own file is damaged, or a part that can be made again."""

    code: ClassVar[str] = "LG0703"

    def __init__(self, location: str, why: str, *, is_read_table: bool = False) -> None:
        backup = "keep the file as it is, and put back a backup; `verify` says from where on"
        super().__init__(
            "A read table of this ledger is damaged"
            if is_read_table
            else "The store of this ledger is damaged",
            where=location,
            why=why,
            help=f"run `reintegration rebuild`; when that fails too, {backup}"
            if is_read_table
            else backup,
        )


class AccessLogUnwritable(LedgerError):
    """Nobody could see later who looked, so nothing is shown."""

    code: ClassVar[str] = "LG0601"
    exit_code: ClassVar[int] = 10

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(
            "What is read about a person has to be logged first, and the log cannot be written",
            where=str(path),
            why=why,
            help="check the disk and the rights of the access log; nothing was shown",
        )


class NotFoundError(LedgerError):
    """What was asked for is not in the ledger."""

    code: ClassVar[str] = "LG0500"
    exit_code: ClassVar[int] = 5


class UnknownEvent(NotFoundError):
    """No event has this id."""

    code: ClassVar[str] = "LG0501"

    def __init__(self, event_id: str, source: str | None = None) -> None:
        of = f" of {source}" if source else ""
        super().__init__(
            f"There is no event {event_id}{of}",
            help="the timeline of a person shows the ids of its events",
        )


class UnknownPosition(NotFoundError):
    """The ledger does not reach to this position."""

    code: ClassVar[str] = "LG0502"

    def __init__(self, position: int, last: int) -> None:
        super().__init__(
            f"There is no position {position} in this ledger",
            why=f"positions run from 1 to {last}" if last else "nothing has been recorded yet",
        )


class UnknownRuleSet(NotFoundError):
    """No rule set with this digest was kept."""

    code: ClassVar[str] = "LG0503"

    def __init__(self, digest: str) -> None:
        super().__init__(
            f"No rule set with digest {digest} was kept in this ledger",
            help="a rule set is kept when an answer is given with it",
        )


class FutureFrame(NotFoundError):
    """Nobody can say yet what will be known then."""

    code: ClassVar[str] = "LG0504"
    exit_code: ClassVar[int] = 2

    def __init__(self, known_at: datetime, now: datetime) -> None:
        super().__init__(
            f"What will be known at {known_at.isoformat()} cannot be said yet",
            why=f"it is now {now.isoformat(timespec='seconds')}",
            help="ask for a moment that has passed, or leave it out for now",
        )


class FrameBeforeFirstRecord(NotFoundError):
    """Nothing had been recorded by then."""

    code: ClassVar[str] = "LG0505"

    def __init__(self, known_at: datetime, first: datetime | None) -> None:
        super().__init__(
            f"At {known_at.isoformat()} this ledger knew nothing yet",
            why=f"its first record is of {first.isoformat()}" if first else "it is empty",
            help="ask for a later moment, or leave it out for now",
        )


def _differences(recorded: Act | Draft, refused: Draft) -> list[str]:
    """Name the fields that differ, never their values: an error ends up in logs."""
    before, now = content_of(recorded.envelope), content_of(refused.envelope)
    different = [name for name in now if before[name] != now[name]]
    return different + (["body"] if recorded.body != refused.body else [])
