"""The tables, and the steps that bring an older ledger up to date."""

from pathlib import Path

import pytest
from sqlalchemy import Connection, inspect, select, text

from ledger import Ledger
from ledger.schema import APPLIED, HEADER, MIGRATIONS, Migration, migrate
from ledger.store import SCHEMA_VERSION
from tests.ledger.making import all_acts, drafts, existing_ledger, new_ledger


def noting(number: int) -> Migration:
    """A step that notes that it was taken."""

    def apply(connection: Connection) -> None:
        connection.execute(text("create table if not exists steps_taken (number integer)"))
        connection.execute(text("insert into steps_taken values (:number)"), {"number": number})

    return Migration(f"step {number}", apply)


def steps_taken(connection: Connection) -> list[int]:
    return list(connection.scalars(text("select number from steps_taken")))


def test_there_is_a_step_to_every_schema_version() -> None:
    assert len(MIGRATIONS) == SCHEMA_VERSION


def test_a_new_ledger_has_taken_all_steps(ledger: Ledger) -> None:
    with ledger.connection(write=False) as connection:
        applied = connection.execute(select(APPLIED.c.version, APPLIED.c.what)).all()

    assert [tuple(row) for row in applied] == [
        (number, step.what) for number, step in enumerate(MIGRATIONS, start=1)
    ]


def test_steps_that_are_missing_are_taken_in_order(ledger: Ledger) -> None:
    steps = (*MIGRATIONS, noting(2), noting(3), noting(4))

    with ledger.connection() as connection:
        migrate(connection, 1, 5, steps[:3])
        migrate(connection, 3, 6, steps)

    with ledger.connection(write=False) as connection:
        assert steps_taken(connection) == [2, 3, 4]
        assert list(connection.scalars(select(APPLIED.c.applied_at)))[1:] == [5, 5, 6]
        assert connection.scalar(select(HEADER.c.schema_version)) == 4


def test_a_step_that_fails_leaves_the_ledger_as_it_was(ledger: Ledger) -> None:
    def fail(_: Connection) -> None:
        raise RuntimeError

    steps = (*MIGRATIONS, noting(2), Migration("fails", fail))

    with pytest.raises(RuntimeError), ledger.connection() as connection:
        migrate(connection, 1, 5, steps)

    with ledger.connection(write=False) as connection:
        assert not inspect(connection).has_table("steps_taken")
        assert connection.scalar(select(HEADER.c.schema_version)) == 1


def test_an_older_ledger_is_brought_up_to_date_when_it_is_opened(
    ledger_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with new_ledger(ledger_url, tmp_path) as ledger:
        ledger.append(drafts(3))
    monkeypatch.setattr("ledger.store.SCHEMA_VERSION", 2)
    monkeypatch.setattr("ledger.schema.MIGRATIONS", (*MIGRATIONS, noting(2)))
    monkeypatch.setattr(migrate, "__defaults__", ((*MIGRATIONS, noting(2)),))

    with existing_ledger(ledger_url, tmp_path) as ledger:
        assert len(all_acts(ledger)) == 3
    with (
        existing_ledger(ledger_url, tmp_path) as ledger,
        ledger.connection(write=False) as connection,
    ):
        assert steps_taken(connection) == [2]


def test_events_have_no_index_but_the_three_that_keep_them_unique(ledger: Ledger) -> None:
    with ledger.connection(write=False) as connection:
        catalogue = inspect(connection)
        unique = [
            tuple(constraint["column_names"])
            for constraint in catalogue.get_unique_constraints("ledger_events")
        ]
        primary = catalogue.get_pk_constraint("ledger_events")["constrained_columns"]
        other = [
            index["name"]
            for index in catalogue.get_indexes("ledger_events")
            if not index.get("duplicates_constraint")
        ]

    assert sorted(unique) == [("event_id", "source"), ("stream", "version")]
    assert primary == ["position"]
    assert other == []
