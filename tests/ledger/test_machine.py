"""Whatever is done to a ledger, in whatever order, it holds what a plain list would hold."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from domain.events import EventBody
from ledger import Condition, Draft, Ledger
from ledger.errors import ConditionFailed, KeyReused, VersionConflict
from tests.ledger.making import (
    APPLIED,
    BLOCKED,
    NOON,
    all_acts,
    draft,
    existing_ledger,
    new_ledger,
)
from tests.postgres import PostgresServer
from tests.profile import examples

STREAMS = ["person:p-1", "person:p-2", "agreement:a-1"]
EVENTS = st.tuples(
    st.integers(1, 12).map("e{}".format),
    st.sampled_from(STREAMS),
    st.sampled_from([APPLIED, BLOCKED]),
)


@dataclass(frozen=True)
class Plain:
    """One line of the plain list."""

    event_id: str
    stream: str
    body: EventBody
    recorded_at: datetime


class LedgerMachine(RuleBasedStateMachine):
    """Does to a ledger and to a list the same things."""

    def __init__(self, location: str, folder: Path) -> None:
        super().__init__()
        self.place = (location, folder)
        self.now = NOON
        self.list: list[Plain] = []
        self.heads: list[Any] = []

    @initialize()
    def begin(self) -> None:
        self.ledger: Ledger = new_ledger(*self.place, clock=lambda: self.now)

    def teardown(self) -> None:
        self.ledger.close()

    @rule(events=st.lists(EVENTS, max_size=5))
    def append(self, events: list[tuple[str, str, EventBody]]) -> None:
        self.expect(events, Appended(None, None))

    @rule(
        events=st.lists(EVENTS, min_size=1, max_size=3),
        stream=st.sampled_from(STREAMS),
        off=st.integers(0, 1),
    )
    def append_after_reading(
        self, events: list[tuple[str, str, EventBody]], stream: str, off: int
    ) -> None:
        version = sum(line.stream == stream for line in self.list)
        self.expect(events, Appended({stream: version + off}, None, fails=bool(off)))

    @rule(
        events=st.lists(EVENTS, min_size=1, max_size=3),
        stream=st.sampled_from(STREAMS),
        back=st.integers(0, 3),
    )
    def append_on_condition(
        self, events: list[tuple[str, str, EventBody]], stream: str, back: int
    ) -> None:
        known = max(0, len(self.list) - back)
        fails = any(line.stream == stream for line in self.list[known:])
        condition = Condition(known, streams=frozenset({stream}))
        self.expect(events, Appended(None, condition, fails=fails))

    @rule()
    def open_again(self) -> None:
        self.ledger.close()
        self.ledger = existing_ledger(*self.place, clock=lambda: self.now)

    @rule(seconds=st.integers(-5, 5))
    def let_time_pass(self, seconds: int) -> None:
        self.now += timedelta(seconds=seconds)

    @rule()
    def verify(self) -> None:
        assert self.ledger.verify().faults == []

    @rule(stream=st.sampled_from(STREAMS), up_to=st.integers(0, 30))
    def read(self, stream: str, up_to: int) -> None:
        expected = [line.event_id for line in self.list[:up_to] if line.stream == stream]

        read = [act.envelope.event_id for act in self.ledger.read(stream, up_to=up_to)]

        assert read == expected

    @rule(after=st.integers(0, 30), batch=st.integers(1, 4))
    def walk(self, after: int, batch: int) -> None:
        walked = [act for acts in self.ledger.walk(after, batch=batch) for act in acts]

        assert [act.envelope.event_id for act in walked] == [
            line.event_id for line in self.list[after:]
        ]

    @rule(seconds=st.integers(-20, 20))
    def find_a_position(self, seconds: int) -> None:
        moment = NOON + timedelta(seconds=seconds)

        assert self.ledger.position_at(moment) == sum(
            line.recorded_at <= moment for line in self.list
        )

    @invariant()
    def holds_the_list(self) -> None:
        acts = all_acts(self.ledger)
        assert [
            Plain(act.envelope.event_id, act.envelope.stream, body, act.recorded_at)
            for act in acts
            if (body := act.body) is not None
        ] == self.list
        assert [act.position for act in acts] == list(range(1, len(self.list) + 1))
        assert [self.ledger.head_at(act.position) for act in acts] == self.heads

    def expect(self, events: list[tuple[str, str, EventBody]], how: "Appended") -> None:
        drafts = [draft(event_id, stream, body) for event_id, stream, body in events]
        known = {line.event_id: (line.stream, line.body) for line in self.list}
        fresh: dict[str, tuple[str, EventBody]] = {}
        for event_id, stream, body in events:
            if (known | fresh).setdefault(event_id, (stream, body)) != (stream, body):
                with pytest.raises(KeyReused):
                    self.append_drafts(drafts, how)
                return
            if event_id not in known:
                fresh[event_id] = (stream, body)
        if how.fails and fresh:
            with pytest.raises((VersionConflict, ConditionFailed)):
                self.append_drafts(drafts, how)
            return

        receipts = self.append_drafts(drafts, how)

        instant = timedelta(microseconds=1)
        moment = max([self.now] + [line.recorded_at + instant for line in self.list[-1:]])
        self.list += [Plain(event_id, *what, moment) for event_id, what in fresh.items()]
        places = {line.event_id: place for place, line in enumerate(self.list, start=1)}
        assert [receipt.position for receipt in receipts] == [places[event[0]] for event in events]
        assert sum(not receipt.replayed for receipt in receipts) == len(fresh)
        self.heads += [
            self.ledger.head_at(position)
            for position in range(len(self.heads) + 1, len(self.list) + 1)
        ]

    def append_drafts(self, drafts: list[Draft], how: "Appended") -> list[Any]:
        return self.ledger.append(drafts, after=how.after, condition=how.condition)


@dataclass(frozen=True)
class Appended:
    """On what an append rests, and whether that has changed."""

    after: dict[str, int] | None
    condition: Condition | None
    fails: bool = False


def test_a_ledger_in_a_file_holds_what_a_plain_list_would_hold() -> None:
    @contextmanager
    def place() -> Iterator[tuple[str, Path]]:
        with TemporaryDirectory() as folder:
            yield str(Path(folder, "test.ledger")), Path(folder)

    run(place, examples(25))


def test_a_ledger_on_a_server_holds_what_a_plain_list_would_hold(
    postgres_server: PostgresServer,
) -> None:
    @contextmanager
    def place() -> Iterator[tuple[str, Path]]:
        with TemporaryDirectory() as folder, postgres_server.fresh_database() as url:
            yield url, Path(folder)

    run(place, examples(6))


def run(place: Any, number: int) -> None:
    class Placed(LedgerMachine):
        def __init__(self) -> None:
            self.own_place = place()
            super().__init__(*self.own_place.__enter__())

        def teardown(self) -> None:
            super().teardown()
            self.own_place.__exit__(None, None, None)

    run_state_machine_as_test(
        Placed, settings=settings(max_examples=number, stateful_step_count=20, deadline=None)
    )
