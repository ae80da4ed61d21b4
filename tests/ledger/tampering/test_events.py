"""Events that were altered, removed, moved or added: each is found, and none is read."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

import pytest
from sqlalchemy import text

from ledger import FaultKind, Ledger
from ledger.errors import Tampered
from ledger.schema import EVENTS
from ledger.sessions import EventRow
from tests.ledger.making import all_acts, drafts, new_ledger
from tests.ledger.tampering.altering import COUNT, VICTIM, alter, flipped, found, rows, set_column

TOMORROW = timedelta(days=1) // timedelta(microseconds=1)


def test_nothing_is_found_where_nothing_was_altered(ledger: Ledger) -> None:
    verification = ledger.verify()

    assert verification.holds
    assert (verification.checked, verification.head) == (COUNT, ledger.head())


@pytest.mark.parametrize(
    "statement", ["update ledger_events set type = type", "delete from ledger_events"]
)
def test_the_database_itself_refuses_to_change_an_event(ledger: Ledger, statement: str) -> None:
    with (
        pytest.raises(Exception, match="an event that was recorded stays as it is"),
        ledger.connection() as connection,
    ):
        connection.execute(text(statement))


ALTERATIONS: Final = {
    "stream": ("stream", lambda _: "person:p-9", {FaultKind.COLUMN}),
    "version": ("version", lambda version: version + 50, {FaultKind.COLUMN}),
    "event id": ("event_id", lambda _: "e99", {FaultKind.COLUMN}),
    "source": ("source", lambda _: "urn:test:other", {FaultKind.COLUMN}),
    "type": ("type", lambda _: "id-card-issued/1", {FaultKind.COLUMN}),
    "time": ("recorded_at", lambda recorded_at: recorded_at + 1, {FaultKind.LEAF}),
    "organisation in the envelope": (
        "envelope",
        lambda envelope: envelope.replace(b"Tilburg", b"Den Bosch"),
        {FaultKind.LEAF, FaultKind.KEY},
    ),
    "envelope that is none": (
        "envelope",
        lambda _: b"not an envelope",
        {FaultKind.LEAF, FaultKind.ENVELOPE},
    ),
    "white space in the envelope": (
        "envelope",
        lambda envelope: envelope.replace(b'":"', b'": "'),
        {FaultKind.LEAF, FaultKind.ENVELOPE, FaultKind.KEY},
    ),
    "salt of the envelope": ("envelope_salt", flipped, {FaultKind.LEAF}),
    "body": ("body", flipped, {FaultKind.LEAF, FaultKind.KEY}),
    "body that is empty": ("body", lambda _: b"", {FaultKind.LEAF, FaultKind.KEY}),
    "salt of the body": ("body_salt", flipped, {FaultKind.LEAF}),
    "leaf": ("leaf", flipped, {FaultKind.LEAF}),
    "root": ("root", flipped, {FaultKind.ROOT}),
}


@pytest.mark.parametrize(
    ("column", "change", "kinds"), ALTERATIONS.values(), ids=ALTERATIONS.keys()
)
def test_an_altered_column_is_found_at_its_position(
    ledger: Ledger, column: str, change: Callable[[Any], Any], kinds: set[FaultKind]
) -> None:
    old = getattr(rows(ledger)[VICTIM - 1], column)

    alter(ledger, set_column(column, change(old)))

    faults = ledger.verify().faults
    assert {fault.position for fault in faults} == {VICTIM}
    assert {fault.kind for fault in faults} == kinds


@pytest.mark.parametrize("column", [name for name in EventRow._fields if name != "root"])
def test_no_event_is_read_with_an_altered_byte(ledger: Ledger, column: str) -> None:
    """The root is no part of the event: `verify` compares it, and reading does not."""
    old = getattr(rows(ledger)[VICTIM - 1], column)
    match old:
        case int():
            new: Any = old + 100
        case str():
            new = old + "0"
        case _:
            new = flipped(old)

    alter(ledger, set_column(column, new))

    with pytest.raises(Tampered) as tampered:
        all_acts(ledger)
    assert tampered.value.position == VICTIM


def test_it_is_said_which_side_was_altered(ledger: Ledger) -> None:
    row = rows(ledger)[VICTIM - 1]
    alter(ledger, set_column("leaf", flipped(row.leaf)))

    (of_the_leaf,) = ledger.verify().faults

    alter(ledger, set_column("leaf", row.leaf), set_column("body_salt", flipped(row.body_salt)))
    (of_the_bytes,) = ledger.verify().faults
    assert of_the_leaf.known == "its leaf was altered; what it stands for was not"
    assert of_the_bytes.known == (
        "its envelope, body, salts or time were altered; its leaf was not"
    )


def test_a_time_that_was_moved_far_is_found_where_it_was_moved(ledger: Ledger) -> None:
    recorded_at = rows(ledger)[VICTIM - 1].recorded_at

    alter(ledger, set_column("recorded_at", recorded_at + TOMORROW))

    assert found(ledger) == [(VICTIM, FaultKind.LEAF), (VICTIM + 1, FaultKind.TIME)]


@pytest.mark.parametrize(
    ("first", "last"),
    [(1, 1), (3, 5), (COUNT, COUNT), (1, COUNT)],
    ids=["first", "middle", "last", "all"],
)
def test_removed_events_are_found(ledger: Ledger, first: int, last: int) -> None:
    alter(ledger, EVENTS.delete().where(EVENTS.c.position.between(first, last)))

    fault = ledger.verify().faults[0]
    assert (fault.position, fault.kind) == (first, FaultKind.MISSING)
    assert str(last) in fault.known


def test_a_gap_is_found_by_whoever_reads(ledger: Ledger) -> None:
    alter(ledger, "delete from ledger_events where position = 3")

    with pytest.raises(Tampered, match="position 3"):
        all_acts(ledger)
    with pytest.raises(Tampered, match="version 1 of person:p-0 is missing"):
        ledger.read("person:p-0")


@pytest.mark.parametrize("after", [0, COUNT - 1])
@pytest.mark.parametrize("up_to", [None, COUNT, COUNT + 5])
def test_an_end_that_is_gone_is_found_by_whoever_walks(
    ledger: Ledger, after: int, up_to: int | None
) -> None:
    alter(ledger, EVENTS.delete().where(EVENTS.c.position > COUNT - 2))

    with pytest.raises(Tampered, match="position"):
        list(ledger.walk(after, up_to))
    assert [len(acts) for acts in ledger.walk(up_to=COUNT - 2)] == [COUNT - 2]


@pytest.mark.parametrize("position", [0, -5])
def test_an_event_before_the_first_is_found_and_never_read(ledger: Ledger, position: int) -> None:
    more = rows(ledger)[0]._replace(
        position=position, stream="person:p-9", version=1, event_id="added"
    )

    alter(ledger, EVENTS.insert().values(more._asdict()))

    assert found(ledger) == [(position, FaultKind.SURPLUS)]
    with pytest.raises(Tampered, match="positions begin at 1"):
        ledger.read("person:p-9")


def test_swapped_events_are_found(ledger: Ledger) -> None:
    alter(
        ledger,
        "update ledger_events set position = 100 where position = 3",
        "update ledger_events set position = 3 where position = 4",
        "update ledger_events set position = 4 where position = 100",
    )

    assert found(ledger)[0] == (3, FaultKind.LEAF)
    assert (4, FaultKind.LEAF) in found(ledger)


def test_an_event_that_was_put_in_between_is_found(ledger: Ledger) -> None:
    position = EVENTS.c.position
    alter(
        ledger,
        EVENTS.update().where(position >= VICTIM).values(position=position + 100),
        EVENTS.update().where(position >= VICTIM).values(position=position - 99),
        EVENTS.insert().values(
            rows(ledger)[0]._replace(position=VICTIM, version=9, event_id="put-in")._asdict()
        ),
    )

    assert found(ledger)[0][0] == VICTIM


def test_an_event_beyond_the_head_is_found(ledger: Ledger) -> None:
    more = rows(ledger)[0]._replace(position=COUNT + 1, version=9, event_id="added")

    alter(ledger, EVENTS.insert().values(more._asdict()))

    assert found(ledger) == [(COUNT + 1, FaultKind.SURPLUS)]


def test_bodies_that_changed_places_are_found(ledger: Ledger) -> None:
    third, fourth = rows(ledger)[2:4]

    alter(
        ledger,
        set_column("body", fourth.body, 3),
        set_column("body_salt", fourth.body_salt, 3),
        set_column("body", third.body, 4),
        set_column("body_salt", third.body_salt, 4),
    )

    assert found(ledger) == [
        (3, FaultKind.LEAF),
        (3, FaultKind.KEY),
        (4, FaultKind.LEAF),
        (4, FaultKind.KEY),
    ]


@pytest.mark.parametrize("column", EventRow._fields[1:])
def test_a_value_of_another_kind_is_found_and_never_stops_the_search(
    tmp_path: Path, column: str
) -> None:
    """Only SQLite lets a column hold something else than it is for."""
    with new_ledger(str(tmp_path / "test.ledger"), tmp_path) as ledger:
        ledger.append(drafts(COUNT))
        value = "x'00'" if column in {"stream", "event_id", "source", "type"} else "'text'"
        alter(ledger, set_column(column, text(value)))

        verification = ledger.verify()

        assert (verification.faults[0].position, verification.checked) == (VICTIM, COUNT)
        assert {fault.position for fault in verification.faults} == {VICTIM}
        with pytest.raises(Tampered):
            all_acts(ledger)
