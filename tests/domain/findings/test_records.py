"""What does not fit in decisions, days and corrections, and what finding is like by law."""

from datetime import date

import pytest
from hypothesis import given, settings

from domain import events as e
from domain.envelope import Act
from domain.events.base import EventBody
from domain.events.corrections import CorrectionReason
from domain.events.documents import ApplicationPlace
from domain.events.income import MissingItem, RejectionReason
from domain.events.registration import AddressGiver, AddressRefusal
from domain.finding_kinds import Finding, FindingKind
from domain.findings import findings_of
from domain.history import resolve
from domain.sequences import may_precede
from tests.domain.acts import act, histories
from tests.domain.findings.kinds import kinds, of
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
