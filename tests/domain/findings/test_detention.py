"""What does not fit in detentions, notices of release, and the register meanwhile."""

from datetime import date

import pytest

from domain import events as e
from domain.events.registration import DeregistrationKind
from domain.finding_kinds import Finding, FindingKind
from domain.findings import findings_of
from tests.domain.acts import act, history
from tests.domain.findings.kinds import kinds, of

STARTED = e.DetentionStarted()
RELEASED = e.PersonReleased()
AGAIN = e.ReDetained()
SENT = e.ReleaseNoticeSent(release_on=date(2026, 6, 1))
RECEIVED = e.ReleaseNoticeReceived()
GONE = e.Deregistered(kind=DeregistrationKind.DEPARTED_UNKNOWN, municipality="Tilburg")


class TestWhoIsRecordedAsDeparted:
    """Given a detention from 10 January to 1 March."""

    @pytest.mark.parametrize(
        ("on", "expected"),
        [
            ("2026-01-09", []),
            ("2026-01-10", []),
            ("2026-01-11", [FindingKind.DEPARTED_WHILE_HELD]),
            ("2026-02-28", [FindingKind.DEPARTED_WHILE_HELD]),
            ("2026-03-01", []),
            ("2026-03-02", []),
        ],
    )
    def test_while_held_for_certain_was_where_it_could_be_known(
        self, on: str, expected: list[FindingKind]
    ) -> None:
        steps = ((STARTED, "2026-01-10"), (GONE, on), (RELEASED, "2026-03-01"))

        assert of(*sorted(steps, key=lambda step: step[1])) == expected

    def test_and_is_held_still(self) -> None:
        found = findings_of(history((STARTED, "2026-01-10"), (GONE, "2026-02-01")))

        assert [(each.kind, each.on, each.events) for each in found] == [
            (FindingKind.DEPARTED_WHILE_HELD, date(2026, 2, 1), ("e2", "e1"))
        ]

    @pytest.mark.parametrize(
        "kind",
        [each for each in DeregistrationKind if each is not DeregistrationKind.DEPARTED_UNKNOWN],
    )
    def test_on_another_ground_may_be_right(self, kind: DeregistrationKind) -> None:
        gone = e.Deregistered(kind=kind, municipality="Tilburg")

        assert of((STARTED, "2026-01-10"), (gone, "2026-02-01")) == []


class TestDetention:
    def test_an_end_before_its_begin_is_found_with_both_events(self) -> None:
        found = findings_of(
            [
                act(STARTED, "2026-03-05", position=1, correlation="c"),
                act(RELEASED, "2026-03-01", position=2, correlation="c"),
            ]
        )

        assert found == [Finding(FindingKind.END_BEFORE_BEGIN, date(2026, 3, 5), ("e1", "e2"))]

    @pytest.mark.parametrize(
        ("began", "ended", "is_found"),
        [
            ("2026-03-05T14:00:00+01:00", "2026-03-05T10:00:00+01:00", True),
            ("2026-03-05T14:00:00+01:00", "2026-03-05T14:00:00+01:00", False),
            ("2026-03-05T14:00:00+01:00", "2026-03-05", False),
            ("2026-03-05", "2026-03-05T10:00:00+01:00", False),
            ("2026-03-05T00:30:00+01:00", "2026-03-04T23:45:00+00:00", False),
        ],
    )
    def test_within_a_day_an_end_is_before_its_begin_only_if_both_times_say_so(
        self, began: str, ended: str, *, is_found: bool
    ) -> None:
        found = kinds(
            act(STARTED, began, position=1, correlation="c"),
            act(RELEASED, ended, position=2, correlation="c"),
        )

        assert found == ([FindingKind.END_BEFORE_BEGIN] if is_found else [])

    @pytest.mark.parametrize("estimated", ["begin", "end"])
    def test_an_estimated_day_proves_no_end_before_a_begin(self, estimated: str) -> None:
        assert not kinds(
            act(STARTED, "2026-03-05", position=1, correlation="c", estimated=estimated == "begin"),
            act(RELEASED, "2026-03-01", position=2, correlation="c", estimated=estimated == "end"),
        )

    def test_a_release_without_a_detention_is_found(self) -> None:
        found = findings_of(history((RELEASED, "2026-03-01")))

        assert found == [Finding(FindingKind.RELEASED_WITHOUT_DETENTION, date(2026, 3, 1), ("e1",))]

    def test_a_second_release_of_one_detention_is_found(self) -> None:
        found = of((STARTED, "2026-01-10"), (RELEASED, "2026-03-01"), (RELEASED, "2026-04-01"))

        assert found == [FindingKind.RELEASED_WITHOUT_DETENTION]

    def test_a_release_before_a_detention_is_found_unless_a_day_is_estimated(self) -> None:
        release = act(RELEASED, "2026-03-01", position=1)

        for estimated in (False, True):
            start = act(STARTED, "2026-03-05", position=2, estimated=estimated)
            expected = [] if estimated else [FindingKind.RELEASED_WITHOUT_DETENTION]
            assert kinds(release, start) == expected

    @pytest.mark.parametrize("places", [(1, 2), (2, 1)])
    def test_a_stay_of_one_day_is_none_however_it_was_recorded(
        self, places: tuple[int, int]
    ) -> None:
        acts = [
            act(STARTED, "2026-03-05", position=places[0]),
            act(RELEASED, "2026-03-05", position=places[1]),
        ]

        assert not kinds(*sorted(acts, key=lambda each: each.position))

    def test_detentions_that_share_days_are_found(self) -> None:
        found = findings_of(
            [
                act(STARTED, "2026-01-10", position=1, correlation="a"),
                act(RELEASED, "2026-03-01", position=2, correlation="a"),
                act(AGAIN, "2026-02-01", position=3, correlation="b"),
                act(RELEASED, "2026-04-01", position=4, correlation="b"),
            ]
        )

        assert found == [
            Finding(FindingKind.DETENTIONS_OVERLAP, date(2026, 2, 1), ("e1", "e2", "e3", "e4"))
        ]

    @pytest.mark.parametrize(
        ("ended", "began", "is_found"),
        [
            ("2026-03-01", "2026-03-01", False),
            ("2026-03-01", "2026-03-02", False),
            ("2026-03-01T10:00:00+01:00", "2026-03-01", False),
            ("2026-03-01T10:00:00+01:00", "2026-03-01T10:00:00+01:00", False),
            ("2026-03-01T10:00:01+01:00", "2026-03-01T10:00:00+01:00", True),
            ("2026-03-02", "2026-03-01", True),
        ],
    )
    def test_detentions_that_may_touch_do_not_overlap(
        self, ended: str, began: str, *, is_found: bool
    ) -> None:
        found = kinds(
            act(STARTED, "2026-01-10", position=1, correlation="a"),
            act(RELEASED, ended, position=2, correlation="a"),
            act(AGAIN, began, position=3, correlation="b"),
            act(RELEASED, "2026-04-01", position=4, correlation="b"),
        )

        assert found == ([FindingKind.DETENTIONS_OVERLAP] if is_found else [])

    def test_a_stay_of_one_day_within_another_detention_overlaps_and_beside_it_does_not(
        self,
    ) -> None:
        for day, expected in (
            ("2026-02-01", [FindingKind.DETENTIONS_OVERLAP]),
            ("2026-03-01", []),
        ):
            found = kinds(
                act(STARTED, "2026-01-10", position=1, correlation="a"),
                act(RELEASED, "2026-03-01", position=2, correlation="a"),
                act(AGAIN, day, position=3, correlation="b"),
                act(RELEASED, day, position=4, correlation="b"),
            )
            assert found == expected

    def test_two_detentions_that_both_go_on_overlap(self) -> None:
        first = act(STARTED, "2026-01-10", position=1)

        found = kinds(first, act(AGAIN, "2026-02-01", position=2))

        assert found == [FindingKind.DETENTIONS_OVERLAP]

    def test_an_estimated_end_proves_no_overlap(self) -> None:
        assert not kinds(
            act(STARTED, "2026-01-10", position=1, correlation="a"),
            act(RELEASED, "2026-03-01", position=2, correlation="a", estimated=True),
            act(AGAIN, "2026-02-01", position=3, correlation="b"),
        )

    def test_detained_again_without_an_earlier_detention_is_found(self) -> None:
        assert of((AGAIN, "2026-03-01")) == [FindingKind.RE_DETAINED_FIRST]
        assert FindingKind.RE_DETAINED_FIRST in of((AGAIN, "2026-03-01"), (STARTED, "2026-03-02"))

    def test_detained_again_on_the_day_of_another_detention_may_have_come_second(self) -> None:
        assert FindingKind.RE_DETAINED_FIRST not in of(
            (AGAIN, "2026-03-01"), (STARTED, "2026-03-01")
        )


class TestNotices:
    def test_a_notice_after_the_release_is_found(self) -> None:
        start = [(STARTED, "2026-01-10"), (RELEASED, "2026-03-01")]

        assert of(*start, (SENT, "2026-03-02")) == [FindingKind.NOTICE_AFTER_RELEASE]
        assert of(*start, (SENT, "2026-03-01")) == []
        assert of(*start, (SENT, "2026-02-01")) == []

    def test_a_notice_of_the_next_release_is_not_after_the_last(self) -> None:
        steps = [(STARTED, "2026-01-10"), (RELEASED, "2026-03-01"), (AGAIN, "2026-03-05")]

        assert of(*steps, (SENT, "2026-03-10")) == []
        assert of(*steps, (SENT, "2026-03-10"), (RELEASED, "2026-03-20")) == []
        assert of(*steps, (RELEASED, "2026-03-20"), (SENT, "2026-03-21")) == [
            FindingKind.NOTICE_AFTER_RELEASE
        ]

    def test_an_estimated_detention_may_lie_between_the_release_and_the_notice(self) -> None:
        assert FindingKind.NOTICE_AFTER_RELEASE not in kinds(
            act(STARTED, "2026-01-10", position=1),
            act(RELEASED, "2026-03-01", position=2),
            act(AGAIN, "2026-04-01", position=3, estimated=True),
            act(SENT, "2026-03-10", position=4),
        )

    def test_a_notice_received_that_nobody_sent_is_found(self) -> None:
        assert of((RECEIVED, "2026-03-01")) == [FindingKind.RECEIVED_WITHOUT_SENDING]
        assert of((RECEIVED, "2026-03-01"), (SENT, "2026-03-02")) == [
            FindingKind.RECEIVED_WITHOUT_SENDING
        ]
        assert of((RECEIVED, "2026-03-01"), (SENT, "2026-03-01")) == []
