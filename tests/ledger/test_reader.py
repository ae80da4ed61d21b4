"""Reading at a frame: the same frame gives the same answer, and nobody looks unseen."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import orjson
import pytest

from domain.envelope import CorrectionKind, EventReference
from domain.events.corrections import CorrectionReason, EventRetracted
from domain.events.identities import (
    IdentitiesLinked,
    IdentitiesUnlinked,
    LinkReason,
    UnlinkReason,
)
from domain.values import StreamKind
from ledger import AccessLog, Answer, Frame, Ledger, Reader, Request
from ledger.errors import AccessLogUnwritable, FrameBeforeFirstRecord, FutureFrame
from tests.ledger.making import BLOCKED, NOON, SOURCE, draft, drafts, standing

NOW = Frame(as_of=date(2026, 3, 2), known_at=None, law_on=None, rules="law")
REQUEST = Request(
    account="u-7",
    role="coordinator",
    organisation="Tilburg",
    purpose="aftercare",
    legal_basis="AVG 6(1)(e)",
    command="status",
)
LATER = standing(NOON + timedelta(days=1))


class Listening:
    """An access log that only remembers."""

    def __init__(self) -> None:
        self.lines: list[tuple[str | tuple[str, ...], Answer]] = []

    def write(
        self, request: Request, subject: str | Sequence[str], frame: Frame, answer: Answer
    ) -> None:
        assert (request, frame.rules) == (REQUEST, "law")
        self.lines.append((subject if isinstance(subject, str) else tuple(subject), answer))


def test_now_is_everything(ledger: Ledger) -> None:
    ledger.append(drafts(9, persons=3))

    reader = Reader(ledger, NOW, REQUEST, Listening(), LATER)

    assert reader.everything_now
    assert (reader.position, reader.head) == (9, ledger.head())
    assert [act.position for act in reader.acts("p-1")] == [1, 4, 7]
    assert reader.persons() == ("p-0", "p-1", "p-2")
    assert [act.position for acts in reader.walk() for act in acts] == list(range(1, 10))


def test_acts_of_a_few_types_are_walked_with_all_that_changes_how_they_are_read(
    ledger: Ledger,
) -> None:
    linked = IdentitiesLinked(other="p-1", leads=True, reason=LinkReason.DUPLICATE_FILE)
    ledger.append(
        [
            draft("e1"),
            draft("e2", body=BLOCKED),
            draft("e3", "person:p-2", linked),
            draft("e4", body=BLOCKED),
            draft("e5"),
        ]
    )
    log = Listening()
    reader = Reader(ledger, NOW, REQUEST, log, LATER)

    walked = [act.position for acts in reader.walk({BLOCKED.about.type}) for act in acts]

    assert walked == [2, 3, 4]
    assert log.lines == [(("p-1", "p-2"), Answer("walk", 5, 5))]


def test_the_pseudonyms_of_a_person_are_those_of_the_file_after_every_act(ledger: Ledger) -> None:
    """Given a chain of two links, of which one is ended and half of the other retracted."""
    why = LinkReason.DUPLICATE_FILE
    apart = UnlinkReason.DIFFERENT_PERSONS
    acts = [
        draft("l1", "person:p-1", IdentitiesLinked(other="p-2", leads=False, reason=why)),
        draft("l2", "person:p-2", IdentitiesLinked(other="p-1", leads=True, reason=why)),
        draft("l3", "person:p-2", IdentitiesLinked(other="p-3", leads=False, reason=why)),
        draft("l4", "person:p-3", IdentitiesLinked(other="p-2", leads=True, reason=why)),
        draft("l5", "person:p-2", IdentitiesUnlinked(other="p-3", reason=apart)),
        draft("l6", "person:p-3", IdentitiesUnlinked(other="p-2", reason=apart)),
        draft(
            "l7",
            "person:p-1",
            EventRetracted(reason=CorrectionReason.WRONG_PERSON),
            corrects=EventReference(event_id="l1", source=SOURCE),
            correction_kind=CorrectionKind.RETRACTION,
        ),
    ]
    ledger.append(drafts(4, persons=4))
    of_first = []
    for act in acts:
        ledger.append([act])
        reader = Reader(ledger, NOW, REQUEST, Listening(), LATER)
        for person in reader.persons():
            assert reader.pseudonyms(person) == reader.unlogged(person).pseudonyms
        of_first.append(len(reader.pseudonyms("p-1")))

    assert of_first == [1, 2, 2, 3, 2, 2, 1]


def test_what_is_recorded_after_the_reader_was_made_is_not_read(ledger: Ledger) -> None:
    ledger.append(drafts(3, persons=3))
    reader = Reader(ledger, NOW, REQUEST, Listening(), LATER)

    ledger.append([draft("e8", "person:p-1"), draft("e9", "person:p-9")])

    assert [act.position for act in reader.acts("p-1")] == [1]
    assert reader.persons() == ("p-0", "p-1", "p-2")
    assert [act.position for acts in reader.walk() for act in acts] == [1, 2, 3]


def test_as_known_at_a_moment_is_what_was_recorded_by_then(ledger: Ledger) -> None:
    (first,) = ledger.append([draft("e1", "person:p-1")])
    head = ledger.head()
    ledger.append([draft("e2", "person:p-1"), draft("e3", "person:p-2")])

    reader = Reader(ledger, replace(NOW, known_at=first.recorded_at), REQUEST, Listening(), LATER)

    assert not reader.everything_now
    assert reader.head == head
    assert [act.position for act in reader.acts("p-1")] == [1]
    assert reader.persons() == ("p-1",)


def test_what_will_be_known_later_cannot_be_said(ledger: Ledger) -> None:
    ledger.append(drafts(1))
    frame = replace(NOW, known_at=NOON + timedelta(days=2))

    with pytest.raises(FutureFrame):
        Reader(ledger, frame, REQUEST, Listening(), LATER)


def test_what_is_recorded_is_known_also_to_a_clock_that_runs_behind_it(ledger: Ledger) -> None:
    *_, last = ledger.append(drafts(3))
    behind = standing(NOON - timedelta(days=1))

    reader = Reader(ledger, replace(NOW, known_at=last.recorded_at), REQUEST, Listening(), behind)

    assert reader.position == 3
    frame = replace(NOW, known_at=last.recorded_at + timedelta(microseconds=1))
    with pytest.raises(FutureFrame):
        Reader(ledger, frame, REQUEST, Listening(), behind)


def test_nothing_was_known_before_the_first_record(ledger: Ledger) -> None:
    frame = replace(NOW, known_at=NOON - timedelta(days=1))

    with pytest.raises(FrameBeforeFirstRecord, match="it is empty"):
        Reader(ledger, frame, REQUEST, Listening(), LATER)
    ledger.append(drafts(1))
    with pytest.raises(FrameBeforeFirstRecord, match="its first record is of 2026-03-02"):
        Reader(ledger, frame, REQUEST, Listening(), LATER)


def test_an_empty_ledger_can_be_read_now(ledger: Ledger) -> None:
    reader = Reader(ledger, NOW, REQUEST, Listening(), LATER)

    assert reader.position == 0
    assert reader.acts("p-1") == ()


def test_nothing_is_shown_before_it_is_logged(ledger: Ledger) -> None:
    ledger.append(drafts(4, persons=2))
    log = Listening()
    reader = Reader(ledger, NOW, REQUEST, log, LATER)

    reader.acts("p-1")
    reader.persons()
    walk = reader.walk()
    assert len(log.lines) == 2
    next(walk)

    assert log.lines == [
        ("p-1", Answer("acts", 4, 2)),
        (("p-0", "p-1"), Answer("persons", 4, 2)),
        (("p-0", "p-1"), Answer("walk", 4, 4)),
    ]


def test_all_streams_of_a_kind_are_read_at_once_and_all_whom_they_concern_are_logged(
    ledger: Ledger,
) -> None:
    ledger.append(
        [
            draft("e1", "agreement:B", subjects=("p-2",)),
            draft("e2", "agreement:A"),
            draft("e3", "person:p-1"),
            draft("e4", "agreement:B", subjects=("p-1",)),
        ]
    )
    log = Listening()
    reader = Reader(ledger, NOW, REQUEST, log, LATER)
    ledger.append([draft("e5", "agreement:C", subjects=("p-3",))])

    found = reader.histories(StreamKind.AGREEMENT)

    read = {stream: [act.envelope.event_id for act in acts] for stream, acts in found.items()}
    assert read == {"agreement:A": ["e2"], "agreement:B": ["e1", "e4"]}
    assert log.lines == [(("p-1", "p-2"), Answer("acts", 4, 3))]


def test_the_names_of_streams_log_only_whose_history_they_hold(ledger: Ledger) -> None:
    ledger.append([draft("e1", "agreement:B", subjects=("p-2",)), draft("e2", "person:p-1")])
    log = Listening()
    reader = Reader(ledger, NOW, REQUEST, log, LATER)

    assert reader.streams(StreamKind.AGREEMENT) == ("agreement:B",)
    assert reader.streams(StreamKind.PERSON) == ("person:p-1",)
    assert log.lines == [((), Answer("streams", 2, 1)), (("p-1",), Answer("streams", 2, 1))]


def test_the_log_says_who_looked_at_whom_and_why(ledger: Ledger, tmp_path: Path) -> None:
    ledger.append(drafts(4, persons=2))
    path = tmp_path / "access.log"
    reader = Reader(ledger, NOW, REQUEST, AccessLog(path, standing()), LATER)

    reader.acts("p-1")
    reader.persons()

    lines = [json.loads(line) for line in path.read_text().splitlines()]
    assert lines[0] == {
        "time": "2026-03-02T12:00:00+00:00",
        "account": "u-7",
        "role": "coordinator",
        "organisation": "Tilburg",
        "purpose": "aftercare",
        "legal_basis": "AVG 6(1)(e)",
        "command": "status",
        "subjects": ["p-1"],
        "as_of": "2026-03-02",
        "rules": "law",
        "content": "acts",
        "position": 4,
        "count": 2,
    }
    assert lines[1]["subjects"] == ["p-0", "p-1"]
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_log_that_cannot_be_written_lets_nothing_be_shown(ledger: Ledger, tmp_path: Path) -> None:
    ledger.append(drafts(1))
    reader = Reader(ledger, NOW, REQUEST, AccessLog(tmp_path), LATER)

    with pytest.raises(AccessLogUnwritable):
        reader.acts("p-1")


def test_the_rights_of_an_access_log_are_put_right(ledger: Ledger, tmp_path: Path) -> None:
    path = tmp_path / "access.log"
    path.touch()
    path.chmod(0o644)

    Reader(ledger, NOW, REQUEST, AccessLog(path, standing()), LATER).acts("p-1")

    assert path.stat().st_mode & 0o777 == 0o600


def test_a_line_that_was_cut_off_does_not_take_the_next_with_it(
    ledger: Ledger, tmp_path: Path
) -> None:
    path = tmp_path / "access.log"
    path.write_bytes(b'{"time": "20')

    Reader(ledger, NOW, REQUEST, AccessLog(path, standing()), LATER).acts("p-1")

    torn, line = path.read_bytes().splitlines()
    assert torn == b'{"time": "20'
    assert orjson.loads(line)["subjects"] == ["p-1"]
