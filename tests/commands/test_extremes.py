"""The ends of the calendar and numbers without end are answered like any other."""

import pytest

from tests.commands.shell import Typing

WITHOUT_END = "9" * 25


@pytest.fixture
def recorded(office: Typing) -> Typing:
    """Type commands where one event is recorded."""
    office("record", "id-card-applied", "person:p-1", "--set", "place=desk", "--event-id", "e1")
    return office


@pytest.mark.parametrize(
    ("words", "status", "code"),
    [
        (("status", "p-1", "--known-at", "9999-12-31"), 2, "LG0504"),
        (("status", "p-1", "--known-at", "0001-01-01"), 5, "LG0505"),
        (("status", "p-1", "--known-at", "9999-12-31T23:59:59-05:00"), 2, "CL0002"),
        (("timeline", "p-1", "--as-of", "0001-01-01T00:00:00+05:00"), 2, "CL0002"),
        (("audit", "--recorded-to", "9999-12-31T23:59:59-05:00"), 2, "CL0002"),
        (("show", "e1", "--source", WITHOUT_END), 5, "LG0501"),
        (
            (
                *("record", "id-card-applied", "person:p-1", "--set", "place=desk"),
                *("--expect-version", WITHOUT_END),
            ),
            6,
            "LG0301",
        ),
    ],
)
def test_what_lies_beyond_the_calendar_is_refused_in_words(
    recorded: Typing, words: tuple[str, ...], status: int, code: str
) -> None:
    answer = recorded(*words)

    assert (answer.status, answer.out) == (status, "")
    assert f"error[{code}]" in answer.err


@pytest.mark.parametrize(
    ("words", "rows"),
    [
        (("audit", "--recorded-from", "0001-01-01"), 1),
        (("audit", "--recorded-to", "9999-12-31"), 1),
        (("audit", "--recorded-from", "9999-12-31"), 0),
        (("audit", "--recorded-to", "0001-01-01"), 0),
        (("audit", "--from", "0001-01-01", "--to", "9999-12-31"), 1),
        (("audit", "--after", WITHOUT_END), 0),
        (("audit", "--limit", WITHOUT_END), 1),
        (("findings", "--as-of", "9999-12-31"), 0),
        (("caseload", "--releasing-within", "9999999999d"), 0),
        (("caseload", "--releasing-within", f"{WITHOUT_END}w"), 0),
    ],
)
def test_the_ends_of_the_calendar_bound_an_answer(
    recorded: Typing, words: tuple[str, ...], rows: int
) -> None:
    answer = recorded(*words, "--json")

    assert answer.status == 0, answer.err
    assert len(answer.data) == rows


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_an_event_on_the_ends_of_the_calendar_is_recorded_and_shown(
    recorded: Typing, day: str
) -> None:
    words = ("record", "id-card-applied", "person:p-2", "--set", "place=desk", "--on", day)

    assert recorded(*words, "--anyway").status == 0
    (entry,) = recorded("timeline", "p-2", "--as-of", "9999-12-31", "--json").data["entries"]
    assert entry["occurred_on"] == day
