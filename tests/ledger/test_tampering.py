"""Every way to cheat with the store, and what verification says of it."""

import shutil
from collections.abc import Callable, Iterator
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

import orjson
import pytest
from sqlalchemy import Connection, text

from ledger import FaultKind, Ledger
from ledger.errors import DamagedStore, IntegrityError, KeyFileError, LedgerError, Tampered
from ledger.opening import recomputed_leaf
from ledger.schema import EVENTS, HEAD, HEADER, RULE_SETS
from ledger.sessions import EventRow
from ledger.tree import Tree
from tests.ledger.making import all_acts, drafts, existing_ledger, new_ledger, ticking

COUNT = 7
VICTIM = 4
TOMORROW = timedelta(days=1) // timedelta(microseconds=1)


@pytest.fixture
def ledger(ledger_url: str, tmp_path: Path) -> Iterator[Ledger]:
    """Seven acts about three persons, each recorded a second after the one before it."""
    with new_ledger(ledger_url, tmp_path, clock=ticking()) as ledger:
        for draft in drafts(COUNT):
            ledger.append([draft])
        yield ledger


def alter(ledger: Ledger, *statements: Any) -> None:
    """Change the store as somebody would who has every right to it."""
    with ledger.connection() as connection:
        let_alter(connection)
        for statement in statements:
            connection.execute(text(statement) if isinstance(statement, str) else statement)


def let_alter(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        connection.execute(text("drop trigger if exists ledger_events_no_update"))
        connection.execute(text("drop trigger if exists ledger_events_no_delete"))
    else:
        connection.execute(text("drop trigger if exists ledger_events_stay on ledger_events"))


def set_column(column: str, value: object, position: int = VICTIM) -> Any:
    return EVENTS.update().where(EVENTS.c.position == position).values({column: value})


def rows(ledger: Ledger) -> list[EventRow]:
    with ledger._store.reading() as session:
        return session.page(0, 1000, 1000)


def found(ledger: Ledger) -> list[tuple[int, FaultKind]]:
    return [(fault.position, fault.kind) for fault in ledger.verify().faults]


def flipped(content: bytes) -> bytes:
    return bytes([content[0] ^ 1]) + content[1:]


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


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (
            {"position": COUNT - 2},
            [
                (COUNT - 2, FaultKind.HEAD),
                (COUNT - 2, FaultKind.HEAD),
                (COUNT - 1, FaultKind.SURPLUS),
            ],
        ),
        ({"position": COUNT + 3}, [(COUNT + 1, FaultKind.MISSING)]),
        ({"root": b"\0" * 32}, [(COUNT, FaultKind.HEAD)]),
        ({"peaks": b"\0" * 96}, [(COUNT, FaultKind.HEAD)]),
        ({"peaks": b""}, [(COUNT, FaultKind.HEAD)]),
        ({"recorded_at": 5}, [(COUNT, FaultKind.HEAD)]),
        ({"recorded_at": None}, [(COUNT, FaultKind.HEAD)]),
        ({"recorded_at": (1 << 63) - 1}, [(COUNT, FaultKind.HEAD)]),
    ],
    ids=[
        "further back",
        "further on",
        "root",
        "peaks",
        "no peaks",
        "time",
        "no time",
        "time beyond all calendars",
    ],
)
def test_an_altered_head_is_found(
    ledger: Ledger, values: dict[str, Any], expected: list[tuple[int, FaultKind]]
) -> None:
    alter(ledger, HEAD.update().values(values))

    assert found(ledger) == expected


def test_a_head_that_is_gone_is_found(ledger: Ledger) -> None:
    alter(ledger, "delete from ledger_head")

    assert found(ledger) == [(1, FaultKind.STORE)]
    with pytest.raises(IntegrityError):
        ledger.append(drafts(1, first=50))


def test_nothing_is_added_to_a_head_that_makes_no_sense(ledger: Ledger) -> None:
    alter(ledger, HEAD.update().values(peaks=b""))

    with pytest.raises(Tampered, match="position 7"):
        ledger.append(drafts(1, first=50))


def test_nothing_is_written_over_an_event_when_the_head_was_moved_back(ledger: Ledger) -> None:
    before = rows(ledger)
    with ledger._store.reading() as session:
        head = session.head()
    alter(ledger, HEAD.update().values(position=6, peaks=head.peaks[:64]))

    with pytest.raises(LedgerError, match="taken"):
        ledger.append(drafts(1, first=50))

    assert rows(ledger) == before


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


def test_a_kept_rule_set_that_was_altered_is_found(ledger: Ledger) -> None:
    ledger.keep_rule_set(sha256(b"law").hexdigest(), "law", b"law")

    alter(ledger, RULE_SETS.update().values(content=b"no law"))

    assert found(ledger) == [(0, FaultKind.RULE_SET)]


def test_a_kept_rule_set_that_was_altered_is_never_read(ledger: Ledger) -> None:
    digest = sha256(b"law").hexdigest()
    ledger.keep_rule_set(digest, "law", b"law")

    alter(ledger, RULE_SETS.update().values(content=b"no law"))

    with pytest.raises(DamagedStore, match=digest):
        ledger.rule_set(digest)


def test_a_follower_that_is_ahead_of_the_ledger_is_found(ledger: Ledger) -> None:
    alter(ledger, "insert into ledger_tracking values ('view', 1, 8, 0)")

    assert found(ledger) == [(0, FaultKind.TRACKING)]


def recomputed(altered: list[EventRow]) -> list[Any]:
    """Compute leaves, roots and head anew, as somebody could who has every right to the store."""
    tree = Tree()
    statements = []
    for row in altered:
        leaf = recomputed_leaf(row)
        root = tree.append(leaf)
        statements.append(
            EVENTS.update()
            .where(EVENTS.c.position == row.position)
            .values(row._replace(leaf=leaf, root=root)._asdict())
        )
    last = altered[-1].recorded_at
    head = {"position": tree.size, "peaks": tree.to_bytes(), "root": tree.root()}
    return [*statements, HEAD.update().values(head | {"recorded_at": last})]


def test_an_envelope_cannot_be_forged_without_the_keys(ledger: Ledger) -> None:
    """The body is bound to its envelope, so computing all hashes anew is not enough."""
    altered = rows(ledger)
    victim = altered[VICTIM - 1]
    fields = orjson.loads(victim.envelope) | {"organisation": "Breda"}
    forged = orjson.dumps(fields, option=orjson.OPT_SORT_KEYS)
    altered[VICTIM - 1] = victim._replace(envelope=forged)

    alter(ledger, *recomputed(altered))

    assert (VICTIM, FaultKind.KEY) in found(ledger)


def test_a_time_cannot_be_forged_unseen_while_the_stream_goes_on(ledger: Ledger) -> None:
    """The next envelope of the stream carries the leaf, and is bound to its body in turn."""
    altered = rows(ledger)
    altered[0] = altered[0]._replace(recorded_at=altered[0].recorded_at - 1)

    alter(ledger, *recomputed(altered))

    assert found(ledger) == [(4, FaultKind.LINK)]


def test_the_ledger_alone_does_not_know_that_its_end_was_computed_anew(ledger: Ledger) -> None:
    """What nothing follows in its stream can be moved in time; a root kept elsewhere shows it."""
    kept = ledger.head()
    altered = rows(ledger)
    altered[-1] = altered[-1]._replace(recorded_at=altered[-1].recorded_at + 1)

    alter(ledger, *recomputed(altered))

    assert ledger.verify().holds
    assert ledger.head_at(COUNT).root != kept.root


def test_the_ledger_alone_does_not_know_that_its_end_was_cut_off(ledger: Ledger) -> None:
    """With the head moved back too, nothing is missing; a root kept elsewhere shows it."""
    kept = ledger.head()

    alter(
        ledger,
        EVENTS.delete().where(EVENTS.c.position > VICTIM),
        *recomputed(rows(ledger)[:VICTIM]),
    )

    assert ledger.verify().holds
    assert ledger.head().position < kept.position


def test_keys_of_an_older_backup_are_found_to_lack_what_came_later(
    ledger_url: str, tmp_path: Path
) -> None:
    keys = tmp_path / "test.keys"
    with new_ledger(ledger_url, tmp_path) as ledger:
        ledger.append(drafts(2, persons=2))
        shutil.copy(keys, tmp_path / "older.keys")
        ledger.append(drafts(2, persons=4, first=3))
    shutil.copy(tmp_path / "older.keys", keys)

    with existing_ledger(ledger_url, tmp_path) as ledger:
        faults = ledger.verify().faults

    assert [(fault.position, fault.kind) for fault in faults] == [(3, FaultKind.KEY)]
    assert "is not in the key file" in faults[0].known


def test_a_key_that_was_altered_is_found(ledger: Ledger) -> None:
    keyring = ledger._keyring
    keyring._connection.execute("update data_keys set wrapped = zeroblob(60) where owner = 'p-1'")
    keyring._by_id.clear()

    assert {kind for _, kind in found(ledger)} == {FaultKind.KEY}
    with pytest.raises(KeyFileError):
        ledger.read("person:p-1")


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


BESIDE: Final = {
    "content of a rule set": (
        "update ledger_rule_sets set content = 'law'",
        [(0, FaultKind.RULE_SET)],
    ),
    "digest of a rule set": (
        "update ledger_rule_sets set digest = cast(digest as blob)",
        [(0, FaultKind.RULE_SET)],
    ),
    "position of a follower": (
        "insert into ledger_tracking values ('view', 1, 'text', 0)",
        [(0, FaultKind.TRACKING)],
    ),
    "position of the head": ("update ledger_head set position = 'text'", [(1, FaultKind.STORE)]),
    "time of the head": ("update ledger_head set recorded_at = 'text'", [(1, FaultKind.STORE)]),
    "peaks of the head": ("update ledger_head set peaks = 'text'", [(1, FaultKind.STORE)]),
    "root of the head": ("update ledger_head set root = 'text'", [(1, FaultKind.STORE)]),
}


@pytest.mark.parametrize(("statement", "expected"), BESIDE.values(), ids=BESIDE.keys())
def test_a_value_of_another_kind_beside_the_events_is_found(
    tmp_path: Path, statement: str, expected: list[tuple[int, FaultKind]]
) -> None:
    """Only SQLite lets a column hold something else than it is for."""
    with new_ledger(str(tmp_path / "test.ledger"), tmp_path) as ledger:
        ledger.append(drafts(COUNT))
        ledger.keep_rule_set(sha256(b"law").hexdigest(), "law", b"law")
        alter(ledger, statement)

        assert found(ledger) == expected


@pytest.mark.parametrize("column", ["ledger_id", "format", "schema_version", "created_at"])
def test_a_header_with_a_value_of_another_kind_is_refused(tmp_path: Path, column: str) -> None:
    """Only SQLite lets a column hold something else than it is for."""
    path = str(tmp_path / "test.ledger")
    with new_ledger(path, tmp_path) as ledger:
        alter(ledger, HEADER.update().values({column: text("x'00'")}))

    with pytest.raises(DamagedStore, match=column):
        existing_ledger(path, tmp_path)


@pytest.mark.parametrize("column", ["wrapped", "owner", "privacy_class"])
def test_a_key_with_a_value_of_another_kind_is_found(ledger: Ledger, column: str) -> None:
    value = "'text'" if column == "wrapped" else "x'00'"
    keyring = ledger._keyring
    statement = f"update data_keys set {column} = {value} where owner = 'p-1'"  # noqa: S608
    keyring._connection.execute(statement)
    keyring._by_id.clear()

    assert {kind for _, kind in found(ledger)} == {FaultKind.KEY}


@pytest.mark.parametrize("proof", ["'text'", "x'00'"])
def test_a_key_file_whose_proof_is_none_is_refused(
    ledger_url: str, tmp_path: Path, proof: str
) -> None:
    with new_ledger(ledger_url, tmp_path) as ledger:
        ledger._keyring._connection.execute(f"update key_header set proof = {proof}")  # noqa: S608

    with pytest.raises(KeyFileError, match="master key"):
        existing_ledger(ledger_url, tmp_path)
