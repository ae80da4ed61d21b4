"""An application that runs: with whom it is, and by when it has to be decided."""

from datetime import date

import pytest

from domain import events as e
from domain.events.base import EventBody
from domain.events.decisions import DecisionOn
from domain.events.documents import ApplicationPlace
from domain.events.income import MissingItem, RejectionReason
from domain.events.registration import AddressGiver
from domain.rules import Period, Rounding
from domain.status import Flag, Status
from tests.domain.acts import act, history
from tests.domain.assessment.judging import ADDRESS, BENEFIT, ID, found, judge, lacks
from tests.domain.rule_sets import rule_set, term, way


class TestPending:
    WEEKS = term(BENEFIT, "benefit-applied", Period(weeks=8), suspended=True)
    PLAIN = term(BENEFIT, "benefit-applied", Period(weeks=8))

    def due(self, applied: str, *rules: object, on: str = "2026-03-02") -> date | None:
        chosen = rule_set(*rules)  # type: ignore[arg-type]
        acts = [act(e.BenefitApplied(), applied, to=("Breda",))]
        status = found(judge(chosen, acts, on), BENEFIT)
        assert (status.status, status.with_organisation) == (Status.PENDING, "Breda")
        return status.until

    def test_an_application_says_with_whom_and_by_when(self) -> None:
        assert self.due("2026-01-05", self.PLAIN) == date(2026, 3, 2)
        assert self.due("2026-01-05") is None

    @pytest.mark.parametrize(
        ("applied", "due"),
        [
            ("2026-01-10", "2026-03-09"),
            ("2026-01-11", "2026-03-09"),
            ("2026-02-06", "2026-04-07"),
            ("2026-03-10", "2026-05-06"),
            ("2026-03-02", "2026-04-28"),
        ],
    )
    def test_a_term_that_ends_on_a_closed_day_runs_on(self, applied: str, due: str) -> None:
        assert self.due(applied, self.PLAIN, on="2026-03-15") == date.fromisoformat(due)

    def test_a_term_without_rounding_ends_when_it_ends(self) -> None:
        plain = term(BENEFIT, "benefit-applied", Period(weeks=8), rounding=Rounding.NONE)

        assert self.due("2026-01-10", plain) == date(2026, 3, 7)

    def test_of_two_terms_the_first_to_end_counts(self) -> None:
        short = term(BENEFIT, "benefit-applied", Period(weeks=4), id="short")

        assert self.due("2026-01-05", self.PLAIN, short) == date(2026, 2, 2)

    def test_a_term_of_another_event_or_need_does_not_count(self) -> None:
        assert self.due("2026-01-05", term(BENEFIT, "benefit-granted", Period(weeks=1))) is None
        assert self.due("2026-01-05", term(ID, "benefit-applied", Period(weeks=1))) is None

    @pytest.mark.parametrize(("day", "is_overdue"), [("2026-03-02", False), ("2026-03-03", True)])
    def test_an_application_is_overdue_after_its_last_day(
        self, day: str, *, is_overdue: bool
    ) -> None:
        answer = judge(
            rule_set(self.PLAIN, way(BENEFIT)), history((e.BenefitApplied(), "2026-01-05")), day
        )

        assert (Flag.OVERDUE in found(answer, BENEFIT).flags) is is_overdue

    def test_a_term_stands_still_while_the_application_is_incomplete_and_runs_on_after(
        self,
    ) -> None:
        incomplete = e.BenefitApplicationIncomplete(missing=(MissingItem.ADDRESS,))
        acts = history(
            (e.BenefitApplied(), "2026-01-05"),
            (incomplete, "2026-01-12"),
            (e.BenefitApplicationCompleted(), "2026-01-22"),
        )
        rules = rule_set(self.WEEKS)

        assert found(judge(rules, acts, "2026-01-20"), BENEFIT).until is None
        # Nine whole days stood still; the fifty-six others end on Wednesday 11 March.
        assert found(judge(rules, acts, "2026-01-22"), BENEFIT).until == date(2026, 3, 11)
        assert found(judge(rule_set(self.PLAIN), acts), BENEFIT).until == date(2026, 3, 2)

    def test_a_term_runs_on_when_the_day_to_complete_it_has_passed_unused(self) -> None:
        incomplete = e.BenefitApplicationIncomplete(
            missing=(MissingItem.ADDRESS,), complete_by=date(2026, 1, 26)
        )
        acts = history((e.BenefitApplied(), "2026-01-05"), (incomplete, "2026-01-12"))
        rules = rule_set(self.WEEKS)

        assert found(judge(rules, acts, "2026-01-26"), BENEFIT).until is None
        assert found(judge(rules, acts, "2026-01-27"), BENEFIT).until == date(2026, 3, 16)

    def test_a_card_that_was_issued_has_only_to_be_handed_over(self) -> None:
        decision = term(ID, "id-card-applied", Period(weeks=4), id="decision")
        handing = term(ID, "id-card-issued", Period(weeks=2), id="handing-over")
        acts = history(
            (e.IdCardApplied(place=ApplicationPlace.DESK), "2026-01-05"),
            (e.IdCardIssued(), "2026-01-19"),
        )
        rules = rule_set(decision, handing)

        assert found(judge(rules, acts, "2026-01-18"), ID).until == date(2026, 2, 2)
        assert found(judge(rules, acts, "2026-01-19"), ID).until == date(2026, 2, 2)
        assert found(judge(rule_set(decision), acts, "2026-03-02"), ID).flags == {Flag.AT_RISK}

    def test_a_decision_that_was_put_off_puts_off_no_later_step(self) -> None:
        handing = term(ID, "id-card-issued", Period(weeks=2)).model_copy(
            update={"extended_by": "decision-term-extended"}
        )
        put_off = e.DecisionTermExtended(
            decision=DecisionOn.APPLICATION, need=ID, until=date(2026, 3, 2)
        )
        acts = history(
            (e.IdCardApplied(place=ApplicationPlace.DESK), "2026-01-05"),
            (put_off, "2026-01-12"),
            (e.IdCardIssued(), "2026-01-19"),
        )

        assert found(judge(rule_set(handing), acts), ID).until == date(2026, 2, 2)

    def test_an_address_that_was_asked_for_has_its_own_term(self) -> None:
        rules = rule_set(term(ADDRESS, "postal-address-requested", Period(weeks=8)))
        acts = history((e.PostalAddressRequested(giver=AddressGiver.FAMILY), "2026-01-05"))

        assert found(judge(rules, acts), ADDRESS).until == date(2026, 3, 2)


@pytest.mark.parametrize(
    "end",
    [
        e.ApplicationWithdrawn(need=BENEFIT),
        e.BenefitRejected(reason=RejectionReason.NO_ID_DOCUMENT),
    ],
    ids=["withdrawn", "refused"],
)
def test_what_waited_for_an_application_that_came_to_nothing_is_stuck_without_it(
    end: EventBody,
) -> None:
    """Given a ring that an application for a benefit would open."""
    ring = rule_set(way(BENEFIT, ID), way(ID, BENEFIT))
    applied = [*lacks(ID, BENEFIT), act(e.BenefitApplied(), "2026-02-01", position=300)]

    before = judge(ring, applied)
    after = judge(ring, [*applied, act(end, "2026-02-10", position=301)])

    assert [found(before, need).status for need in (BENEFIT, ID)] == [
        Status.PENDING,
        Status.WAITING,
    ]
    assert [found(after, need).status for need in (BENEFIT, ID)] == [Status.STUCK, Status.STUCK]
