"""The audit answers what a plain list of events answers, page by page too."""

from datetime import UTC, date, datetime
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateTable

from domain.envelope import Act
from domain.events import PersonReleased
from domain.values import PrivacyClass, day_of
from ledger import Ledger
from projections.audit import Audit, Filters
from projections.reading import all_findings, audit_of
from projections.schema import ANSWERS, AUDIT, AUDIT_PERSONS, CASES, FINDINGS
from tests.ledger.making import draft, existing_ledger, new_ledger
from tests.profile import examples
from tests.projections.looking import NOW, Log, acts_of, fill_with_article, reader

DAYS = st.dates(date(2001, 1, 1), date(2008, 1, 1))
CRIMINAL = PrivacyClass.CRIMINAL
TYPES = ("person-rel*", "person-released", "person-released/1", "PERSON-*", "Person-released", "%")
MOMENTS = st.builds(lambda day, at: datetime.combine(day, at, UTC), DAYS, st.times())


def some(*values: str) -> st.SearchStrategy[str | None]:
    return st.none() | st.sampled_from(values)


filters = st.builds(
    Filters,
    person=some("p-0417", "p-0422", "p-9999"),
    actor=some("u-12", "u-44", "nobody"),
    organisation=some("Tilburg", "PI Vught"),
    type=some(
        *("benefit-applied", "benefit-applied/1", "benefit-*", "*", "registered", "person_*"),
        *("BENEFIT-*", "Registered"),
    ),
    occurred_from=st.none() | DAYS,
    occurred_to=st.none() | DAYS,
    recorded_from=st.none() | MOMENTS,
    recorded_to=st.none() | MOMENTS,
    purpose=some("nazorg", "research"),
)


def answers(act: Act, asked: Filters) -> bool:
    envelope = act.envelope
    name, _, _ = envelope.type.partition("/")
    kind = asked.type or envelope.type
    return (
        asked.person in (None, *envelope.subjects)
        and asked.actor in (None, envelope.actor)
        and asked.organisation in (None, envelope.organisation)
        and asked.purpose in (None, envelope.purpose)
        and (kind in (name, envelope.type) or (kind[-1] == "*" and name.startswith(kind[:-1])))
        and (asked.occurred_from is None or asked.occurred_from <= envelope.day)
        and (asked.occurred_to is None or envelope.day <= asked.occurred_to)
        and (asked.recorded_from is None or asked.recorded_from <= act.recorded_at)
        and (asked.recorded_to is None or act.recorded_at <= asked.recorded_to)
    )


def positions(audit: Audit) -> list[int]:
    return [row.position for row in audit.rows]


@settings(max_examples=examples(40))
@given(filters)
def test_filters_choose_what_a_plain_list_would(article: Ledger, asked: Filters) -> None:
    found = audit_of(reader(article), asked)

    expected = [act.position for act in acts_of(article) if answers(act, asked)]
    assert positions(found) == expected
    assert (found.total, found.next_after) == (len(expected), None)


@settings(max_examples=examples(25))
@given(filters, st.integers(1, 30))
def test_pages_neither_skip_nor_repeat(article: Ledger, asked: Filters, limit: int) -> None:
    whole = audit_of(reader(article), asked)
    pages: list[Audit] = []
    after: int | None = 0
    while after is not None:
        pages.append(audit_of(reader(article), asked, after=after, limit=limit))
        assert all(row.position > after for row in pages[-1].rows)
        after = pages[-1].next_after

    assert [row for page in pages for row in page.rows] == list(whole.rows)
    assert all(page.total == whole.total for page in pages)
    assert all(len(page.rows) == limit for page in pages[:-1])


@settings(max_examples=examples(40))
@given(st.integers(0, 71), filters)
def test_a_frame_of_the_past_shows_what_was_known_then(
    article: Ledger, back: int, asked: Filters
) -> None:
    known_at = list(acts_of(article))[back].recorded_at

    found = audit_of(reader(article, known_at=known_at), asked)

    assert positions(found) == [
        act.position
        for act in acts_of(article)
        if act.recorded_at <= known_at and answers(act, asked)
    ]


@settings(max_examples=examples(40))
@given(filters)
def test_the_log_names_whom_the_rows_concern_and_who_was_asked_about(
    article: Ledger, asked: Filters
) -> None:
    log = Log()

    found = audit_of(reader(article, log=log), asked)

    shown = {row.stream.removeprefix("person:") for row in found.rows}
    shown |= set() if asked.person is None else {asked.person}
    assert log.lines == [(tuple(sorted(shown)), "audit", len(found.rows))]


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
        counts = [audit_of(present, Filters(type=each)).total for each in TYPES]

    assert found == persons
    assert counts == [7, 7, 7, 0, 0, 0]


def test_text_in_read_tables_is_compared_byte_by_byte_on_postgresql() -> None:
    dialect = postgresql.dialect()  # type: ignore[no-untyped-call]
    columns = [
        line
        for table in (AUDIT, AUDIT_PERSONS, CASES, ANSWERS, FINDINGS)
        for line in str(CreateTable(table).compile(dialect=dialect)).splitlines()
        if "VARCHAR" in line and "VARCHAR(" not in line
    ]

    assert columns
    assert [line for line in columns if 'COLLATE "C"' not in line] == []


def test_events_recorded_meanwhile_do_not_move_the_pages(ledger_url: str, tmp_path: Path) -> None:
    with new_ledger(ledger_url, tmp_path, rehearsal=True, clock=lambda: NOW) as ledger:
        fill_with_article(ledger)
        looking = reader(ledger)
        first = audit_of(looking, Filters(), limit=50)
        with existing_ledger(ledger_url, tmp_path, clock=lambda: NOW) as other:
            other.append([draft("new", "person:p-0499")])
            assert audit_of(reader(other), Filters()).total == 73

        second = audit_of(looking, Filters(), after=first.next_after or 0, limit=50)

    assert positions(first) + positions(second) == list(range(1, 73))
    assert (first.total, second.total, second.next_after) == (72, 72, None)
