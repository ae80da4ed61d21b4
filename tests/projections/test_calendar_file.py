"""Deadlines as a calendar file: what RFC 5545 asks, that it stays the same, and what it hides."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from domain.rule_parts import Text
from projections.calendar_file import as_calendar
from projections.deadlines import DeadlineRow
from projections.language import LANGUAGES

STAMP = datetime(2026, 6, 1, 10, 15, 30, 123456, tzinfo=UTC)
WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=1).filter(
    lambda text: bool(text.strip())
)


def row(**changed: Any) -> DeadlineRow:
    """The decision on an application for a benefit."""
    fields: dict[str, Any] = {
        "uid": "ab" * 16,
        "person": "p-0417",
        "agreement": None,
        "code": "D11",
        "rule": "terms-income/benefit-decision",
        "name": Text(nl="Beslissing op de aanvraag", en="Decision on the application"),
        "need": "benefit",
        "nature": "statute",
        "kind": "duty",
        "status": "running",
        "number": 1,
        "due": date(2026, 7, 27),
        "plain": date(2026, 7, 25),
        "act_by": date(2026, 7, 24),
        "opens": None,
        "met_on": None,
        "days_left": 56,
        "provisional": False,
        "missing": (),
        "void_because": None,
        "derived": None,
        "who": Text(nl="college; van B,W", en="executive; of M,A"),
        "municipality": "Tilburg",
        "source": "Awb 4:13",
        "address": None,
        "valid_from": date(2002, 1, 1),
        "confidence": "high",
        "verified": True,
        "computation": (Text(nl="plus 8 weken", en="plus 8 weeks"),),
        "revisions": (),
        "evidence": ("e1",),
        "series": "1" * 32,
    }
    return DeadlineRow.model_validate({**fields, **changed})


def written(*rows: DeadlineRow, **asked: Any) -> bytes:
    return as_calendar(rows, **{"stamp": STAMP, "language": "en", **asked})


def entries(content: bytes, kind: str = "VEVENT") -> list[Any]:
    return list(Calendar.from_ical(content).walk(kind))


def unfolded(content: bytes) -> Iterator[str]:
    """The content lines, put together again as RFC 5545, 3.1 says."""
    yield from content.decode().replace("\r\n ", "").split("\r\n")[:-1]


class TestAnEntry:
    def test_is_a_whole_day(self) -> None:
        [event] = entries(written(row()))

        assert event["DTSTART"].to_ical() == b"20260727"
        assert event["DTSTART"].params["VALUE"] == "DATE"
        assert event["DTEND"].to_ical() == b"20260728"
        assert event["TRANSP"] == "TRANSPARENT"

    def test_has_a_name_that_stays_and_the_moment_of_knowing(self) -> None:
        [event] = entries(written(row()))

        assert event["UID"] == f"{'ab' * 16}@reintegration-ledger"
        assert event["DTSTAMP"].to_ical() == b"20260601T101530Z"

    def test_names_no_need_and_no_law_unless_it_is_asked(self) -> None:
        plain = written(row()).decode()

        assert "SUMMARY:Deadline D11 p-0417" in plain
        assert "CLASS:CONFIDENTIAL" in plain
        for hidden in ("benefit", "Decision", "Awb", "Tilburg", "executive"):
            assert hidden not in plain

    def test_says_everything_where_it_is_asked(self) -> None:
        [event] = entries(written(row(), details=True))

        assert str(event["SUMMARY"]) == "Deadline D11 p-0417: Decision on the application"
        assert str(event["DESCRIPTION"]).splitlines() == [
            "Last day: Mon 27 Jul 2026.",
            "Act by: Fri 24 Jul 2026.",
            "whose move: executive; of M,A",
            "by: Awb 4:13, in force from Tue 1 Jan 2002 (statutory)",
            "- plus 8 weeks",
        ]

    def test_can_be_a_task_that_starts_on_the_day_to_act_by(self) -> None:
        [task] = entries(written(row(), tasks=True), "VTODO")

        assert (task["DTSTART"].to_ical(), task["DUE"].to_ical()) == (b"20260724", b"20260727")
        assert task["STATUS"] == "NEEDS-ACTION"

    def test_without_a_day_there_is_none(self) -> None:
        assert entries(written(row(due=None, act_by=None))) == []

    def test_on_the_last_day_of_the_calendar_has_no_end(self) -> None:
        [event] = entries(written(row(due=date.max)))

        assert "DTEND" not in event

    def test_of_an_agreement_about_nobody_names_the_agreement(self) -> None:
        [event] = entries(written(row(person=None, agreement="a-12")))

        assert str(event["SUMMARY"]) == "Deadline D11 a-12"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("tasks", [False, True])
def test_a_file_has_what_the_standard_asks(language: Any, *, tasks: bool) -> None:
    lines = list(unfolded(written(row(), language=language, tasks=tasks)))
    kind = "VTODO" if tasks else "VEVENT"

    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-1] == "END:VCALENDAR"
    assert "VERSION:2.0" in lines
    assert f"PRODID:-//Reintegration ledger//Deadlines//{language.upper()}" in lines
    assert lines.count(f"BEGIN:{kind}") == lines.count(f"END:{kind}") == 1
    inside = lines[lines.index(f"BEGIN:{kind}") + 1 : lines.index(f"END:{kind}")]
    names = [re.split("[:;]", line)[0] for line in inside]
    assert names.count("UID") == names.count("DTSTAMP") == names.count("SUMMARY") == 1


@given(name=WORDS, who=WORDS, details=st.booleans(), tasks=st.booleans())
def test_lines_are_folded_at_75_octets_and_words_come_back(
    name: str, who: str, *, details: bool, tasks: bool
) -> None:
    given_words = row(
        name=Text.model_construct(nl=name, en=name), who=Text.model_construct(nl=who, en=who)
    )
    content = written(given_words, details=details, tasks=tasks)

    assert content.endswith(b"\r\n")
    lines = content.split(b"\r\n")
    assert all(len(line) <= 75 for line in lines)
    assert b"\n" not in content.replace(b"\r\n", b"")
    [entry] = entries(content, "VTODO" if tasks else "VEVENT")
    if details:
        assert str(entry["SUMMARY"]).endswith(name)
        assert f"whose move: {who}" in str(entry["DESCRIPTION"])


@given(st.lists(st.dates(date(1990, 1, 1), date(2100, 1, 1)), max_size=5))
def test_each_deadline_is_an_entry_of_its_own_in_the_order_of_the_list(days: list[date]) -> None:
    rows = [row(uid=f"{number:032}", due=day) for number, day in enumerate(days)]

    found = entries(written(*rows))

    assert [(str(each["UID"])[:32], each.decoded("DTSTART")) for each in found] == [
        (f"{number:032}", day) for number, day in enumerate(days)
    ]


def test_where_nothing_is_due_the_calendar_is_empty_and_still_one() -> None:
    content = written()

    assert entries(content) == []
    assert content.startswith(b"BEGIN:VCALENDAR\r\n")
