"""`eventsourcing` as its documentation shows it: an application, aggregates, its SQLite module.

`PlainCases` is the plain form, with the library's default JSON transcoder. `PydanticCases` is the
form of the documentation's example whose events are Pydantic models, with a mapper and a transcoder
of its own. Both keep aggregates in memory between saves, which favours them: in the documentation
each command gets its aggregate from the repository first.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, TypeAlias, cast
from uuid import NAMESPACE_URL, UUID, uuid5

import orjson
from eventsourcing.application import Application
from eventsourcing.domain import Aggregate, DomainEventProtocol, datetime_now_with_tzinfo, event
from eventsourcing.persistence import Mapper, StoredEvent, Transcoder
from eventsourcing.utils import get_topic, resolve_topic
from pydantic import BaseModel, ConfigDict, Field

from benchmarks._acts import PlainAct

PlainValues: TypeAlias = dict[str, Any]


def case_id(person: str) -> UUID:
    """Return the id of the case of a person."""
    return uuid5(NAMESPACE_URL, person)


class LibraryCases(ABC):
    """The cases of an application of the library, in a SQLite file of their own."""

    application: Application[UUID]

    @abstractmethod
    def open_cases(self, persons: Iterable[str]) -> None:
        """Save the first event of each case; the library numbers the acts from there."""

    @abstractmethod
    def append(self, acts: Sequence[PlainAct]) -> None:
        """Record acts in one transaction."""

    @abstractmethod
    def read(self) -> int:
        """Rebuild every case from its events; return how many acts that were."""

    def close(self) -> None:
        """Close the file."""
        self.application.close()


def environment(file: Path, **more: str) -> dict[str, str]:
    """Return what the documentation sets in the environment for a SQLite file."""
    return {"PERSISTENCE_MODULE": "eventsourcing.sqlite", "SQLITE_DBNAME": str(file)} | more


class Case(Aggregate):
    """What is done for one person."""

    @event("Opened")
    def __init__(self, person: str) -> None:
        self.person = person
        self.acts = 0

    @staticmethod
    def create_id(person: str) -> UUID:
        """Return the id of the case of a person."""
        return case_id(person)

    @event("Acted")
    def act(self, envelope: PlainValues, body: PlainValues) -> None:  # noqa: ARG002 - event fields
        """Take in one act."""
        self.acts += 1


class PlainCases(LibraryCases):
    """The plain form."""

    def __init__(self, folder: Path) -> None:
        self.application = Application[UUID](environment(folder / "library.db"))
        self._cases: dict[str, Case] = {}

    def open_cases(self, persons: Iterable[str]) -> None:
        """Save the first event of each case."""
        self._cases = {person: Case(person) for person in persons}
        self.application.save(*self._cases.values())

    def append(self, acts: Sequence[PlainAct]) -> None:
        """Record acts in one transaction."""
        touched: dict[str, Case] = {}
        for envelope, body in acts:
            person = envelope["subjects"][0]
            case = touched[person] = self._cases[person]
            case.act(envelope, body)
        self.application.save(*touched.values())

    def read(self) -> int:
        """Rebuild every case from its events; return how many acts that were."""
        repository = self.application.repository
        cases: Iterable[Case] = (repository.get(case_id(person)) for person in self._cases)
        return sum(case.acts for case in cases)


class _Immutable(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class PydanticActed(_Immutable):
    """One act, as a Pydantic model."""

    originator_id: UUID
    originator_version: int
    timestamp: datetime = Field(default_factory=datetime_now_with_tzinfo)
    envelope: PlainValues
    body: PlainValues


class PydanticCase(_Immutable):
    """What is done for one person, as a Pydantic model."""

    id: UUID
    version: int


class PydanticMapper(Mapper[UUID]):
    """Turns Pydantic models into stored events and back."""

    def to_stored_event(self, domain_event: DomainEventProtocol[UUID]) -> StoredEvent:
        """Write an event."""
        state = cast("BaseModel", domain_event).model_dump(mode="json")
        return StoredEvent(
            domain_event.originator_id,
            domain_event.originator_version,
            get_topic(type(domain_event)),
            self.transcoder.encode(state),
        )

    def to_domain_event(self, stored_event: StoredEvent) -> DomainEventProtocol[UUID]:
        """Read an event."""
        state = self.transcoder.decode(stored_event.state)
        found: DomainEventProtocol[UUID] = resolve_topic(stored_event.topic)(**state)
        return found


class OrjsonTranscoder(Transcoder):
    """Writes and reads JSON with orjson."""

    def encode(self, obj: Any) -> bytes:
        """Write a value."""
        return orjson.dumps(obj)

    def decode(self, data: bytes) -> Any:
        """Read a value."""
        return orjson.loads(data)


def _project(case: PydanticCase | None, events: Iterable[PydanticActed]) -> PydanticCase | None:
    for acted in events:
        case = PydanticCase(id=acted.originator_id, version=acted.originator_version)
    return case


class PydanticCases(LibraryCases):
    """The form with Pydantic models; its aggregates are immutable, and events are saved as such."""

    def __init__(self, folder: Path) -> None:
        self.application = Application[UUID](
            environment(
                folder / "library-pydantic.db",
                MAPPER_TOPIC=get_topic(PydanticMapper),
                TRANSCODER_TOPIC=get_topic(OrjsonTranscoder),
            )
        )
        self._versions: dict[str, int] = {}

    def open_cases(self, persons: Iterable[str]) -> None:
        """Begin each case; the first act is its first event."""
        self._versions = dict.fromkeys(persons, 0)

    def append(self, acts: Sequence[PlainAct]) -> None:
        """Record acts in one transaction."""
        events = []
        for envelope, body in acts:
            person = envelope["subjects"][0]
            self._versions[person] += 1
            acted = PydanticActed(
                originator_id=case_id(person),
                originator_version=self._versions[person],
                envelope=envelope,
                body=body,
            )
            events.append(acted)
        self.application.save(*events)

    def read(self) -> int:
        """Rebuild every case from its events; return how many acts that were."""
        repository = self.application.repository
        acts = 0
        for person in self._versions:
            case: PydanticCase = repository.get(case_id(person), projector_func=_project)
            acts += case.version
        return acts
