"""How the ledger is read: at one position, by someone, for a purpose, and never unseen."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from domain.envelope import Act
from domain.events import (
    CORRECTION_TYPES,
    EventCorrected,
    EventRetracted,
    IdentitiesLinked,
    IdentitiesUnlinked,
)
from domain.identities import PersonFile, file_of, files_of
from domain.told import told
from domain.values import StreamKind, kind_of_stream, person_of_stream, person_stream
from ledger.access_log import AccessLogging, Answer
from ledger.acts import Head, Leaf
from ledger.clock import Clock, system_clock
from ledger.errors import FrameBeforeFirstRecord, FutureFrame
from ledger.ledger import Ledger

_CHANGING: Final = frozenset(
    body.about.type
    for body in (EventCorrected, EventRetracted, IdentitiesLinked, IdentitiesUnlinked)
)
"""Types of acts that change how others are read, or whose they are."""


@dataclass(frozen=True, slots=True)
class Frame:
    """From where one looks: the same frame always gives the same answer.

    Attributes:
        as_of: On which day (in the Netherlands), or at which moment, things stood as shown.
        known_at: As known to the ledger at this moment; None for now.
        law_on: The day whose law judges everything; None for each rule by its own dates.
        rules: Name or digest of the rule set.
        known_to: Only what this organisation recorded, or was sent and received (`domain.told`);
            None for all that the ledger knew.
    """

    as_of: date | datetime
    known_at: datetime | None
    law_on: date | None
    rules: str
    known_to: str | None = None


@dataclass(frozen=True, slots=True)
class Request:
    """Who looks, and why.

    Attributes:
        account: The account that asks.
        role: The role in which it asks.
        organisation: For which organisation.
        purpose: Code of the purpose.
        legal_basis: Law and article that allow it.
        command: What it runs, such as `status`.
    """

    account: str
    role: str
    organisation: str
    purpose: str
    legal_basis: str
    command: str


class Reader:
    """The ledger as it was known at one moment, for one request.

    Args:
        ledger: What is read.
        frame: From where one looks; resolved to a position once, here.
        request: Who looks, and why.
        access_log: Takes one line before anything about a person is shown.
        clock: Says what is still to come.

    Attributes:
        position: Everything up to here was known.
        head: That position with its root and the moment of its last record.
        linked: Whom it read so far under several pseudonyms, by the one that leads.

    Raises:
        FutureFrame: The frame asks what will be known later.
        FrameBeforeFirstRecord: Nothing was known by then.
    """

    def __init__(
        self,
        ledger: Ledger,
        frame: Frame,
        request: Request,
        access_log: AccessLogging,
        clock: Clock = system_clock,
    ) -> None:
        self.ledger = ledger
        self.frame = frame
        self.request = request
        self._access_log = access_log
        known_at = frame.known_at
        self.head: Head = ledger.head() if known_at is None else _known(ledger, known_at, clock)
        self.position: int = self.head.position
        self.linked: dict[str, tuple[str, ...]] = {}

    @property
    def everything_now(self) -> bool:
        """Whether all that is recorded now is read, so that tables kept for now may answer."""
        return self.frame.known_at is None and self.frame.known_to is None

    def file(self, person: str) -> PersonFile:
        """Return all that is read as one person, under whichever pseudonym he or she is named.

        All pseudonyms that are linked in the frame are logged.
        """
        file = self.unlogged(person)
        self.log(_whom(file), "acts", len(file.acts))
        return file

    def unlogged(self, person: str) -> PersonFile:
        """Return what `file` does, for whoever has logged everyone already."""
        return self._noted(file_of(person, lambda each: self._read(person_stream(each))))

    def pseudonyms(self, person: str) -> tuple[str, ...]:
        """Return all pseudonyms of a person, without logging: that by which it is read first.

        Only what links is read, so it is for whoever shows nothing else of their streams.
        """

        def links(each: str) -> tuple[Act, ...]:
            stream = person_stream(each)
            acts = self.ledger.read_types(stream, _CHANGING, up_to=self.position)
            return self._told(acts)

        return self._noted(file_of(person, links)).pseudonyms

    def files(self, recorded: Mapping[str, Sequence[Act]]) -> list[PersonFile]:
        """Return each person once, in order, from the acts of each pseudonym, which were logged."""
        return [self._noted(file) for file in files_of(recorded)]

    def acts(self, person: str) -> tuple[Act, ...]:
        """Return the acts of a person, of all linked pseudonyms, in the order of recording."""
        return self.file(person).acts

    def _noted(self, file: PersonFile) -> PersonFile:
        if file.is_linked:
            self.linked[file.person] = file.pseudonyms
        return file

    def _read(self, stream: str) -> tuple[Act, ...]:
        return self._told(self.ledger.read(stream, up_to=self.position))

    def _told(self, acts: Sequence[Act]) -> tuple[Act, ...]:
        known_to = self.frame.known_to
        return tuple(acts) if known_to is None else told(acts, known_to)

    def history(self, stream: str) -> tuple[Act, ...]:
        """Return the acts in any stream, in the order in which they were recorded.

        The person whose stream it is and all whom its acts concern are logged.
        """
        acts = self._read(stream)
        person = person_of_stream(stream)
        persons = {person} if person is not None else set()
        self.log(tuple(sorted(persons | _subjects(acts))), "acts", len(acts))
        return acts

    def histories(self, kind: StreamKind) -> dict[str, tuple[Act, ...]]:
        """Return the acts in every stream of one kind, by stream, in the order of their names.

        The persons whose streams they are, and all whom their acts concern, are logged in one
        line: several hundred agreements are one reading.
        """
        found = {stream: self._read(stream) for stream in self._streams(kind)}
        persons = {person for stream in found if (person := person_of_stream(stream)) is not None}
        persons |= {person for acts in found.values() for person in _subjects(acts)}
        self.log(tuple(sorted(persons)), "acts", sum(len(acts) for acts in found.values()))
        return found

    def streams(self, kind: StreamKind) -> tuple[str, ...]:
        """Return the names of the streams of one kind that were known, sorted.

        The name of a stream of another kind than a person says of nobody that he or she is in it,
        so only the persons among them are logged.
        """
        streams = self._streams(kind)
        persons = (person_of_stream(stream) for stream in streams)
        self.log(tuple(person for person in persons if person is not None), "streams", len(streams))
        return streams

    def leaves(self, person: str) -> tuple[Leaf, ...]:
        """Return what stands in the tree for the acts of a person, in order of position."""
        file = self.unlogged(person)
        shown = {act.position for act in file.acts}
        leaves = [
            leaf
            for each in file.pseudonyms
            for leaf in self.ledger.leaves(person_stream(each), up_to=self.position)
            if leaf.position in shown
        ]
        self.log(_whom(file), "leaves", len(leaves))
        return tuple(sorted(leaves, key=lambda leaf: leaf.position))

    def persons(self) -> tuple[str, ...]:
        """Return all pseudonyms that were known, sorted."""
        persons = self._persons()
        self.log(persons, "persons", len(persons))
        return persons

    def walk(self, types: Collection[str] = ()) -> Iterator[list[Act]]:
        """Yield all acts that were known, in order of position, in batches.

        The persons with a stream are logged first, and then, before a batch that concerns others,
        those others.

        Args:
            types: Only acts of these types are asked for, and those that correct, take back or
                link; others may come all the same. None for all.
        """
        logged: set[str] = set()
        if self.frame.known_to is None:
            logged.update(self._persons())
            self.log(tuple(sorted(logged)), "walk", self.position)
        for acts in self.unlogged_walk(types):
            others = _subjects(acts) - logged
            if others:
                self.log(tuple(sorted(others)), "walk", len(acts))
                logged |= others
            yield acts

    def unlogged_walk(self, types: Collection[str] = ()) -> Iterator[list[Act]]:
        """Yield what `walk` does, for whoever shows nothing of it before logging whom it concerns.

        Of what one organisation was told all comes at once: a receipt may come long after a notice.
        Only what concerns it is held meanwhile, and corrections, which may retract a receipt.
        """
        organisation = self.frame.known_to
        if organisation is None:
            some = self.ledger.of_types({*types, *_CHANGING}, up_to=self.position)
            yield from some if types else self.ledger.walk(up_to=self.position)
            return
        kept = [
            act
            for acts in self.ledger.of_types(
                CORRECTION_TYPES, naming=organisation, up_to=self.position
            )
            for act in acts
            if organisation in (act.envelope.organisation, *act.envelope.to)
            or act.envelope.corrects is not None
        ]
        acts = list(told(kept, organisation))
        if acts:
            yield acts

    def _streams(self, kind: StreamKind) -> tuple[str, ...]:
        if self.frame.known_to is None:
            return tuple(self.ledger.streams(kind, up_to=self.position))
        streams = {act.envelope.stream for acts in self.unlogged_walk() for act in acts}
        return tuple(sorted(stream for stream in streams if kind_of_stream(stream) is kind))

    def _persons(self) -> tuple[str, ...]:
        persons = (person_of_stream(stream) for stream in self._streams(StreamKind.PERSON))
        return tuple(person for person in persons if person is not None)

    def log(self, subject: str | tuple[str, ...], content: str, count: int) -> None:
        """Write that `content` of these persons is shown, in `count` rows."""
        answer = Answer(content, self.position, count)
        self._access_log.write(self.request, subject, self.frame, answer)


def _whom(file: PersonFile) -> str | tuple[str, ...]:
    return file.pseudonyms if file.is_linked else file.person


def _subjects(acts: Iterable[Act]) -> set[str]:
    return {subject for act in acts for subject in act.envelope.subjects}


def _known(ledger: Ledger, known_at: datetime, clock: Clock) -> Head:
    now = clock()
    last = ledger.head().recorded_at
    # A clock that stands still or was set back lies before what was recorded by it.
    if known_at > now and (last is None or known_at > last):
        raise FutureFrame(known_at, now)
    position = ledger.position_at(known_at)
    if position == 0:
        first = ledger.head_at(1).recorded_at if ledger.head().position else None
        raise FrameBeforeFirstRecord(known_at, first)
    return ledger.head_at(position)
