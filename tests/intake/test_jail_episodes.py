"""The map of the jail episodes, tried on a small invented twin of that table.

The twin has every oddity of the real one: no period, only custody, custody that repeats the
booking, lies inside it, follows it on the same day or years later, ends before begins, stays of a
day, missing ends and begins, and times of the nights on which the clock changed.
"""

import csv
from collections import Counter
from datetime import date, datetime
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

import pytest

from domain.envelope import Act
from domain.values import Certainty
from ledger import Ledger, create_ledger
from ledger.intake import ImportResult
from tests.intake.examples import imported, new_ledger

TWIN: Final = Path(__file__).with_name("twin.csv")
MAP: Final = Path(__file__).parents[2] / "examples" / "maps" / "jail-episodes.toml"

Story = list[tuple[str, str]]


@pytest.fixture(scope="module")
def outcome(tmp_path_factory: pytest.TempPathFactory) -> tuple[ImportResult, dict[str, list[Act]]]:
    folder = tmp_path_factory.mktemp("twin")
    with new_ledger(folder) as ledger:
        result = imported_twin(ledger, folder)
        acts = [act for batch in ledger.walk() for act in batch]
    streams: dict[str, list[Act]] = {}
    for act in acts:
        streams.setdefault(act.envelope.stream, []).append(act)
    return result, streams


def imported_twin(ledger: Ledger, folder: Path) -> ImportResult:
    path = folder / TWIN.name
    path.write_bytes(TWIN.read_bytes())
    return imported(ledger, path, MAP)


STORIES: dict[str, tuple[int, Story]] = {
    "custody on the days of the booking adds nothing": (
        2,
        [
            ("detention-started/1", "2013-08-13T06:03:42-04:00"),
            ("person-released/1", "2013-08-14T05:41:20-04:00"),
        ],
    ),
    "a later custody is a new detention": (
        4,
        [
            ("detention-started/1", "2013-01-26T03:45:27-05:00"),
            ("person-released/1", "2013-02-05T05:36:53-05:00"),
            ("re-detained/1", "2014-07-07"),
            ("person-released/1", "2014-07-14"),
        ],
    ),
    "a row without a period says nothing": (6, []),
    "custody alone is the first detention": (
        8,
        [("detention-started/1", "2013-11-30"), ("person-released/1", "2013-12-01")],
    ),
    "an end before its begin, on one day, is recorded as it was told": (
        12,
        [
            ("detention-started/1", "2013-01-16T12:44:00-05:00"),
            ("person-released/1", "2013-01-16T06:49:32-05:00"),
        ],
    ),
    "custody inside the booking is recorded where it falls": (
        14,
        [
            ("detention-started/1", "2013-04-09T07:38:35-04:00"),
            ("re-detained/1", "2014-05-23"),
            ("person-released/1", "2014-05-24"),
            ("person-released/1", "2014-09-23T06:14:09-04:00"),
        ],
    ),
    "custody from the day of release follows the release": (
        16,
        [
            ("detention-started/1", "2013-09-30T03:21:37-04:00"),
            ("person-released/1", "2014-02-06T06:23:17-05:00"),
            ("re-detained/1", "2014-02-06"),
            ("person-released/1", "2014-06-01"),
        ],
    ),
    "without an end nobody is released": (
        18,
        [("detention-started/1", "2014-05-01T06:49:08-04:00")],
    ),
    "a custody without an end stays open": (
        20,
        [
            ("detention-started/1", "2013-06-29T06:05:49-04:00"),
            ("person-released/1", "2013-07-11T09:02:10-04:00"),
            ("re-detained/1", "2015-02-03"),
        ],
    ),
    "days are compared as the table has them, not as they were in the Netherlands": (
        24,
        [
            ("detention-started/1", "2013-10-10T20:30:00-04:00"),
            ("person-released/1", "2013-10-24T23:59:59-04:00"),
        ],
    ),
    "of a time that came twice it is the first": (
        30,
        [
            ("detention-started/1", "2014-11-02T01:30:00-04:00"),
            ("person-released/1", "2014-11-02T06:00:00-05:00"),
        ],
    ),
    "custody before the booking is the first detention": (
        34,
        [
            ("detention-started/1", "1999-06-01"),
            ("person-released/1", "1999-06-09"),
            ("re-detained/1", "2013-05-10T08:38:16-04:00"),
            ("person-released/1", "2013-05-12T03:33:36-04:00"),
        ],
    ),
    "custody from the day of booking with another end is recorded beside it": (
        36,
        [
            ("detention-started/1", "2013-02-19T07:47:55-05:00"),
            ("re-detained/1", "2013-02-19"),
            ("person-released/1", "2013-02-20T06:33:11-05:00"),
            ("person-released/1", "2013-03-26"),
        ],
    ),
    "an end without a begin is a release": (
        38,
        [("person-released/1", "2013-03-13T07:32:52-04:00")],
    ),
    "an end days before its begin comes first": (
        42,
        [
            ("person-released/1", "2013-11-12T06:00:00-05:00"),
            ("detention-started/1", "2013-11-20T05:00:00-05:00"),
        ],
    ),
}


@pytest.mark.parametrize(("record", "story"), STORIES.values(), ids=STORIES.keys())
def test_the_acts_of_one_record(
    record: int, story: Story, outcome: tuple[ImportResult, dict[str, list[Act]]]
) -> None:
    acts = outcome[1].get(f"person:jail-{record}", [])

    assert [(act.envelope.type, act.envelope.occurred_on.isoformat()) for act in acts] == story


@pytest.mark.parametrize(
    ("record", "day"), [(24, date(2013, 10, 11)), (26, date(2014, 1, 1)), (40, date(2016, 2, 29))]
)
def test_an_evening_in_florida_is_the_next_day_in_the_netherlands(
    record: int, day: date, outcome: tuple[ImportResult, dict[str, list[Act]]]
) -> None:
    assert outcome[1][f"person:jail-{record}"][0].envelope.day == day


def test_a_time_that_no_clock_showed_puts_its_row_aside(
    outcome: tuple[ImportResult, dict[str, list[Act]]],
) -> None:
    result, streams = outcome

    assert [(fault.line, fault.code) for fault in result.faults] == [(15, "IN0325"), (41, "IN0325")]
    assert not {"person:jail-28", "person:jail-80"} & streams.keys()


def test_a_day_that_stands_for_an_unknown_end_is_marked_as_estimated(
    outcome: tuple[ImportResult, dict[str, list[Act]]],
) -> None:
    acts = [act.envelope for stream in outcome[1].values() for act in stream]

    estimated = [act for act in acts if act.certainty is Certainty.ESTIMATED]

    assert [(act.stream, act.occurred_on) for act in estimated] == [
        ("person:jail-32", date(2020, 1, 1))
    ]


def test_counts_by_day_and_type_equal_those_of_a_short_script(
    outcome: tuple[ImportResult, dict[str, list[Act]]],
) -> None:
    result, streams = outcome

    counts = Counter(
        (act.envelope.day, act.envelope.type) for stream in streams.values() for act in stream
    )

    expected, silent = counted_by_hand()
    assert counts == expected
    assert result.added == expected.total()
    assert result.rows_without_events == silent
    assert result.types == Counter(type_ for _, type_ in expected.elements())
    assert result.persons == len(streams)


def counted_by_hand() -> tuple[Counter[tuple[date, str]], int]:
    """What the twin holds, found without the project: events by day and type, rows with none."""
    counts: Counter[tuple[date, str]] = Counter()
    silent = 0
    with TWIN.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            if row["record"] in {"28", "80"}:
                continue
            custody = (row["custody_in"], row["custody_out"])
            periods = [(amsterdam(row["booked_in"]), amsterdam(row["booked_out"]))]
            if custody != (row["booked_in"][:10], row["booked_out"][:10]):
                periods.append((amsterdam(custody[0]), amsterdam(custody[1])))
            begins = sorted(begin for begin, _ in periods if begin is not None)
            ends = [end for _, end in periods if end is not None]
            counts.update((day, "detention-started/1") for day in begins[:1])
            counts.update((day, "re-detained/1") for day in begins[1:])
            counts.update((day, "person-released/1") for day in ends)
            silent += not (begins or ends)
    return counts, silent


def amsterdam(text: str) -> date | None:
    if len(text) <= 10:
        return date.fromisoformat(text) if text else None
    local = datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("America/New_York"))
    return local.astimezone(ZoneInfo("Europe/Amsterdam")).date()


def test_a_second_import_adds_nothing_on_either_engine(ledger_url: str, tmp_path: Path) -> None:
    with create_ledger(ledger_url, keys=tmp_path / "test.keys") as ledger:
        first = imported_twin(ledger, tmp_path)
        head = ledger.head()
        second = imported_twin(ledger, tmp_path)

        assert ledger.head() == head

    assert (second.added, second.replayed) == (0, first.added)
    assert second.positions is None
    assert first.positions == (1, first.added)
    assert second.faults == first.faults


def test_begin_and_end_of_a_period_share_a_correlation_that_no_other_period_has(
    outcome: tuple[ImportResult, dict[str, list[Act]]],
) -> None:
    """However their days lie, they stay a pair."""
    _, streams = outcome
    for acts in streams.values():
        types: dict[str | None, list[str]] = {}
        for act in acts:
            types.setdefault(act.envelope.correlation, []).append(act.envelope.type)

        assert None not in types
        for pair in types.values():
            assert sum(each.startswith("person-released/") for each in pair) <= 1
            assert sum(not each.startswith("person-released/") for each in pair) <= 1
