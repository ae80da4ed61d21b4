"""What reading promises: everything, in order, and no altered byte."""

from datetime import UTC, date, datetime, timedelta, timezone
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from domain.envelope import Evidence
from domain.values import Certainty, StreamKind
from ledger import Head, Ledger
from ledger.errors import ReadOnlyLedger, RuleSetReused, UnknownPosition, UnknownRuleSet
from ledger.tree import EMPTY_ROOT
from tests.ledger.making import (
    BLOCKED,
    NOON,
    all_acts,
    draft,
    drafts,
    existing_ledger,
    new_ledger,
    standing,
    ticking,
)


def test_an_empty_ledger_has_the_root_of_an_empty_tree(ledger: Ledger) -> None:
    assert ledger.head() == Head(0, sha256(b"").digest(), None)
    assert ledger.head_at(0) == ledger.head()
    assert all_acts(ledger) == []
    assert ledger.streams() == []
    assert ledger.verify().holds


def test_every_field_of_an_envelope_is_kept(ledger: Ledger) -> None:
    full = draft(
        "0195e0b0-7b1c-7000-8000-000000000001",
        occurred_on=datetime(2026, 3, 2, 9, 30, tzinfo=ZoneInfo("Europe/Amsterdam")),
        certainty=Certainty.ESTIMATED,
        effect_from=date(2026, 3, 1),
        effect_until=date(2026, 12, 31),
        noted_at=datetime(2026, 3, 2, 8, 31, 5, 123456, tzinfo=timezone(timedelta(hours=-5))),
        to=("Breda", "Zoë's Huis"),
        mandate="mandaat 2026/4",
        causation="e-0",
        correlation="c-1",
        evidence=Evidence(reference="dossier 12", sha256="ab" * 32),
    )

    ledger.append([full])

    assert ledger.at(1).envelope == full.envelope
    assert ledger.at(1).envelope.occurred_on == full.envelope.occurred_on
    assert isinstance(ledger.at(1).envelope.occurred_on, datetime)


@pytest.mark.parametrize("name", ["Tilburg 2", 'Súdwest "Fryslân" \\ noord', "%"])
def test_acts_whose_envelope_has_a_text_are_found_wherever_it_stands(
    ledger: Ledger, name: str
) -> None:
    ledger.append(
        [
            draft("others"),
            draft("own", organisation=name),
            draft("longer", organisation=f"{name}9"),
            draft("sent", to=("Breda", name)),
            draft("of-the-type", body=BLOCKED),
        ]
    )

    found = ledger.of_types({BLOCKED.about.type}, naming=name, batch=2)
    before = ledger.of_types((), naming=name, up_to=3)

    assert [act.position for acts in found for act in acts] == [2, 4, 5]
    assert [act.position for acts in before for act in acts] == [2]


def test_a_stream_is_read_up_to_a_position(ledger: Ledger) -> None:
    ledger.append(drafts(9, persons=3))

    assert [act.position for act in ledger.read("person:p-1", up_to=4)] == [1, 4]
    assert [act.version for act in ledger.read("person:p-1")] == [1, 2, 3]
    assert ledger.read("person:unknown") == []


@pytest.mark.parametrize("batch", [1, 3, 10, 1000])
def test_a_walk_leaves_no_gap_whatever_the_batch(ledger: Ledger, batch: int) -> None:
    ledger.append(drafts(10))

    batches = list(ledger.walk(2, 9, batch=batch))

    assert [act.position for acts in batches for act in acts] == [3, 4, 5, 6, 7, 8, 9]
    assert max(len(acts) for acts in batches) <= batch


def test_whoever_follows_gets_what_is_recorded_meanwhile(ledger: Ledger) -> None:
    ledger.append(drafts(2))
    later = [drafts(1, first=3), drafts(2, first=4), []]

    def wait() -> bool:
        ledger.append(later.pop(0))
        return bool(later)

    followed = [act.position for acts in ledger.follow(0, wait=wait) for act in acts]

    assert followed == [1, 2, 3, 4, 5]


def test_heads_of_the_past_can_be_asked_for(ledger: Ledger) -> None:
    heads = []
    for number in range(5):
        ledger.append([draft(f"e{number}")])
        heads.append(ledger.head())

    assert [ledger.head_at(position) for position in range(1, 6)] == heads
    assert len({head.root for head in heads} | {EMPTY_ROOT}) == 6


@pytest.mark.parametrize("position", [-1, 3, 1000])
def test_a_position_that_is_not_there_is_an_error(ledger: Ledger, position: int) -> None:
    ledger.append(drafts(2))

    with pytest.raises(UnknownPosition, match="positions run from 1 to 2"):
        ledger.at(position)
    with pytest.raises(UnknownPosition):
        ledger.head_at(position)


def test_a_moment_leads_to_the_last_position_recorded_by_then(ledger: Ledger) -> None:
    for number in range(12):
        ledger.append([draft(f"e{number}")])
    moments = [act.recorded_at for act in all_acts(ledger)]
    instant = timedelta(microseconds=1)

    assert [ledger.position_at(moment) for moment in moments] == list(range(1, 13))
    assert [ledger.position_at(moment - instant) for moment in moments] == list(range(12))
    assert ledger.position_at(moments[-1] + timedelta(days=1)) == 12


def test_a_moment_within_a_batch_leads_to_its_end(ledger: Ledger) -> None:
    ledger.append(drafts(3))
    ledger.append(drafts(4, first=4))

    assert ledger.position_at(ledger.at(2).recorded_at) == 3


def test_a_moment_at_which_something_was_recorded_never_gains_another_event(
    ledger_url: str, tmp_path: Path
) -> None:
    with new_ledger(ledger_url, tmp_path, clock=standing()) as ledger:
        ledger.append(drafts(2))
        first = ledger.head()
        assert first.recorded_at is not None
        ledger.append([draft("later")])

        assert ledger.position_at(first.recorded_at) == first.position
        assert ledger.at(3).recorded_at == first.recorded_at + timedelta(microseconds=1)


def test_a_clock_that_was_set_back_adds_nothing_to_what_was_recorded(
    ledger_url: str, tmp_path: Path
) -> None:
    with new_ledger(ledger_url, tmp_path, clock=ticking(seconds=-60)) as ledger:
        ledger.append([draft("e1")])
        ledger.append([draft("e2")])

        assert [ledger.position_at(act.recorded_at) for act in all_acts(ledger)] == [1, 2]


def test_a_rehearsal_keeps_given_moments_only_where_they_follow(
    ledger_url: str, tmp_path: Path
) -> None:
    with new_ledger(ledger_url, tmp_path, rehearsal=True) as ledger:
        ledger.append([draft("e1", recorded_at=NOON), draft("e2", recorded_at=NOON)])
        ledger.append([draft("e3", recorded_at=NOON)])

        instant = timedelta(microseconds=1)
        assert [act.recorded_at - NOON for act in all_acts(ledger)] == [
            timedelta(),
            timedelta(),
            instant,
        ]


def test_nothing_is_known_before_the_first_record(ledger: Ledger) -> None:
    assert ledger.position_at(NOON + timedelta(days=1)) == 0

    ledger.append([draft("e1")])

    assert ledger.position_at(NOON - timedelta(days=1)) == 0


def test_streams_are_listed_by_kind_and_as_they_were(ledger: Ledger) -> None:
    ledger.append([draft("e1", "person:p-2"), draft("e2", "agreement:Z")])
    ledger.append([draft("e3", "person:p-10"), draft("e4", "agreement:a")])

    assert ledger.streams(StreamKind.PERSON) == ["person:p-10", "person:p-2"]
    assert ledger.streams(StreamKind.PERSON, up_to=2) == ["person:p-2"]
    assert ledger.streams(StreamKind.ORGANISATION) == []
    assert ledger.streams() == ["agreement:Z", "agreement:a", "person:p-10", "person:p-2"]


def test_a_ledger_is_the_same_when_it_is_opened_again(ledger_url: str, tmp_path: Path) -> None:
    with new_ledger(ledger_url, tmp_path, clock=ticking()) as ledger:
        ledger.append(drafts(5))
        before = (ledger.header, ledger.head(), all_acts(ledger))

    with existing_ledger(ledger_url, tmp_path, clock=ticking()) as ledger:
        assert (ledger.header, ledger.head(), all_acts(ledger)) == before
        assert ledger.append(drafts(6))[-1].position == 6
        assert ledger.verify().holds


def test_a_ledger_that_was_opened_for_reading_is_only_read(ledger_url: str, tmp_path: Path) -> None:
    with new_ledger(ledger_url, tmp_path) as ledger:
        ledger.append(drafts(5))

    with existing_ledger(ledger_url, tmp_path, read_only=True) as ledger:
        assert ledger.read_only
        assert len(all_acts(ledger)) == 5
        assert ledger.position_at(datetime.now(UTC)) == 5
        assert ledger.verify().holds
        with pytest.raises(ReadOnlyLedger):
            ledger.append([draft("e6", "person:p-1")])
        with pytest.raises(ReadOnlyLedger):
            ledger.keep_rule_set(sha256(b"").hexdigest(), "empty", b"")
        with pytest.raises(ReadOnlyLedger), ledger.connection():
            pass
        with ledger.connection(write=False) as connection:
            assert connection.exec_driver_sql("select count(*) from ledger_events").scalar() == 5


def test_a_new_person_cannot_be_added_to_a_ledger_opened_for_reading(
    ledger_url: str, tmp_path: Path
) -> None:
    new_ledger(ledger_url, tmp_path).close()

    with (
        existing_ledger(ledger_url, tmp_path, read_only=True) as ledger,
        pytest.raises(ReadOnlyLedger),
    ):
        ledger.append([draft("e1")])


def test_a_rule_set_is_kept_once_under_its_digest(ledger: Ledger) -> None:
    content = b"[need]\n"
    digest = sha256(content).hexdigest()

    for _ in range(2):
        ledger.keep_rule_set(digest, "law", content)

    assert ledger.rule_set(digest) == content
    with pytest.raises(RuleSetReused):
        ledger.keep_rule_set(digest, "law", b"[other]\n")
    with pytest.raises(UnknownRuleSet):
        ledger.rule_set("00" * 32)


def test_recorded_moments_have_microseconds_and_utc(ledger: Ledger) -> None:
    ledger.append([draft("e1")])
    ledger.append([draft("e2")])

    acts = all_acts(ledger)

    assert all(act.recorded_at.utcoffset() == timedelta(0) for act in acts)
    assert all(one.recorded_at < other.recorded_at for one, other in pairwise(acts))
