"""Circumstances that follow from several acts: what is inferred, and what stays unknown."""

from datetime import date
from typing import Final

import pytest

from domain import events as e
from domain.assessment import assess
from domain.circumstances import Circumstance
from domain.events.claims import AmountClass, ClaimKind, Settlement
from domain.events.debts import DebtThreat, RestructuringEnd
from domain.events.screening import ScreeningAnswer
from domain.events.support import SupportKind
from domain.needs import Need
from domain.situation import circumstances_on
from ledger.rulebook import load_rule_set
from tests.domain.acts import act, history, state

Step = tuple[e.EventBody, str]

INSURED: Final[Step] = (
    e.NeedStatusVerified(need=Need.INSURANCE, answer=ScreeningAnswer.ARRANGED),
    "2025-01-01",
)
HELD: Final[Step] = (e.DetentionStarted(), "2026-01-15")
FREE: Final[Step] = (e.PersonReleased(), "2026-03-01")


def value(circumstance: Circumstance, *steps: Step, on: str = "2026-04-01") -> object:
    """What is known of a circumstance on a day; None when nothing is."""
    person = state(*history(*steps), on=on)
    return circumstances_on(person, date.fromisoformat(on)).value(circumstance)


def evidence(circumstance: Circumstance, *steps: Step, on: str = "2026-04-01") -> tuple[str, ...]:
    person = state(*history(*steps), on=on)
    return circumstances_on(person, date.fromisoformat(on)).known[circumstance].evidence


def owes(kind: ClaimKind, on: str = "2025-06-01") -> Step:
    return e.ClaimRegistered(claim=kind, amount=AmountClass.FROM_500), on


class TestInsurance:
    def test_an_insurance_that_ran_when_detention_began_was_suspended(self) -> None:
        steps = (INSURED, HELD, FREE)

        assert value(Circumstance.INSURANCE_SUSPENDED, *steps) is True
        assert evidence(Circumstance.INSURANCE_SUSPENDED, *steps) == ("e1", "e2", "e3")

    @pytest.mark.parametrize(
        "steps",
        [(HELD, FREE), (INSURED,), ((INSURED[0], "2026-02-01"), HELD)],
        ids=["never insured", "never held", "insured since"],
    )
    def test_otherwise_nothing_is_known(self, steps: tuple[Step, ...]) -> None:
        assert value(Circumstance.INSURANCE_SUSPENDED, *steps) is None

    @pytest.mark.parametrize(
        ("body", "found"),
        [
            (e.InsuranceSuspended(), True),
            (e.InsuranceRestarted(), False),
        ],
        ids=lambda each: type(each).__name__ if isinstance(each, e.EventBody) else str(each),
    )
    def test_what_an_act_says_comes_first(self, body: e.EventBody, *, found: bool) -> None:
        steps = (INSURED, HELD, FREE, (body, "2026-03-02"))

        assert value(Circumstance.INSURANCE_SUSPENDED, *steps) is found


class TestReleaseDocument:
    @pytest.mark.parametrize("given", [True, False])
    def test_it_is_what_was_said_at_release(self, *, given: bool) -> None:
        released = (e.PersonReleased(release_document=given), "2026-03-01")

        assert value(Circumstance.RELEASE_DOCUMENT, HELD, released) is given

    def test_that_of_an_earlier_release_says_nothing_of_a_later_detention(self) -> None:
        released = (e.PersonReleased(release_document=True), "2026-03-01")
        again = (e.ReDetained(), "2026-03-20")

        assert value(Circumstance.RELEASE_DOCUMENT, HELD, released, again) is None


class TestConvictionDebts:
    @pytest.mark.parametrize(
        ("kind", "found"),
        [
            (ClaimKind.FINE, True),
            (ClaimKind.COMPENSATION_ORDER, True),
            (ClaimKind.CONFISCATION, True),
            (ClaimKind.PENALTY_ORDER, None),
            (ClaimKind.TRAFFIC_SANCTION, None),
        ],
    )
    def test_only_what_a_court_imposed_is_a_debt_from_a_conviction(
        self, kind: ClaimKind, found: object
    ) -> None:
        assert value(Circumstance.CONVICTION_DEBTS, owes(kind)) is found

    def test_that_the_claims_we_know_are_settled_does_not_say_that_there_are_no_others(
        self,
    ) -> None:
        paid = (e.ClaimSettled(claim=ClaimKind.FINE, how=Settlement.PAID), "2026-01-01")

        assert value(Circumstance.CONVICTION_DEBTS, owes(ClaimKind.FINE), paid) is None


class TestEarlierRestructuring:
    ENDED: Final = (
        (e.DebtRestructuringAdmitted(), "2012-01-01"),
        (e.DebtRestructuringEnded(outcome=RestructuringEnd.ENDED_EARLY), "2014-01-01"),
    )

    @pytest.mark.parametrize(
        ("day", "found"),
        [("2013-01-01", None), ("2015-01-01", True), ("2021-12-31", True), ("2022-01-01", None)],
    )
    def test_it_counts_when_it_ended_and_began_less_than_ten_years_ago(
        self, day: str, found: object
    ) -> None:
        assert value(Circumstance.EARLIER_RESTRUCTURING, *self.ENDED, on=day) is found


class TestFactsWithAnEnd:
    def test_a_forensic_title_ends_after_its_last_day(self) -> None:
        title = (e.ForensicTitleStarted(until=date(2026, 3, 31)), "2026-01-01")

        days = ("2026-03-31", "2026-04-01")
        assert [value(Circumstance.FORENSIC_TITLE, title, on=day) for day in days] == [True, False]

    def test_the_day_after_it_is_a_day_on_which_the_answer_can_change(self) -> None:
        title = act(e.ForensicTitleStarted(until=date(2026, 3, 31)), "2026-01-01")
        found = assess(state(title), load_rule_set("law-2007"), date(2026, 2, 1))

        assert found.next_change == date(2026, 4, 1)


@pytest.mark.parametrize(
    ("circumstance", "step"),
    [
        (
            Circumstance.DEBT_THREAT,
            (e.DebtHelpRequested(threat=DebtThreat.EVICTION), "2026-03-01"),
        ),
        (
            Circumstance.URGENT_REPORT,
            (e.SocialSupportReported(kind=SupportKind.GUIDANCE, urgent=True), "2026-03-01"),
        ),
    ],
    ids=str,
)
def test_a_threat_and_an_urgent_report_are_known_from_the_day_on_which_they_were_told(
    circumstance: Circumstance, step: Step
) -> None:
    assert [value(circumstance, step, on=day) for day in ("2026-02-28", "2026-03-01")] == [
        None,
        True,
    ]
