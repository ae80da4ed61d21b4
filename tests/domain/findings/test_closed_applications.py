"""What is decided on an application that was closed, and what is granted twice."""

from datetime import date
from typing import Final

import pytest

from domain import events as e
from domain.events.base import EventBody
from domain.events.corrections import CorrectionReason
from domain.events.debts import DebtHelpEnd, RestructuringEnd
from domain.events.decisions import RevisedOutcome
from domain.events.documents import ApplicationPlace
from domain.events.income import RejectionReason, StopReason
from domain.events.registration import AddressGiver
from domain.finding_kinds import Finding, FindingKind
from domain.findings import findings_of
from domain.needs import Need
from tests.domain.acts import act, history
from tests.domain.findings.kinds import kinds, of

CLOSED = FindingKind.DECIDED_AFTER_CLOSING
TWICE = FindingKind.GRANTED_TWICE
DECIDED = FindingKind.DECIDED_WITHOUT_APPLICATION

BENEFIT: Final = e.BenefitApplied()
GRANTED: Final = e.BenefitGranted()
REFUSED: Final = e.BenefitRejected(reason=RejectionReason.NO_ADDRESS)
GIVEN_UP: Final = e.ApplicationWithdrawn(need=Need.BENEFIT)
OBJECTED: Final = e.ObjectionFiled(against="benefit-rejected", need=Need.BENEFIT)


class TestClosed:
    """Given an application was withdrawn or refused, nothing is decided on it."""

    @pytest.mark.parametrize(
        "then", [GRANTED, REFUSED, e.AdvancePaid()], ids=lambda b: b.about.name
    )
    def test_what_was_withdrawn_is_not_decided_on(self, then: EventBody) -> None:
        steps = ((BENEFIT, "2026-03-01"), (GIVEN_UP, "2026-03-05"), (then, "2026-03-09"))

        assert of(*steps) == [CLOSED]

    @pytest.mark.parametrize(
        ("first", "need", "then"),
        [
            (
                e.IdCardApplied(place=ApplicationPlace.DESK),
                Need.ID_DOCUMENT,
                e.IdCardHandedOver(),
            ),
            (
                e.PostalAddressRequested(),
                Need.ADDRESS,
                e.PostalAddressGranted(giver=AddressGiver.FAMILY),
            ),
            (e.DebtHelpRequested(), Need.DEBT_HELP, e.DebtHelpGranted()),
            (
                e.DebtRestructuringApplied(),
                Need.DEBT_RESTRUCTURING,
                e.DebtRestructuringAdmitted(),
            ),
            (
                e.ConductCertificateRequested(),
                Need.CONDUCT_CERTIFICATE,
                e.ConductCertificateGranted(),
            ),
        ],
        ids=lambda each: getattr(getattr(each, "about", None), "name", str(each)),
    )
    def test_nor_is_what_else_was_withdrawn(
        self, first: EventBody, need: Need, then: EventBody
    ) -> None:
        withdrawn = e.ApplicationWithdrawn(need=need)

        assert of((first, "2026-03-01"), (withdrawn, "2026-03-05"), (then, "2026-03-09")) == [
            CLOSED
        ]

    def test_what_was_retracted_was_never_applied_for(self) -> None:
        reason = CorrectionReason.NEVER_HAPPENED
        applied = act(BENEFIT, "2026-03-01", position=1)
        proposed, retracted = (
            act(body, "2026-03-05", position=position, corrects=applied, actor=f"u-{position}")
            for position, body in (
                (2, e.EventRetractionProposed(reason=reason)),
                (3, e.EventRetracted(reason=reason)),
            )
        )
        granted = act(GRANTED, "2026-03-09", position=4)

        assert kinds(applied, proposed, retracted, granted) == [DECIDED]

    def test_an_advance_is_not_paid_after_the_refusal(self) -> None:
        paid = (e.AdvancePaid(), "2026-03-09")

        assert of((BENEFIT, "2026-03-01"), (REFUSED, "2026-03-05"), paid) == [CLOSED]

    @pytest.mark.parametrize(
        "reopening",
        [
            BENEFIT,
            OBJECTED,
            e.DecisionRevised(need=Need.BENEFIT, outcome=RevisedOutcome.GRANTED),
        ],
        ids=lambda b: b.about.name,
    )
    def test_but_it_is_after_an_objection_a_revision_or_a_new_application(
        self, reopening: EventBody
    ) -> None:
        paid = (e.AdvancePaid(), "2026-03-09")

        assert (
            of((BENEFIT, "2026-03-01"), (REFUSED, "2026-03-05"), (reopening, "2026-03-07"), paid)
            == []
        )

    def test_a_new_application_is_decided_on(self) -> None:
        steps = ((BENEFIT, "2026-03-01"), (GIVEN_UP, "2026-03-05"), (BENEFIT, "2026-03-06"))

        assert of(*steps, (GRANTED, "2026-03-09")) == []

    def test_withdrawing_something_else_closes_nothing(self) -> None:
        other = e.ApplicationWithdrawn(need=Need.ADVANCE)

        assert of((BENEFIT, "2026-03-01"), (other, "2026-03-05"), (GRANTED, "2026-03-09")) == []

    def test_on_one_day_the_decision_may_have_come_first(self) -> None:
        steps = ((BENEFIT, "2026-03-01"), (GIVEN_UP, "2026-03-05"), (GRANTED, "2026-03-05"))

        assert of(*steps) == []


class TestGrantedTwice:
    """Given a grant is running, none begins on its first day."""

    @pytest.mark.parametrize(
        ("first", "granted", "ended"),
        [
            (BENEFIT, GRANTED, e.BenefitStopped(reason=StopReason.DETENTION)),
            (
                e.PostalAddressRequested(),
                e.PostalAddressGranted(giver=AddressGiver.FAMILY),
                e.AddressEnded(),
            ),
            (
                e.DebtHelpRequested(),
                e.DebtHelpGranted(),
                e.DebtHelpEnded(reason=DebtHelpEnd.COMPLETED),
            ),
            (
                e.DebtRestructuringApplied(),
                e.DebtRestructuringAdmitted(),
                e.DebtRestructuringEnded(outcome=RestructuringEnd.ENDED_EARLY),
            ),
        ],
        ids=lambda b: b.about.name,
    )
    def test_until_it_ended(self, first: EventBody, granted: EventBody, ended: EventBody) -> None:
        applied = act(first, "2026-03-01", position=1)
        one = act(granted, "2026-03-05", position=2, effect_from="2026-03-02")
        stopped = act(ended, "2026-03-06", position=3)
        two = act(granted, "2026-03-09", position=4, effect_from="2026-03-02")

        assert kinds(applied, one, two) == [TWICE]
        assert kinds(applied, one, stopped, two) == []

    def test_it_names_both_grants_and_their_first_day(self) -> None:
        steps = history((BENEFIT, "2026-03-01"), (GRANTED, "2026-03-05"), (GRANTED, "2026-03-05"))

        assert findings_of(steps) == [Finding(TWICE, date(2026, 3, 5), ("e2", "e3"))]

    def test_a_grant_from_another_day_is_another_grant(self) -> None:
        steps = ((BENEFIT, "2026-03-01"), (GRANTED, "2026-03-05"), (GRANTED, "2026-03-06"))

        assert of(*steps) == []
