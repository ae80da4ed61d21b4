"""The read tables answer as the fold does: after new acts, new days, other rules, other writers."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Barrier
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.assessment import Moment
from ledger import Draft, Ledger
from ledger.errors import DamagedStore
from projections.caseload import CaseRow
from projections.deadlocks import Deadlocks
from projections.findings import FindingsReport
from projections.reading import all_deadlocks, all_findings, case_rows
from projections.rebuilding import rebuild_all
from tests.ledger.making import existing_ledger, key_path, new_ledger, ticking
from tests.profile import examples
from tests.projections.altering import UNLIKE, alter, unlike
from tests.projections.looking import (
    NOW,
    TODAY,
    Log,
    fill_with_article,
    kept_form,
    reader,
    rule_set,
)
from tests.projections.strange import drafts

RULES: Final = ("seed-2007", "law-2007", "law")
days = st.dates(date(2006, 6, 1), date(2008, 12, 31))
Seen = tuple[list[CaseRow], Deadlocks, Deadlocks, FindingsReport]


@contextmanager
def small_ledger() -> Iterator[Ledger]:
    with TemporaryDirectory() as name:
        folder = Path(name)
        with new_ledger(str(folder / "small.ledger"), folder, clock=ticking(NOW)) as ledger:
            yield ledger


@pytest.fixture
def ledger(ledger_url: str, tmp_path: Path) -> Iterator[Ledger]:
    """A ledger to rehearse with that holds the article's persons, on each engine in turn."""
    with new_ledger(ledger_url, tmp_path, rehearsal=True, clock=lambda: NOW) as ledger:
        fill_with_article(ledger)
        yield ledger


def from_tables(ledger: Ledger, rules: str, day: date) -> Seen:
    return seen(ledger, rules, day, present=True)


def folded(ledger: Ledger, rules: str, day: date) -> Seen:
    return seen(ledger, rules, day, present=False)


def seen(ledger: Ledger, rules: str, day: date, *, present: bool) -> Seen:
    looking = reader(ledger, as_of=day)
    today = day if present else day + timedelta(days=1)
    return (
        case_rows(looking, rule_set(rules), today),
        all_deadlocks(looking, rule_set(rules), today, Moment.NOW),
        all_deadlocks(looking, rule_set(rules), today, Moment.RELEASE),
        all_findings(looking, today),
    )


@settings(max_examples=examples(6))
@given(
    first=drafts("a"),
    later=drafts("b", most=4),
    rules=st.sampled_from(RULES),
    moved=st.tuples(days, st.integers(0, 120), st.integers(0, 400)),
)
def test_the_tables_answer_as_the_fold_does_after_acts_and_days(
    first: list[Draft], later: list[Draft], rules: str, moved: tuple[date, int, int]
) -> None:
    day, some_days, many_days = moved
    with small_ledger() as ledger:
        ledger.append(first)
        assert from_tables(ledger, rules, day) == folded(ledger, rules, day)
        next_day = day + timedelta(days=some_days)
        assert from_tables(ledger, rules, next_day) == folded(ledger, rules, next_day)
        ledger.append(later)
        assert from_tables(ledger, rules, next_day) == folded(ledger, rules, next_day)
        last_day = next_day + timedelta(days=many_days)
        assert from_tables(ledger, rules, last_day) == folded(ledger, rules, last_day)


@settings(max_examples=examples(4))
@given(first=drafts("a"), day=days)
def test_answers_under_several_rule_sets_stand_beside_each_other(
    first: list[Draft], day: date
) -> None:
    with small_ledger() as ledger:
        ledger.append(first)
        expected = [folded(ledger, rules, day) for rules in RULES]

        assert [from_tables(ledger, rules, day) for rules in RULES] == expected
        assert [from_tables(ledger, rules, day) for rules in RULES] == expected


@settings(max_examples=examples(4))
@given(first=drafts("a"), day=days, rules=st.sampled_from(RULES))
def test_tables_made_again_are_what_they_were(first: list[Draft], day: date, rules: str) -> None:
    with small_ledger() as ledger:
        for draft in first:
            ledger.append([draft])
            from_tables(ledger, rules, day)
        later = day + timedelta(days=3)

        rebuilt = rebuild_all(reader(ledger, as_of=later), rule_set(rules))

        assert [each.different for each in rebuilt] == [(), (), ()]
        assert from_tables(ledger, rules, later) == folded(ledger, rules, later)


def test_the_tables_answer_on_each_engine(ledger: Ledger) -> None:
    for rules in ("seed-2007", "law"):
        for day in (TODAY, TODAY + timedelta(days=15)):
            assert from_tables(ledger, rules, day) == folded(ledger, rules, day)


def test_a_day_on_which_nothing_changes_is_still_told_as_that_day(ledger: Ledger) -> None:
    from_tables(ledger, "seed-2007", TODAY)
    tomorrow = TODAY + timedelta(days=1)

    _, now, _, _ = from_tables(ledger, "seed-2007", tomorrow)

    assert {each.day for each in now.reports} == {tomorrow}


def test_an_act_recorded_before_its_day_counts_when_the_day_has_come(ledger: Ledger) -> None:
    [granted, *_] = [
        act
        for batch in ledger.walk()
        for act in batch
        if act.envelope.type == "benefit-granted/1" and act.body is not None
    ]
    on = TODAY + timedelta(days=5)
    fields = {
        "event_id": "later",
        "stream": "person:p-0422",
        "subjects": ("p-0422",),
        "occurred_on": on,
        "effect_from": None,
        "recorded_by": "u-1",
    }
    assert granted.body is not None
    ledger.append([Draft(granted.envelope.model_copy(update=fields), granted.body)])

    before = from_tables(ledger, "law", TODAY)[0]
    after = from_tables(ledger, "law", on)[0]

    assert row(before, "p-0422").statuses["benefit"] == "pending"
    assert row(after, "p-0422").statuses["benefit"] == "met"


def row(rows: list[CaseRow], person: str) -> CaseRow:
    [found] = [each for each in rows if each.person == person]
    return found


def test_a_frame_taken_before_another_writer_came_shows_nothing_of_it(
    ledger: Ledger, ledger_url: str, tmp_path: Path
) -> None:
    looking = reader(ledger)
    expected = case_rows(looking, rule_set("law"), TODAY)
    with existing_ledger(ledger_url, tmp_path, clock=lambda: NOW) as other:
        acts = [act for act in other.read("person:p-0418") if act.body is not None]
        released = acts[-1]
        assert released.body is not None
        for person in ("p-0418", "p-0499"):
            fields = {"event_id": person, "stream": f"person:{person}", "subjects": (person,)}
            other.append([Draft(released.envelope.model_copy(update=fields), released.body)])
        case_rows(reader(other), rule_set("law"), TODAY)

    assert case_rows(looking, rule_set("law"), TODAY) == expected
    assert all_findings(looking, TODAY) == all_findings(looking, TODAY + timedelta(days=1))
    assert row(case_rows(reader(ledger), rule_set("law"), TODAY), "p-0499").person == "p-0499"


def test_several_who_ask_for_the_first_time_at_once_all_get_the_answer(
    ledger: Ledger, ledger_url: str, tmp_path: Path
) -> None:
    start = Barrier(4)

    def ask(_: int) -> list[CaseRow]:
        with existing_ledger(ledger_url, tmp_path, clock=lambda: NOW) as own:
            looking = reader(own)
            start.wait()
            return case_rows(looking, rule_set("law"), TODAY)

    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(ask, range(4)))

    assert found == [folded(ledger, "law", TODAY)[0]] * 4


def test_nobody_who_has_not_changed_is_judged_again(ledger: Ledger) -> None:
    done: list[tuple[int, int]] = []

    def told(judged: int, whole: int) -> None:
        done.append((judged, whole))

    case_rows(reader(ledger), rule_set("law"), TODAY, told)
    case_rows(reader(ledger), rule_set("law"), TODAY, told)

    assert done == [(5, 5)]


def test_rows_altered_by_hand_are_noticed_and_put_right(ledger: Ledger) -> None:
    before = from_tables(ledger, "law", TODAY)
    rebuild_all(reader(ledger), rule_set("law"))
    alter(ledger)

    altered = rebuild_all(reader(ledger), rule_set("law"))
    again = rebuild_all(reader(ledger), rule_set("law"))

    assert unlike(altered) == UNLIKE
    assert all(each.equal for each in again)
    assert from_tables(ledger, "law", TODAY) == before


def test_answers_altered_by_hand_are_noticed_whatever_they_became(ledger: Ledger) -> None:
    from projections.schema import ANSWERS

    from_tables(ledger, "seed-2007", TODAY)
    ledger.keep_rule_set(*kept_form("seed-2007"))
    altered = {
        "p-0417": b"{}",
        "p-0418": b"not json",
        "p-0421": b"[]",
        "p-0422": b'{"person": "p-9"}',
    }
    with ledger.connection() as connection:
        for person, content in altered.items():
            connection.execute(
                ANSWERS.update().where(ANSWERS.c.person == person).values(case_row=content)
            )

    rebuilt = rebuild_all(reader(ledger), rule_set("law"))

    assert [each.different for each in rebuilt] == [(), tuple(altered), ()]


def test_answers_under_rules_that_were_never_kept_go_with_a_difference(ledger: Ledger) -> None:
    from projections.schema import ANSWERS

    from_tables(ledger, "law", TODAY)
    with ledger.connection() as connection:
        connection.execute(
            ANSWERS.update()
            .where(ANSWERS.c.person == "p-0423")
            .values(rules="0" * 64, rules_name="lost.toml")
        )

    rebuilt = rebuild_all(reader(ledger), rule_set("law"))

    assert [each.different for each in rebuilt] == [(), ("p-0423",), ()]


def test_every_report_of_many_is_logged_with_whom_it_shows(ledger: Ledger) -> None:
    everyone = ("p-0417", "p-0418", "p-0421", "p-0422", "p-0423")
    for today in (TODAY, TODAY + timedelta(days=1)):
        for ask in (case_rows, all_deadlocks):
            log = Log()
            ask(reader(ledger, log=log), rule_set("law"), today)
            assert [subjects for subjects, _, _ in log.lines] == [everyone]
        log = Log()
        all_findings(reader(ledger, log=log), today)
        assert [subjects for subjects, _, _ in log.lines] == [everyone]


def test_nothing_that_a_body_says_lies_open_in_the_store(ledger: Ledger, tmp_path: Path) -> None:
    rows, now, later, _ = from_tables(ledger, "seed-2007", TODAY)
    rebuild_all(reader(ledger), rule_set("seed-2007"))
    statuses = {status for row in rows for status in row.statuses.values()}
    persons = {each.person for each in (*now.reports, *later.reports)}
    assert "stuck" in statuses
    assert persons

    stored = all_bytes(ledger, tmp_path)

    assert [status for status in statuses if f'"{status}"'.encode() in stored] == []
    assert [name for name in CaseRow.model_fields if f'"{name}"'.encode() in stored] == []


def all_bytes(ledger: Ledger, tmp_path: Path) -> bytes:
    """What a copy of the store holds: the files of SQLite, or every row on PostgreSQL."""
    from sqlalchemy import MetaData, select

    stored = b"".join(path.read_bytes() for path in tmp_path.glob("test.ledger*"))
    if not stored:
        everything = MetaData()
        with ledger.connection(write=False) as connection:
            everything.reflect(connection)
            for table in everything.sorted_tables:
                for row in connection.execute(select(table)):
                    stored += b"".join(
                        bytes(value) if isinstance(value, bytes) else str(value).encode()
                        for value in row
                    )
    assert b"benefit-granted/1" in stored
    return stored


def test_whose_key_was_destroyed_is_judged_again(
    ledger: Ledger, ledger_url: str, tmp_path: Path
) -> None:
    import sqlite3

    from_tables(ledger, "law", TODAY)
    with sqlite3.connect(key_path(tmp_path)) as keys:
        keys.execute(
            "update data_keys set wrapped = null, destroyed_at = 1"
            " where owner = 'p-0421' and privacy_class = 'H'"
        )
    keys.close()
    done: list[tuple[int, int]] = []

    with existing_ledger(ledger_url, tmp_path, clock=lambda: NOW) as again:
        looking = reader(again)
        expected = folded(again, "law", TODAY)[0]
        for _ in range(2):
            found = case_rows(looking, rule_set("law"), TODAY, lambda *so_far: done.append(so_far))
            assert found == expected
    assert done == [(1, 1)]


def test_an_answer_that_was_altered_is_never_shown(ledger: Ledger) -> None:
    from projections.schema import ANSWERS

    before = from_tables(ledger, "law", TODAY)
    with ledger.connection() as connection:
        moved = connection.execute(ANSWERS.select().where(ANSWERS.c.person == "p-0418")).one()
        connection.execute(
            ANSWERS.update()
            .where(ANSWERS.c.person == "p-0417")
            .values(case_row=moved.case_row, now=moved.now, at_release=moved.at_release)
        )

    assert from_tables(ledger, "law", TODAY) == before


def test_reports_are_answered_by_the_old_tables_while_new_ones_are_made(
    ledger: Ledger, ledger_url: str, tmp_path: Path
) -> None:
    from ledger.rebuild import rebuild
    from projections.cases import CaseTable

    before = from_tables(ledger, "law", TODAY)
    answers: list[Seen] = []

    with existing_ledger(ledger_url, tmp_path, clock=lambda: NOW, wait_seconds=2) as other:
        rebuild(ledger, CaseTable(), progress=lambda *_: answers.append(told(other)))

    assert answers
    assert answers == [before] * len(answers)


def told(ledger: Ledger) -> Seen:
    return from_tables(ledger, "law", TODAY)


def test_tables_of_another_form_are_made_in_the_right_one(ledger: Ledger) -> None:
    from sqlalchemy import text

    before = from_tables(ledger, "law", TODAY)
    with ledger.connection() as connection:
        connection.execute(text("drop table view_answers"))
        connection.execute(text("create table view_answers (person text, rules text)"))
        connection.execute(text("update ledger_tracking set version = 3 where name = 'cases'"))

    assert from_tables(ledger, "law", TODAY) == before
    assert from_tables(ledger, "law", TODAY) == before


def test_a_table_that_is_damaged_is_made_again_by_a_rebuild(ledger: Ledger) -> None:
    from sqlalchemy import text

    before = from_tables(ledger, "law", TODAY)
    with ledger.connection() as connection:
        connection.execute(text("drop table view_answers"))
        connection.execute(text("alter table view_findings rename kind to sort"))
    with pytest.raises(DamagedStore, match="read table"):
        from_tables(ledger, "law", TODAY)

    rebuild_all(reader(ledger), rule_set("law"))

    assert from_tables(ledger, "law", TODAY) == before
