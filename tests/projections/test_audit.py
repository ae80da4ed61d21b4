"""The audit answers what a plain list of events answers, page by page too."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateTable

from domain.envelope import Act, CorrectionKind, EventReference
from domain.events import EventCorrected, PersonReleased
from domain.events.corrections import CorrectionReason
from domain.history import resolve
from domain.values import PrivacyClass, day_of
from ledger import Draft, Ledger
from projections import audit_search
from projections.audit import Audit
from projections.audit_query import Query
from projections.audit_search import Page, Search
from projections.qualifiers import query
from projections.reading import all_findings, audit_of
from projections.schema import ANSWERS, AUDIT, AUDIT_DAYS, AUDIT_PERSONS, CASES, FINDINGS
from tests.ledger.making import SOURCE, draft, drafts, existing_ledger, new_ledger
from tests.profile import examples
from tests.projections.asking import MUCH, QUERIES, answering, varied
from tests.projections.looking import NOW, Log, acts_of, fill_with_article, reader

CRIMINAL = PrivacyClass.CRIMINAL
TYPES = ("person-rel*", "person-released", "person-released/1", "PERSON-*", "Person-released", "%")


@pytest.fixture(scope="module")
def much(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    """A ledger whose events differ in everything; only read it."""
    folder = tmp_path_factory.mktemp("much")
    with new_ledger(str(folder / "much.ledger"), folder, rehearsal=True) as ledger:
        for each in varied():
            ledger.append([each])
        audit_of(reader(ledger), Query())
        yield ledger


@pytest.fixture(scope="module")
def acts(much: Ledger) -> list[Act]:
    """Everything in that ledger, in order."""
    return list(acts_of(much))


def positions(audit: Audit) -> list[int]:
    return [row.position for row in audit.rows]


@settings(max_examples=examples(1000))
@given(QUERIES, st.integers(1, MUCH))
def test_a_query_chooses_what_a_plain_list_would(
    much: Ledger, acts: list[Act], asked: Query, up_to: int
) -> None:
    with much.connection(write=False) as connection:
        found = Search(connection, asked, up_to).page(after=None, limit=None, newest_first=False)

    expected = tuple(answering(acts[:up_to], asked))
    assert found == Page(expected, more=False, total=len(expected), is_exact=True)


@settings(max_examples=examples(100))
@given(QUERIES, st.integers(20, 150), st.booleans())
def test_pages_put_together_are_the_whole(
    much: Ledger,
    asked: Query,
    limit: int,
    newest_first: bool,  # noqa: FBT001
) -> None:
    looking = reader(much)
    whole = audit_of(looking, asked, newest_first=newest_first)
    pages: list[Audit] = []
    after: int | None = None
    while not pages or after is not None:
        pages.append(audit_of(looking, asked, after=after, limit=limit, newest_first=newest_first))
        after = pages[-1].next

    assert [row for page in pages for row in page.rows] == list(whole.rows)
    assert all(page.total == whole.total for page in pages)
    assert all(len(page.rows) == limit for page in pages[:-1])


@settings(max_examples=examples(60))
@given(st.data(), QUERIES)
def test_a_frame_of_the_past_shows_what_was_known_then(
    much: Ledger, acts: list[Act], data: st.DataObject, asked: Query
) -> None:
    known_at = data.draw(st.sampled_from(acts)).recorded_at

    found = audit_of(reader(much, known_at=known_at), asked)

    known = [act for act in acts if act.recorded_at <= known_at]
    assert positions(found) == answering(known, asked)


@settings(max_examples=examples(20))
@given(st.data())
def test_the_marks_of_a_row_say_what_is_read_otherwise_and_by_which_event(
    much: Ledger, acts: list[Act], data: st.DataObject
) -> None:
    up_to = data.draw(st.integers(1, len(acts)))
    looking = reader(much, known_at=acts[up_to - 1].recorded_at)

    rows = {row.position: row for row in audit_of(looking, Query()).rows}

    for person in {act.envelope.stream for act in acts[:up_to]}:
        recorded = [act for act in acts[:up_to] if act.envelope.stream == person]
        resolved = resolve(recorded)
        gone = {act.position for act in resolved.retracted}
        assert {act.position for act in recorded if rows[act.position].retracted_by} == gone
        for act in resolved.acts:
            assert set(rows[act.position].corrected_by) >= set(act.corrected_by)


@settings(max_examples=examples(40))
@given(QUERIES)
def test_the_log_names_whom_the_rows_concern_and_who_was_asked_about(
    much: Ledger, asked: Query
) -> None:
    log = Log()

    found = audit_of(reader(much, log=log), asked)

    shown = {row.stream.removeprefix("person:") for row in found.rows} | asked.persons()
    assert log.lines == [(tuple(sorted(shown)), "audit", len(found.rows))]


@settings(max_examples=examples(60))
@given(QUERIES)
def test_no_answer_is_empty_without_a_reason(much: Ledger, asked: Query) -> None:
    found = audit_of(reader(much), asked)

    assert bool(found.rows) or bool(found.nowhere) or found.disjoint


def test_a_value_that_is_nowhere_is_named_with_those_that_look_like_it(much: Ledger) -> None:
    told: dict[str, Any] = {}
    for text in (
        *("organisation:Tilbrg", "-organisation:tilburg", "actor:u-1 actor:u-9", "type:benefits-*"),
        *("person:p-77", "occurred:1999", "mandate:M9", "organisation:Tilburg"),
    ):
        found = audit_of(reader(much), query(text))
        told[text] = [(each.field, each.value, list(each.close)) for each in found.nowhere]

    assert told == {
        "organisation:Tilbrg": [("organisation", "Tilbrg", ["Tilburg"])],
        "-organisation:tilburg": [("organisation", "tilburg", ["Tilburg"])],
        "actor:u-1 actor:u-9": [("actor", "u-9", ["u-3", "u-2", "u-1"])],
        "type:benefits-*": [("type", "benefits-*", ["benefit-granted", "benefit-applied"])],
        "person:p-77": [("person", "p-77", [])],
        "occurred:1999": [("occurred", "1999-01-01..1999-12-31", [])],
        "mandate:M9": [("mandate", "M9", [])],
        "organisation:Tilburg": [],
    }


def test_what_was_recorded_later_is_nowhere_in_an_earlier_frame(
    much: Ledger, acts: list[Act]
) -> None:
    first = next(act for act in acts if act.envelope.mandate == "M 2")
    before = acts[first.position - 2].recorded_at

    found = audit_of(reader(much, known_at=before), query('mandate:"M 2"'))

    assert [each.value for each in found.nowhere] == ["M 2"]


def test_a_count_is_exact_up_to_a_number_and_says_when_it_is_not(
    much: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = audit_of(reader(much), query("organisation:Breda"))
    monkeypatch.setattr(audit_search, "COUNTED", whole.total)
    exact = audit_of(reader(much), query("organisation:Breda"), limit=5)
    monkeypatch.setattr(audit_search, "COUNTED", whole.total - 1)
    counted = audit_of(reader(much), query("organisation:Breda"), limit=5)

    assert (exact.total, exact.is_exact) == (whole.total, True)
    assert (counted.total, counted.is_exact) == (whole.total - 1, False)


def test_both_engines_choose_what_a_plain_list_would(ledger_url: str, tmp_path: Path) -> None:
    with new_ledger(ledger_url, tmp_path, rehearsal=True) as ledger:
        for each in varied(150):
            ledger.append([each])
        known = list(acts_of(ledger))
        chance = Random(3)  # noqa: S311 - the same every time
        looking = reader(ledger)
        for asked in _plain_queries(chance, 30):
            expected = answering(known, asked)
            whole = audit_of(looking, asked)
            page = audit_of(looking, asked, limit=7, newest_first=True)

            assert positions(whole) == expected
            assert positions(page) == expected[::-1][:7]
            assert page.total == len(expected)


def _plain_queries(chance: Random, count: int) -> Iterator[Query]:
    words = (
        *("person:p-1", "person:p-2", "-person:p-3", "actor:u-1", "-actor:u-2", "account:import-1"),
        *("role:clerk", "organisation:Breda", "-organisation:Breda", "type:benefit-*", "type:*/1"),
        *("area:income", "need:id_document", "purpose:research", 'basis:"Pw 40"', 'mandate:"M 1"'),
        *('-mandate:"M 1"', "source:urn:test:burgerzaken", "occurred:2020", "-occurred:2020-03.."),
        *("noted:2020-02..2020-12-15", "-noted:2020", "recorded:2020-03-01T10:00:00Z.."),
        *("-recorded:2020-05", "correlation:c3", "causation:e4"),
    )
    for _ in range(count):
        yield query(" ".join(chance.sample(words, chance.randrange(4))))


def test_both_engines_tell_capitals_apart_and_order_alike(ledger_url: str, tmp_path: Path) -> None:
    persons = ["Zed", "a-b", "a.b", "aB", "ab", "p-1", "p_1"]
    with new_ledger(ledger_url, tmp_path) as ledger:
        ledger.append(
            [
                draft(f"e{number}", f"person:{each}", PersonReleased(), privacy_class=CRIMINAL)
                for number, each in enumerate(reversed(persons))
            ]
        )
        # The tables answer for now only when the present day is asked about.
        today = day_of(ledger.clock())
        present = reader(ledger, as_of=today)

        found = [row.person for row in all_findings(present, today).rows]
        counts = [audit_of(present, query(f"type:{each}")).total for each in TYPES]

    assert found == persons
    assert counts == [7, 7, 7, 0, 0, 0]


def test_text_in_read_tables_is_compared_byte_by_byte_on_postgresql() -> None:
    dialect = postgresql.dialect()  # type: ignore[no-untyped-call]
    columns = [
        line
        for table in (AUDIT, AUDIT_PERSONS, AUDIT_DAYS, CASES, ANSWERS, FINDINGS)
        for line in str(CreateTable(table).compile(dialect=dialect)).splitlines()
        if "VARCHAR" in line and "VARCHAR(" not in line
    ]

    assert columns
    assert [line for line in columns if 'COLLATE "C"' not in line] == []


def test_an_event_about_two_persons_is_shown_once(ledger_url: str, tmp_path: Path) -> None:
    with new_ledger(ledger_url, tmp_path) as ledger:
        ledger.append([*drafts(4), draft("both", "agreement:a-1", subjects=("p-1", "p-2"))])

        asked = query("person:p-1 person:p-2")
        found = audit_of(reader(ledger), asked)
        paged = audit_of(reader(ledger), asked, limit=2)

    assert positions(found) == [1, 2, 4, 5]
    assert (positions(paged), paged.total, paged.next) == ([1, 2], 4, 2)


def test_a_page_of_events_about_the_same_persons_is_as_long_as_was_asked(
    ledger_url: str, tmp_path: Path
) -> None:
    """Given events that each concern all persons asked about, none takes the place of two."""
    three = ("p-1", "p-2", "p-3")
    with new_ledger(ledger_url, tmp_path) as ledger:
        ledger.append(draft(f"all-{n}", "agreement:a-1", subjects=three) for n in range(9))

        asked = query(" ".join(f"person:{person}" for person in three))
        up = [audit_of(reader(ledger), asked, limit=4, after=each) for each in (None, 4, 8)]
        down = [
            audit_of(reader(ledger), asked, limit=4, after=each, newest_first=True)
            for each in (None, 6, 2)
        ]

    assert [positions(page) for page in up] == [[1, 2, 3, 4], [5, 6, 7, 8], [9]]
    assert [positions(page) for page in down] == [[9, 8, 7, 6], [5, 4, 3, 2], [1]]
    assert [page.next for page in (*up, *down)] == [4, 8, None, 6, 2, None]


def test_events_recorded_meanwhile_do_not_move_the_pages(ledger_url: str, tmp_path: Path) -> None:
    with new_ledger(ledger_url, tmp_path, rehearsal=True, clock=lambda: NOW) as ledger:
        fill_with_article(ledger)
        looking = reader(ledger)
        first = audit_of(looking, Query(), limit=50)
        with existing_ledger(ledger_url, tmp_path, clock=lambda: NOW) as other:
            other.append([draft("new", "person:p-0499")])
            assert audit_of(reader(other), Query()).total == 73

        second = audit_of(looking, Query(), after=first.next, limit=50)

    assert positions(first) + positions(second) == list(range(1, 73))
    assert (first.total, second.total, second.next) == (72, 72, None)


def test_an_event_is_found_by_the_day_recorded_and_by_that_to_which_it_was_corrected(
    ledger_url: str, tmp_path: Path
) -> None:
    with new_ledger(ledger_url, tmp_path, rehearsal=True) as ledger:
        # The correction comes first, and before it one of that correction.
        for each in (
            correction("c2", "c1", "2026-06-01"),
            correction("c1", "e1", "2026-04-30T23:30:00Z"),
            draft("e1", occurred_on=date(2026, 3, 2)),
        ):
            ledger.append([each])
        looking = reader(ledger)
        before = [act.recorded_at for act in acts_of(ledger)][1]

        found = {
            asked: positions(audit_of(looking, query(asked)))
            for asked in (
                *("occurred:2026-03-02", "occurred:2026-05-01", "occurred:2026-04-30"),
                *("occurred:2026-06", "-occurred:2026-06", "occurred:2026-06 actor:u-7"),
            )
        }
        earlier = audit_of(reader(ledger, known_at=before), query("occurred:2026-05..2026-06"))

    assert found == {
        "occurred:2026-03-02": [3],
        "occurred:2026-05-01": [3],
        "occurred:2026-04-30": [],
        "occurred:2026-06": [3],
        "-occurred:2026-06": [1, 2],
        "occurred:2026-06 actor:u-7": [3],
    }
    assert positions(earlier) == []


def correction(event_id: str, of: str, day: str) -> Draft:
    """A correction, of January, of the day of an event."""
    return draft(
        event_id,
        body=EventCorrected(reason=CorrectionReason.WRONG_DATE, occurred_on=day),
        occurred_on=date(2026, 1, 5),
        corrects=EventReference(event_id=of, source=SOURCE),
        correction_kind=CorrectionKind.ERROR,
    )
