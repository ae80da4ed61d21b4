"""What does not fit in a history is found; what can fit in some order is not."""

from datetime import date

import pytest
from hypothesis import given, settings

from domain import events as e
from domain.envelope import Act
from domain.events.base import EventBody
from domain.events.corrections import CorrectionReason
from domain.events.documents import ApplicationPlace
from domain.events.income import MissingItem, RejectionReason
from domain.events.registration import AddressGiver, AddressRefusal, DeregistrationKind
from domain.findings import Finding, FindingKind, findings_of
from domain.history import resolve
from domain.sequences import may_precede
from tests.domain.acts import act, histories, history
from tests.profile import examples

STARTED = e.DetentionStarted()
RELEASED = e.PersonReleased()
AGAIN = e.ReDetained()
SENT = e.ReleaseNoticeSent(release_on=date(2026, 6, 1))
RECEIVED = e.ReleaseNoticeReceived()
APPLIED = e.BenefitApplied()
GRANTED = e.BenefitGranted()
REJECTED = e.BenefitRejected(reason=RejectionReason.DETAINED)
CARD = e.IdCardApplied(place=ApplicationPlace.PRISON)
GONE = e.Deregistered(kind=DeregistrationKind.DEPARTED_UNKNOWN, municipality="Tilburg")


def kinds(*recorded: Act) -> list[FindingKind]:
    return [each.kind for each in findings_of(recorded)]


def of(*steps: tuple[EventBody, str]) -> list[FindingKind]:
    return kinds(*history(*steps))


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


class TestNothing:
    def test_a_history_that_fits_has_no_findings(self) -> None:
        assert not of(
            (STARTED, "2026-01-10"),
            (CARD, "2026-02-01"),
            (e.IdCardIssued(), "2026-02-10"),
            (SENT, "2026-02-15"),
            (RECEIVED, "2026-02-16"),
            (e.IdCardHandedOver(), "2026-02-20"),
            (RELEASED, "2026-03-01"),
            (APPLIED, "2026-03-02"),
            (GRANTED, "2026-04-01"),
            (AGAIN, "2026-05-01"),
            (RELEASED, "2026-06-01"),
        )

    def test_no_history_has_no_findings(self) -> None:
        assert findings_of([]) == []


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


DECISIONS = [
    (APPLIED, GRANTED),
    (APPLIED, REJECTED),
    (APPLIED, e.BenefitApplicationIncomplete(missing=(MissingItem.ADDRESS,))),
    (APPLIED, e.AdvancePaid()),
    (APPLIED, e.AdvanceRefused(reason=RejectionReason.DETAINED)),
    (CARD, e.IdCardIssued()),
    (CARD, e.IdCardHandedOver()),
    (e.PostalAddressRequested(), e.PostalAddressGranted(giver=AddressGiver.FAMILY)),
    (e.PostalAddressRequested(), e.PostalAddressRefused(reason=AddressRefusal.NO_GIVER)),
]


class TestDecisions:
    @pytest.mark.parametrize(
        ("application", "decision"), DECISIONS, ids=[each.about.name for _, each in DECISIONS]
    )
    def test_a_decision_comes_after_an_application(
        self, application: EventBody, decision: EventBody
    ) -> None:
        without = [FindingKind.DECIDED_WITHOUT_APPLICATION]

        assert of((decision, "2026-03-02")) == without
        assert of((decision, "2026-03-02"), (application, "2026-03-03")) == without
        assert of((application, "2026-03-01"), (decision, "2026-03-02")) == []
        assert of((decision, "2026-03-02"), (application, "2026-03-02")) == []

    def test_a_decision_at_an_earlier_time_than_the_application_is_found(self) -> None:
        decided = act(GRANTED, "2026-03-02T09:00:00+01:00", position=1)

        assert kinds(decided, act(APPLIED, "2026-03-02T10:00:00+01:00", position=2)) == [
            FindingKind.DECIDED_WITHOUT_APPLICATION
        ]
        assert not kinds(decided, act(APPLIED, "2026-03-09", position=2, estimated=True))

    def test_an_address_entered_ex_officio_needs_no_application(self) -> None:
        assert not of((e.PostalAddressEnteredExOfficio(), "2026-03-02"))


class TestDays:
    def test_an_effect_that_ends_before_it_begins_is_found(self) -> None:
        for until, expected in (
            ("2026-03-01", [FindingKind.EFFECT_ENDS_BEFORE_IT_BEGINS]),
            ("2026-03-02", []),
        ):
            registered = act(e.Registered(municipality="Breda"), "2026-03-02", effect_until=until)
            assert kinds(registered) == expected

    def test_an_act_after_the_day_of_its_recording_is_found(self) -> None:
        body = e.Registered(municipality="Breda")
        recorded = "2026-03-02T22:59:00+00:00"

        assert not kinds(act(body, "2026-03-02", recorded=recorded))
        assert kinds(act(body, "2026-03-03", recorded=recorded)) == [
            FindingKind.HAPPENS_AFTER_RECORDING
        ]
        assert not kinds(act(body, "2026-03-03", recorded="2026-03-02T23:00:00+00:00"))
        assert not kinds(act(body, "2026-03-03", recorded=recorded, estimated=True))


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


class TestCorrections:
    def test_a_correction_of_nothing_is_found(self) -> None:
        gone = e.EventRetracted(reason=CorrectionReason.DUPLICATE)

        assert findings_of([act(gone, "2026-03-02", corrects="e9")]) == [
            Finding(FindingKind.CORRECTION_WITHOUT_TARGET, date(2026, 3, 2), ("e1",))
        ]

    def test_a_correction_that_does_not_fit_is_found(self) -> None:
        first = act(e.Registered(municipality="Breda"), "2026-03-02")
        wrong = e.EventCorrected(reason=CorrectionReason.WRONG_VALUE, body={"place": "desk"})

        assert kinds(first, act(wrong, "2026-03-03", position=2, corrects=first)) == [
            FindingKind.CORRECTION_DOES_NOT_FIT
        ]

    def test_what_is_retracted_is_found_no_more(self) -> None:
        release = act(RELEASED, "2026-03-01")
        gone = e.EventRetracted(reason=CorrectionReason.NEVER_HAPPENED)

        proposed = act(
            e.EventRetractionProposed(reason=CorrectionReason.NEVER_HAPPENED),
            "2026-03-02",
            position=2,
            corrects=release,
            actor="u-2",
        )
        retracted = act(gone, "2026-03-02", position=3, corrects=release)

        assert not kinds(release, proposed, retracted)

    @pytest.mark.parametrize("proposer", [None, "u-1"])
    def test_a_retraction_that_nobody_else_proposed_is_found(self, proposer: str | None) -> None:
        """Given a file that brings a retraction in, two pairs of eyes are not assumed."""
        release = act(STARTED, "2026-03-01", position=1)
        recorded = [release]
        if proposer is not None:
            proposal = e.EventRetractionProposed(reason=CorrectionReason.NEVER_HAPPENED)
            recorded.append(
                act(proposal, "2026-03-02", position=2, corrects=release, actor=proposer)
            )
        gone = e.EventRetracted(reason=CorrectionReason.NEVER_HAPPENED)
        recorded.append(act(gone, "2026-03-02", position=3, corrects=release))

        assert kinds(*recorded) == [FindingKind.RETRACTED_BY_ONE]

    def test_two_sources_may_give_one_id_to_different_events(self) -> None:
        started = act(STARTED, "2026-01-10", position=1, id="1")
        released = act(RELEASED, "2026-02-01", position=2, id="2")
        applied = act(APPLIED, "2026-03-01", position=3, id="1", source="urn:another")

        assert not kinds(started, released, applied)

    def test_a_finding_names_the_correction_that_made_it(self) -> None:
        applied, granted = act(APPLIED, "2026-03-01"), act(GRANTED, "2026-03-02", position=2)
        later = e.EventCorrected(reason=CorrectionReason.WRONG_DATE, occurred_on="2026-02-01")

        found = findings_of(
            [applied, granted, act(later, "2026-03-05", position=3, corrects=granted)]
        )

        assert found == [
            Finding(FindingKind.DECIDED_WITHOUT_APPLICATION, date(2026, 2, 1), ("e2", "e3"))
        ]


class TestLaws:
    @settings(max_examples=examples(25))
    @given(recorded=histories())
    def test_the_same_history_gives_the_same_findings_in_order_about_its_own_events(
        self, recorded: list[Act]
    ) -> None:
        found = findings_of(recorded)

        assert findings_of(list(recorded)) == found
        assert found == sorted(found, key=lambda each: (each.on, each.kind, each.events))
        names = {each.envelope.event_id for each in recorded}
        assert all(each.events and set(each.events) <= names for each in found)

    @settings(max_examples=examples(25))
    @given(recorded=histories(corrections=False))
    def test_no_order_is_found_wrong_where_every_day_is_estimated(
        self, recorded: list[Act]
    ) -> None:
        loose = [
            act(
                each.body,
                each.envelope.occurred_on,
                position=each.position,
                correlation=each.envelope.correlation,
                estimated=True,
            )
            for each in recorded
            if each.body is not None
        ]
        orders = {
            FindingKind.END_BEFORE_BEGIN,
            FindingKind.HAPPENS_AFTER_RECORDING,
            FindingKind.NOTICE_AFTER_RELEASE,
        }

        assert not orders & set(kinds(*loose))

    @settings(max_examples=examples(15))
    @given(recorded=histories())
    def test_of_two_acts_one_may_have_come_first(self, recorded: list[Act]) -> None:
        acts = resolve(recorded).acts

        assert all(may_precede(one, two) or may_precede(two, one) for one in acts for two in acts)
